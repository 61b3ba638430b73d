"""Who is named and who is counted."""
