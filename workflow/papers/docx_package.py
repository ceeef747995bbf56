"""The zip file that a Word file is: checked before anything is unpacked, counted while it is."""

import posixpath
import struct
import zlib
from io import BytesIO
from urllib.parse import unquote
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from workflow.papers.docx_tree import DAMAGED, Node, tree_of
from workflow.papers.refused import Unreadable
from workflow.papers.text import require_size

MOST_UNPACKED = 50 * 2**20
"""Source: the reading contract, "More than 20 MB, or 50 MB unpacked, is refused"."""

MOST_PARTS = 4_000

_TOO_LARGE_UNPACKED = "it unpacks to more than 50 MB. Save the paper without pictures and try again."
_TOO_MANY_PARTS = "it is packed from too many parts. Save the paper in Word as .docx and try again."
_ENCRYPTED = "it is encrypted. Save it without a password and try again."

_ENTRY = b"PK\x01\x02"
_ENCRYPTED_BIT = 0x1
_LOCAL_HEADER_BYTES = 30
_FAULTS = (BadZipFile, zlib.error, struct.error, EOFError, NotImplementedError, ValueError, OSError)
"""What unpacking raises for damaged bytes; beyond its own error `zipfile` names none."""


class Package:
    """The parts of a Word file. Unreadable if it is no sound zip file, encrypted, or too large unpacked."""

    def __init__(self, data: bytes, *, name: str) -> None:
        self._name = name
        self._left = MOST_UNPACKED
        require_size(data, name=name)
        # Counted in the bytes: what the headers say of their own number may be anything.
        if data.count(_ENTRY) > MOST_PARTS:
            raise Unreadable(name, _TOO_MANY_PARTS)
        try:
            self._zip = ZipFile(BytesIO(data))
        except _FAULTS as error:
            raise Unreadable(name, DAMAGED) from error
        self._require_sound(self._zip.infolist())
        # Names of parts are without case.
        self._parts = {info.filename.casefold(): info for info in self._zip.infolist()}

    def main_part(self) -> str | None:
        """The name of the part that holds the document, or None where the package names none."""
        return self.related("", "officeDocument")

    def related(self, part: str, kind: str) -> str | None:
        """The part that stands in this relation to another one; the package's own if that is empty."""
        folder, _, file = part.rpartition("/")
        relations = posixpath.join(folder, "_rels", f"{file}.rels")
        if relations.casefold() not in self._parts:
            return None
        for relation in self.tree(relations).all("r:Relationship"):
            is_inside = relation.attributes.get("TargetMode") != "External"
            if is_inside and relation.attributes.get("Type", "").rpartition("/")[2] == kind:
                found = _target(folder, relation.attributes.get("Target", ""))
                return found if found.casefold() in self._parts else None
        return None

    def tree(self, part: str) -> Node:
        """The XML of a part that the package has."""
        return tree_of(self._unpacked(self._parts[part.casefold()]), name=self._name)

    def _unpacked(self, info: ZipInfo) -> bytes:
        try:
            with self._zip.open(info) as part:
                content = part.read(self._left + 1)
        except _FAULTS as error:
            raise Unreadable(self._name, DAMAGED) from error
        self._left -= len(content)
        if self._left < 0:
            raise Unreadable(self._name, _TOO_LARGE_UNPACKED)
        return content

    def _require_sound(self, infos: list[ZipInfo]) -> None:
        if any(info.flag_bits & _ENCRYPTED_BIT for info in infos):
            raise Unreadable(self._name, _ENCRYPTED)
        if sum(info.file_size for info in infos) > MOST_UNPACKED:
            raise Unreadable(self._name, _TOO_LARGE_UNPACKED)
        names = {info.filename.casefold() for info in infos}
        methods = {info.compress_type for info in infos}
        if len(names) < len(infos) or methods - {ZIP_STORED, ZIP_DEFLATED} or _do_overlap(infos):
            raise Unreadable(self._name, DAMAGED)


def _do_overlap(infos: list[ZipInfo]) -> bool:
    """Whether two parts share bytes, which packs much into little. Source: CVE-2024-0450."""
    end = 0
    for info in sorted(infos, key=lambda info: info.header_offset):
        if info.header_offset < end:
            return True
        end = info.header_offset + _LOCAL_HEADER_BYTES + len(info.filename) + info.compress_size
    return False


def _target(folder: str, written: str) -> str:
    path = unquote(written)
    return posixpath.normpath(path.lstrip("/") if path.startswith("/") else posixpath.join(folder, path))
