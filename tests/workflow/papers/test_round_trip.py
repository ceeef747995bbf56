"""What a form can carry comes back from it, in each of the three formats, field by field."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from states.submission import Paper
from tests.workflow.papers.build import ROUTE
from tests.workflow.papers.filled_docx import filled_docx, typed_docx
from tests.workflow.papers.filled_pdf import filled_pdf, printable
from tests.workflow.papers.filled_txt import filled_txt
from tests.workflow.papers.generated import papers as generated_papers
from workflow.papers import paper_json, read_paper

UNHURRIED = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])


def _read(data: bytes, *, name: str) -> Paper:
    return read_paper(data, name=name, form=ROUTE.form, steps=ROUTE.steps)


def _fields(paper: Paper) -> dict[str, Any]:
    """The contract's fields, and the reasons given beside the checklist's answers."""
    return paper_json(paper) | {"reasons": [answer.reason for answer in paper.content.checklist]}


@given(paper=generated_papers(), bullets=st.booleans())
@settings(UNHURRIED, max_examples=100)
def test_text_gives_back_every_field(paper: Paper, bullets: bool) -> None:
    data = filled_txt(paper, ROUTE, bullets=bullets)

    assert _fields(_read(data, name="paper.txt")) == _fields(paper)


@given(paper=generated_papers(), is_numbered=st.booleans())
@settings(UNHURRIED, max_examples=40)
def test_filled_word_form_gives_back_every_field(paper: Paper, is_numbered: bool) -> None:
    data = filled_docx(paper, ROUTE, is_numbered=is_numbered)

    assert _fields(_read(data, name="paper.docx")) == _fields(paper)


@given(paper=generated_papers(), bullets=st.booleans())
@settings(UNHURRIED, max_examples=40)
def test_typed_word_file_gives_back_every_field(paper: Paper, bullets: bool) -> None:
    data = typed_docx(paper, ROUTE, bullets=bullets)

    assert _fields(_read(data, name="paper.docx")) == _fields(paper)


@given(paper=generated_papers().map(printable))
# Each example starts a child, so a failing one is shown as it was found.
@settings(UNHURRIED, max_examples=15, phases=[Phase.explicit, Phase.reuse, Phase.generate])
def test_printed_form_gives_back_every_field(paper: Paper) -> None:
    data = filled_pdf(paper, ROUTE)

    assert _fields(_read(data, name="paper.pdf")) == _fields(paper)


_WRITERS: dict[str, Callable[[Paper], bytes]] = {
    "text": lambda paper: filled_txt(paper, ROUTE, bullets=False),
    "text-with-bullets": lambda paper: filled_txt(paper, ROUTE, bullets=True),
    "word-form": lambda paper: filled_docx(paper, ROUTE, is_numbered=False),
    "word-form-with-automatic-numbers": lambda paper: filled_docx(paper, ROUTE, is_numbered=True),
    "word-typed": lambda paper: typed_docx(paper, ROUTE, bullets=True),
    "pdf": lambda paper: filled_pdf(paper, ROUTE),
    "pdf-with-running-lines": lambda paper: filled_pdf(paper, ROUTE, head="Decision paper", foot="Page #"),
}


@pytest.mark.parametrize("number", ["05", "39"])
@pytest.mark.parametrize("write", _WRITERS.values(), ids=list(_WRITERS))
def test_published_paper_written_on_the_form_again_is_the_same(
    papers: Path, number: str, write: Callable[[Paper], bytes]
) -> None:
    paper = _read((papers / f"decision-{number}-2025.txt").read_bytes(), name="paper.txt")
    expected = json.loads((papers / "expected" / f"decision-{number}-2025.json").read_text(encoding="utf-8"))

    assert paper_json(_read(write(paper), name="paper")) == expected["paper"] | {"marking": None}
