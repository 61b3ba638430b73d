"""Copies of one text, which count as one source."""
