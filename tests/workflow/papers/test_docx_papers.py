"""Whole papers as Word files are read as the same papers that their texts are."""

from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import docx
import pytest
from docx.enum.text import WD_BREAK

from states.submission import Paper
from tests.workflow.papers.build import LIMBS, PAPER, QUESTIONS, ROUTE, changed
from tests.workflow.papers.word_files import control, line, p, r, row, run, table, tick
from tests.workflow.papers.word_papers import as_layout, as_word
from workflow.papers import paper_json, read_paper


def _read(data: bytes) -> Paper:
    return read_paper(data, name="paper", form=ROUTE.form, steps=ROUTE.steps)


@pytest.mark.parametrize("number", ["05", "39"])
@pytest.mark.parametrize("write", [as_word, as_layout])
def test_real_paper_as_a_word_file_is_the_same_paper(
    papers: Path, number: str, write: Callable[[str], bytes]
) -> None:
    text = (papers / f"decision-{number}-2025.txt").read_text(encoding="utf-8")

    assert paper_json(_read(write(text))) == paper_json(_read(text.encode()))


def _from_library(printed: str) -> bytes:
    """The text through the usual library: paragraphs, rows of tables, a header, a page break."""
    document = docx.Document()
    document.sections[0].header.paragraphs[0].text = "OFFICIAL-SENSITIVE"
    document.sections[0].footer.paragraphs[0].text = "Page 1 of 3"
    for text in printed.split("\n"):
        if "\t" in text:
            cells = text.split("\t")
            row = document.add_table(rows=1, cols=len(cells)).rows[0]
            for cell, words in zip(row.cells, cells, strict=True):
                cell.text = words
        elif text.strip():
            document.add_paragraph(text)
    document.paragraphs[10].add_run().add_break(WD_BREAK.PAGE)
    written = BytesIO()
    document.save(written)
    return written.getvalue()


def test_file_of_the_usual_library_is_the_same_paper() -> None:
    assert _read(_from_library(PAPER)) == _read(PAPER.encode())


def test_header_of_a_word_file_is_not_read() -> None:
    assert _read(_from_library(PAPER)).content.marking is None


LIMB_A, LIMB_B, LIMB_C, LIMB_D = (limb for limb in LIMBS.split("\n") if limb not in ("Or", "And"))
WINGDING = '<w:sym w:font="Wingdings" w:char="F0FC"/>'


def _ticked(limb: str, checked: str) -> str:
    return p(tick(checked), r(f" {limb}"))


def _in_cells(limb: str, checked: str) -> str:
    letter, _, words = limb.partition(" ")
    return table(row(p(tick(checked)), letter, words))


def _struck(limb: str) -> str:
    return p(r(limb, "<w:strike/>"))


def _deleted(limb: str) -> str:
    return p(f"<w:del>{r(limb)}</w:del>", properties="<w:rPr><w:del/></w:rPr>")


@pytest.mark.parametrize(
    "instead",
    [
        pytest.param(
            {
                limb: _ticked(limb, "1" if limb in (LIMB_B, LIMB_D) else "0")
                for limb in (LIMB_A, LIMB_B, LIMB_C, LIMB_D)
            },
            id="boxes-ticked",
        ),
        pytest.param(
            {
                limb: _in_cells(limb, "1" if limb in (LIMB_B, LIMB_D) else "0")
                for limb in (LIMB_A, LIMB_B, LIMB_C, LIMB_D)
            },
            id="boxes-in-cells",
        ),
        pytest.param({limb: p(r(limb), run(WINGDING)) for limb in (LIMB_B, LIMB_D)}, id="signs-after"),
        pytest.param({limb: _struck(limb) for limb in (LIMB_A, LIMB_C)}, id="others-struck"),
        pytest.param({limb: _deleted(limb) for limb in (LIMB_A, LIMB_C)}, id="others-deleted"),
    ],
)
def test_limb_is_chosen_as_people_choose_in_word(instead: dict[str, str]) -> None:
    certificate = _read(as_word(PAPER, instead)).certificate

    assert (certificate.limb, certificate.regulations) == ("b", True)


def test_boxes_that_nobody_ticked_choose_no_limb() -> None:
    limbs = (LIMB_A, LIMB_B, LIMB_C, LIMB_D)

    certificate = _read(as_word(PAPER, {limb: _ticked(limb, "0") for limb in limbs})).certificate

    assert (certificate.limb, certificate.regulations) == (None, None)


@pytest.mark.parametrize(
    ("answer", "read"),
    [
        pytest.param(p(tick("1"), r(" Yes "), tick("0"), r(" No")), "yes", id="yes-ticked"),
        pytest.param(p(tick("0"), r(" Yes "), tick("1"), r(" No")), "no", id="no-ticked"),
        pytest.param(p(tick("0"), r(" Yes "), tick("0"), r(" No")), None, id="none-ticked"),
        pytest.param(line("Yes") + line("It was asked."), "yes", id="reason-below"),
        pytest.param(p(control(r("No"), "<w:dropDownList/>")), "no", id="chosen-from-a-list"),
        pytest.param(
            p(control(r("Choose yes or no"), "<w:showingPlcHdr/><w:dropDownList/>")),
            None,
            id="not-chosen-yet",
        ),
        pytest.param(
            p(f"<w:del>{r('No')}</w:del>", f"<w:ins>{r('Yes')}</w:ins>"), "yes", id="changed-to-yes"
        ),
    ],
)
def test_answer_is_read_as_people_give_it_in_word(answer: str, read: str | None) -> None:
    question = QUESTIONS[0]
    text = changed((f"{question}\tYes", "the question"))

    paper = _read(as_word(text, {"the question": table(row(question, answer))}))

    assert paper.content.checklist[0].answer == read


@pytest.mark.parametrize(
    ("date", "written"),
    [
        pytest.param(p(r("Date: "), control(r("03/03/2025"), "<w:date/>")), "03/03/2025", id="chosen"),
        pytest.param(
            p(r("Date: "), control(r("Click to enter a date."), "<w:showingPlcHdr/><w:date/>")),
            None,
            id="not-chosen",
        ),
        pytest.param(
            p(r("Date: "), r("04/03/2025", "<w:strike/>"), r("03/03/2025")), "03/03/2025", id="struck"
        ),
        pytest.param(
            table(row("Signature:", "", "Date:", "03/03/2025")), "03/03/2025", id="beside-the-signature"
        ),
    ],
)
def test_date_is_read_as_people_give_it_in_word(date: str, written: str | None) -> None:
    sign_offs = _read(as_word(PAPER, {"Date: 03/03/2025": date})).sign_offs

    assert next(one.written for one in sign_offs if one.office == "chief-executive") == written
