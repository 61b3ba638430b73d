"""The types that flow through khabar; they import no stage."""
