"""Which files are read at all, and what is said of the others."""

import pytest

from states.refusals import Refused
from states.submission import Paper
from tests.workflow.papers.build import PAPER, ROUTE
from workflow.papers import Unreadable, read_paper


def _read(data: bytes) -> Paper:
    return read_paper(data, name="boots.txt", form=ROUTE.form, steps=ROUTE.steps)


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        pytest.param(b"%PDF-1.7 rest", "a PDF", id="pdf"),
        pytest.param(b"PK\x03\x04 rest", "packed file", id="zip"),
        pytest.param(PAPER.encode() + b"\0", "not a text", id="nul"),
        pytest.param(PAPER.encode() + b"\x81", "not a text", id="undefined-byte"),
        pytest.param(PAPER.encode("utf-16"), "not a text", id="utf-16"),
        pytest.param(b"x" * (20 * 2**20 + 1), "20 MB", id="too-large"),
        pytest.param(b"", "0 of", id="empty"),
        pytest.param(PAPER[: PAPER.index("Outcome")].encode(), "7 of", id="seven-labels"),
    ],
)
def test_unreadable_file_is_refused_by_name_and_reason(data: bytes, reason: str) -> None:
    with pytest.raises(Unreadable) as caught:
        _read(data)

    assert caught.value.rule == "paper-unreadable"
    assert caught.value.findings[0].where == "paper"
    assert str(caught.value).startswith("boots.txt cannot be read: ")
    assert reason in str(caught.value)


def test_eight_labels_are_enough() -> None:
    paper = _read(PAPER[: PAPER.index("The recommendations as outlined")].encode())

    assert paper.content.outcome_by == "PCC"
    assert paper.content.sections["objective"] == ()


def test_unreadable_is_a_refusal() -> None:
    assert issubclass(Unreadable, Refused)


def test_file_of_twenty_megabytes_is_read() -> None:
    padding = b" " * (20 * 2**20 - len(PAPER.encode()))

    assert _read(PAPER.encode() + padding) == _read(PAPER.encode())


def test_older_text_keeps_its_dashes_and_pounds() -> None:
    assert _read(PAPER.encode("cp1252")) == _read(PAPER.encode())


@pytest.mark.parametrize(
    ("written", "read"),
    [
        pytest.param("New\u00a0boots", "New boots", id="no-break-space"),
        pytest.param("New \t  boots ", "New boots", id="run-of-spaces"),
        pytest.param("New bo\u00adots", "New boots", id="soft-hyphen"),
        pytest.param("<u>New</u> boots", "New boots", id="underlined"),
        pytest.param("New\fboots", "New boots", id="form-feed"),
        pytest.param("New\u200bboots", "New\u200bboots", id="zero-width-stays"),
        pytest.param("New\x07boots", "New\x07boots", id="control-stays"),
        pytest.param("17 ½ – 25 “boots”", "17 ½ – 25 “boots”", id="rest-as-printed"),
    ],
)
def test_characters_become_even_and_nothing_else_changes(written: str, read: str) -> None:
    assert _read(PAPER.replace("New boots", written).encode()).content.subject == read


def test_byte_order_mark_is_no_part_of_the_text() -> None:
    assert _read(b"\xef\xbb\xbf" + PAPER.encode()) == _read(PAPER.encode())
