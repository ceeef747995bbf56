"""The filled sheet: which label counts where, and the lines that belong to each."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from states.submission import Step
from workflow.papers.find import Found
from workflow.papers.labels import LISTS, Label, Row
from workflow.papers.text import squeeze


@dataclass(frozen=True, slots=True)
class Region:
    """What stands after one label and before the next. `rest` is the remainder of the label's own line.

    `gap_at` is where in that line `rest` begins, `aside` a cell that stood within a label of two lines.
    `listing` is the list or section that it belongs to, `block` the step whose sign-off it belongs to.
    """

    label: Label
    rest: str
    lines: tuple[str, ...]
    aside: str
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


def regions_of(
    lines: Sequence[str], found: Sequence[Found], steps: Sequence[Step]
) -> tuple[list[Region], int]:
    """The regions of the file in its order, and the line at which the form's last row ends the reading."""
    decider = next((step.key for step in steps if step.decides), None)
    place, seen = _Place(), set[str]()
    accepted: list[tuple[Found, str | None, str | None]] = []
    end = len(lines)
    for number, here in enumerate(found):
        following = found[number + 1].label.row if number + 1 < len(found) else None
        if not _counts(here.label, place, seen=seen, following=following, decider=decider):
            continue
        if here.label.row is Row.END:
            end = here.start
            break
        _move(place, here.label, decider=decider)
        seen.add(here.label.key)
        accepted.append((here, place.listing, place.block))
    ends = [*(here.start for here, _, _ in accepted), end][1:]
    regions = [
        Region(
            label=here.label,
            rest=lines[here.end][here.offset :],
            lines=tuple(lines[here.end + 1 : until]),
            aside=here.aside,
            gap_at=here.offset,
            listing=listing,
            block=block,
        )
        for (here, listing, block), until in zip(accepted, ends, strict=True)
    ]
    return regions, end


_OPENS_A_BLOCK = (Row.STATEMENT, Row.INTRO, Row.SIGNATURE, Row.DATE)


def _counts(
    label: Label, place: _Place, *, seen: set[str], following: Row | None, decider: str | None
) -> bool:
    """Whether these words are the label they look like, here; else they are text."""
    in_section = place.listing is not None and place.listing not in LISTS
    match label.row:
        case Row.FIELD:
            # Rows 1 to 5 stand before the summary; row 8 stands anywhere. Each counts once.
            return label.key not in seen and (label.key == "outcome_by" or LISTS[0] not in seen)
        case Row.OUTCOME | Row.SIGNATURE:
            return not in_section
        case Row.DATE:
            return place.block is not None
        case Row.INSTRUCTION:
            return place.row is Row.CHECKLIST
        case Row.SUBHEADING | Row.COLUMN | Row.CATEGORY:
            return place.listing == "environmental"
        case Row.TITLE:
            return _opens(label, place, following=following, decider=decider)
    return True


def _opens(label: Label, place: _Place, *, following: Row | None, decider: str | None) -> bool:
    """Whether an office's title opens its block. The same words may be an item, a value, or typed in ink."""
    if place.block == label.key:
        return False
    if place.block is not None and place.block == decider:
        return following in (Row.STATEMENT, Row.INTRO)
    return place.block is not None or place.row is Row.NOTE or following in _OPENS_A_BLOCK


def _move(place: _Place, label: Label, *, decider: str | None) -> None:
    place.row = label.row
    match label.row:
        case Row.LIST:
            place.listing, place.block = label.key, None
        case Row.SUBHEADING | Row.COLUMN | Row.CATEGORY:
            pass
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
