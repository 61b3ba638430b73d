"""The ways to find claims in one sentence."""
