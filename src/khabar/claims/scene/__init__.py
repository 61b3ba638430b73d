"""Where and when, and how much of the world a claim covers."""
