"""The same comparing for many claims at once, in columns of numbers."""
