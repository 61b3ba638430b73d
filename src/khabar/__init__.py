"""Reads reports of armed conflict and keeps what happened, how many were harmed, and who said so."""

__version__ = "0.1.0"
