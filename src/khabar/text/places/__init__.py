"""Names of places, which of them are meant, and how precisely."""
