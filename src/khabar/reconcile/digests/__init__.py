"""What is kept of a claim to compare it with others."""
