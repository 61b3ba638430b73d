"""Which words tell of what khabar keeps, what hangs on them, and what only sounds like it."""
