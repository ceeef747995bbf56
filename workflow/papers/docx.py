"""A Word file (.docx) → its text as printed: one block a paragraph, one line a table row.

Read from the file's own XML, because the usual library drops tracked insertions and content controls.
Headers, footers, notes and comments are parts of their own and are never opened.
"""

import re

from workflow.papers.docx_blocks import Story
from workflow.papers.docx_numbers import Numbering
from workflow.papers.docx_package import Package
from workflow.papers.docx_styles import Styles
from workflow.papers.docx_tree import Node
from workflow.papers.refused import Unreadable

OLDER_WORD = b"\xd0\xcf\x11\xe0"
"""The first bytes of a .doc file and of a .docx with a password."""

OLDER_WORD_REASON = (
    "it is an older or encrypted Word file. Save it as .docx without a password and try again."
)

_NO_WORD_DOCUMENT = (
    "it is a packed file but no Word document. Save the paper as .docx, .pdf or .txt and try again."
)


def text_of(data: bytes, *, name: str) -> str:
    """The text of a .docx file. `name` is the file's name for people.

    Paragraphs are parted by an empty line, the rows of a table are lines with cells parted by tabs. Struck
    text stands between U+E000 and U+E001. Unreadable if the file is damaged, encrypted, too large when
    unpacked, holds a document type definition, or is no Word document.
    """
    package = Package(data, name=name)
    main = package.main_part()
    document = package.tree(main) if main else None
    body = document.child("w:body") if document and document.tag == "w:document" else None
    if main is None or body is None:
        raise Unreadable(name, _NO_WORD_DOCUMENT)
    styles = Styles(_related(package, main, "styles"))
    numbering = Numbering(_related(package, main, "numbering"), styles)
    blocks = Story(styles, numbering).blocks_of(body)
    return re.sub(r"\n{3,}", "\n\n", "\n\n".join(blocks))


def _related(package: Package, main: str, kind: str) -> Node:
    """The part of that kind that the main part names; an empty one where it names none."""
    part = package.related(main, kind)
    return package.tree(part) if part else Node("", {})
