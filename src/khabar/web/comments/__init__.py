"""Visitors' comments: writing them, reading them, and deciding which are shown."""
