"""Names and abbreviations in the text. It reads free text and can be wrong."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import chain

from states.money import sums_in
from states.rules.case import Case, warns
from states.rules.passages import TEXT, Passage

Found = Iterable[tuple[str, str]]

# Letters as far as the languages of these islands go (Welsh has ŵ and ŷ). A pattern has no class for case.
_LATIN = [chr(code) for code in range(0x250)]
_UPPER = "".join(letter for letter in _LATIN if letter.isupper())
_LOWER = "".join(letter for letter in _LATIN if letter.islower())

# The look back comes after the capital: looked for first, a capital is found four times as quickly.
_FIRST = rf"[{_UPPER}](?<![^\W_].)"
_REST = rf"[{_LOWER}]+(?:['’]s(?![^\W_]))?"
_NAME = re.compile(rf"{_FIRST}{_REST}(?: [{_UPPER}]{_REST})+(?![^\W_])")
_POSSESSIVE = re.compile(r"['’]s\b")
_FEWEST_LETTERS = 5
"""In a shorter word one other letter makes another word."""
_MOST_NAMES = 1_000
"""A paper has a few dozen names. Of a list of thousands the first are compared: nobody waits for the rest."""
_MOST_TOLD = 5
"""So many pairs of names are told of one place."""
_MOST_LETTERS = 40
"""A longer word is no word; it is compared whole."""

_ABBREVIATION = re.compile(rf"{_FIRST}[{_UPPER}][^\W_]*")
_IN_BRACKETS = re.compile(r"\(([^()]*)\)")
_QUOTES = "\"'“”‘’"
_GIVEN = re.compile(rf"\s*[{_QUOTES}]?(?:the\s+)?[{_QUOTES}]?([^\W_]+)[{_QUOTES}]?\s*", re.IGNORECASE)
_SPELT_OUT = re.compile(rf"({_FIRST}[{_UPPER}][^\W_]*)[{_QUOTES}]?\s?$")
_LONGEST_ABBREVIATION = 9
_JUST_BEFORE = _LONGEST_ABBREVIATION + len('s" ') + 1
"""So many letters before a bracket are looked at: an abbreviation, what may stand around it, and one more."""
_OF_SUMS = frozenset({"GBP", "THOUSAND", "MILLION", "BN", "BILLION"})
_SUM = re.compile(r"(?:£|GBP)\s?[\d.,]*\d(?:\s?(?:thousand|million|bn|billion)\b)?", re.IGNORECASE)
_ROMAN = frozenset("IVXL")


@warns(
    "recipient-name-varies",
    "A name is spelt in one way.",
    source="paper 39/2025",
    at="D O",
    reads_text=True,
    reads=TEXT | {"recipient"},
)
def recipient_name_varies(case: Case) -> Found:
    """Fires where two names differ slightly: by a final s, or by one letter in words of five or more letters.

    A name is two or more words with capitals, in the text or the recipient field; names of the register's
    recipients are compared too. Not where only the last word has an s more: that is a plural. In a text with
    more than a thousand names the first thousand are compared.
    """
    places = _places_of(case)
    order = {name: met for met, name in enumerate(places)}
    told: defaultdict[str, list[str]] = defaultdict(list)
    near = _Near(places)
    for name, wheres in places.items():
        for other in near.to(name):
            if (len(wheres), -order[name]) < (len(places[other]), -order[other]):
                told[wheres[0]].append(f"{name}; elsewhere {other}.")
    recipients = case.register.recipients if case.register else frozenset()
    known = _names_of(recipients)
    for name, wheres in places.items():
        for other in known.to(name) if name not in known else ():
            told[wheres[0]].append(f"{name}; the register has {other}.")
    for where, messages in told.items():
        more = " There are more such pairs." if len(messages) > _MOST_TOLD else ""
        yield where, f"{' '.join(messages[:_MOST_TOLD])} Which is right?{more}"


def _places_of(case: Case) -> dict[str, list[str]]:
    """The names in the order in which they are met, each with all its places."""
    places: dict[str, list[str]] = {}
    recipient = Passage("recipient", "recipient", case.text.recipient or "")
    own = dict.fromkeys(_names_in(recipient.text))
    for passage in (*case.passages, recipient):
        for name in _names_in(passage.text):
            if name in places or name in own or len(places) < _MOST_NAMES:
                places.setdefault(name, []).append(passage.where)
    return places


def _names_in(text: str) -> Iterator[str]:
    for name in _NAME.findall(text):
        bare = _POSSESSIVE.sub("", name).removeprefix("The ")
        if " " in bare:
            yield bare


@lru_cache(maxsize=4)
def _names_of(recipients: frozenset[str]) -> "_Near":
    return _Near(name for recipient in sorted(recipients) for name in _names_in(recipient))


class _Near:
    """Names that can be asked for those slightly different from one, without comparing it with each."""

    def __init__(self, names: Iterable[str]) -> None:
        self._words = {name: tuple(name.casefold().split(" ")) for name in names}
        self._at: defaultdict[tuple[int, int, str], list[str]] = defaultdict(list)
        for name, words in self._words.items():
            for key in chain(*_keys(words)):
                self._at[key].append(name)

    def __contains__(self, name: str) -> bool:
        return name in self._words

    def to(self, name: str) -> list[str]:
        """The names slightly different from this one, in the alphabet's order."""
        words = tuple(name.casefold().split(" "))
        alike = [[self._at.get(key, _NONE) for key in keys] for keys in _keys(words)]
        fewest = min(alike, key=lambda found: sum(map(len, found)))
        return sorted(other for other in {*chain(*fewest)} if _differ_slightly(words, self._words[other]))


_NONE: list[str] = []


def _keys(words: tuple[str, ...]) -> Iterator[list[tuple[int, int, str]]]:
    """Under what a name is found: its number of words, and the first, second or last in every spelling."""
    count = len(words)
    for place in {0, 1, count - 1}:
        yield [(count, place, spelling) for spelling in _spellings(words[place])]


def _spellings(word: str) -> set[str]:
    """The word and what is left without one letter: words one letter apart have one of these in common."""
    if not _FEWEST_LETTERS <= len(word) <= _MOST_LETTERS:
        return {word, word.removesuffix("s")}
    return {word, *(word[:at] + word[at + 1 :] for at in range(len(word)))}


def _differ_slightly(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """Whether each word is near the other's, and more differs than case or a final s of the last word."""
    if not all(map(_is_near, one, other)):
        return False
    return one[:-1] != other[:-1] or not _is_but_for_an_s(one[-1], other[-1])


def _is_near(one: str, other: str) -> bool:
    """Equal, equal without a final s, or long enough and one letter added, lost or changed apart."""
    if _is_but_for_an_s(one, other):
        return True
    short, long = (one, other) if len(one) < len(other) else (other, one)
    if len(short) < _FEWEST_LETTERS or len(long) - len(short) > 1:
        return False
    at = next((at for at, letter in enumerate(short) if letter != long[at]), len(short))
    return short[at + (len(short) == len(long)) :] == long[at + 1 :]


def _is_but_for_an_s(one: str, other: str) -> bool:
    return one == other or one == f"{other}s" or other == f"{one}s"


@warns(
    "undefined-abbreviation",
    "An abbreviation is explained once in the text.",
    source="paper 05/2025",
    at="D O",
    reads_text=True,
    reads=TEXT,
)
def undefined_abbreviation(case: Case) -> Found:
    """Fires once for all words of two to nine letters that begin with two capitals and are nowhere explained.

    Explained is what stands in brackets after its full name, or has its full name in brackets after it, and
    what the office lists as known. Not for roman numerals, words with digits, items all in capitals, nor the
    letters of a sum of money.
    """
    used: dict[str, str] = {}
    for passage in case.passages:
        if not passage.text.isupper():
            for abbreviation in _abbreviations_in(passage.text):
                used.setdefault(abbreviation, passage.where)
    explained = {known for passage in case.passages for known in _explained_in(passage.text)}
    unknown = [word for word in used if word not in explained and word not in case.customs.abbreviations]
    if unknown:
        yield used[unknown[0]], f"Not explained: {', '.join(unknown)}. Write each in full at its first place."


def _abbreviations_in(text: str) -> Iterator[str]:
    words = _ABBREVIATION.findall(text)
    if not _OF_SUMS.isdisjoint(words):
        words = _ABBREVIATION.findall(_SUM.sub(lambda found: " " if sums_in(found[0]) else found[0], text))
    for word in words:
        single = word.removesuffix("s")
        if 2 <= len(single) <= _LONGEST_ABBREVIATION and single.isalpha() and not _ROMAN.issuperset(single):
            yield single


def _explained_in(text: str) -> Iterator[str]:
    for brackets in _IN_BRACKETS.finditer(text):
        if given := _GIVEN.fullmatch(brackets[1]):
            yield given[1].removesuffix("s")
        words = [word for word in brackets[1].split() if any(map(str.isalpha, word))]
        if len(words) > 1 and (
            spelt_out := _SPELT_OUT.search(text[max(0, brackets.start() - _JUST_BEFORE) : brackets.start()])
        ):
            yield spelt_out[1].removesuffix("s")
