"""The finance officer's certificate as marked on paper: which limb was chosen, and whether d was given."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from states.form import CertificateText
from states.submission import Certificate
from workflow.papers.labels import Row
from workflow.papers.sheet import Region
from workflow.papers.text import folded, squeeze

_MARK = r"(?:[✓✔☑☒]|\[ ?[x✓✔☑☒] ?\]|\( ?[x✓✔☑☒] ?\)|(?<!\w)x(?!\w))"
_EMPTY_BOX = r"(?:[☐□]|\[ ?\]|\( ?\))"
_START = re.compile(
    rf"(?:[-•*] )*(?P<before>{_MARK})? ?{_EMPTY_BOX}? ?(?:\(?(?P<letter>[a-z])[).] ?)?"
    rf"{_EMPTY_BOX}? ?(?P<after>{_MARK})? ?",
    re.IGNORECASE,
)
_END = re.compile(rf"{_MARK}[ .,;]*$", re.IGNORECASE)
_LONGEST_END = 12
_STRUCK = re.compile(r"~~.*?~~")
_STOPS = (".", ",", ":", ";")


@dataclass(frozen=True, slots=True)
class _Standing:
    letter: str
    is_marked: bool


def read_certificate(
    regions: Iterable[Region], printed: CertificateText | None, *, step: str | None
) -> Certificate:
    """The limb chosen in the block of that step, and d as `regulations`; None where it cannot be read.

    A limb is chosen when it alone is marked, or when it alone is left of a, b and c. d is given when marked,
    or, where nothing at all is marked, when it stands beside the one limb left. Source: `certificate-limb`.
    """
    if printed is None or step is None:
        return Certificate()
    lines = _lines_before_signature(region for region in regions if region.block == step)
    found = (_limb(paragraph, printed) for paragraph in _paragraphs(lines, printed))
    limbs = [limb for limb in found if limb]
    choices = {limb.letter for limb in printed.choices}
    standing = {limb.letter for limb in limbs} & choices
    marked = {limb.letter for limb in limbs if limb.is_marked}
    chosen = marked & choices or (standing if len(standing) == 1 else set())
    limb = next(iter(chosen)) if len(chosen) == 1 else None
    has_always = any(limb.letter == printed.always.letter for limb in limbs)
    is_settled = not marked and limb is not None and has_always
    return Certificate(limb, True if printed.always.letter in marked or is_settled else None)


def _lines_before_signature(regions: Iterable[Region]) -> Iterator[str]:
    for region in regions:
        if region.label.row in (Row.SIGNATURE, Row.DATE):
            return
        yield region.rest
        yield from region.lines


def _paragraphs(lines: Iterable[str], printed: CertificateText) -> Iterator[str]:
    """What stands on one limb's own lines: to a joining word, the next limb or an empty line."""
    joints = (folded(printed.between), folded(printed.joint))
    paragraph: list[str] = []
    is_cut = False
    for line in (squeeze(line.replace("|", " ").replace("**", "")) for line in lines):
        if not line:
            is_cut = True
            continue
        if paragraph and (folded(line) in joints or not _continues(line, paragraph[-1], is_cut=is_cut)):
            yield " ".join(paragraph)
            paragraph = []
        paragraph.append(line)
        is_cut = False
    yield " ".join(paragraph)


def _continues(line: str, before: str, *, is_cut: bool) -> bool:
    start = _START.match(line)
    if start and start["letter"]:
        return False
    # A page end may cut a limb, as it cuts a sentence; a lone mark after an empty line belongs to nothing.
    return not is_cut or (line[0].islower() and len(line) > 1 and not before.endswith(_STOPS))


def _limb(paragraph: str, printed: CertificateText) -> _Standing | None:
    """The limb that a paragraph is, by its words, else by its letter; None if it is none, or struck out."""
    if "~~" in paragraph and len(folded(_STRUCK.sub("", paragraph))) <= 1:
        return None
    paragraph = _without_joint(paragraph, printed)
    start = _START.match(paragraph)
    body = paragraph[start.end() :] if start else paragraph
    end = _END.search(body, max(0, len(body) - _LONGEST_END))
    words = folded(body[: end.start()] if end else body)
    letter = (start["letter"] or "").casefold() if start else ""
    limbs = (*printed.choices, printed.always)
    named = next((limb.letter for limb in limbs if folded(limb.text) == words), None) or next(
        (limb.letter for limb in limbs if limb.letter.casefold() == letter), None
    )
    if named is None:
        return None
    return _Standing(named, bool(end or (start and (start["before"] or start["after"]))))


def _without_joint(paragraph: str, printed: CertificateText) -> str:
    """The limb without a joining word that stands at its end instead of on a line of its own."""
    for joint in (printed.between, printed.joint):
        if paragraph.casefold().endswith(f" {joint.casefold()}"):
            return paragraph[: -len(joint)].rstrip(" ")
    return paragraph
