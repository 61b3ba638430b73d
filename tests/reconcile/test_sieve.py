"""What is left out before texts are compared is no copy of anything."""

import random

from hypothesis import given, settings
from hypothesis import strategies as st

from khabar.reconcile.copies.finding import Credit, compare_copies, sign
from khabar.reconcile.copies.sieve import may_be_copies

AGENCY = Credit(publisher="the coast post", told_by=("atlas",)), Credit(told_by=("atlas",))


def compose(dice, source):
    """A text of runs of words from one source, some of them quoted, some its own."""
    parts = []
    for _ in range(dice.randint(1, 9)):
        start = dice.randrange(len(source))
        run = " ".join(source[start : start + dice.choice((9, 40, 150))])
        own = " ".join(f"w{dice.randrange(9999)}" for _ in range(dice.choice((0, 9, 60, 900))))
        parts.append(dice.choice((run, f"“{run}”", own)))
    return "\n".join(parts)


@settings(max_examples=60)
@given(st.integers(0, 100_000))
def test_what_the_sieve_leaves_out_is_no_copy_whoever_is_credited(seed):
    dice = random.Random(seed)  # noqa: S311  # texts, no secret
    source = [f"s{number}" for number in range(dice.choice((60, 400, 4000)))]
    one, *others = (sign(compose(dice, source)) for _ in range(12))
    for other, may in zip(others, may_be_copies(one, others), strict=True):
        copies = [compare_copies(one, other), compare_copies(one, other, *AGENCY)]
        assert may or copies == [None, None]


def test_the_sieve_keeps_copies_and_leaves_out_other_texts():
    words = [f"w{number}" for number in range(600)]
    text, again = sign(" ".join(words[:300])), sign(" ".join((*words[:280], *words[500:520])))
    formula = sign(" ".join((*words[:14], *words[300:600])))
    short, empty = sign("three short words"), sign("")
    assert may_be_copies(text, [again, formula, short, empty]) == [True, False, False, False]
    assert may_be_copies(short, [short, text]) == [True, False]
    assert may_be_copies(text, []) == []
