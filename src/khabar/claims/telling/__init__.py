"""Who tells it, how firmly, and what that leaves of it."""
