"""The filled sheet: which label counts where, and the lines that belong to each."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from states.submission import Step
from workflow.papers.find import Found
from workflow.papers.labels import LISTS, Label, Row
from workflow.papers.text import folded, squeeze


@dataclass(frozen=True, slots=True)
class Region:
    """What stands after one label and before the next. `rest` is the remainder of the label's own line.

    `printed` is the label as the file has it. `gap_at` is where in its line `rest` begins, `aside` a cell
    that stood within a label of two lines, from column `aside_at` on. `listing` is the list or section that
    it belongs to, `block` the step whose sign-off it belongs to.
    """

    label: Label
    printed: str
    rest: str
    lines: tuple[str, ...]
    aside: str
    aside_at: int
    gap_at: int
    listing: str | None
    block: str | None

    def value(self) -> str | None:
        """The text of a field: the rest of the line and on to an empty line, else all lines; or None."""
        first = squeeze(f"{self.aside} {self.rest}")
        lines = until_empty(self.lines) if first else self.lines
        return squeeze("\n".join((first, *lines))) or None


def until_empty(lines: Sequence[str]) -> Iterator[str]:
    """The lines before the first empty one."""
    for line in lines:
        if not line.strip(" \t"):
            return
        yield line


@dataclass(slots=True)
class _Place:
    """Where in the form the reading stands."""

    row: Row | None = None
    listing: str | None = None
    block: str | None = None

    @property
    def is_in_section(self) -> bool:
        return self.listing is not None and self.listing not in LISTS


@dataclass(frozen=True, slots=True)
class Sheet:
    """The labels that count, each with its listing and block; and the line at which the reading ends."""

    labels: tuple[tuple[Found, str | None, str | None], ...]
    end: int


def sheet_of(
    lines: Sequence[str], found: Sequence[Found], steps: Sequence[Step], *, tops: frozenset[int]
) -> Sheet:
    """Which of the labels found count. `tops` are the lines that begin a page."""
    decider = next((step.key for step in steps if step.decides), None)
    place, seen = _Place(), set[str]()
    found = _without_doubles(lines, found, tops=tops)
    with_colon = {here.label.key for here in found if here.label.row is Row.FIELD and here.has_colon}
    accepted: list[tuple[Found, str | None, str | None]] = []
    for number, here in enumerate(found):
        label = here.label
        # "Subject to advice" may well begin a line of a section.
        is_doubtful = label.row is Row.FIELD and not here.has_colon and place.is_in_section
        if is_doubtful and (label.key in with_colon or not _stands_alone(lines, here, tops=tops)):
            continue
        following = found[number + 1].label.row if number + 1 < len(found) else None
        if not _counts(here, place, seen=seen, following=following, decider=decider):
            continue
        if label.row is Row.END:
            return Sheet(tuple(accepted), here.start)
        _move(place, label, steps=steps, decider=decider)
        seen.add(label.key)
        accepted.append((here, place.listing, place.block))
    return Sheet(tuple(accepted), len(lines))


def regions_of(lines: Sequence[str], sheet: Sheet) -> list[Region]:
    """The regions of the file in its order."""
    ends = [*(here.start for here, _, _ in sheet.labels), sheet.end][1:]
    return [
        Region(
            label=here.label,
            printed="\n".join((*lines[here.start : here.end], lines[here.end][: here.offset])),
            rest=lines[here.end][here.offset :],
            lines=tuple(lines[here.end + 1 : until]),
            aside=here.aside,
            aside_at=here.aside_at,
            gap_at=here.offset,
            listing=listing,
            block=block,
        )
        for (here, listing, block), until in zip(sheet.labels, ends, strict=True)
    ]


def _without_doubles(lines: Sequence[str], found: Sequence[Found], *, tops: frozenset[int]) -> list[Found]:
    """The labels to the form's last row: no heading without its number beside the numbered one."""
    end = next((n for n, here in enumerate(found, 1) if here.label.row is Row.END and here.label.more), None)
    form = found[:end]
    numbered = {here.label.key for here in form if here.label.row is Row.LIST and not here.label.is_weak}
    return [
        here
        for here in form
        if not (here.label.is_weak and here.label.key in numbered)
        and (here.label.row is not Row.ANNEX or _stands_alone(lines, here, tops=tops))
    ]


def _stands_alone(lines: Sequence[str], here: Found, *, tops: frozenset[int]) -> bool:
    """Whether a heading begins a page or follows an empty line: "see Annex A" may well run over a line."""
    return here.start in tops or not here.start or not lines[here.start - 1].strip(" \t")


_OPENS_A_BLOCK = (Row.STATEMENT, Row.INTRO, Row.SIGNATURE, Row.DATE)

_ONCE_IN_AN_ANNEX = frozenset(
    {Row.LIST, Row.DETAIL, Row.CHECKLIST, Row.QUESTION, Row.CONFIDENTIAL, Row.REASONS, Row.NOTE, Row.OUTCOME}
    | {Row.STATEMENT, Row.INTRO, Row.TITLE, Row.FIELD, Row.END, Row.ANNEX}
)
"""What ends an annex between two parts of the form, if it did not stand before."""


def _counts(
    here: Found, place: _Place, *, seen: set[str], following: Row | None, decider: str | None
) -> bool:
    """Whether these words are the label they look like, here; else they are text."""
    label = here.label
    if place.row is Row.ANNEX and (label.row not in _ONCE_IN_AN_ANNEX or label.key in seen):
        return False
    match label.row:
        case Row.FIELD:
            # Rows 1 to 5 stand before the summary; row 8 stands anywhere. Each counts once.
            return label.key not in seen and (label.key == "outcome_by" or LISTS[0] not in seen)
        case Row.OUTCOME | Row.SIGNATURE:
            return not place.is_in_section
        case Row.DATE:
            return place.block is not None
        case Row.INSTRUCTION:
            return place.row is Row.CHECKLIST
        case Row.SUBHEADING | Row.COLUMN | Row.CATEGORY:
            return place.listing == "environmental"
        case Row.TITLE:
            is_new = label.key not in seen
            return _opens(label, place, is_new=is_new, following=following, decider=decider)
        case Row.END:
            # Its first words alone may head a passage of a section.
            return bool(label.more) or not place.is_in_section
    return True


def _opens(label: Label, place: _Place, *, is_new: bool, following: Row | None, decider: str | None) -> bool:
    """Whether an office's title opens its block. The same words may be an item, a value, or typed in ink."""
    if place.block == label.key:
        return False
    if place.block is not None and (place.block == decider or not is_new):
        return following in (Row.STATEMENT, Row.INTRO)
    return place.block is not None or place.row is Row.NOTE or following in _OPENS_A_BLOCK


def _move(place: _Place, label: Label, *, steps: Sequence[Step], decider: str | None) -> None:
    was, place.row = place.row, label.row
    match label.row:
        case Row.LIST:
            place.listing, place.block = label.key, None
        case Row.SUBHEADING | Row.COLUMN | Row.CATEGORY:
            pass
        case Row.STATEMENT | Row.INTRO if was is Row.TITLE and _is_said_by(place.block, label, steps):
            # Two offices may sign the same words: those below a title are that office's.
            place.listing = None
        case Row.TITLE | Row.STATEMENT | Row.INTRO:
            place.listing, place.block = None, label.key
        case Row.SIGNATURE if place.listing is not None:
            place.listing, place.block = None, decider
        case Row.SIGNATURE | Row.DATE:
            place.listing = None
        case Row.OUTCOME:
            place.listing, place.block = None, decider
        case Row.FIELD:
            place.listing, place.block = None, decider if label.key == "outcome_by" else None
        case _:
            place.listing, place.block = None, None


def _is_said_by(block: str | None, label: Label, steps: Sequence[Step]) -> bool:
    return any(step.key == block and folded(step.statement).startswith(label.words) for step in steps)
