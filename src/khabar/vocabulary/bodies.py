"""Words for the parts of a body that somebody may be hit in."""

BODY = frozenset(
    {"head", "face", "neck", "chest", "back", "arm", "leg", "shoulder", "stomach", "abdomen", "hand"}
    | {"foot", "torso", "hip", "thigh", "knee", "groin", "ankle", "wrist", "buttock", "elbow", "jaw"}
    | {"finger", "calf", "cheek", "ear", "forearm", "shin", "toe", "ribs", "pelvis", "throat", "temple"}
)
