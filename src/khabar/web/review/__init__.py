"""The pages on which people answer questions about what was read."""
