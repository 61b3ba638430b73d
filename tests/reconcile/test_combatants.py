"""How many of the counted were fighters."""

import pytest
from test_main_event import read

from khabar.reconcile.articles.combatants import read_toll

# text, total, combatants
TOLLS = (
    ("Rebels killed six bakers in Oviedo on Sunday.", 6, 0),
    ("Rebels killed six bakers and two soldiers in Oviedo on Sunday.", 8, 2),
    ("Rebels killed 11 people, including two soldiers, in Oviedo on Sunday.", 11, 2),
    ("Fighting killed 27 people in Oviedo on Sunday, eight of them civilians.", 27, 19),
    ("A raid killed 56 civilians in Oviedo on Sunday, 25 of them civilians from Lugo.", 56, 0),
    ("Rebels killed six soldiers in Oviedo on Sunday.", 6, 6),
    ("Rebels killed 11 people, including two children, in Oviedo on Sunday.", 11, 0),
)


@pytest.mark.parametrize(("text", "total", "combatants"), TOLLS)
def test_the_words_say_who_of_the_dead_were_fighters(text, total, combatants):
    claim, *others = read(text)
    parts = [other for other in others if other.part_of == claim.id]
    toll = read_toll(claim, parts, "killed")
    assert (toll.total, toll.combatants, toll.others) == (total, combatants, total - combatants)


def test_nobody_counted_is_no_toll():
    claim, *_ = read("Rebels attacked a bakery in Oviedo on Sunday.")
    assert read_toll(claim, (), "killed") is None
