"""Questions to people about what was read, and their answers: written down for ever."""
