"""Statements about one event put side by side."""
