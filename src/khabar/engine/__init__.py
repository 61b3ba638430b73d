"""Reading many pages at once, each in a box of its own."""
