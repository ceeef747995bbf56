"""Tables of a Word file: rows of short cells are lines, and a table that only lays out is as good as none."""

from collections.abc import Callable

import pytest

from tests.workflow.papers.word_files import (
    cell,
    control,
    level,
    line,
    lists,
    numbered,
    p,
    r,
    row,
    run,
    table,
    text,
    tick,
)

BULLETS = lists([level(0, "bullet", "•")])
PROSE = line("The old boots leak.") + line("New ones cost £1,200.")


@pytest.mark.parametrize(
    ("body", "read"),
    [
        pytest.param(table(row("a", "b"), row("c", "d")), "a\tb\nc\td", id="rows-are-lines"),
        pytest.param(line("x") + table(row("a", "b")) + line("y"), "x\n\na\tb\n\ny", id="between-paragraphs"),
        pytest.param(table(row("a", "", "c")), "a\t\tc", id="empty-cell"),
        pytest.param(
            table(row("a", p(run("<w:t>b</w:t><w:tab/><w:t>c</w:t>")))), "a\tb c", id="tab-in-a-cell"
        ),
        pytest.param(table(row("a", "b  c\u00a0 d")), "a\tb c d", id="gap-in-a-cell"),
        pytest.param(
            table(row(line("Scope 1 –") + line("Fuel – Transport"), "0", "2")),
            "Scope 1 – Fuel – Transport\t0\t2",
            id="short-paragraphs-are-one-text",
        ),
        pytest.param(
            table(row("Scope 1", line("0") + line("(nil)"), "2")), "Scope 1\t0 (nil)\t2", id="note-in-a-cell"
        ),
        pytest.param(
            table(row("Asked?", p(run("<w:t>Yes</w:t>")) + p())),
            "Asked?\tYes",
            id="empty-paragraphs-in-a-cell",
        ),
        pytest.param(
            table(row("a", cell(line("b"), '<w:gridSpan w:val="2"/>'))), "a\tb", id="cell-over-columns"
        ),
        pytest.param(
            table(
                row(cell(line("a"), '<w:vMerge w:val="restart"/>'), "b", "c"),
                row(cell(line("x"), "<w:vMerge/>"), "d", "e"),
            ),
            "a\tb\tc\n\td\te",
            id="cell-over-rows",
        ),
        pytest.param(
            table(row("a", "b"), "<w:tr><w:trPr><w:del/></w:trPr>" + cell("c") + cell("d") + "</w:tr>"),
            "a\tb",
            id="deleted-row",
        ),
        pytest.param(
            table(row("a", "b"), "<w:tr><w:trPr><w:ins/></w:trPr>" + cell("c") + cell("d") + "</w:tr>"),
            "a\tb\nc\td",
            id="inserted-row",
        ),
        pytest.param(table(row("a", cell(line("b"), "<w:cellDel/>"), "c")), "a\t\tc", id="deleted-cell"),
        pytest.param(table(control(row("a", "b"))), "a\tb", id="row-in-a-control"),
        pytest.param(
            table("<w:tr>" + cell("a") + control(cell("b")) + "</w:tr>"), "a\tb", id="cell-in-a-control"
        ),
        pytest.param(
            table(
                "<w:tr>" + cell("a") + control(cell("Choose."), "<w:showingPlcHdr/>") + cell("c") + "</w:tr>"
            ),
            "a\t\tc",
            id="placeholder-cell-stays-a-cell",
        ),
        pytest.param(
            table(
                "<w:tr>"
                + cell("Yes")
                + control(cell("☐"), '<w14:checkbox><w14:checked w14:val="1"/></w14:checkbox>')
                + "</w:tr>"
            ),
            "Yes\t☒",
            id="tick-box-that-is-a-cell",
        ),
        pytest.param(
            table(row("Asked?", p(tick("1"), r(" Yes  "), tick("0"), r(" No")))),
            "Asked?\t☒ Yes ☐ No",
            id="tick-boxes-in-a-cell",
        ),
        pytest.param(
            table(row("Asked?", table(row(p(tick("0")), "Yes", p(tick("1")), "No")) + p())),
            "Asked?\t☐ Yes ☒ No",
            id="small-table-in-a-cell",
        ),
    ],
)
def test_a_row_of_short_cells_is_a_line(body: str, read: str) -> None:
    assert text(body) == read


@pytest.mark.parametrize(
    ("body", "read"),
    [
        pytest.param(table(row("a"), row("b")), "a\n\nb", id="one-column"),
        pytest.param(table(row("1.1", "a"), row("", "b")), "1.1\ta\n\nb", id="moved-in-by-an-empty-cell"),
        pytest.param(
            table(row("Subject:", "Boots"), row("Summary:", PROSE), row("Date:", "1/2/25")),
            "Subject:\tBoots\n\nSummary:\n\nThe old boots leak.\n\nNew ones cost £1,200.\n\nDate:\t1/2/25",
            id="label-and-value",
        ),
        pytest.param(
            table(row("Asked?", p(run("<w:t>Yes</w:t><w:br/><w:t>because</w:t>")))),
            "Asked?\n\nYes\nbecause",
            id="value-of-two-lines",
        ),
        pytest.param(
            table(row(line("Signature:") + line("Date: 03/03/2025"), "x", "y")),
            "Signature:\n\nDate: 03/03/2025\n\nx\n\ny",
            id="labels-in-one-cell",
        ),
        pytest.param(
            table(row(line("Warm", numbered(1)) + line("Dry", numbered(1)), "x", "y")),
            "• Warm\n\n• Dry\n\nx\n\ny",
            id="list-in-a-cell",
        ),
        pytest.param(
            table(row("1.2", PROSE)),
            "1.2 The old boots leak.\n\nNew ones cost £1,200.",
            id="number-in-a-cell-of-its-own",
        ),
        pytest.param(
            table(row(p(tick("1")), "b)", PROSE)),
            "☒ b) The old boots leak.\n\nNew ones cost £1,200.",
            id="tick-box-and-letter-in-cells-of-their-own",
        ),
        pytest.param(
            table(row(PROSE, "1.")), "The old boots leak.\n\nNew ones cost £1,200.\n\n1.", id="number-last"
        ),
        pytest.param(
            table(row(line("1. Objective:") + table(row("a", "b"), row("c", "d")) + line("End"))),
            "1. Objective:\n\na\tb\nc\td\n\nEnd",
            id="table-in-a-cell",
        ),
        pytest.param(
            table(row(line("a ", "<w:rPr><w:del/></w:rPr>"), "b")) + line("c"),
            "a \tb\n\nc",
            id="cell-ends-paragraph",
        ),
    ],
)
def test_a_table_that_lays_out_gives_its_paragraphs(body: str, read: str) -> None:
    assert text(body, numbering=BULLETS) == read


def test_long_paragraphs_of_a_cell_are_not_one_text() -> None:
    long = "The boots that were bought ten years ago leak. " * 3

    read = text(table(row(line(long) + line(long), "x", "y")))

    assert read == f"{long}\n\n{long}\n\nx\n\ny"


@pytest.mark.parametrize(
    "nested",
    [
        pytest.param(lambda inside: table(row(inside)), id="tables"),
        pytest.param(lambda inside: p(run(f"<w:txbxContent>{inside}</w:txbxContent>")), id="text-boxes"),
        pytest.param(lambda inside: control(inside), id="controls"),
        pytest.param(lambda inside: f"<w:ins>{inside}</w:ins>", id="insertions"),
    ],
)
def test_what_is_nested_as_deep_as_may_be_is_read(nested: Callable[[str], str]) -> None:
    inside = line("a")
    for _ in range(45):
        inside = nested(inside)

    assert text(inside) == "a"
