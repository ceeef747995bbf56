"""The finance officer's certificate as marked on paper: which limb was chosen, and whether d was given."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from states.form import CertificateText
from states.submission import Certificate
from workflow.papers.labels import Row
from workflow.papers.sheet import Region
from workflow.papers.text import BULLETS, folded, squeeze

_MARK = r"(?:[✓✔☑☒]|\[ ?[x✓✔☑☒] ?\]|\( ?[x✓✔☑☒] ?\)|(?<!\w)x(?!\w))"
_EMPTY_BOX = r"(?:[☐□]|\[ ?\]|\( ?\))"
_START = re.compile(
    rf"(?:[-*{BULLETS}] )*(?P<before>{_MARK})? ?{_EMPTY_BOX}? ?(?:\(?(?P<letter>[a-z])[).] ?)?"
    rf"{_EMPTY_BOX}? ?(?P<after>{_MARK})? ?",
    re.IGNORECASE,
)
_END = re.compile(rf"{_MARK}[ .,;]*$", re.IGNORECASE)
_INITIAL = re.compile(r"[A-Z]\.")
"""A name in ink may begin with a letter and a stop, as a limb in capitals hardly does."""

_LONGEST_END = 12
_LONE_MARK = re.compile(_MARK, re.IGNORECASE)
_STRUCK = re.compile(r"~~[^~]*~~")
_AFTER_LIMBS = (Row.SIGNATURE, Row.DATE)
_STOPS = (".", ",", ":", ";")


@dataclass(frozen=True, slots=True)
class _Standing:
    letter: str
    words: str
    is_marked: bool


def read_certificate(
    regions: Sequence[Region], printed: CertificateText | None, *, step: str | None
) -> Certificate:
    """The limb chosen in the block of that step, d as `regulations`, and the limbs still standing.

    A limb is chosen when it alone is marked, or when it alone is left of a, b and c. d is given when marked,
    or, where nothing at all is marked, when it stands beside the one limb left; else None.
    Source: `certificate-limb`.
    """
    if printed is None or step is None:
        return Certificate()
    block = [region for region in regions if region.block == step]
    lines = _lines_before_signature(block)
    found = (_limb(paragraph, printed) for paragraph in _paragraphs(lines, printed))
    limbs = list(_to_the_last(found, last=printed.always.letter))
    choices = {limb.letter for limb in printed.choices}
    standing = {limb.letter for limb in limbs} & choices
    marked = {limb.letter for limb in limbs if limb.is_marked}
    # A file that breaks off within the certificate has lost limbs that nobody deleted.
    has_always = any(limb.letter == printed.always.letter for limb in limbs)
    is_whole = has_always or any(region.label.row in _AFTER_LIMBS for region in block)
    chosen = marked & choices or (standing if is_whole and len(standing) == 1 else set())
    limb = next(iter(chosen)) if len(chosen) == 1 else None
    is_settled = not marked and limb is not None and has_always
    given = True if printed.always.letter in marked or is_settled else None
    return Certificate(limb, given, tuple((limb.letter, limb.words) for limb in limbs))


def _to_the_last(found: Iterable[_Standing | None], *, last: str) -> Iterator[_Standing]:
    """The limbs up to the one that always stands: what comes after it is ink."""
    for limb in found:
        if limb:
            yield limb
        if limb and limb.letter == last:
            return


def _lines_before_signature(regions: Iterable[Region]) -> Iterator[str]:
    for region in regions:
        if region.label.row in _AFTER_LIMBS:
            return
        yield region.rest
        yield from region.lines


def _paragraphs(lines: Iterable[str], printed: CertificateText) -> Iterator[str]:
    """What stands on one limb's own lines: to a joining word, the next limb, an empty line or its end."""
    joints = (folded(printed.between), folded(printed.joint))
    ends = tuple(folded(limb.text) for limb in (*printed.choices, printed.always))
    longest = max(map(len, ends))
    paragraph: list[str] = []
    said, is_cut = "", False
    for line in (squeeze(line.replace("|", " ").replace("**", "")) for line in lines):
        if not line:
            is_cut = True
            continue
        # What stands below a whole limb is ink, except a mark.
        is_over = said.endswith(ends) and not _LONE_MARK.fullmatch(line)
        is_joint = folded(line) in joints
        if paragraph and (is_over or is_joint or not _continues(line, paragraph[-1], is_cut=is_cut)):
            yield " ".join(paragraph)
            paragraph, said = [], ""
        paragraph.append(line)
        said, is_cut = f"{said}{folded(line)}"[-longest:], False
    yield " ".join(paragraph)


def _continues(line: str, before: str, *, is_cut: bool) -> bool:
    start = _START.match(line)
    if start and start["letter"]:
        return False
    # A page end may cut a limb, as it cuts a sentence; a lone mark after an empty line belongs to nothing.
    return not is_cut or (line[0].islower() and len(line) > 1 and not before.endswith(_STOPS))


def _limb(paragraph: str, printed: CertificateText) -> _Standing | None:
    """The limb that a paragraph is, by its words, else by its letter; None if it is none, or struck out."""
    paragraph = _without_joint(paragraph, printed)
    if "~~" in paragraph:
        paragraph = squeeze(_STRUCK.sub("", paragraph))
        if len(folded(paragraph)) <= 1:
            return None
    start = _START.match(paragraph)
    body = paragraph[start.end() :] if start else paragraph
    end = _END.search(body, max(0, len(body) - _LONGEST_END))
    words = (body[: end.start()] if end else body).strip(" ")
    letter = (start["letter"] or "").casefold() if start and not _INITIAL.match(paragraph) else ""
    limbs = (*printed.choices, printed.always)
    named = next((limb.letter for limb in limbs if folded(limb.text) == folded(words)), None) or next(
        (limb.letter for limb in limbs if limb.letter.casefold() == letter), None
    )
    if named is None:
        return None
    return _Standing(named, words, bool(end or (start and (start["before"] or start["after"]))))


def _without_joint(paragraph: str, printed: CertificateText) -> str:
    """The limb without a joining word that stands at its end instead of on a line of its own."""
    for joint in (printed.between, printed.joint):
        if paragraph.casefold().endswith(f" {joint.casefold()}"):
            return paragraph[: -len(joint)].rstrip(" ")
    return paragraph
