"""What happens to a paper on its way to a text file: one function for each kind of damage."""

import re
import textwrap
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from tests.workflow.papers.build import ROUTE

Change = Callable[[str], str]

_FORM = ROUTE.form
_HEADINGS = tuple(section.heading for section in _FORM.sections)
_QUESTIONS = tuple(question.text for question in _FORM.checklist.questions)
_FIRST_PAGE = (
    _FORM.labels.subject,
    _FORM.labels.originator,
    _FORM.labels.number,
    _FORM.labels.reason,
    _FORM.labels.submitted_to,
    _FORM.labels.outcome_by,
)
_LISTS = (_FORM.labels.summary, _FORM.labels.recommendation)
_ALONE = (*_LISTS, _FORM.labels.detail, *_HEADINGS)
_TABLES = (*_FORM.emissions.columns, *_FORM.emissions.categories, _FORM.checklist.title, *_QUESTIONS)
_END = "Public access to information:"
_LABELS = (
    *_FIRST_PAGE,
    *_ALONE,
    *_TABLES,
    _FORM.labels.outcome,
    _FORM.labels.signature,
    _FORM.labels.date,
    _FORM.emissions.heading,
    _FORM.emissions.after,
    _FORM.confidentiality.question,
    "If Yes, please state reasons below",
    "Approval to submit to the decision-maker (this approval is required only for submissions",
    "Chief Executive",
    "Chief Finance Officer (Section 151 Officer)",
    "I certify that:",
    _END,
)


@dataclass(frozen=True)
class Damage:
    """One kind of damage: what it does to the text, to words that are kept, and to fields of the paper."""

    change: Change
    words: Change = str
    fields: Mapping[str, Any] = field(default_factory=dict)


def damaged(text: str, damages: Iterable[Damage]) -> str:
    """The text with one damage after another."""
    for damage in damages:
        text = damage.change(text)
    return text


def meant(paper: dict[str, Any], damages: Iterable[Damage]) -> dict[str, Any]:
    """The fields that are still to be read from it."""
    for damage in damages:
        paper = _in_words(paper, damage.words) | dict(damage.fields)
    return paper


def _in_words(value: Any, change: Change) -> Any:
    if isinstance(value, str):
        return change(value)
    if isinstance(value, list):
        return [_in_words(one, change) for one in value]
    if isinstance(value, dict):
        # The form's own words stay the form's.
        return {
            key: one if key in {"question", "category"} else _in_words(one, change)
            for key, one in value.items()
        }
    return value


def _on_labels(change: Change, *, labels: Iterable[str] = _LABELS) -> Change:
    """A change of the printed labels that begin a line, and of nothing else."""
    any_label = "|".join(re.escape(label) for label in sorted(labels, key=len, reverse=True))
    pattern = re.compile(rf"^([-*#| ]*)({any_label})", re.MULTILINE)
    return lambda text: pattern.sub(lambda match: match[1] + change(match[2]), text)


def _on_lines(change: Change) -> Change:
    return lambda text: "\n".join(change(line) for line in text.split("\n"))


def _replaced(*pairs: tuple[str, str]) -> Change:
    def change(text: str) -> str:
        for old, new in pairs:
            text = text.replace(old, new)
        return text

    return change


def _sub(pattern: str, new: str | Callable[[re.Match[str]], str]) -> Change:
    compiled = re.compile(pattern, re.MULTILINE)
    return lambda text: compiled.sub(new, text)


def _cells(line: str) -> list[str]:
    if line.startswith("|"):
        return [cell.strip() for cell in line.strip("|").split("|")]
    return line.split("\t") if "\t" in line else []


def _in_rows(row: Callable[[list[str]], str]) -> Change:
    """A change of every table row, whatever its layout; lines ruled across go."""

    def change(line: str) -> str:
        cells = _cells(line)
        return row(cells) if cells and not set(line) <= set("|-") else "" if cells else line

    return lambda text: re.sub(r"(?m)^\|[-|]+\|\n", "", _on_lines(change)(text))


def _as_column(cells: list[str]) -> str:
    first, *more = textwrap.wrap(cells[0], 60)
    return "\n".join(["    ".join([first.ljust(60), *cells[1:]]).rstrip(), *more])


def _as_narrow_column(cells: list[str]) -> str:
    """A column so narrow that the label runs on, with its cell on the label's last line."""
    *more, last = textwrap.wrap(cells[0], 40)
    return "\n".join([*more, "    ".join([last.ljust(44), *(cell.ljust(16) for cell in cells[1:])]).rstrip()])


_LAYOUTS = {
    "pipes": _in_rows(lambda cells: f"| {' | '.join(cells)} |"),
    "inner-pipes": _in_rows(" | ".join),
    "tabs": _in_rows("\t".join),
    "spaced-tabs": _in_rows(" \t ".join),
    "columns": _in_rows(_as_column),
    "narrow-columns": _in_rows(_as_narrow_column),
    "single-spaces": _in_rows(" ".join),
}

_BULLETS = {
    "numbers-without-bullets": _sub(r"^ *- (?=(?:[0-9]+\.[0-9]+|[0-9]+\.|[a-z]+\.) )", ""),
    "bulleted-numbers": _sub(r"^(?=[0-9]+\.[0-9]+ )", "- "),
    "dots": _sub(r"^( *)- ", r"\1• "),
    "stars": _sub(r"^( *)- ", r"\1* "),
    "letters-o": _sub(r"^( *)- ", r"\1- o "),
    "symbols": _sub(r"^( *)- ", "\uf0b7 "),
    "doubled-bullets": _sub(r"^( *)- ", r"\1- • "),
}

_HEADING_FORMS = {
    "headings-as-list-items": _on_labels(lambda label: f"- {label}", labels=_ALONE),
    "headings-as-bullets": _on_labels(lambda label: f"• {label}", labels=_ALONE),
    "headings-with-marks": _on_labels(lambda label: f"## {label}", labels=_ALONE),
    "headings-in-bold": _on_labels(lambda label: f"**{label}**", labels=_ALONE),
    "headings-numbered-anew": _on_labels(lambda label: f"- 1. {label.partition('. ')[2]}", labels=_HEADINGS),
    "headings-without-numbers": _on_labels(lambda label: label.partition(". ")[2], labels=_HEADINGS),
    "headings-without-dots": _on_labels(lambda label: label.replace(". ", " "), labels=_HEADINGS),
}

# `Date` without a colon is a word like any other.
_COLONS = {
    "no-colons": _on_labels(lambda label: label.rstrip(":"), labels=set(_LABELS) - {_FORM.labels.date}),
    "spaced-colons": _on_labels(lambda label: re.sub(":$", " :", label)),
}

_CASES = {
    name: _on_labels(change)
    for name, change in (("capitals", str.upper), ("small-letters", str.lower), ("title-case", str.title))
}

_SLIPS = {
    "pcq": _sub(
        r"^(\|? ?Has the PCC|If Yes, .*|Approval to submit .*|I am satisfied .*)",
        lambda m: m[0].replace("PCC", "PCQ"),
    ),
    "misread-letter": _replaced(
        ("equality, diversity and human", "equality, diversity ard human"),
        ("Financial and other resource", "Financial and otber resource"),
    ),
}

_LOST = {
    "no-dashes": _on_labels(lambda label: re.sub(" ?[-–] ?", " ", label)),
    "other-dashes": _on_labels(_replaced(("–", "—"), ("-", "\u2011"))),
    "no-slashes": _on_labels(_replaced(("/", " "))),
    "no-brackets": _on_labels(_replaced(("(", ""), (")", ""))),
}

_INK = {
    "ink-before-signature": _sub("^Signature:", "Saylor.\n\nSignature:"),
    "ink-above-signature": _sub("^Signature:", "Saylor.\nSignature:"),
    "ink-beside-signature": _sub("^Signature:", "Signature: Saylor."),
    "ink-after-signature": _sub("^Signature:", "Signature:\n\nJ~ S-y1or_\n"),
    "ink-before-on-the-line": _sub("^Signature:\n\nDate:", "Saylor. Signature:    Date:"),
    "ink-after-the-date": _sub("^(Date:.*)", r"\1\n\nSaylor."),
    "name-and-title-typed": _sub("^Signature:", "A. Name\nChief Executive\n\nSignature:"),
    "date-beside-signature": _sub("^Signature:\n\nDate:", "Signature: Saylor.    Date:"),
}

_ANNEX = """

Annex A – Costs

Table of costs and who pays them.

Summary:
1. Staff £4,000
Date: 01/04/2023
[x] b) other costs
Is this report a Confidential Decision? Yes
"""
_ANNEXES = {
    "annex-after-the-end": lambda text: text + _ANNEX,
    "annex-after-the-end-on-a-page": lambda text: f"{text}\n\f2. Background:\n2.9 More.\n{_ANNEX}",
    "annex-before-the-checklist": _sub(
        r"^(?=\|? ?Originator checklist)",
        "\nAppendix 1: Costs\n\nStaff cost £4,000.\n\n- Date: 01/04/2023\n\n",
    ),
    "annex-between-the-blocks": _sub(
        r"^(?=Chief Finance Officer)",
        "\nAnnex B\n\nCosts:\n\nSignature: none\nDate: 01/04/2023\n[x] b) £4,000\n\n",
    ),
}


def _moved(*, keys: Iterable[int], before: str) -> Change:
    """Sections (by their number from 0) cut out and put in front of a line, in that order."""
    starts = re.compile(
        r"^(?:- )?(?:" + "|".join(re.escape(heading) for heading in _HEADINGS) + ")", re.MULTILINE
    )

    def change(text: str) -> str:
        places = [match.start() for match in starts.finditer(text)]
        end = re.search(r"^\|? ?Originator checklist", text, re.MULTILINE)
        if end is None:
            return text
        parts = [text[a:b] for a, b in zip(places, [*places[1:], end.start()], strict=True)]
        chosen = "\n".join(parts[key] for key in keys)
        for key in keys:
            text = text.replace(parts[key], "", 1)
        return re.sub(rf"(?m)^(?={before})", lambda _: chosen, text, count=1)

    return change


_ORDERS = {
    "sections-backwards": _moved(keys=range(7, -1, -1), before=r"\|? ?Originator checklist"),
    "sections-after-the-checklist": _moved(keys=(2, 4, 1), before="Approval to submit"),
    "sections-after-the-sign-offs": _moved(keys=(6, 5), before="Public access"),
    "sections-between-the-blocks": _moved(keys=(3, 0), before="Chief Finance Officer"),
    "sections-first": _moved(keys=(1, 7), before="Subject:"),
}


def _boxed(template: Mapping[str, str]) -> Change:
    questions = "|".join(re.escape(question) for question in _QUESTIONS)
    row = re.compile(rf"^(\|? ?(?:{questions})[ |\t]+)(Yes|No)\b", re.MULTILINE)
    return lambda text: row.sub(lambda match: match[1] + template[match[2]], text)


_CHECKLIST_BOXES = {
    "checklist-boxes": _boxed({"Yes": "☒ Yes ☐ No", "No": "☐ Yes ☒ No"}),
    "checklist-boxes-after": _boxed({"Yes": "Yes ☑ No ☐", "No": "Yes ☐ No ☑"}),
    "checklist-ticks": _boxed({"Yes": "Yes ✓ No", "No": "Yes No ✓"}),
}

_MARKED = {"certificate": {"limb": "b", "regulations": True}}
_LIMB = r"^(?=[a-d]\) )"
_LIMB_BOXES = {
    "limb-boxes-empty": Damage(_sub(_LIMB, "☐ ")),
    "limb-boxes": Damage(
        _sub(r"^[a-d]\) ", lambda m: f"{'☒' if m[0][0] in 'bd' else '☐'} {m[0]}"), fields=_MARKED
    ),
    "limb-boxes-after-letters": Damage(
        _sub(r"^[a-d]\) ", lambda m: f"{m[0]}{'☑' if m[0][0] in 'bd' else '☐'} "), fields=_MARKED
    ),
    "limb-marks": Damage(_sub(r"^(?=[bd]\) )", "[x] "), fields=_MARKED),
    "limbs-struck": Damage(_sub(r"^([ac]\) .*)", r"~~\1~~"), fields=_MARKED),
    "limbs-deleted": Damage(_sub(r"^(?:a\) .*\n\nOr\n\n|c\) .*\n\n)", ""), fields=_MARKED),
    "two-limbs-marked": Damage(
        _sub(r"^(?=[abd]\) )", "x "), fields={"certificate": {"limb": None, "regulations": True}}
    ),
}


def _at_page_ends(page_end: Callable[[int], str]) -> Change:
    """Ends a page in the middle of every long sentence, as far as that loses nothing."""
    # A page end can be told from a new item only before a small letter and after no stop.
    cut = re.compile(
        r"^(?!Subject|Submitted|Outcome|Public|\||.*(?:\t|\S  +\S))(.{70,}?[^.:;?! ]) (?=[a-z]+ )",
        re.MULTILINE,
    )

    def change(text: str) -> str:
        numbers = iter(range(1, 1000))
        return cut.sub(lambda match: match[1] + page_end(next(numbers)), text)

    return change


def _wrapped(width: int) -> Change:
    def change(line: str) -> str:
        if "|" in line or "\t" in line or "  " in line.strip() or len(line) <= width:
            return line
        return textwrap.fill(line, width, break_on_hyphens=False, break_long_words=False)

    return _on_lines(change)


def _wrapped_pages(text: str) -> str:
    """Short lines, on pages with a head and a number that end wherever a sentence goes on."""
    ends = re.compile(r"((?:[^\n]*\n){9,}?[^\n]{50,}[^.:;?!\n])\n(?=[a-z])")
    pages = iter(range(1, 1000))
    return ends.sub(
        lambda match: f"{match[1]}\n\nPage {next(pages)}\n\fOffice of the Commissioner\n\n",
        _wrapped(80)(text),
    )


_PAGES = {
    "pages": _at_page_ends(lambda page: "\n\f"),
    "page-numbers-in-sentences": _at_page_ends(lambda page: f"\n{page}\n"),
    "page-numbers-of": _at_page_ends(lambda page: f"\n\nPage {page} of 60\n\n"),
    "page-numbers-between-dashes": _at_page_ends(lambda page: f"\n- {page} -\n\f\n"),
    "running-heads": _at_page_ends(lambda page: f"\n\fDecision paper 7 of the office, page {page}\n\n"),
    "running-feet": _at_page_ends(lambda page: f"\n\nOffice of the Commissioner\n{page}\n\f"),
    "two-running-heads": _at_page_ends(lambda page: f"\n\n{page}\n\fTHE OFFICE\nDecision {page}\n\n"),
    "running-heads-without-page-ends": _at_page_ends(
        lambda page: f"\n\nThe office\n{page}\nDecision paper\n\n"
    ),
    "running-page-of": _at_page_ends(lambda page: f"\n\nDecision paper – Page {page} of 60\n\n"),
    "wrapped": _wrapped(70),
    "wrapped-pages": _wrapped_pages,
}


_LINES = {
    "indented": _sub(r"^(?=[^|\n\f])", "  "),
    "trailing-spaces": _sub(r"$", "   "),
    "double-empty-lines": _sub(r"^$", "\n"),
}

_QUOTES = {
    "curly-quotes": _replaced(("'", "’"), (' "', " “"), ('("', "(“"), ('"', "”")),
    "straight-quotes": _replaced(("’", "'"), ("“", '"'), ("”", '"')),
}

_CHARACTERS = {
    "no-break-spaces": _sub(r"(?<=\w) (?=\w)", "\u00a0"),
    "thin-spaces": _sub(r"(?<=\w) (?=\w)", "\u2009"),
    "soft-hyphens": _sub(r"(?<=[a-z]{3})(?=[a-z]{3})", "\u00ad"),
    "soft-hyphens-at-line-ends": _sub(r"(?<=\w [a-z]{3})(?=[a-z]{3,} [a-z])", "\u00ad\n"),
    "underlined": _sub(r"^(Chief .*|Detail .*)", r"<u>\1</u>"),
}

_LINE_ENDS = {"crlf": _replaced(("\n", "\r\n")), "cr": _replaced(("\n", "\r"))}


def _plain(changes: Mapping[str, Change], *, keeps_words: bool = True) -> dict[str, Damage]:
    return {
        name: Damage(change) if keeps_words else Damage(change, change) for name, change in changes.items()
    }


GROUPS: tuple[Mapping[str, Damage], ...] = (
    _plain(_ORDERS),
    _plain(_ANNEXES),
    _plain(_INK),
    _plain(_CHECKLIST_BOXES),
    _LIMB_BOXES,
    _plain(_SLIPS),
    _plain(_CASES),
    _plain(_LOST),
    _plain(_COLONS),
    _plain(_HEADING_FORMS),
    _plain(_BULLETS),
    _plain(_LAYOUTS),
    _plain(_LINES),
    _plain(_PAGES)
    | {
        "marked-pages": Damage(
            _at_page_ends(lambda page: "\n\nOFFICIAL\n\fOFFICIAL\n\n"), fields={"marking": "OFFICIAL"}
        )
    },
    _plain(_QUOTES, keeps_words=False),
    _plain(_CHARACTERS),
    _plain(_LINE_ENDS),
)
"""All kinds of damage, in the order in which they happen; of one group only one does."""

ALL: Mapping[str, Damage] = {name: damage for group in GROUPS for name, damage in group.items()}
