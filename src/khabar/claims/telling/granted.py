"""What stays true whatever is said around it: "to discuss the raid", "failed to stop it"."""

from typing import Final

from khabar.claims.tree import Tree

_PAST: Final = frozenset({"after", "since", "following", "despite"})
# What is done about something that has been: its object was there before.
_AFTERMATH: Final = frozenset(
    {"discuss", "condemn", "denounce", "deplore", "decry", "criticise", "criticize", "protest", "mourn"}
    | {
        "commemorate",
        "remember",
        "mark",
        "honour",
        "honor",
        "regret",
        "apologise",
        "apologize",
        "explain",
    }
    | {"investigate", "probe", "examine", "review", "study", "assess", "document", "witness", "survive"}
    | {"avenge", "punish", "prosecute", "charge", "sue", "respond", "react", "retaliate", "answer"}
    | {"recall", "describe", "cover", "verify", "confirm", "stop", "halt", "end"}
)
_INQUIRIES: Final = frozenset(
    {"inquiry", "enquiry", "investigation", "probe", "lawsuit", "trial", "charge", "verdict"}
)
_KNOWN: Final = frozenset({"the", "this", "that", "these", "those", "such"})
_STOPPING: Final = frozenset(
    {"stop", "halt", "end", "prevent", "avert", "foil", "thwart", "contain", "curb"}
)
_FAILING: Final = frozenset({"fail", "unable", "powerless", "unwilling"})
# With the forms of verbs of which the vocabulary has no lemma.
_KEEPING_FROM: Final = frozenset(
    {"save", "spare", "keep", "stop", "deter", "protect", "rescue", "refrain", "abstain", "desist"}
    | {"saved", "spared", "kept", "stopped", "deterred", "protected", "rescued", "refrained"}
)
_MISSING: Final = frozenset({"avoid", "avoided", "escape", "evade", "evaded"})


def is_granted(tree: Tree, child: int, head: int, event: int) -> bool:
    """True where what is said of `head` leaves the event below `child` as it is.

    "To treat 12 people wounded by shells", "refused to leave after the raid", "will discuss the raid".
    """
    token, above = tree.tokens[child], tree.tokens[head]
    if token.dep == "relcl" or (token.dep == "acl" and token.tag == "VBN"):
        return True
    if token.dep == "prep" and (token.lemma in _PAST or above.lemma in _INQUIRIES):
        return True  # "after the raid", "an inquiry into the killing"
    if any(tree.tokens[k].lemma in _PAST for k in tree.children(child, "mark")):
        return True  # "after shells killed nine"
    if not tree.is_noun(event) or token.dep not in {"dobj", "prep"}:
        return False
    failed = above.lemma in _STOPPING and _has_failed(tree, head)
    return failed or (above.lemma in _AFTERMATH and is_known(tree, event))


def is_averted(tree: Tree, child: int, head: int, event: int) -> bool:
    """True for what somebody was saved from or avoided: "saved from being shelled"."""
    token, above = tree.tokens[child], tree.tokens[head]
    if token.dep == "pcomp" and above.lemma == "of":
        return tree.tokens[above.head].lemma == "short"  # "stopped short of attacking"
    if token.dep == "prep" and token.lemma == "from":
        return above.lemma in _KEEPING_FROM and tree.is_verb(event)
    return token.dep in {"xcomp", "dobj"} and token.tag in {"VBG", "VBN"} and above.lemma in _MISSING


def _has_failed(tree: Tree, verb: int) -> bool:
    above = tree.tokens[tree.tokens[verb].head]
    return tree.tokens[verb].dep in {"xcomp", "acl"} and above.lemma in _FAILING


def is_known(tree: Tree, noun: int) -> bool:
    """True for "the raid", "his killing"; a raid, or raids, may be none yet."""
    own = {tree.tokens[k].lemma for k in tree.children(noun, "det", "predet", "amod")}
    return bool(own & _KNOWN) or bool(tree.children(noun, "poss"))
