"""How many: the figures of a mention."""
