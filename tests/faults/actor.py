"""One act in a process of its own, so that it can be killed: `python -m tests.faults.actor DATABASE ACT …`.

Without arguments it serves: for each JSON line on its standard input a child does one act, killed at the
point that the line names, and one JSON line tells how the child ended.
"""

import json
import os
import sys
import tempfile
import traceback
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, event

from notifications.delivery import Accepted
from notifications.maildir import Maildir
from tests.faults.scene import BEFORE, NOW, open_scene, scene
from workflow import faults
from workflow.app import open_store
from workflow.config import read_settings
from workflow.faults import reach
from workflow.store.engine import Store
from workflow.store.migrate import migrate
from workflow.usecases.deliver import Postman, deliver


@dataclass(frozen=True, kw_only=True)
class Errand:
    """One act to be done elsewhere, some minutes after NOW. Letters of `deliver` arrive in `folder`."""

    act: str
    key: str = ""
    submission: str | None = None
    folder: str = ""
    minutes: int = 0

    def run(self, store: Store) -> None:
        """Do the act, with a kill point after every statement that writes."""
        office, now = scene(store), NOW + timedelta(minutes=self.minutes)
        if self.act == "deliver":
            watch(store)
            deliver(office.desk, postman(Path(self.folder), name="killed", now=now))
            return
        visit = office.visit(self.act, self.key, self.submission)
        watch(store)
        office.perform(self.act, visit, now=now)


@dataclass
class Letterbox:
    """A Maildir whose server may die after it took a letter and before it answered."""

    folder: Path
    maildir: Maildir = field(init=False)

    def __post_init__(self) -> None:
        self.maildir = Maildir(self.folder)

    def deliver(self, message_bytes: bytes, *, envelope_from: str, recipient: str, now: datetime) -> Accepted:
        accepted = self.maildir.deliver(
            message_bytes, envelope_from=envelope_from, recipient=recipient, now=now
        )
        reach("K14 after the dot, reply unread")
        return accepted


def postman(folder: Path, *, name: str = "worker", now: datetime = NOW) -> Postman:
    """Whoever brings letters to a folder, at one standing instant."""
    return Postman(
        name=name,
        transport=Letterbox(folder),
        sender="signoff@demo.invalid",
        clock=lambda: now,
        jitter=lambda: 0.5,
    )


def watch(store: Store) -> None:
    """Make a kill point of every statement that writes, and of the commit itself."""
    if store.is_sqlite:
        event.listen(store.engine, "connect", _write_early)
    event.listen(store.engine, "after_cursor_execute", _after_statement)
    event.listen(store.engine, "commit", _inside_commit)
    store.close()


def _write_early(connection: Any, _record: Any) -> None:
    # With hardly any cache SQLite writes pages to the file before COMMIT: dying there leaves a half-written
    # file beside a hot journal, which is what dying inside COMMIT leaves.
    connection.execute("PRAGMA cache_size=1")


def _after_statement(
    _connection: Any, _cursor: Any, statement: str, _parameters: Any, _context: Any, _many: bool
) -> None:
    verb = statement.split(maxsplit=2)
    if verb[0] in {"INSERT", "UPDATE", "DELETE"}:
        reach(f"{verb[0]} {verb[2].split()[0] if verb[0] != 'UPDATE' else verb[1]}")


def _inside_commit(connection: Connection) -> None:
    if connection.dialect.name == "sqlite":
        reach("K09 inside COMMIT")
        return
    # The server has been told to commit, and nobody has read its answer.
    wire = connection.connection.driver_connection.pgconn  # type: ignore[union-attr]
    wire.send_query(b"COMMIT")
    wire.flush()
    reach("K09 inside COMMIT")
    while wire.get_result():
        continue


def _serve() -> None:
    _warm_up()
    for line in sys.stdin:
        asked = json.loads(line)
        database, kill_at = asked.pop("database"), asked.pop("kill_at")
        print(json.dumps(_in_child(database, Errand(**asked), kill_at=kill_at)), flush=True)  # noqa: T201


def _warm_up() -> None:
    """Do every act once in a database of its own: what is compiled now, no child compiles again."""
    with tempfile.TemporaryDirectory() as folder:
        store = Store(f"sqlite:///{folder}/warm.db")
        migrate(store)
        office = open_scene(store)
        for act, before in BEFORE.items():
            office.do(act, act, office.prepared(f"before-{act}", *before) or None)
        deliver(office.desk, postman(Path(folder) / "mail"))
        store.close()


def _in_child(database: str, errand: Errand, *, kill_at: int) -> dict[str, Any]:
    heard, said = os.pipe()
    child = os.fork()
    if child == 0:
        os.dup2(said, 2)
        _end_child(database, errand, kill_at=kill_at)
    os.close(said)
    with os.fdopen(heard, "rb") as file:
        words = file.read().decode()
    _, status = os.waitpid(child, 0)
    return {"code": os.waitstatus_to_exitcode(status), "said": words}


def _end_child(database: str, errand: Errand, *, kill_at: int) -> None:
    code = 1
    try:
        faults.points.at = kill_at
        store = Store(database)
        errand.run(store)
        store.close()
        code = 0
    except Exception:
        traceback.print_exc()
    finally:
        sys.stderr.flush()
        os._exit(code)


def _main(database: str, act: str, key: str, submission: str | None = None) -> None:
    store = open_store(read_settings({**os.environ, "SIGNOFF_DATABASE": database}))
    Errand(act=act, key=key, submission=submission).run(store)
    store.close()


if __name__ == "__main__":
    if sys.argv[1:]:
        _main(*sys.argv[1:])
    else:
        _serve()
