"""A watch over an invented web with faults, killed again and again: every article exactly once."""
