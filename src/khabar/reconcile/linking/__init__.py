"""New claims put into the events where they belong."""
