"""What one article says in all: claims in, counts out."""

import pytest
from invented import actor, claim, figure, say

from khabar.model.claims import ActorClass, Role
from khabar.reconcile.articles.article_figures import count_article
from khabar.reconcile.articles.counts import Cover
from khabar.reconcile.articles.groups import may_overlap


def victim(id_, text, who="people", *, at=0, measure="killed", name=None, quote=None):
    """A claim that tells of one person."""
    named = actor(name, Role.TARGET, actor_class=ActorClass.CIVILIANS, text=text) if name else None
    one = figure("1", who, measure=measure, text=text, start=at)
    if named:
        named = type(named)(
            role=named.role, who=say(named.who.value, text, at), certainty=named.certainty
        )
    return claim(id_, one, at=at, quote=quote or text, actors=(named,) if named else ())


def tell(*claims, tellers=None):
    counts = count_article(claims, tellers or {one.id: "the paper" for one in claims})
    return [
        (count.measure, count.who, count.low, count.high, count.cover.value)
        for count in counts
        if count.leading
    ]


def test_figures_of_one_claim_add_up_and_each_group_is_kept():
    both = claim("c", figure("9", "civilians"), figure("2", "soldiers", start=20))
    assert tell(both) == [
        ("killed", None, 11, 11, "all"),
        ("killed", "civilians", 9, 9, "part"),
        ("killed", "soldiers", 2, 2, "part"),
    ]


def test_an_open_end_of_one_opens_the_sum():
    both = claim("c", figure("at least 9", "civilians"), figure("2", "soldiers", start=20))
    assert tell(both)[0] == ("killed", None, 11, None, "all")


def test_a_part_is_not_added():
    whole = claim("c", figure("40"))
    part = claim("d", figure("15", "children"), at=50, part_of="c")
    assert tell(whole, part) == [
        ("killed", None, 40, 40, "all"),
        ("killed", "children", 15, 15, "part"),
    ]


def test_a_part_of_a_whole_that_counts_something_else_is_no_part_of_its_sum():
    whole = claim("c", figure("40", measure="wounded"))
    part = claim("d", figure("15", "children"), at=50, part_of="c")
    assert ("killed", "children", 15, 15, "some") in tell(whole, part)


def test_victims_told_one_by_one_neither_lower_nor_double_a_total():
    total = claim("c", figure("3"))
    one = victim("d", "Pere Mas, 35", at=100, name="Pere Mas")
    other = victim("e", "Another man", "men", at=200)
    assert tell(total, one, other)[0] == ("killed", None, 3, 3, "all")


def test_victims_told_one_by_one_without_a_total_are_a_lower_bound():
    one = victim("d", "Pere Mas", at=100, name="Pere Mas")
    other = victim("e", "Joana Puig", at=200, name="Joana Puig")
    again = victim("f", "Mas", at=300, name="Mas")
    (count,) = count_article((one, other, again), dict.fromkeys("def", "the paper"))
    assert (count.low, count.high, count.cover, count.singly) == (2, None, Cover.SOME, True)
    assert count.claims == ("d", "e", "f")


SAME_OR_NOT = [
    (("a boy", "children"), ("the boy", "children"), 1),
    (("a man", "men"), ("a woman", "women"), 2),
    (("a man", "men"), ("another man", "men"), 2),
    (("another man", "men"), ("another man", "men"), 1),
    (("a 35-year-old", "people"), ("a 40-year-old", "people"), 2),
    (("a 35-year-old", "people"), ("a 35-year-old man", "men"), 1),
    (("a man", "men"), ("he", "people"), 1),
    (("a boy", "children"), ("a man", "men"), 2),
    (("an 8-year-old girl", "children"), ("her younger sister", "women"), 1),
    (("one person", "people"), ("a shopkeeper", "workers"), 1),
    (("a man", "men"), ("his wife", "women"), 2),
    (("a twelve-year-old", "people"), ("a man", "men"), 2),
    (("an 11-month-old", "people"), ("a man", "men"), 2),
]


@pytest.mark.parametrize(("left", "right", "people"), SAME_OR_NOT)
def test_only_people_who_cannot_be_one_are_counted_as_two(left, right, people):
    claims = [victim("d", *left, at=100), victim("e", *right, at=200)]
    assert tell(*claims)[0][2] == people


def test_the_age_after_a_name_is_its_victims():
    claims = [
        victim("d", "Mas", at=0, quote="Mas, 35, died at the scene"),
        victim("e", "a man", at=100, quote="a man, 21, was hurt"),
    ]
    assert tell(*claims)[0][2] == 2


def test_one_group_alone_is_a_lower_bound_for_everybody():
    assert tell(claim("c", figure("4", "children"))) == [("killed", "children", 4, 4, "some")]


def test_groups_of_several_claims_are_added_only_where_nobody_can_be_in_both():
    soldiers = claim("c", figure("3", "soldiers"))
    civilians = claim("d", figure("5", "civilians"), at=50)
    children = claim("e", figure("2", "children"), at=90)
    counts = tell(soldiers, civilians, children)
    assert ("killed", None, 8, None, "some") in counts


def test_the_higher_of_two_totals_of_one_teller_leads_and_the_other_is_kept():
    totals = (claim("c", figure("17")), claim("d", figure("12"), at=50))
    counts = count_article(totals, {"c": "the council", "d": "the council"})
    assert {(count.low, count.leading) for count in counts} == {(17, True), (12, False)}


def test_two_tellers_in_one_article_have_an_account_each():
    totals = (claim("c", figure("17")), claim("d", figure("12"), at=50))
    counts = count_article(totals, {"c": "the council", "d": "headquarters"})
    assert [(count.low, count.teller, count.leading) for count in counts] == [
        (17, "the council", True),
        (12, "headquarters", True),
    ]


def test_casualties_less_the_dead_are_wounded():
    hit = claim("c", figure("7", measure="casualties"), figure("1"))
    critical = claim("d", figure("2", measure="wounded"), at=50)
    assert ("wounded", None, 6, 6, "all") in tell(hit, critical)
    assert ("wounded", None, 2, 2, "all") not in tell(hit, critical)


def test_more_wounded_than_casualties_stand_as_they_are_told():
    claims = (claim("c", figure("2", measure="casualties"), figure("5", measure="wounded", start=9)),)
    assert ("wounded", None, 5, 5, "all") in tell(*claims)


def test_who_died_of_wounds_is_not_among_the_wounded():
    hurt = victim("d", "a 35-year-old man", "men", measure="wounded")
    dead = victim("e", "the 35-year-old", at=100)
    assert [count[0] for count in tell(hurt, dead)] == ["killed"]


def test_one_who_points_back_to_the_dead_is_not_among_the_wounded():
    dead = victim("e", "a 15-year-old boy", "children")
    hurt = victim("d", "he", at=100, measure="wounded")
    other = victim("f", "a man", "men", at=200, measure="wounded")
    assert [count[0] for count in tell(dead, hurt) if count[4] != "part"] == ["killed"]
    assert ("wounded", None, 1, 1, "some") in tell(dead, hurt, other)


def test_who_dies_in_the_next_breath_is_who_was_last_told_of_as_hurt():
    hurt = victim("d", "a clerk", "workers", measure="wounded")
    assert [count[0] for count in tell(hurt, victim("e", "he", at=8))] == ["killed"]
    between = victim("f", "a monk", "clergy", at=8, measure="wounded")
    assert "wounded" in [count[0] for count in tell(hurt, between, victim("e", "he", at=15))]
    assert "wounded" in [count[0] for count in tell(hurt, victim("e", "he", at=300))]


def test_one_told_hit_beside_the_dead_survived_where_words_or_ages_set_him_apart():
    dead = victim("e", "a 15-year-old boy", "children")
    survivors = {"somebody": 0, "another person": 1, "a 40-year-old": 1, "her father": 1, "Joan Mas": 0}
    for text, number in survivors.items():
        name = text if "Mas" in text else None
        hit = victim("h", text, at=300, measure="casualties", name=name)
        assert [count[0] for count in tell(dead, hit)].count("wounded") == number, text


def test_those_who_were_also_shot_are_besides_the_dead():
    dead = victim("e", "Puig", name="Puig")
    hit = [figure(n, who, measure="casualties", start=80) for n, who in (("1", "women"), ("2", "men"))]
    shot = claim("h", *hit, at=80, quote="A maid and two grooms were also shot.")
    assert ("wounded", None, 3, None, "all") in tell(dead, shot)


def test_words_that_count_somebody_hurt_and_dead_count_a_death():
    child = figure("1", "children", text="a child")
    both = claim("c", child, figure("1", "children", text="a child", measure="wounded"))
    assert {count[0] for count in tell(both)} == {"killed"}


def test_who_was_hit_and_is_none_of_the_dead_survived():
    dead = [victim(str(at), name, at=at, name=name) for at, name in ((1, "Mas"), (50, "Puig"))]
    hit = victim("h", "a third man", "men", at=200, measure="casualties")
    assert ("wounded", None, 1, None, "some") in tell(*dead, hit)
    same = victim("h", "Puig", at=200, measure="casualties", name="Puig")
    assert "wounded" not in [count[0] for count in tell(*dead, same)]


def test_a_group_above_what_looks_like_a_total_shows_that_it_is_none():
    four, others = claim("c", figure("4", "men")), claim("d", figure("2", text="two others"), at=50)
    assert tell(four, others) == [("killed", "men", 4, 4, "some")]


def test_victims_of_whom_most_is_said_are_told_apart_first():
    vague = victim("d", "a student", "students")
    named = [
        victim(id_, name, at=at, name=name) for id_, name, at in (("e", "Mas", 50), ("f", "Puig", 90))
    ]
    assert tell(vague, *named)[0][2] == 2


def test_percentages_are_no_sums():
    halves = claim(
        "c",
        figure("40", measure="share_of_territory", unit="percent"),
        figure("20", measure="share_of_territory", unit="percent", start=30),
    )
    assert tell(halves) == [("share_of_territory", None, 40, 40, "all")]


def test_words_that_were_read_twice_count_once():
    twice = claim("c", figure("3"), figure("3"))
    assert tell(twice) == [("killed", None, 3, 3, "all")]


@pytest.mark.parametrize(
    ("left", "right", "together"),
    [
        ("children", "women", False),
        ("children", "civilians", True),
        ("soldiers", "security_forces", True),
        ("soldiers", "police", False),
        ("fighters", "teachers", False),
        ("prisoners", "soldiers", True),
        (None, "soldiers", True),
    ],
)
def test_groups_overlap_unless_nobody_can_be_in_both(left, right, together):
    assert may_overlap(left, right) is may_overlap(right, left) is together
