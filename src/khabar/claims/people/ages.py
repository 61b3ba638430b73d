"""Ages that stand in a noun: "a 15-year-old", "his two-year-old son"."""

from khabar.claims.tree import Tree
from khabar.text.number_words import load_number_words

AGE_NOUN = "year-old"
"""The lemma that `repair` gives to "old" where "a 15-year-old" stands for a person."""
_OF_AGE = 18


def is_minor(tree: Tree, head: int) -> bool:
    """True for "a 15-year-old", "his two-year-old son": an age below 18 stands in the noun."""
    old = (k for k in tree.children(head, "amod") if tree.tokens[k].lemma == "old")
    tops = (head,) if tree.tokens[head].lemma == AGE_NOUN else old
    years = (year for top in tops for year in tree.kids[top])
    ages = (tree.tokens[age].text.lower() for year in years for age in (*tree.kids[year], year))
    words = load_number_words().cardinals
    known = (int(age) if age.isdigit() else words.get(age) for age in ages)
    return any(age is not None and age < _OF_AGE for age in known)
