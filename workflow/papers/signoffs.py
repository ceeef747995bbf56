"""What was signed on paper: each office's date, and the outcome once the decider's date stands there."""

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from types import MappingProxyType

from states.dates import valid_date
from states.form import Form, Labels
from states.submission import PaperSignOff, Step
from states.vocabulary import Outcome
from workflow.papers.labels import Row
from workflow.papers.sheet import Region, until_empty
from workflow.papers.text import BULLETS, folded, squeeze

_OUTCOME = re.compile(
    r"[ *_]*(?P<word>not\s+approved|approved|refused|rejected|deferred)\b"
    r"(?P<after>[^\n]*)(?:\n(?P<below>.*))?",
    re.IGNORECASE | re.DOTALL,
)
_BEFORE = f" \t#>*_-{BULLETS}"
_NOTHING_MORE = re.compile(r"[ *_]*+\.?[ *_]*+")


def read_sign_offs(regions: Iterable[Region], form: Form, steps: Sequence[Step]) -> tuple[PaperSignOff, ...]:
    """One entry for each step in route order, also for a step whose block the file lacks."""
    written: dict[str, str | None] = {}
    for region in regions:
        if region.block is None or region.block in written:
            continue
        date = _date_in(region, form.labels)
        if date is not None:
            written[region.block] = squeeze(date) or None
    return tuple(
        _sign_off(step, written.get(step.key)) for step in sorted(steps, key=lambda step: step.order)
    )


def read_statements(
    regions: Sequence[Region], steps: Sequence[Step], *, certified: bool
) -> Mapping[str, str]:
    """What each office signs, as the paper prints it, by office; without those that the paper lacks.

    It is the printed sentence, or whatever else stands between the office's title and its signature. The
    decider's sentence is the outcome, and where the form has a certificate (`certified`) that is read apart.
    """
    said = {
        step.office: _statement([region for region in regions if region.block == step.key], step)
        for step in steps
        if not step.decides and not (step.certificate and certified)
    }
    return MappingProxyType({office: words for office, words in said.items() if words})


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


def _date_in(region: Region, labels: Labels) -> str | None:
    """The text after a date's label, which may stand beside the signature or the ink; None without one."""
    if region.label.row is Row.DATE:
        beside = _label(labels.signature).search(region.rest)
        return region.rest[: beside.start()] if beside else region.rest
    if region.label.row is Row.SIGNATURE:
        date = _label(labels.date).search(region.rest)
        if date:
            return region.rest[date.end() :]
    for line in region.lines:
        date = _label(labels.date).search(line)
        if date and _is_beside_ink(line[: date.start()], labels):
            return line[date.end() :]
    return None


def _is_beside_ink(before: str, labels: Labels) -> bool:
    return before.endswith(("\t", "  ")) or _label(labels.signature).search(before) is not None


@cache
def _label(printed: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w){re.escape(printed.rstrip(': '))}[ \t]*+:", re.IGNORECASE)


def _statement(block: Sequence[Region], step: Step) -> str:
    region = next((region for region in block if region.label.row is Row.STATEMENT), None)
    if region is not None:
        return _sentence(region, printed=folded(step.statement))
    title = next((region for region in block if region.label.row is Row.TITLE), None)
    return squeeze(" ".join((title.rest, *title.lines))) if title else ""


def _sentence(region: Region, *, printed: str) -> str:
    """The sentence to its end: what follows on further lines is ink. A page's end may cut it."""
    text, is_cut = [region.printed.lstrip(_BEFORE) + region.rest], False
    said = folded(text[0])
    for line in region.lines:
        if len(said) >= len(printed):
            break
        bare = line.strip(" \t")
        letters = folded(bare)
        if is_cut and bare and not bare[0].islower() and not printed.startswith(said + letters):
            break
        is_cut = not bare
        text.append(bare)
        said += letters
    return squeeze(" ".join(text))


def _is_all(after: str, below: str) -> bool:
    """Whether an approval is unconditional: a full stop at most, and no sentence that runs on below."""
    if not _NOTHING_MORE.fullmatch(after):
        return False
    return "." in after or not below[:1].islower()
