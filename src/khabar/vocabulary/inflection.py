"""English inflection: from a lemma to its surface forms, and back.

Regular forms follow from rules of spelling; what does not follow is listed in `inflections.toml`.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from khabar.vocabulary.entries import Pos
from khabar.vocabulary.tables import File

_ONE_SYLLABLE = re.compile(r"(?:qu|[^aeiou])*[aeiou][^aeiouwxy]")
_SIBILANT = ("s", "x", "z", "ch", "sh")
_ISE = re.compile(r"(?<=[a-z]{3})i([sz])e$")
# Plural endings of nouns and third-person endings of verbs, the first that fits; an empty second
# part keeps the word.
_S_ENDINGS = (
    ("ss", "ss"), ("us", "us"), ("is", "is"), ("ies", "y"), ("sses", "ss"), ("ches", "ch"),
    ("shes", "sh"), ("xes", "x"), ("oes", "o"), ("s", ""),
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Irregular:
    """What the rules of spelling do not give.

    `verbs`: past tense and participle by lemma. `nouns`: plurals by lemma. `doubling`: verbs of
    several syllables whose last consonant doubles; `doubling_or_not`: verbs of which both are
    written. `fixed_ise`: verbs of one spelling only. `spellings`: British to American.
    """

    verbs: Mapping[str, tuple[str, ...]]
    nouns: Mapping[str, tuple[str, ...]]
    doubling: frozenset[str]
    doubling_or_not: frozenset[str]
    fixed_ise: frozenset[str]
    fixed_man: frozenset[str]
    spellings: Mapping[str, str]


def read_irregular(file: File) -> Irregular:
    """The tables of `inflections.toml`."""
    verbs, nouns, lists = file.whole("verbs"), file.whole("nouns"), file.whole("lists")
    spellings = file.whole("spellings")
    return Irregular(
        verbs={verb: verbs.texts(verb) for verb in verbs.values},
        nouns={noun: nouns.texts(noun) for noun in nouns.values},
        doubling=frozenset(lists.texts("doubling")),
        doubling_or_not=frozenset(lists.texts("doubling_or_not")),
        fixed_ise=frozenset(lists.texts("fixed_ise")),
        fixed_man=frozenset(lists.texts("fixed_man")),
        spellings={word: spellings.text(word) for word in spellings.values},
    )


def inflect(lemma: str, pos: Pos, irregular: Irregular) -> tuple[str, ...]:
    """All surface forms of `lemma`, the lemma first, each once.

    Of several words the first of a verb and the last of a noun changes ("opened fire", "air
    strikes"); words of other sorts stay as they are.
    """
    if pos is Pos.VERB:
        word, space, rest = lemma.partition(" ")
        forms = [form + space + rest for form in _inflect_verb(word, irregular)]
    elif pos is Pos.NOUN:
        rest, space, word = lemma.rpartition(" ")
        forms = [rest + space + form for form in _inflect_noun(word, irregular)]
    else:
        forms = [lemma]
    return tuple(dict.fromkeys(forms))


def _inflect_verb(verb: str, irregular: Irregular) -> list[str]:
    forms = []
    for base in _spell_verb(verb, irregular):
        forms += [base, _add_s(base)]
        for stem in _stems(base, irregular):
            forms.append(_add_ing(stem))
            forms += irregular.verbs.get(base, (_add_ed(stem),))
    return forms


def _inflect_noun(noun: str, irregular: Irregular) -> list[str]:
    forms = []
    for base in (noun, irregular.spellings.get(noun, noun.replace("isation", "ization"))):
        forms.append(base)
        forms += irregular.nouns.get(base, ()) or (_pluralise(base, irregular.fixed_man),)
    return forms


def _spell_verb(verb: str, irregular: Irregular) -> tuple[str, ...]:
    if verb in irregular.spellings:
        return (verb, irregular.spellings[verb])
    if verb in irregular.fixed_ise or not (match := _ISE.search(verb)):
        return (verb,)
    other = "z" if match.group(1) == "s" else "s"
    return (verb, f"{verb[:-2]}{other}e")


def _stems(verb: str, irregular: Irregular) -> tuple[str, ...]:
    doubled = verb + verb[-1]
    if verb in irregular.doubling_or_not:
        return (doubled, verb)
    if verb in irregular.doubling or _ONE_SYLLABLE.fullmatch(verb):
        return (doubled,)
    return (verb,)


def _add_s(word: str) -> str:
    if word.endswith(_SIBILANT) or (word.endswith("o") and word[-2:-1] not in "aeiou"):
        return word + "es"
    if _ends_in_consonant_y(word):
        return word[:-1] + "ies"
    return word + "s"


def _add_ing(stem: str) -> str:
    if stem.endswith("ie"):
        return stem[:-2] + "ying"
    if stem.endswith("e") and not stem.endswith(("ee", "oe", "ye")) and len(stem) > 2:
        return stem[:-1] + "ing"
    return stem + "ing"


def _add_ed(stem: str) -> str:
    if stem.endswith("e"):
        return stem + "d"
    if _ends_in_consonant_y(stem):
        return stem[:-1] + "ied"
    return stem + "ed"


def _ends_in_consonant_y(word: str) -> bool:
    return word.endswith("y") and word[-2:-1] not in "aeiou"


def _pluralise(noun: str, fixed_man: frozenset[str]) -> str:
    if noun.endswith("man") and noun not in fixed_man:
        return noun[:-2] + "en"
    if noun.endswith("child"):
        return noun + "ren"
    return _add_s(noun)


@dataclass(frozen=True, slots=True, kw_only=True)
class Lemmas:
    """Lemmas of surface forms; `bases` holds the lemmas themselves."""

    verbs: Mapping[str, str]
    nouns: Mapping[str, str]
    verb_bases: frozenset[str]

    def find(self, word: str, tag: str) -> str:
        """The lemma of `word`, lower case, by its Penn tag.

        A word of no entry keeps its lower-case form; the plural -s of NNS and the -s of VBZ are
        taken off it by rule.
        """
        form = word.lower()
        if tag.startswith("V"):
            if tag in ("VB", "VBP") and form in self.verb_bases:
                return form
            return self.verbs.get(form) or (_strip_s(form) if tag == "VBZ" else form)
        if tag.startswith("N"):
            return self.nouns.get(form) or (_strip_s(form) if tag == "NNS" else form)
        return form


def index_lemmas(words: Iterable[tuple[str, Pos]], irregular: Irregular) -> Lemmas:
    """The reverse table of all forms of `words` (single words) and of what `irregular` lists.

    Where two lemmas share a form, the first that arrives at it by inflection wins over one that is
    spelt so ("found" is of "find"); `Lemmas.find` goes by the tag where the lemma itself may stand.
    """
    verbs: dict[str, str] = {}
    nouns: dict[str, str] = {}
    listed = [*words, *((verb, Pos.VERB) for verb in irregular.verbs)]
    listed += [(noun, Pos.NOUN) for noun in (*irregular.nouns, *irregular.spellings)]
    for lemma, pos in dict.fromkeys(listed):
        if pos is Pos.VERB:
            _add_forms(verbs, lemma, inflect(lemma, pos, irregular)[1:])
        elif pos is Pos.NOUN:
            _add_forms(nouns, lemma, inflect(lemma, pos, irregular)[1:])
    verb_bases = frozenset(lemma for lemma, pos in listed if pos is Pos.VERB)
    verbs.update({lemma: lemma for lemma in verb_bases if lemma not in verbs})
    noun_bases = (lemma for lemma, pos in listed if pos is Pos.NOUN)
    nouns.update({lemma: lemma for lemma in noun_bases if lemma not in nouns})
    return Lemmas(verbs=MappingProxyType(verbs), nouns=MappingProxyType(nouns), verb_bases=verb_bases)


def _add_forms(table: dict[str, str], lemma: str, forms: Iterable[str]) -> None:
    for form in forms:
        table.setdefault(form, lemma)


def _strip_s(form: str) -> str:
    if len(form) < 4:
        return form
    if len(form) == 4 and form.endswith("ies"):
        return form[:-1]
    for ending, kept in _S_ENDINGS:
        if form.endswith(ending):
            return form[: -len(ending)] + kept
    return form
