"""What the rules' tables are made of: something asked, and exactly what the rules must say of it."""

from collections.abc import Callable, Mapping
from typing import NamedTuple

from states.refusals import Finding
from states.vocabulary import Severity


class Said(NamedTuple):
    """One expected finding, and the words that its message must have."""

    rule: str
    severity: Severity
    where: str
    words: tuple[str, ...]


class Row(NamedTuple):
    """What is asked of the rules, and every finding they must make, in their order."""

    asked: Callable[[], tuple[Finding, ...]]
    said: tuple[Said, ...]


Table = Mapping[str, Row]


def row(asked: Callable[[], tuple[Finding, ...]], *said: Said) -> Row:
    """A row of a table; nothing said means that the act is done without a word."""
    return Row(asked, said)


def blocks(rule: str, where: str, *words: str) -> Said:
    """The rule stands against the act."""
    return Said(rule, Severity.BLOCKS, where, words)


def warns(rule: str, where: str, *words: str) -> Said:
    """The rule's warning is kept with the act."""
    return Said(rule, Severity.WARNS, where, words)


def heard(judged: Row) -> tuple[Said, ...]:
    """What the rules say, of each message only those expected words that it has."""
    found = judged.asked()
    words = [said.words for said in judged.said] + [()] * len(found)
    return tuple(
        Said(f.rule, f.severity, f.where, tuple(word for word in expected if word in f.message))
        for f, expected in zip(found, words, strict=False)
    )
