"""Reading what is sealed: openings by their commitments."""

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any

from sqlalchemy import Connection, bindparam, select

from workflow.audit.canonical import JSON, parse
from workflow.audit.seals import Opening
from workflow.store.audit_tables import audit_opening
from workflow.store.prepared import Prepared

CHUNK = 500
"""How many seals one query asks for."""

_BY_SEALS = select(audit_opening).where(audit_opening.c.seal.in_(bindparam("seals", expanding=True)))

_FEW = ("first", "second", "third")
_BY_FEW_SEALS = Prepared(select(audit_opening).where(audit_opening.c.seal.in_([bindparam(n) for n in _FEW])))
"""Every act asks for the three that letters mention."""


def openings(connection: Connection, seals: Iterable[str]) -> dict[str, JSON]:
    """The sealed values by commitment; one that was erased is missing."""
    return {opening.seal: parse(opening.value_bytes) for opening in find_openings(connection, seals)}


def find_openings(connection: Connection, seals: Iterable[str]) -> Iterator[Opening]:
    """The stored openings of these commitments, as bytes and in no order; an erased one is missing."""
    wanted = iter(dict.fromkeys(seals))
    while chunk := [bytes.fromhex(seal) for seal in islice(wanted, CHUNK)]:
        for row in _rows(connection, chunk):
            yield Opening(row.seal.hex(), row.salt, row.value)


def _rows(connection: Connection, seals: list[bytes]) -> Iterable[Any]:
    if len(seals) > len(_FEW):
        return connection.execute(_BY_SEALS, {"seals": seals})
    return _BY_FEW_SEALS.rows(connection, dict(zip(_FEW, seals * len(_FEW), strict=False)))
