"""Who tells what, by which words: the attributions of a text.

`khabar.claims.telling.sources` asks who stands behind one claim; this room reads a whole text for
whatever anybody says, thinks, feels, wants or plans in it.
"""

from khabar.claims.attribution.passages import find_attributions

__all__ = ["find_attributions"]
