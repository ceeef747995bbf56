"""A PDF gives its text back as it is printed: pages, lines, columns, words parted at a line's end."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.workflow.papers.build import PAPER, ROUTE
from tests.workflow.papers.pdf_files import Piece, file_of, pdf_file, pdf_of, stream
from workflow.papers import paper_json, pdf, read_paper

NAME = "boots.pdf"


def _expected(papers: Path, number: str) -> dict[str, Any]:
    """What the contract says of the paper; a PDF has no empty lines, so that plain paragraphs run on."""
    text = (papers / "expected" / f"decision-{number}-2025.json").read_text(encoding="utf-8")
    paper: dict[str, Any] = json.loads(text)["paper"]
    if number == "05":
        *before, last = paper["sections"]["considerations"]
        paper["sections"]["considerations"] = [*before[:-1], f"{before[-1]} {last}"]
    return paper | {"marking": None}


def _read(data: bytes) -> dict[str, Any]:
    return paper_json(read_paper(data, name=NAME, form=ROUTE.form, steps=ROUTE.steps))


def _text(papers: Path, number: str) -> str:
    return (papers / f"decision-{number}-2025.txt").read_text(encoding="utf-8")


def _lines(*lines: str) -> list[Piece]:
    return [Piece(50, 700 - 14 * number, line) for number, line in enumerate(lines)]


@pytest.mark.parametrize("number", ["05", "39"])
@pytest.mark.parametrize(
    ("head", "foot"),
    [
        pytest.param("", "", id="bare"),
        pytest.param("Office of the Commissioner", "Page # of 5", id="running-lines"),
    ],
)
def test_real_paper_as_pdf_reads_as_expected(papers: Path, number: str, head: str, foot: str) -> None:
    data = pdf_of(_text(papers, number), head=head, foot=foot)

    assert _read(data) == _expected(papers, number)


@pytest.mark.parametrize("number", ["05", "39"])
@pytest.mark.parametrize("lines_a_page", [23, 37, 52])
def test_a_page_may_end_anywhere(papers: Path, number: str, lines_a_page: int) -> None:
    data = pdf_of(_text(papers, number), head="Decision paper", foot="#", lines_a_page=lines_a_page)

    assert _read(data) == _expected(papers, number)


def test_packed_streams_read_like_plain_ones() -> None:
    packed, plain = (pdf_of(PAPER, is_packed=is_packed) for is_packed in (True, False))

    assert packed != plain
    assert _read(packed) == _read(plain)


def test_marking_in_the_running_head_is_read(papers: Path) -> None:
    data = pdf_of(_text(papers, "39"), head="OFFICIAL", foot="#")

    assert _read(data) == _expected(papers, "39") | {"marking": "OFFICIAL"}


def test_pages_are_parted_by_form_feeds() -> None:
    data = pdf_file([[Piece(50, 700, "One.")], [Piece(50, 700, "Two.")]])

    assert pdf.text_of(data, name=NAME) == "One.\fTwo."


def test_lines_stand_in_the_order_of_the_page_and_none_is_empty() -> None:
    data = pdf_file([[Piece(50, 300, "Below."), Piece(50, 700, "Above."), Piece(50, 500, " ")]])

    assert pdf.text_of(data, name=NAME) == "Above.\nBelow."


def test_cells_of_a_row_are_parted_by_spaces() -> None:
    data = pdf_file([[Piece(50, 700, "Scope 1"), Piece(300, 700, "12"), Piece(400, 700, "0")]])

    assert pdf.text_of(data, name=NAME).split() == ["Scope", "1", "12", "0"]
    assert "   12   " in pdf.text_of(data, name=NAME)


def test_word_parted_at_its_hyphen_goes_on_in_its_own_cell() -> None:
    rows = [("Is advice", "Yes, on risk-"), ("needed", "based work")]
    pieces = [
        Piece(50 + 250 * column, 700 - 14 * row, text)
        for row, cells in enumerate(rows)
        for column, text in enumerate(cells)
    ]

    lines = pdf.text_of(pdf_file([pieces]), name=NAME).split("\n")

    assert [line.split() for line in lines] == [
        ["Is", "advice", "Yes,", "on", "risk-based"],
        ["needed", "work"],
    ]


def test_word_parted_by_the_end_of_a_page_is_whole() -> None:
    data = pdf_file([_lines("a multi-"), _lines("agency plan")])

    assert pdf.text_of(data, name=NAME) == "a multi-agency\f plan"


PRINTED = {
    "word-at-its-hyphen": (["a multi-", "agency plan"], "a multi-agency\n plan"),
    "years-at-their-hyphen": (["from 2025-", "29 on"], "from 2025-29\n on"),
    "line-of-one-half-word": (["1-2-", "1", "support"], "1-2-1\nsupport"),
    "left-out-word-stays": (["short-", "and long-term"], "short-\nand long-term"),
    "dash-at-a-lines-end-stays": (["a plan -", "for boots"], "a plan -\nfor boots"),
    "ligatures": (["o\ufb03ce \ufb01le"], "office file"),
    "symbol-bullet": (["\uf0b7 boots"], "• boots"),
    "wingdings-bullet": (["\uf0a7 boots"], "• boots"),
    "square-bullet": (["▪ boots"], "• boots"),
    "ring-bullet": (["◦ boots"], "• boots"),
    "wingdings-boxes": (["\uf0fe Yes \uf0a8 No"], "☑ Yes ☐ No"),
    "printed-boxes": (["☒ Yes ☐ No"], "☒ Yes ☐ No"),
    "glyph-breaks-no-line": (["boots\u2028and socks"], "boots and socks"),
    "rest-as-printed": (["17 ½ – 25 “£5” (a\\b)"], "17 ½ – 25 “£5” (a\\b)"),
}
"""Lines as they are printed, and the text that they are."""


@pytest.fixture(scope="module")
def read_back() -> dict[str, str]:
    """Every entry of the table on a page of its own, and what its page gives back."""
    data = pdf_file([_lines(*lines) for lines, _ in PRINTED.values()])
    return dict(zip(PRINTED, pdf.text_of(data, name=NAME).split("\f"), strict=True))


@pytest.mark.parametrize("case", PRINTED)
def test_what_is_printed_is_read_as_its_characters(read_back: dict[str, str], case: str) -> None:
    assert read_back[case] == PRINTED[case][1]


def test_text_that_a_page_places_as_a_whole_is_read() -> None:
    form = b"<< /Type /XObject /Subtype /Form /BBox [0 0 595 842] /Resources << /Font << /F1 5 0 R >> >> "
    shown = b"BT /F1 10 Tf 50 700 Td (New boots) Tj ET"
    data = file_of(
        [
            b"<< /Type /Catalog /Pages 2 0 R >>",
            b"<< /Type /Pages /Count 1 /Kids [3 0 R] /Resources << /XObject << /A 6 0 R >> >> >>",
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R >>",
            stream(b"/A Do", is_packed=False),
            b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
            form + b"/Length %d >>\nstream\n%b\nendstream" % (len(shown), shown),
        ]
    )

    assert pdf.text_of(data, name=NAME).strip() == "New boots"


def test_pdf_library_stays_out_of_the_process_that_asks() -> None:
    program = (
        "import sys; from workflow.papers.pdf import text_of; "
        "print(text_of(sys.stdin.buffer.read(), name='boots.pdf'), 'pypdf' in sys.modules)"
    )

    run = subprocess.run(
        [sys.executable, "-c", program], input=pdf_file([_lines("Boots.")]), capture_output=True, check=True
    )

    assert run.stdout.decode().split() == ["Boots.", "False"]


def test_reading_works_from_any_folder_and_environment(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for module in ("json", "resource", "io"):
        (tmp_path / f"{module}.py").write_text("raise SystemExit('not this one')")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setitem(os.environ, "PYTHONPATH", str(tmp_path))

    assert pdf.text_of(pdf_file([_lines("Boots.")]), name=NAME) == "Boots."
