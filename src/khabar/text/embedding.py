"""The model's first layer, run once for each different word of a batch and not once for each word.

The layer turns a word into a vector without looking at its neighbours, so equal words have equal
vectors: about three words of five in a batch of sentences are there already. The vectors are the
same to the last bit; a page is parsed in 12 % less time (`docs/decisions/0003-parser.md`).
"""

from typing import cast

from thinc.api import Model
from thinc.types import Floats2d, Ints2d, Ragged

_WORDWISE = slice(2, 4)  # of the layers features, list2ragged, hash embeddings, mixing, ragged2list


def share_equal_words(embed: Model[object, object]) -> None:
    """Makes an embedding layer of spaCy's `MultiHashEmbed` do equal words once, in place.

    The layer can only predict from then on.
    """
    layers = embed.layers[_WORDWISE]
    embed.layers[_WORDWISE] = [Model("equal_words_once", _predict_once, layers=layers)]


def _predict_once(
    model: Model[Ragged, Ragged],
    words: Ragged,
    is_train: bool,  # noqa: ARG001  # thinc passes it by name
) -> tuple[Ragged, None]:
    import numpy

    features = numpy.ascontiguousarray(cast("Ints2d", words.dataXd))
    numbers: dict[bytes, int] = {}
    number_of = [numbers.setdefault(row.tobytes(), len(numbers)) for row in features]
    first = numpy.unique(number_of, return_index=True)[1]
    vectors: object = features[first]
    for layer in model.layers:
        vectors = layer.predict(vectors)
    return Ragged(cast("Floats2d", vectors)[number_of], words.lengths), None
