"""The two tables of the form: the carbon table of section 7 and the checklist, with its yes or no."""

import re
from collections.abc import Iterable, Sequence
from itertools import islice

from states.form import Form
from states.submission import Answer, Emission
from workflow.papers.items import starts_with_mark
from workflow.papers.labels import Row
from workflow.papers.sheet import Region
from workflow.papers.text import CELL_BREAK, squeeze

TABLE_ROWS = (Row.COLUMN, Row.CATEGORY)
"""What the carbon table consists of."""

_YES_NO = re.compile(r"(?P<word>yes|no|y|n)(?=$|[ ,.;:–])", re.IGNORECASE)
_REASON = re.compile(r"[ ,.;:–—-]*(?P<reason>.*)", re.DOTALL)
_ANSWERS = {"y": "yes", "n": "no"}
_BOXED = re.compile(
    r"(?P<marked>[✓✔☑☒]|[\[(] ?[x✓✔☑☒] ?[\])])|(?P<box>[☐□]|\[ ?\]|\( ?\))|(?P<word>\b(?:yes|no|y|n)\b)",
    re.IGNORECASE,
)
_MOST_CELLS = 9
_TWO_NUMBERS = re.compile(r" ([0-9][0-9.,]*+|not assessed) ([0-9][0-9.,]*+|not assessed) *", re.IGNORECASE)
_THOUSANDS = re.compile(r"(?<=\d)[, ](?=\d{3}(?!\d))")


def read_answers(regions: Iterable[Region], form: Form) -> tuple[Answer, ...]:
    """The nine answers in the form's order and words, also of questions that the file lacks."""
    written: dict[str, str | None] = {}
    for region in regions:
        if region.label.row is Row.QUESTION:
            written.setdefault(region.label.key, cell_of(region.value()))
    return tuple(
        _answer(question.key, question.text, written.get(question.key))
        for question in form.checklist.questions
    )


def cell_of(written: str | None) -> str | None:
    """What stands in a cell of the checklist, or beside the confidential question; None if nothing does."""
    return squeeze((written or "").replace("|", " ")) or None


def yes_or_no(written: str | None) -> tuple[str | None, str | None]:
    """The answer in a cell, `yes`, `no` or None, and the words after it, or None.

    Where the cell holds boxes, the answer is the word at the one that is marked.
    """
    cell = cell_of(written) or ""
    if any(match["word"] is None for match in _BOXED.finditer(cell)):
        return _boxed(cell)
    match = _YES_NO.match(cell)
    if match is None:
        return None, None
    return _word(match["word"]), _reason(cell[match.end() :])


def read_emissions(regions: Sequence[Region], form: Form) -> tuple[Emission, ...]:
    """The printed rows of the carbon table in the form's order and words; a missing row has no entry."""
    columns: tuple[int, ...] = ()
    rows: dict[str, Emission] = {}
    for region in regions:
        if region.label.row is Row.COLUMN and not columns:
            heading = region.printed.rpartition("\n")[2] + region.rest
            gaps = islice(CELL_BREAK.finditer(heading), _MOST_CELLS)
            columns = tuple(gap.end() for gap in gaps if gap.start())
        if region.label.row is Row.CATEGORY and region.label.key not in rows:
            increase, saving = _cells(region, columns)
            rows[region.label.key] = Emission(region.label.key, increase, saving)
    return tuple(rows[category] for category in form.emissions.categories if category in rows)


def after_table(region: Region, *, goes_on: bool) -> Sequence[str]:
    """The lines after a row of the carbon table that belong to no row: items of the section.

    Where the table `goes_on` below, only what begins like an item is one.
    """
    for number, line in enumerate(region.lines):
        if starts_with_mark(line) or not (goes_on or line.strip(" \t")):
            return [line for line in region.lines[number:] if starts_with_mark(line) or not _is_row(line)]
    return ()


def _is_row(line: str) -> bool:
    return "\t" in line.strip(" \t")


def _answer(key: str, question: str, written: str | None) -> Answer:
    answer, reason = yes_or_no(written)
    return Answer(key, question, answer, written, reason)


def _word(word: str) -> str:
    lower = word.lower()
    return _ANSWERS.get(lower, lower)


def _reason(after: str) -> str | None:
    match = _REASON.match(after)
    return match["reason"] or None if match else None


def _boxed(cell: str) -> tuple[str | None, str | None]:
    tokens = list(_BOXED.finditer(cell))
    boxes = [number for number, token in enumerate(tokens) if token["word"] is None]
    marked = [number for number in boxes if tokens[number]["marked"]]
    # Boxes stand before their words or after them, in one cell always the same way.
    to_word = 1 if boxes[0] == 0 else -1
    if len(marked) != 1 or marked[0] + to_word >= len(tokens):
        return None, None
    word = tokens[marked[0] + to_word]["word"]
    if word is None:
        return None, None
    last = min(max(boxes[-1], boxes[-1] + to_word), len(tokens) - 1)
    return _word(word), _reason(cell[_end_of_options(cell, tokens, last) :])


def _end_of_options(cell: str, tokens: Sequence[re.Match[str]], last: int) -> int:
    """Where the reason begins: the other answer may stand there without a box, and is none of it."""
    if last + 1 < len(tokens) and not cell[tokens[last].end() : tokens[last + 1].start()].strip(" /"):
        offered = {_word(token["word"]) for token in tokens[: last + 1] if token["word"]}
        last += _word(tokens[last + 1]["word"]) not in offered
    return tokens[last].end()


def _cells(region: Region, columns: tuple[int, ...]) -> tuple[str | None, str | None]:
    row = region.aside or region.rest
    numbers = _TWO_NUMBERS.fullmatch(row)
    cells = list(numbers.groups()) if numbers else _split(row)
    filled = [cell for cell in cells if cell]
    if len(filled) == 1 and "\t" not in row and "|" not in row:
        cells = _lone_cell(filled[0], region, columns)
    elif len(cells) > 2:
        cells = filled if len(filled) > 1 else []
    increase, saving = (*cells, "", "")[:2]
    return _number(increase), _number(saving)


def _split(row: str) -> list[str]:
    """The cells of a row: what stands before the first break is none, nor are empty ones after the second."""
    cells = [cell.strip(" ") for cell in CELL_BREAK.split(row, maxsplit=_MOST_CELLS)]
    cells = cells[1:] if len(cells) > 1 and not cells[0] else cells
    while len(cells) > 2 and not cells[-1]:
        cells.pop()
    return cells


def _lone_cell(cell: str, region: Region, columns: tuple[int, ...]) -> list[str]:
    """The one cell of a row in columns, below the nearer heading; without two headings it is nobody's."""
    if len(columns) != 2:
        return []
    row, start = (region.aside, region.aside_at) if region.aside else (region.rest, region.gap_at)
    place = start + row.index(cell)
    return ["", cell] if abs(place - columns[1]) < abs(place - columns[0]) else [cell]


def _number(cell: str) -> str | None:
    return _THOUSANDS.sub("", squeeze(cell)) or None
