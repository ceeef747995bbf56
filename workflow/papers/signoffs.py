"""What was signed on paper: each office's date, and the outcome once the decider's date stands there."""

import re
from collections.abc import Iterable, Sequence

from states.dates import valid_date
from states.form import Form
from states.submission import PaperSignOff, Step
from states.vocabulary import Outcome
from workflow.papers.labels import Row
from workflow.papers.sheet import Region, until_empty
from workflow.papers.text import squeeze

_OUTCOME = re.compile(
    r"[ *_]*(?P<word>not\s+approved|approved|refused|rejected|deferred)\b"
    r"(?P<after>[^\n]*)(?:\n(?P<below>.*))?",
    re.IGNORECASE | re.DOTALL,
)
_NOTHING_MORE = re.compile(r"[ *_]*+\.?[ *_]*+")


def read_sign_offs(regions: Iterable[Region], form: Form, steps: Sequence[Step]) -> tuple[PaperSignOff, ...]:
    """One entry for each step in route order, also for a step whose block the file lacks."""
    written: dict[str, str | None] = {}
    for region in regions:
        if region.block is None or region.block in written:
            continue
        if region.label.row is Row.DATE:
            written[region.block] = squeeze(_before(region.rest, form.labels.signature)) or None
        elif region.label.row is Row.SIGNATURE:
            date = _inline(region.rest, form.labels.date)
            if date is not None:
                written[region.block] = squeeze(date) or None
    return tuple(
        _sign_off(step, written.get(step.key)) for step in sorted(steps, key=lambda step: step.order)
    )


def read_outcome(regions: Iterable[Region], *, decided: str | None) -> str | None:
    """The outcome that the sentence states, once the decision date has text; the sentence is pre-printed."""
    region = next((region for region in regions if region.label.row is Row.OUTCOME), None)
    if region is None or decided is None:
        return None
    lines = (squeeze(line) for line in (region.rest, *until_empty(region.lines)))
    match = _OUTCOME.match("\n".join(lines).lstrip("\n"))
    if match is None:
        return None
    word = match["word"].lower()
    if word == "approved":
        return Outcome.APPROVED.value if _is_all(match["after"], match["below"] or "") else None
    return Outcome.DEFERRED.value if word == "deferred" else Outcome.REFUSED.value


def _sign_off(step: Step, written: str | None) -> PaperSignOff:
    return PaperSignOff(step.office, valid_date(written) if written else None, written)


def _label(printed: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w){re.escape(printed.rstrip(': '))}[ \t]*:", re.IGNORECASE)


def _before(rest: str, printed: str) -> str:
    """The text up to another label that stands on the same line."""
    match = _label(printed).search(rest)
    return rest[: match.start()] if match else rest


def _inline(rest: str, printed: str) -> str | None:
    """The text after a label that stands within the line, or None if it does not."""
    match = _label(printed).search(rest)
    return rest[match.end() :] if match else None


def _is_all(after: str, below: str) -> bool:
    """Whether an approval is unconditional: a full stop at most, and no sentence that runs on below."""
    if not _NOTHING_MORE.fullmatch(after):
        return False
    return "." in after or not below[:1].islower()
