"""`python -m tools.fuzz [N] [SEED]`: reads and checks N damaged papers, and says which took longest.

Ends 1 if any raised what is no refusal, or took more than a second; the damaged paper is then kept.
"""

import random
import sys
import tempfile
import time
import traceback
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from datetime import UTC, date, datetime
from pathlib import Path

from states.calendar import Calendar
from states.check import check_paper
from states.routes import shipped_route
from workflow.papers import Unreadable, read_paper

PAPERS = Path(__file__).resolve().parents[2] / "shared" / "papers"
MOST_CHARACTERS = 50_000
"""A mutant is cut there: a few papers' length, and few enough for thousands of mutants a minute."""

_MOST_CHANGES = 6
_SECOND = 1.0
_ROUTE = shipped_route("pcc-decision")
_CALENDAR = Calendar(holidays=frozenset(), covers_to=date(2030, 12, 31))
_NOW = datetime(2025, 12, 1, 9, tzinfo=UTC)

_ODD = (
    *"\t\f\r\n\v\0\x07\x85\u00a0\u00ad\u200b\u202e\u2028\ufeff\ue000\ue001\uf0b7",
    *"|~-–—_=*#•·☐☒☑✓✗xX[]()<>£€½'’\"“:;.,/\\0123456789aÀßıİﬁ",
    *("Date:", "Signature:", "Or", "And", "[x]", "a)", "~~", "| |", "Annex A", "OFFICIAL", "Page 3 of 7"),
    *("1.", "- 6.", "6.1", "Yes", "No", "N/A", "£1,000,000,000,000,000", "£9k", "GBP 1.005", "99/99/9999"),
    *("(ABC)", "do nothing would be achieved", "varies 12/2024", "as described above", "Chief Executive"),
)
_REPEATS = (2, 3, 30, 1000)


def mutants(papers: Sequence[str], *, count: int, seed: int) -> Iterator[bytes]:
    """So many damaged papers, the same for the same seed, a few of them no longer UTF-8."""
    chance = random.Random(seed)  # noqa: S311  # the same mutants in every run
    for _ in range(count):
        text = chance.choice(papers)
        for _ in range(chance.randint(1, _MOST_CHANGES)):
            text = chance.choice(_CHANGES)(text, chance, chance.choice(papers))[:MOST_CHARACTERS]
        encoding = chance.choice(("utf-8", "utf-8", "utf-8", "utf-8-sig", "cp1252"))
        yield text.encode(encoding, errors="replace")


def read_and_check(data: bytes) -> None:
    """Read a file and check the paper that it is; an unreadable one has had its answer."""
    with suppress(Unreadable):
        paper = read_paper(data, name="paper.txt", form=_ROUTE.form, steps=_ROUTE.steps)
        check_paper(paper, form=_ROUTE.form, steps=_ROUTE.steps, calendar=_CALENDAR, now=_NOW)


def main(arguments: Sequence[str]) -> int:
    """Read and check the mutants, print what was found, give the exit code."""
    count, seed = (int(argument) for argument in (*arguments, *("10000", "1")[len(arguments) :]))
    papers = [path.read_text(encoding="utf-8") for path in sorted(PAPERS.glob("*.txt"))]
    if not papers:
        print(f"No papers in {PAPERS}: put published papers there as .txt files.", file=sys.stderr)
        return 2
    raised, slowest, slowest_seconds = 0, b"", 0.0
    for data in mutants(papers, count=count, seed=seed):
        start = time.process_time()
        try:
            read_and_check(data)
        except Exception:
            raised += 1
            traceback.print_exc(limit=-3)
            print(f"raised by {_kept(data)}", file=sys.stderr)
        seconds = time.process_time() - start
        if seconds > slowest_seconds:
            slowest, slowest_seconds = data, seconds
    print(f"{count} mutants, {raised} raised, the slowest took {slowest_seconds * 1000:.0f} ms")
    if slowest_seconds > _SECOND:
        print(f"too slow: {_kept(slowest)}", file=sys.stderr)
    return 1 if raised or slowest_seconds > _SECOND else 0


def _kept(data: bytes) -> Path:
    with tempfile.NamedTemporaryFile(prefix="mutant-", suffix=".txt", delete=False) as file:
        file.write(data)
    return Path(file.name)


Change = Callable[[str, random.Random, str], str]


def _cut(text: str, chance: random.Random, other: str) -> str:
    start, end = _span(text, chance)
    return text[:start] + text[end:]


def _break_off(text: str, chance: random.Random, other: str) -> str:
    return text[: _place(text, chance)]


def _double(text: str, chance: random.Random, other: str) -> str:
    start, end = _span(text, chance)
    return text[:end] + text[start:end] * chance.choice(_REPEATS) + text[end:]


def _swap(text: str, chance: random.Random, other: str) -> str:
    first, second, third, fourth = sorted(_place(text, chance) for _ in range(4))
    return text[:first] + text[third:fourth] + text[second:third] + text[first:second] + text[fourth:]


def _insert_odd(text: str, chance: random.Random, other: str) -> str:
    for _ in range(chance.choice((1, 5, 50))):
        place = _place(text, chance)
        text = text[:place] + chance.choice(_ODD) * chance.choice((1, 1, 1, *_REPEATS)) + text[place:]
    return text


def _replace_character(text: str, chance: random.Random, other: str) -> str:
    if not text:
        return text
    return text.replace(chance.choice(text), chance.choice((*_ODD, "")), chance.choice((-1, 1, 10)))


def _change_digits(text: str, chance: random.Random, other: str) -> str:
    return "".join(chance.choice("0123456789") if c.isdigit() and chance.random() < 0.2 else c for c in text)


def _splice(text: str, chance: random.Random, other: str) -> str:
    start, end = _span(other, chance)
    place = _place(text, chance)
    return text[:place] + other[start:end] + text[place:]


def _join_halves(text: str, chance: random.Random, other: str) -> str:
    return text[: _place(text, chance)] + other[_place(other, chance) :]


def _change_case(text: str, chance: random.Random, other: str) -> str:
    start, end = _span(text, chance)
    return text[:start] + chance.choice((str.upper, str.lower, str.swapcase))(text[start:end]) + text[end:]


def _change_lines(text: str, chance: random.Random, other: str) -> str:
    lines = text.split("\n")
    place = chance.randrange(len(lines))
    match chance.randrange(7):
        case 0:
            del lines[place : place + chance.choice((1, 1, 5, 40))]
        case 1:
            chance.shuffle(lines)
        case 2:
            lines.reverse()
        case 3:
            lines[place:place] = [lines[place]] * chance.choice(_REPEATS)
        case 4:
            lines = [line for line in lines if line.strip()]
        case 5:
            lines[place] = chance.choice(_ODD) + lines[place] + chance.choice(_ODD)
        case _:
            lines = [f"{chance.choice(('', '', '- ', '| ', '  ', '1. '))}{line}" for line in lines]
    return "\n".join(lines)


def _join_lines(text: str, chance: random.Random, other: str) -> str:
    return text.replace("\n", chance.choice(("", " ", "\f", "\r", "|", "\t")), chance.choice((-1, 3, 30)))


_CHANGES: tuple[Change, ...] = (
    _cut,
    _break_off,
    _double,
    _swap,
    _insert_odd,
    _replace_character,
    _change_digits,
    _splice,
    _join_halves,
    _change_case,
    _change_lines,
    _change_lines,
    _join_lines,
)


def _place(text: str, chance: random.Random) -> int:
    return chance.randint(0, len(text))


def _span(text: str, chance: random.Random) -> tuple[int, int]:
    start = _place(text, chance)
    return start, start + chance.choice((1, 10, 100, 3000))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
