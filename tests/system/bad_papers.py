"""Files that are no decision paper: each written into a folder under a telling name."""

import io
import os
import zipfile
from collections.abc import Callable
from pathlib import Path

import pikepdf

TYPES = (
    '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.'
    'wordprocessingml.document.main+xml"/></Types>'
)
RELATIONS = (
    '<?xml version="1.0"?><Relationships '
    'xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" '
    'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" '
    'Target="word/document.xml"/></Relationships>'
)
BODY = (
    '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>'
    "<w:p><w:r><w:t>{}</w:t></w:r></w:p></w:body></w:document>"
)
XXE = '<!DOCTYPE w [<!ENTITY e SYSTEM "file:///etc/hostname">]>' + BODY.format("&e;")
LAUGHS = '<!DOCTYPE w [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]>' + BODY.format("&b;")

ANOTHER_FORM = "Subject: An invoice\nSummary:\n1. Please pay.\nRecommendation:\nPay within 30 days.\n"
LINES = 1_000_000
MEGABYTE = 2**20


def word_file(document: str | bytes) -> bytes:
    """A Word file whose main part is this."""
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("[Content_Types].xml", TYPES)
        package.writestr("_rels/.rels", RELATIONS)
        package.writestr("word/document.xml", document)
    return held.getvalue()


def other_package() -> bytes:
    """A packed file that is no Word document."""
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as package:
        package.writestr("readme.txt", "Nothing.")
    return held.getvalue()


def pdf_file(*, password: str | None = None) -> bytes:
    """A PDF of one empty page, as a scan without text is."""
    held = io.BytesIO()
    with pikepdf.new() as document:
        document.add_blank_page()
        locked = pikepdf.Encryption(owner=password, user=password) if password else False
        document.save(held, encryption=locked)
    return held.getvalue()


def _sparse(path: Path) -> None:
    with path.open("wb") as file:
        file.truncate(200 * MEGABYTE)


def _locked(path: Path) -> None:
    path.write_text("Subject: nobody may read this\n")
    path.chmod(0)


def _of(data: bytes) -> Callable[[Path], object]:
    return lambda path: path.write_bytes(data)


BAD: dict[str, tuple[Callable[[Path], object], str]] = {
    "empty.txt": (_of(b""), "empty"),
    "binary.txt": (_of(b"%\x00\x01\xff" * 500), "not a text"),
    "nul.txt": (_of(b"Subject: a title\0\n"), "not a text"),
    "mixed.txt": (_of("Subject: £5 – ".encode() + b"\x81\xa3\n"), "not a text"),
    "picture.docx": (_of(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR"), "not a text"),
    "letter.txt": (_of(b"Dear all,\n\nthis is no decision paper.\n"), "labels"),
    "invoice.txt": (_of(ANOTHER_FORM.encode()), "labels"),
    "letter.docx": (_of(word_file(BODY.format("Dear all"))), "labels"),
    "broken.pdf": (_of(b"%PDF-1.7\nand then nothing that is a PDF"), "PDF"),
    "locked.pdf": (_of(pdf_file(password="sesame")), "password"),
    "scan.pdf": (_of(pdf_file()), "scan"),
    "broken.docx": (_of(word_file(BODY.format("x"))[:300]), "Word"),
    "packed.docx": (_of(other_package()), "Word"),
    "older.doc": (_of(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)), "Word"),
    "untagged.docx": (_of(word_file("<w:document>")), "damaged"),
    "bomb.docx": (_of(word_file(b" " * (60 * MEGABYTE))), "50 MB"),
    "entity.docx": (_of(word_file(XXE)), "cannot be read"),
    "laughs.docx": (_of(word_file(LAUGHS)), "cannot be read"),
    "huge.txt": (_sparse, "20 MB"),
    "lines.txt": (_of(b"a line of some words\n" * (LINES - 50_000)), "cannot be read"),
    "million.txt": (_of(b"a line\n" * LINES), "cannot be read"),
    "folder.txt": (Path.mkdir, "folder"),
    "pipe.txt": (os.mkfifo, "file"),
    "secret.txt": (_locked, "ermission"),
    "absent.txt": (lambda path: None, "no such file"),
}
"""What each file is made by, and a word of the sentence about it."""
