"""Claim -> Link -> Event: which claims are about one event, and what all of them say of it."""
