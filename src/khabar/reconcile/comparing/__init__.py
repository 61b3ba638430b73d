"""Which claims are worth comparing, what speaks for and against one event, and clusters of them."""
