"""The paper's number: of the office's pattern, of its year, nobody else's, and none left out."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise

from states.form import Form
from states.rules.case import Case, blocks, warns
from states.rules.customs import NUMBER_PATTERN
from states.rules.passages import passages_of
from states.rules.words import quoted, says_none
from states.submission import Content

Found = Iterable[tuple[str, str]]


@blocks(
    "number-invalid",
    "A paper's number has the office's pattern.",
    source="the form, row 3; papers 05/2025 and 39/2025",
    at="O",
)
def number_invalid(case: Case) -> Found:
    """Fires for a number that is not written as the office writes its numbers: usually two or more digits,
    a stroke and the year, as in 05/2025. A paper without any number is said to lack a field instead.
    """
    number = _number(case)
    if number and not _is_valid(case, number):
        usual = case.customs.number_pattern == NUMBER_PATTERN
        pattern = "NN/YYYY" if usual else "a number of the office's pattern"
        yield "number", f"{quoted(number)} is not {pattern}: write it as in the register."


@blocks(
    "number-taken",
    "No two papers have one number.",
    source="good practice: one number in the register for one decision",
    at="O",
    needs_records=True,
)
def number_taken(case: Case) -> Found:
    """Fires where the register already holds another paper under this number. The same paper again, with
    its text as it was, is not another one; printed paragraph numbers do not count.
    """
    number, held = _number(case), case.register.holding if case.register else None
    if number and held is not None and not _is_same(held, case.text, form=case.printed):
        yield "number", f"{quoted(number)} is taken by another paper: find out which of the two has it."


@warns(
    "number-year",
    "A paper is numbered in the year of its decision, or the year before.",
    source="papers 05/2025 and 39/2025: numbers run by calendar year",
    at="O",
)
def number_year(case: Case) -> Found:
    """Fires where the year of a valid number comes after the latest sign-off, or more than one year before
    the earliest. Dates that cannot be read do not count, and without any it is silent.
    """
    number, years = _number(case), [given.on.year for _, given in case.written if given.on]
    match = _YEAR.search(number) if number and _is_valid(case, number) else None
    if match is None or not years:
        return
    year = int(match["year"])
    if year > max(years) or year < min(years) - 1:
        signed = str(years[0]) if len(set(years)) == 1 else f"{min(years)} to {max(years)}"
        yield "number", f"Numbered {year}, signed {signed}: check number and dates."


@warns(
    "number-gap",
    "The numbers of a year have no gap.",
    source="good practice: every number has a row in the register",
    at="T",
    needs_records=True,
)
def number_gap(case: Case) -> Found:
    """Fires for each unbroken run of numbers that the register lacks, from the year's first number to the
    highest that it holds. Numbers of another pattern do not count.
    """
    for gap in gaps(case.numbers):
        yield gap.where, f"{gap.missing} missing: find the {'paper' if gap.missing == 1 else 'papers'}."


@dataclass(frozen=True, slots=True)
class Gap:
    """An unbroken run of missing numbers of one year, from `first` to `last`; `missing` is how many."""

    first: str
    last: str
    missing: int

    @property
    def where(self) -> str:
        """Its stable place: `number 06/2025–38/2025`, or `number 06/2025` for a single one."""
        return f"number {self.first}" if self.missing == 1 else f"number {self.first}–{self.last}"


def gaps(numbers: Iterable[str]) -> tuple[Gap, ...]:
    """The runs of numbers that are missing in each year, in order; a year begins with number 1.

    Numbers that are not digits, a stroke and a year take no part. They are written as wide as the held ones.
    """
    years: dict[str, set[str]] = {}
    for match in filter(None, map(_SERIAL.fullmatch, numbers)):
        years.setdefault(match["year"], set()).add(match["serial"])
    return tuple(gap for year in sorted(years) for gap in _gaps_in(year, years[year]))


_YEAR = re.compile(r"(?P<year>[0-9]{4})$")
_SERIAL = re.compile(r"(?P<serial>[0-9]{2,9})/(?P<year>[0-9]{4})")


def _gaps_in(year: str, serials: set[str]) -> Iterator[Gap]:
    width = min(map(len, serials))
    for before, after in pairwise(sorted({0, *map(int, serials)})):
        if after - before > 1:
            first, last = (f"{serial:0{width}}/{year}" for serial in (before + 1, after - 1))
            yield Gap(first, last, after - before - 1)


def _number(case: Case) -> str:
    return ((case.paper and case.paper.number) or "").strip()


def _is_valid(case: Case, number: str) -> bool:
    return re.fullmatch(case.customs.number_pattern, number) is not None


def _is_same(one: Content, other: Content, *, form: Form) -> bool:
    return _said(one, form) == _said(other, form)


def _said(content: Content, form: Form) -> object:
    """All that the form's fields say, as values: however the file parted, numbered and spaced it."""
    texts: dict[str, str] = {}
    for passage in passages_of(content, form):
        texts[passage.key] = f"{texts.get(passage.key, '')} {passage.text}"
    fields = (content.originator, content.reason, content.submitted_to, content.outcome_by, content.marking)
    reasons = "" if says_none(content.confidential_reasons) else content.confidential_reasons or ""
    return (
        {key: _squeezed(text) for key, text in texts.items()},
        [_squeezed(text) for text in (*fields, reasons)],
        {(row.category, row.increase_tco2 or "", row.saving_tco2 or "") for row in content.emissions},
        {
            (answer.key, answer.answer, _squeezed(answer.reason))
            for answer in content.checklist
            if answer.answer
        },
        content.confidential,
    )


def _squeezed(text: str | None) -> str:
    return " ".join((text or "").split())
