"""Words that stand for people and things that were named before."""

PERSON_PRONOUNS = frozenset({"he", "she", "him", "her"})
REFLEXIVES = frozenset({"himself", "herself"})
PRONOUNS = PERSON_PRONOUNS | {
    "they",
    "them",
    "it",
    "we",
    "us",
    "i",
    "who",
    "which",
    "that",
    "those",
    "others",
}
