"""A filled form as a PDF, laid out as Word prints one: hanging numbers, tables in columns, running lines."""

import re
import textwrap
import zlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

_WIDE = 96
"""Characters of a full line."""

_LEFT, _TOP, _LINE, _SIZE = 56.0, 770.0, 14.0, 10.0
_CHARACTER = 5.0
"""Points between two characters of a column, about those of the font."""

_COLUMNS = {1: (0,), 2: (0, 70), 3: (0, 48, 72)}
"""Where the cells of a row begin, in characters, by their number."""

_ITEM = re.compile(
    r"(?P<indent> *)(?:- )?(?P<bullet>o )?(?P<mark>[0-9]{1,2}(?:\.[0-9]{1,2}|\.)|[a-z]{1,3}\.)? ?(?P<text>.*)"
)
_RULED = re.compile(r"[|\- ]+")


@dataclass(frozen=True, slots=True)
class Piece:
    """Text in one place: `x` and `y` in points from the lower left corner of the page."""

    x: float
    y: float
    text: str
    size: float = _SIZE


@dataclass(slots=True)
class _Sheet:
    lines_a_page: int
    pages: list[list[Piece]] = field(default_factory=list)
    line: int = 0

    def row(self, pieces: Iterable[tuple[int, str]]) -> None:
        """One line of the sheet, its pieces at columns counted in characters."""
        if self.line % self.lines_a_page == 0:
            self.pages.append([])
        y = _TOP - self.line % self.lines_a_page * _LINE
        self.pages[-1].extend(Piece(_LEFT + at * _CHARACTER, y, text) for at, text in pieces if text)
        self.line += 1


def pdf_of(
    text: str, *, head: str = "", foot: str = "", lines_a_page: int = 46, is_packed: bool = False
) -> bytes:
    """The text of a paper as a PDF. `head` and `foot` run over all pages; `#` in them is the page's number.

    Empty lines leave no space. A row of cells parted by pipes or tabs becomes a row of a table.
    """
    sheet = _Sheet(lines_a_page)
    for line in text.replace("<u>", "").replace("</u>", "").split("\n"):
        for row in _rows(line):
            sheet.row(row)
    pages = [_framed(page, number, head, foot) for number, page in enumerate(sheet.pages, 1)]
    return pdf_file(pages, is_packed=is_packed)


def pdf_file(pages: Sequence[Sequence[Piece]], *, is_packed: bool = False) -> bytes:
    """A PDF with these pieces of text on its pages, its streams packed or plain."""
    characters = sorted({character for page in pages for piece in page for character in piece.text})
    codes = {character: code for code, character in enumerate(characters, 1)}
    kids = " ".join(f"{6 + 2 * number} 0 R" for number in range(len(pages)))
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Count {len(pages)} /Kids [{kids}] >>".encode(),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
        b"<< /Type /Font /Subtype /Type0 /BaseFont /Signs /Encoding /Identity-H /ToUnicode 5 0 R "
        b"/DescendantFonts [<< /Type /Font /Subtype /CIDFontType2 /BaseFont /Signs /DW 500 "
        b"/CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> >>] >>",
        stream(_to_unicode(codes), is_packed=is_packed),
    ]
    for number, page in enumerate(pages):
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents {7 + 2 * number} 0 R "
            "/Resources << /Font << /F1 3 0 R /F2 4 0 R >> >> >>".encode()
        )
        shown = b"\n".join(_shown(piece, codes) for piece in page)
        objects.append(stream(shown, is_packed=is_packed))
    return file_of(objects)


def file_of(objects: Sequence[bytes]) -> bytes:
    """A PDF of these objects, numbered from 1; the first one is the catalogue."""
    written, places = b"%PDF-1.7\n", []
    for number, body in enumerate(objects, 1):
        places.append(len(written))
        written += b"%d 0 obj\n%b\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    count = len(objects) + 1
    return written + (
        b"xref\n0 %d\n0000000000 65535 f \n%btrailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n"
        % (count, table, count, len(written))
    )


def stream(content: bytes, *, is_packed: bool) -> bytes:
    """A stream object of that content."""
    packing = b" /Filter /FlateDecode" if is_packed else b""
    packed = zlib.compress(content) if is_packed else content
    return b"<< /Length %d%b >>\nstream\n%b\nendstream" % (len(packed), packing, packed)


def _rows(line: str) -> Iterator[list[tuple[int, str]]]:
    """The rows that a line of the text takes on the sheet."""
    if "\t" in line or line.startswith("|"):
        if not _RULED.fullmatch(line):
            cells = (
                line.split("\t") if "\t" in line else [cell.strip() for cell in line.strip("|").split("|")]
            )
            yield from _table_rows(cells)
        return
    item = _ITEM.fullmatch(line)
    if item is None or not (item["mark"] or line.lstrip(" ").startswith("- ")):
        yield from ([(0, part)] for part in _wrapped(line, _WIDE))
        return
    at = len(item["indent"]) * 3
    hanging = at + (5 if item["mark"] else 3)
    parts = _wrapped(item["text"], _WIDE - hanging)
    yield [(at, item["mark"] or item["bullet"] or "•"), (hanging, parts[0])]
    yield from ([(hanging, part)] for part in parts[1:])


def _table_rows(cells: Sequence[str]) -> Iterator[list[tuple[int, str]]]:
    columns = _COLUMNS[len(cells)]
    widths = [until - at - 3 for at, until in zip(columns, (*columns[1:], _WIDE), strict=True)]
    wrapped = [_wrapped(cell, width) or [""] for cell, width in zip(cells, widths, strict=True)]
    for number in range(max(map(len, wrapped))):
        yield [(at, lines[number]) for at, lines in zip(columns, wrapped, strict=True) if number < len(lines)]


def _wrapped(text: str, width: int) -> list[str]:
    return textwrap.wrap(text, width, break_on_hyphens=True, break_long_words=False)


def _framed(page: Sequence[Piece], number: int, head: str, foot: str) -> list[Piece]:
    above = [Piece(_LEFT, 810, head.replace("#", str(number)), 8)] if head else []
    below = [Piece(290, 40, foot.replace("#", str(number)), 8)] if foot else []
    return [*above, *page, *below]


def _is_latin(character: str) -> bool:
    return bool(character.encode("cp1252", "ignore"))


def _shown(piece: Piece, codes: dict[str, int]) -> bytes:
    """The operators that show a piece, its words apart by kerning as a word processor writes them."""
    runs = []
    for run in re.findall(r"[^ ]+ *| +", piece.text):
        is_latin = all(map(_is_latin, run))
        runs.append((b"/F1" if is_latin else b"/F2", _latin(run) if is_latin else _coded(run, codes)))
    shown = b" ".join(b"%b %g Tf [%b] TJ" % (font, piece.size, string) for font, string in runs)
    return b"BT 1 0 0 1 %g %g Tm %b ET" % (piece.x, piece.y, shown)


def _latin(text: str) -> bytes:
    return b"(" + re.sub(rb"([()\\])", rb"\\\1", text.encode("cp1252")) + b") -2"


def _coded(text: str, codes: dict[str, int]) -> bytes:
    return b"<%b>" % "".join(f"{codes[c]:04x}" for c in text).encode()


def _to_unicode(codes: dict[str, int]) -> bytes:
    pairs = "\n".join(f"<{code:04x}> <{c.encode('utf-16-be').hex()}>" for c, code in codes.items())
    return (
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapType 2 def\n"
        "1 begincodespacerange <0000> <ffff> endcodespacerange\n"
        f"{len(codes)} beginbfchar\n{pairs}\nendbfchar\nendcmap end end"
    ).encode()
