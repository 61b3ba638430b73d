"""What the mending of parses leaves whole."""

import pytest
from claim_words import make_article

from khabar import vocab
from khabar.claims.repairs.interposed import mend_interposed
from khabar.claims.repairs.repair import mend
from khabar.claims.tree import Tree
from khabar.text import parse, sentences

TEXTS = (
    "Shooting death in Oviedo",
    "Shooting victim, 16, dies",
    "Shooting spree left two dead, three hurt in Oviedo",
    "Man shot and killed, brother left injured",
    "12 killed and some 200 wounded",
    "A 15-year-old shot, a 16-year-old killed",
    '"Down with the junta," chanted dozens of students',
    "Guards are investigating the Sunday shooting death of a boy",
    "Rebels killed nine soldiers, the army's spokesman, Colonel Ruiz, told a local station.",
    "Seven people, the Red Cross said, were killed, but rebels say that nobody was.",
    "Nine soldiers, say the rebels, died in the clash, killing nobody else.",
    "The wreath was laid by a consul, two years after planes of the Legion shelled the docks.",
)


@pytest.mark.parametrize("text", TEXTS)
def test_every_word_of_a_mended_sentence_hangs_on_its_top(text):
    known = vocab.load()
    for parsed in parse.parse(sentences.split(make_article(text)), known):
        tree = mend(mend_interposed(Tree.of(parsed), known), known)
        (root,) = (token.i for token in tree.tokens if token.head == token.i)
        assert sorted(tree.descend(root)) == list(range(len(tree.tokens)))
