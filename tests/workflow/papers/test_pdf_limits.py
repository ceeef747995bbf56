"""What a PDF can do to its reader, and the one sentence that is said of each that is not read."""

import json
import subprocess
import sys
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any

import pikepdf
import pytest

from tests.workflow.papers.pdf_files import Piece, file_of, pdf_file, stream
from workflow.papers import Unreadable, pdf

NAME = "boots.pdf"
CHILD = Path(pdf.__file__).with_name("pdf_child.py")
BOOTS = pdf_file([[Piece(50, 700, "Boots.")]])
CATALOGUE = b"<< /Type /Catalog /Pages 2 0 R >>"
PAGES = b"<< /Type /Pages /Count 1 /Kids [3 0 R] >>"
FONT = b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>"
PAGE = (
    b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R "
    b"/Resources << /Font << /F1 5 0 R >> /XObject << /A 6 0 R >> >> >>"
)
CALLS_ITSELF = (
    b"<< /Type /XObject /Subtype /Form /Resources << /XObject << /A 6 0 R >> >> /Length 11 >>\n"
    b"stream\n/A Do /A Do\nendstream"
)


def _one_page(content: bytes) -> bytes:
    return file_of([CATALOGUE, PAGES, PAGE, content, FONT, CALLS_ITSELF])


def _locked(*, owner: str, user: str, aes: bool) -> bytes:
    saved = BytesIO()
    with pikepdf.open(BytesIO(BOOTS)) as opened:
        opened.save(
            saved,
            encryption=pikepdf.Encryption(owner=owner, user=user, R=6 if aes else 3, aes=aes, metadata=aes),
        )
    return saved.getvalue()


REFUSED: dict[str, tuple[Callable[[], bytes], str]] = {
    "nothing-but-its-name": (lambda: b"%PDF", "damaged"),
    "cut-off": (lambda: BOOTS[:-200], "damaged"),
    "noise": (lambda: b"%PDF-1.7\n" + bytes(range(256)) * 4000, "damaged"),
    "pages-in-a-ring": (lambda: file_of([CATALOGUE, PAGES.replace(b"3 0", b"2 0")]), "damaged"),
    "deep-lists": (lambda: _one_page(stream(b"[" * 200_000, is_packed=True)), "damaged"),
    "deep-states": (lambda: _one_page(stream(b"q " * 20_000, is_packed=True)), "damaged"),
    "locked": (lambda: _locked(owner="a", user="b", aes=True), "password"),
    "locked-the-old-way": (lambda: _locked(owner="a", user="b", aes=False), "password"),
    "empty-page": (lambda: pdf_file([[]]), "scan"),
    "no-letters": (lambda: pdf_file([[Piece(50, 700, "- . -")]]), "scan"),
    "part-that-places-itself": (lambda: _one_page(stream(b"/A Do", is_packed=False)), "scan"),
    "too-many-pages": (lambda: pdf_file([[Piece(50, 700, "x")]] * 501), "500 pages"),
    "bomb": (lambda: _one_page(stream(b" " * 60 * 2**20, is_packed=True)), "unpacks"),
}
"""How a file is made that is not read, and a word of what is said of it."""


@pytest.mark.parametrize("case", REFUSED)
def test_pdf_that_is_not_read_is_refused_by_name_and_reason(case: str) -> None:
    made, reason = REFUSED[case]

    with pytest.raises(Unreadable) as caught:
        pdf.text_of(made(), name=NAME)

    assert str(caught.value).startswith(f"{NAME} cannot be read: ")
    assert reason in str(caught.value)


@pytest.mark.parametrize("aes", [True, False], ids=["aes", "older"])
def test_pdf_that_opens_without_a_password_is_read(aes: bool) -> None:
    assert pdf.text_of(_locked(owner="a", user="", aes=aes), name=NAME) == "Boots."


def test_reading_that_takes_too_long_is_ended() -> None:
    with pytest.raises(Unreadable, match="takes too long"):
        pdf.text_of(BOOTS, name=NAME, seconds=0.001)


def test_pdf_whose_table_of_places_is_wrong_is_read() -> None:
    damaged = BOOTS.replace(b"startxref\n", b"startxref\n9")

    assert pdf.text_of(damaged, name=NAME) == "Boots."


LIBRARY = """
class PdfReader:
    is_encrypted = False
    def __init__(self, file):
        self.pages = [PageObject()]
class PageObject(dict):
    def extract_text(self, **wanted):
        import json, os, resource, sys
        {does}
class PyPdfError(Exception): pass
def overwrite_configuration(**wanted): pass
"""


def _child(folder: Path, does: str) -> dict[str, Any]:
    """What the child answers where the PDF library does that instead of reading."""
    library = folder / "pypdf"
    library.mkdir()
    (library / "__init__.py").write_text(LIBRARY.format(does=does))
    errors = ("DependencyError", "FileNotDecryptedError", "LimitReachedError")
    (library / "errors.py").write_text("".join(f"class {name}(Exception): pass\n" for name in errors))
    (library / "generic.py").write_text(
        "class DictionaryObject(dict): pass\nclass NullObject: get_object = dict\n"
    )
    run = subprocess.run(
        [sys.executable, "-I", "-S", "-B", str(CHILD), str(folder)],
        input=b"",
        capture_output=True,
        cwd=folder,
    )
    found: dict[str, Any] = json.loads(run.stdout)
    return found


def test_child_limits_itself_before_it_reads(tmp_path: Path) -> None:
    names = ("AS", "CPU", "FSIZE", "NOFILE", "CORE")
    limits = ", ".join(f"resource.getrlimit(resource.RLIMIT_{name})" for name in names)

    found = _child(tmp_path, f"return json.dumps([{limits}])")

    assert json.loads(found["pages"][0]) == [[600 * 2**20] * 2, [10, 10], [0, 0], [16, 16], [0, 0]]


@pytest.mark.parametrize(
    ("does", "fault"),
    [
        pytest.param("return 'x' * 700 * 2**20", "large", id="takes-memory"),
        pytest.param("open('written', 'w').write('x')", "broken", id="writes-a-file"),
        pytest.param("[os.dup(0) for _ in range(20)]", "broken", id="takes-descriptors"),
    ],
)
def test_child_is_refused_what_is_beyond_its_limits(tmp_path: Path, does: str, fault: str) -> None:
    assert _child(tmp_path, does) == {"fault": fault}


def test_child_leaves_nothing_behind(tmp_path: Path) -> None:
    _child(tmp_path, "return 'x'")

    assert {path.suffix for path in tmp_path.rglob("*") if path.is_file()} == {".py"}
