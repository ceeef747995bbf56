"""What was measured, as one table."""

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

_HEADINGS = ("measure", "database", "value", "ratio", "target", "met")


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """One line. `ratio` is what is held against the target, where the target is a ratio."""

    measure: str
    database: str
    value: str
    target: str
    is_met: bool
    ratio: float | None = None


def printed(lines: Sequence[Measured]) -> str:
    """The table, its columns as wide as they need to be."""
    rows = [_HEADINGS, *(_cells(line) for line in lines)]
    widths = [max(len(row[n]) for row in rows) for n in range(len(_HEADINGS))]
    return "\n".join("  ".join(c.ljust(w) for c, w in zip(row, widths, strict=True)).rstrip() for row in rows)


def milliseconds(seconds: Sequence[float]) -> str:
    """The median, as people read it."""
    return f"{median(seconds) * 1000:.1f} ms"


def _cells(line: Measured) -> tuple[str, ...]:
    ratio = "-" if line.ratio is None else f"{line.ratio:.2f}"
    return (line.measure, line.database, line.value, ratio, line.target, "yes" if line.is_met else "NO")
