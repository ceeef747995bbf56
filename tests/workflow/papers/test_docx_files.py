"""Which packed files are read as Word files, and what is said of the others: one sentence, nothing raised."""

import random
import struct
import zlib
from io import BytesIO
from zipfile import ZIP_BZIP2, ZIP_STORED, ZipFile

import pytest

from tests.workflow.papers.word_files import (
    level,
    line,
    lists,
    numbered,
    packed,
    parts_of,
    relations,
    word_file,
)
from workflow.papers.docx import text_of
from workflow.papers.refused import Unreadable

BODY = line("Dry feet.", numbered(1))
NUMBERING = lists([level(0, "decimal", "1.%1")])
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def parts() -> dict[str, str | bytes]:
    return parts_of(BODY, numbering=NUMBERING)


def with_part(name: str, content: str | bytes) -> bytes:
    return packed(parts() | {name: content})


def refusal(data: bytes) -> str:
    with pytest.raises(Unreadable) as caught:
        text_of(data, name="boots.docx")
    return str(caught.value)


def with_main(root: str, space: str) -> bytes:
    return with_part("word/document.xml", f'<{root} xmlns="{space}"/>')


def with_bit_of_encryption(data: bytes) -> bytes:
    """The central directory's first entry says that it is encrypted."""
    place = data.index(b"PK\x01\x02") + 8
    return data[:place] + bytes([data[place] | 1]) + data[place + 1 :]


def with_size(data: bytes, *, name: bytes, size: int) -> bytes:
    """The central directory says that this part has another size unpacked."""
    place = data.rindex(name) - 46 + 24
    return data[:place] + struct.pack("<I", size) + data[place + 4 :]


def with_overlap(data: bytes) -> bytes:
    """The second entry of the central directory points into the first part."""
    second = data.index(b"PK\x01\x02", data.index(b"PK\x01\x02") + 4)
    return data[: second + 42] + struct.pack("<I", 1) + data[second + 46 :]


def twice(name: str) -> bytes:
    written = BytesIO(packed(parts()))
    with ZipFile(written, "a") as package, pytest.warns(UserWarning, match="Duplicate"):
        package.writestr(name, "<x/>")
    return written.getvalue()


def in_bzip2() -> bytes:
    written = BytesIO()
    with ZipFile(written, "w", ZIP_BZIP2) as package:
        for name, content in parts().items():
            package.writestr(name, content)
    return written.getvalue()


ENTITY = '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a>&b;</a>'
DOCTYPE = '<!DOCTYPE a SYSTEM "http://example.invalid/a.dtd"><a/>'
WIDE = "<a>" + "<b/>" * 250_001 + "</a>"
DEEP = "<a>" * 201 + "</a>" * 201
DAMAGED, TYPES, PACKED = "it is damaged", "document type definition", "no Word document"
PACKAGE_DOES_NOT_SAY = packed({"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": "<a/>"})


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        pytest.param(b"PK\x03\x04 rest", DAMAGED, id="no-directory"),
        pytest.param(word_file(BODY)[:-40], DAMAGED, id="cut"),
        pytest.param(with_overlap(word_file(BODY)), DAMAGED, id="parts-overlap"),
        pytest.param(twice("word/document.xml"), DAMAGED, id="part-twice"),
        pytest.param(in_bzip2(), DAMAGED, id="packed-otherwise"),
        pytest.param(with_part("word/document.xml", "<a>"), DAMAGED, id="broken-xml"),
        pytest.param(with_part("word/document.xml", ""), DAMAGED, id="empty-xml"),
        pytest.param(with_part("word/document.xml", b"\xff\xfe\x00"), DAMAGED, id="no-xml"),
        pytest.param(
            with_part("word/document.xml", '<?xml version="1.0" encoding="x"?><a/>'), DAMAGED, id="encoding"
        ),
        pytest.param(with_part("word/styles.xml", "<a>"), DAMAGED, id="broken-styles"),
        pytest.param(with_part("_rels/.rels", "no"), DAMAGED, id="broken-relations"),
        pytest.param(with_part("word/document.xml", ENTITY), TYPES, id="entity"),
        pytest.param(
            with_part("word/document.xml", DOCTYPE.encode("utf-16")), TYPES, id="document-type-utf-16"
        ),
        pytest.param(with_part("word/numbering.xml", DOCTYPE), TYPES, id="document-type-of-numbering"),
        pytest.param(with_part("word/document.xml", WIDE), "far more text", id="too-many-elements"),
        pytest.param(with_part("word/document.xml", DEEP), "nested deeper than", id="too-deep"),
        pytest.param(with_bit_of_encryption(word_file(BODY)), "it is encrypted", id="encrypted"),
        pytest.param(PACKAGE_DOES_NOT_SAY, PACKED, id="open-document"),
        pytest.param(packed({"a.txt": "a"}), PACKED, id="any-zip"),
        pytest.param(packed({}), PACKED, id="empty-zip"),
        pytest.param(with_main("workbook", "http://a.example/spreadsheet"), PACKED, id="spreadsheet"),
        pytest.param(with_main("document", "http://a.example/"), PACKED, id="another-document"),
        pytest.param(
            with_part("_rels/.rels", relations({f"{OFFICE}/officeDocument": "word/absent.xml"})),
            PACKED,
            id="no-main",
        ),
        pytest.param(
            with_part(
                "_rels/.rels",
                relations({f"{OFFICE}/officeDocument": "word/document.xml"}).replace(
                    "Target=", 'TargetMode="External" Target='
                ),
            ),
            PACKED,
            id="main-part-elsewhere",
        ),
        pytest.param(packed({f"{n}": "" for n in range(4_001)}), "too many parts", id="many-parts"),
        pytest.param(with_part("media", b"\0" * (50 * 2**20)), "more than 50 MB", id="bomb"),
        pytest.param(b"PK\x03\x04" + b"\0" * (20 * 2**20), "larger than 20 MB", id="large"),
    ],
)
def test_file_that_is_no_sound_word_file_is_refused(data: bytes, reason: str) -> None:
    said = refusal(data)

    assert said.startswith("boots.docx cannot be read: it ")
    assert reason in said
    assert said.count("\n") == 0


def test_size_that_lies_unpacks_no_more_than_it_says() -> None:
    data = with_part("word/document.xml", b"<a>" + b" " * 2**20 + b"</a>")

    assert DAMAGED in refusal(with_size(data, name=b"word/document.xml", size=100))


def test_text_of_millions_of_letters_is_refused() -> None:
    assert "far more text" in refusal(word_file(line("a" * 10_000_001)))


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(word_file(BODY, numbering=NUMBERING), id="transitional"),
        pytest.param(word_file(BODY, numbering=NUMBERING, is_strict=True), id="strict"),
        pytest.param(with_part("[trash]/0000.dat", b"\0\0"), id="rubbish-beside"),
        pytest.param(with_part("word/header1.xml", "<a>"), id="header-is-not-opened"),
        pytest.param(
            packed(
                {
                    name.replace("word/document.xml", "Word/Document.xml"): text
                    for name, text in parts().items()
                }
            ),
            id="names-without-case",
        ),
        pytest.param(
            packed(
                {
                    name.replace("word/", "my%20/" if name.endswith(".rels") else "my /"): (
                        text.replace("word/", "my%20/") if isinstance(text, str) else text
                    )
                    for name, text in parts().items()
                    if name != "word/_rels/document.xml.rels"
                }
                | {
                    "my /_rels/document.xml.rels": str(parts()["word/_rels/document.xml.rels"]).replace(
                        "/word/", "/my%20/"
                    )
                }
            ),
            id="another-folder",
        ),
        pytest.param(
            with_part(
                "word/document.xml",
                str(parts()["word/document.xml"]).replace("UTF-8", "UTF-16").encode("utf-16"),
            ),
            id="utf-16",
        ),
    ],
)
def test_word_file_is_read_wherever_its_parts_are(data: bytes) -> None:
    assert text_of(data, name="boots.docx") == "1.1 Dry feet."


def test_document_without_styles_and_lists_is_read() -> None:
    few = {name: text for name, text in parts().items() if name in ("_rels/.rels", "word/document.xml")}

    assert text_of(packed(few), name="boots.docx") == "Dry feet."


def test_stored_parts_are_read() -> None:
    written = BytesIO()
    with ZipFile(written, "w", ZIP_STORED) as package:
        for name, content in parts().items():
            package.writestr(name, content)

    assert text_of(written.getvalue(), name="boots.docx") == "1.1 Dry feet."


def _mutant(data: bytes, dice: random.Random) -> bytes:
    changed = bytearray(data)
    for _ in range(dice.randint(1, 4)):
        place = dice.randrange(len(changed))
        match dice.randrange(4):
            case 0:
                changed[place] = dice.randrange(256)
            case 1:
                del changed[place : place + dice.randint(1, 30)]
            case 2:
                changed[place:place] = dice.randbytes(dice.randint(1, 8))
            case 3:
                other = dice.randrange(len(changed))
                changed[place:place] = changed[other : other + 40]
    return bytes(changed)


def _read_or_refused(data: bytes) -> str:
    try:
        return text_of(data, name="boots.docx")
    except Unreadable as refused:
        return str(refused)


@pytest.mark.parametrize("seed", range(4))
def test_mutants_of_the_packed_file_are_read_or_refused(seed: int) -> None:
    dice = random.Random(seed)  # noqa: S311  # the same mutants every time
    data = word_file(BODY, numbering=NUMBERING)

    assert all(isinstance(_read_or_refused(_mutant(data, dice)), str) for _ in range(250))


@pytest.mark.parametrize("part", ["word/document.xml", "word/numbering.xml", "_rels/.rels"])
def test_mutants_of_a_part_are_read_or_refused(part: str) -> None:
    dice = random.Random(part)  # noqa: S311  # the same mutants every time
    content = str(parts()[part]).encode()

    assert all(isinstance(_read_or_refused(with_part(part, _mutant(content, dice))), str) for _ in range(250))


def test_part_with_another_checksum_is_refused() -> None:
    data = word_file(BODY)
    checksum = struct.pack("<I", zlib.crc32(str(parts_of(BODY)["word/document.xml"]).encode()))

    assert DAMAGED in refusal(data.replace(checksum, b"\0\0\0\0"))
