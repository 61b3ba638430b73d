"""How the learned parts of khabar are made; not part of the package."""
