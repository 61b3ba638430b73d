"""Addresses -> answers: the one place in khabar that opens connections, and what keeps them safe."""
