"""What one article says of an event in all."""
