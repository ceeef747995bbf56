"""Old papers against the replay (C18): what was read from their files, and the files themselves."""

from collections.abc import Iterator, Mapping
from hashlib import sha256
from typing import Any

from sqlalchemy import Connection, bindparam, select

from workflow.audit.problems import Problem
from workflow.audit.replay import Replay
from workflow.audit.replay_fits import Counted, Written
from workflow.store.tables import file

_KEPT = select(file.c.sha256, file.c.size).order_by(file.c.sha256)
_BYTES = select(file.c.bytes).where(file.c.sha256 == bindparam("one"))


def historic_rows(replay: Replay) -> dict[tuple[Any, ...], dict[str, Any]]:
    """What the history says of each row of `historic`, by its key."""
    return {
        (case.id,): {
            "file_sha256": case.imported.sha256,
            "file_size": case.imported.size,
            "findings": Counted(case.imported.blocks, case.imported.warns),
            "imported_at": Written(case.imported.at),
            "imported_by": case.imported.by,
        }
        for case in replay.cases.values()
        if case.imported is not None
    }


def of_files(connection: Connection, replay: Replay) -> Iterator[Problem]:
    """Every file that is missing, that nothing in the history brought, or that is not what it was."""
    wanted = _sizes(replay)
    kept = connection.execute(_KEPT).all()
    for digest, size in kept:
        if digest not in wanted:
            yield Problem("C18", f"file {digest}", "nothing in the history made this row")
        elif size != wanted[digest]:
            message = f"size is {size!r:.80}, the history says {wanted[digest]}"
            yield Problem("C18", f"file {digest}", message)
        # One at a time: all files together may be larger than memory.
        data = connection.execute(_BYTES, {"one": digest}).scalar_one()
        if not isinstance(data, bytes) or sha256(data).hexdigest() != digest or len(data) != size:
            yield Problem("C16", f"file {digest}", "the stored bytes do not give its hash and size")
    for digest in sorted(wanted.keys() - {row.sha256 for row in kept}):
        yield Problem("C18", f"file {digest}", "the history made this row, and it is missing")


def _sizes(replay: Replay) -> Mapping[str, int]:
    found = (case.imported for case in replay.cases.values())
    return {imported.sha256: imported.size for imported in found if imported is not None}
