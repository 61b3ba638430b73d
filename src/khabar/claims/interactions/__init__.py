"""Who does or says what to whom: the political interactions of a text, by the classes of PLOVER.

The kinds of a claim are those of armed conflict; this room reads any sentence for what states, groups
and people do to each other, from talks and praise to sanctions and attacks.
"""

from khabar.claims.interactions.passages import find_interactions

__all__ = ["find_interactions"]
