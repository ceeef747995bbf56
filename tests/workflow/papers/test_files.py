"""Which files are read at all, and what is said of the others."""

import os
import socket
from collections.abc import Callable
from pathlib import Path, PosixPath

import pytest

from states.refusals import Refused
from states.routes import shipped_route
from states.rules.customs import Customs
from states.submission import Paper
from tests.workflow.papers.build import PAPER, ROUTE, changed
from tests.workflow.papers.pdf_files import pdf_of
from workflow.papers import Unreadable, read_paper
from workflow.papers.files import paper_in, read_file

CUSTOMS = Customs()
LARGEST = 20 * 2**20
FOR_CHIEF_EXECUTIVE = changed(("Submitted to: PCC", "Submitted to: Chief Executive"))


def _read(data: bytes) -> Paper:
    return read_paper(data, name="boots.txt", form=ROUTE.form, steps=ROUTE.steps)


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        pytest.param(b"%PDF-1.7 rest", "damaged PDF", id="pdf-by-its-first-bytes"),
        pytest.param(b"PK\x03\x04 rest", "damaged", id="word-by-its-first-bytes"),
        pytest.param(b"\xd0\xcf\x11\xe0 rest", "older or encrypted Word file", id="older-word"),
        pytest.param(PAPER.encode() + b"\0", "not a text", id="nul"),
        pytest.param(PAPER.encode() + b"\x81", "not a text", id="undefined-byte"),
        pytest.param(PAPER.encode("utf-16"), "not a text", id="utf-16"),
        pytest.param(b"x" * (LARGEST + 1), "20 MB", id="too-large"),
        pytest.param(b"\n" * 1_000_000, "50,000 lines", id="a-million-lines"),
        pytest.param(b"x" * 2_000_001, "2,000,000 characters", id="a-text-beyond-any-paper"),
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
    padding = b" " * (LARGEST - len(PAPER.encode()))

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


def _through_a_file(folder: Path) -> Path:
    (folder / "boots.txt").write_text(PAPER)
    return folder / "boots.txt" / "boots.txt"


def _ring(folder: Path) -> Path:
    (folder / "boots.txt").symlink_to(folder / "boots.txt")
    return folder / "boots.txt"


def _pipe(folder: Path) -> Path:
    os.mkfifo(folder / "boots.txt")
    return folder / "boots.txt"


def _socket(folder: Path) -> Path:
    with socket.socket(socket.AF_UNIX) as server:
        server.bind(str(folder / "s"))
    return folder / "s"


def _file_of(size: int, folder: Path) -> Path:
    with (folder / "boots.txt").open("wb") as file:
        file.truncate(size)
    return folder / "boots.txt"


class _Closed(PosixPath):
    """A file in a folder that the person may not enter, also where the tests run as root."""

    def stat(self, *, follow_symlinks: bool = True) -> os.stat_result:
        raise PermissionError(13, "Permission denied")


def _closed(folder: Path) -> Path:
    return _Closed(_file_of(10, folder))


UNOPENED: dict[str, tuple[Callable[[Path], Path], str]] = {
    "missing": (lambda folder: folder / "boots.txt", "no such file"),
    "missing-folder": (lambda folder: folder / "shoes" / "boots.txt", "no such file"),
    "folder": (lambda folder: folder, "a folder"),
    "through-a-file": (_through_a_file, "Not a directory"),
    "link-in-a-ring": (_ring, "symbolic links"),
    "endless-name": (lambda folder: folder / ("boots" * 100), "too long"),
    "no-permission": (_closed, "may not open it"),
    "pipe": (_pipe, "no ordinary file"),
    "socket": (_socket, "no ordinary file"),
    "device": (lambda folder: Path("/dev/zero"), "no ordinary file"),
    "empty": (lambda folder: _file_of(0, folder), "empty"),
    "one-byte-too-large": (lambda folder: _file_of(LARGEST + 1, folder), "20 MB"),
    "far-too-large": (lambda folder: _file_of(200 * 2**20, folder), "20 MB"),
}
"""Paths that hold no paper, and a word of what is said of each."""


@pytest.mark.parametrize("case", UNOPENED)
def test_path_without_a_paper_is_refused_by_name_and_reason(tmp_path: Path, case: str) -> None:
    made, reason = UNOPENED[case]
    path = made(tmp_path)

    with pytest.raises(Unreadable) as caught:
        read_file(path)

    assert str(caught.value).startswith(f"{path.name} cannot be read: ")
    assert reason in str(caught.value)
    assert str(caught.value).endswith(".")


def test_file_gives_its_bytes(tmp_path: Path) -> None:
    (tmp_path / "boots.txt").write_bytes(b"\xffboots")

    assert read_file(tmp_path / "boots.txt") == b"\xffboots"


def test_file_of_twenty_megabytes_is_opened(tmp_path: Path) -> None:
    assert len(read_file(_file_of(LARGEST, tmp_path))) == LARGEST


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        pytest.param("a\nb.txt", "a?b.txt", id="line-end"),
        pytest.param("\x1b[2Ja.txt", "?[2Ja.txt", id="terminal-command"),
        pytest.param(os.fsdecode(b"a\xff.txt"), "a?.txt", id="no-character"),
        pytest.param("Entwürfe – neu.txt", "Entwürfe – neu.txt", id="any-language"),
    ],
)
def test_refusal_shows_a_name_that_can_be_printed(name: str, shown: str) -> None:
    assert str(Unreadable(name, "it is empty.")) == f"{shown} cannot be read: it is empty."


@pytest.mark.parametrize(
    ("text", "route"),
    [
        pytest.param(PAPER, "pcc-decision", id="for-the-default-decider"),
        pytest.param(FOR_CHIEF_EXECUTIVE, "chief-executive-decision", id="for-another-decider"),
        pytest.param(changed(("Submitted to: PCC", "Submitted to: Nobody")), "pcc-decision", id="for-nobody"),
        pytest.param(changed(("Submitted to: PCC", "")), "pcc-decision", id="without-a-decider"),
    ],
)
def test_paper_is_read_by_the_route_of_its_decider(text: str, route: str) -> None:
    paper, chosen = paper_in(text.encode(), name="boots.txt", customs=CUSTOMS)

    assert chosen == shipped_route(route)
    assert paper == read_paper(text.encode(), name="boots.txt", form=chosen.form, steps=chosen.steps)


def test_paper_is_read_by_the_route_asked_for() -> None:
    asked = shipped_route("pcc-decision-parallel")

    paper, chosen = paper_in(FOR_CHIEF_EXECUTIVE.encode(), name="boots.txt", route=asked, customs=CUSTOMS)

    assert chosen == asked
    assert len(paper.sign_offs) == len(asked.steps)


def test_short_name_of_a_decider_is_the_offices_own() -> None:
    text = changed(("Submitted to: PCC", "Submitted to: CX"))
    customs = Customs(aliases={"CX": "Chief Executive"})

    _, chosen = paper_in(text.encode(), name="boots.txt", customs=customs)

    assert chosen.key == "chief-executive-decision"


def test_pdf_for_another_decider_is_read_by_its_route() -> None:
    paper, chosen = paper_in(pdf_of(FOR_CHIEF_EXECUTIVE), name="boots.pdf", customs=CUSTOMS)

    assert chosen.key == "chief-executive-decision"
    assert paper.content.submitted_to == "Chief Executive"


def test_marking_is_the_offices_own() -> None:
    paper, _ = paper_in(
        f"Eyes only\n{PAPER}".encode(), name="boots.txt", customs=Customs(markings=("Eyes Only",))
    )

    assert paper.content.marking == "Eyes only"
