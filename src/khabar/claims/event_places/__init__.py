"""Where each event of a text happened: which of the places it names belong to which verb.

`khabar.claims.scene.setting` settles the one place of a claim by rules. This room weighs every name of a
sentence against every verb by weights that were learned (`docs/models/event_places.md`): several places
for one verb, the place of what was taken or shelled, the finer of two that lie in one another, and names
that the gazetteer lacks.
"""

from khabar.claims.event_places.finding import find_event_places
from khabar.claims.event_places.names import ReadText

__all__ = ["ReadText", "find_event_places"]
