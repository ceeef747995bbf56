"""The server's answer to COMMIT is lost: the truth is looked up on a fresh connection, then told."""

import socket
import threading
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field

import pytest
from sqlalchemy import Connection, event, text
from sqlalchemy.engine import URL, make_url

from tests.faults.invariants import broken_promises, entries_of
from tests.faults.scene import BEFORE, Office, scene, told
from workflow import links
from workflow.store.engine import Store, StoreBusy

pytestmark = pytest.mark.parametrize("database", ["postgresql"], indirect=True)

COMMIT = b"COMMIT\0"


@dataclass
class Wire:
    """A line to the database server. Once `cut` is set it breaks at the next COMMIT, before or after it."""

    server: URL
    cut: str | None = None
    stays_cut: bool = False
    listener: socket.socket = field(default_factory=lambda: socket.create_server(("127.0.0.1", 0)))

    def __post_init__(self) -> None:
        threading.Thread(target=self._serve, daemon=True).start()

    @property
    def address(self) -> str:
        """The address of the same database by way of this line."""
        query = {"sslmode": "disable", "gssencmode": "disable"}
        port = self.listener.getsockname()[1]
        there = self.server.set(host="127.0.0.1", port=port, query=query)
        return there.render_as_string(hide_password=False)

    def _serve(self) -> None:
        with suppress(OSError):
            while True:
                client, _ = self.listener.accept()
                if self.stays_cut and self.cut is None:
                    client.close()
                    continue
                threading.Thread(target=self._carry, args=(client,), daemon=True).start()

    def _carry(self, client: socket.socket) -> None:
        mute = threading.Event()
        with client, _dialled(self.server) as server, suppress(OSError):
            threading.Thread(target=_answer, args=(server, client, mute), daemon=True).start()
            while said := client.recv(65536):
                if self.cut and said.endswith(COMMIT):
                    cut, self.cut = self.cut, None
                    if cut == "before COMMIT":
                        server.shutdown(socket.SHUT_RDWR)
                        return
                    mute.set()
                server.sendall(said)


def _answer(server: socket.socket, client: socket.socket, mute: threading.Event) -> None:
    """Pass the server's answers on, until one is to be lost: then the line breaks once it has come."""
    with suppress(OSError):
        while (said := server.recv(65536)) and not mute.is_set():
            client.sendall(said)
        client.shutdown(socket.SHUT_RDWR)


def _dialled(server: URL) -> socket.socket:
    folder = server.query.get("host")
    if isinstance(folder, str) and folder.startswith("/"):
        line = socket.socket(socket.AF_UNIX)
        line.connect(f"{folder}/.s.PGSQL.{server.port or 5432}")
        return line
    return socket.create_connection((server.host or "localhost", server.port or 5432))


@pytest.fixture
def wire(database: str) -> Iterator[Wire]:
    made = Wire(make_url(database))
    yield made
    made.listener.close()


@pytest.fixture
def remote(wire: Wire, office: Office) -> Iterator[Office]:
    """The office as worked in from the other end of the line."""
    store = Store(wire.address, busy_seconds=5)
    yield scene(store)
    store.close()


def test_an_act_whose_answer_was_lost_gives_its_receipt(wire: Wire, remote: Office, office: Office) -> None:
    visit = office.visit("sign", "lost", office.prepared("before", *BEFORE["sign"]))
    wire.cut = "after COMMIT"
    receipt = remote.perform("sign", visit)
    assert receipt == office.perform("sign", visit)
    assert entries_of(office.desk.store, "lost") == ["lost.0"]
    assert broken_promises(office) == []


def test_an_act_that_never_reached_the_server_is_not_recorded(
    wire: Wire, remote: Office, office: Office
) -> None:
    visit = office.visit("sign", "lost", office.prepared("before", *BEFORE["sign"]))
    wire.cut = "before COMMIT"
    refused = told(lambda: remote.perform("sign", visit))
    assert isinstance(refused, StoreBusy)
    assert entries_of(office.desk.store, "lost") == []


def test_the_same_form_is_taken_over_the_mended_line(wire: Wire, remote: Office, office: Office) -> None:
    visit = office.visit("sign", "lost", office.prepared("before", *BEFORE["sign"]))
    wire.cut = "before COMMIT"
    told(lambda: remote.perform("sign", visit))
    assert remote.perform("sign", visit).state == "with:chief-finance-officer"
    assert broken_promises(office) == []


def test_where_the_truth_cannot_be_looked_up_nobody_is_told_that_nothing_was_recorded(
    wire: Wire, remote: Office, office: Office
) -> None:
    visit = office.visit("sign", "lost", office.prepared("before", *BEFORE["sign"]))
    wire.cut, wire.stays_cut = "after COMMIT", True
    refused = told(lambda: remote.perform("sign", visit))
    assert isinstance(refused, StoreBusy)
    assert "whether it recorded this is not known" in str(refused)
    assert entries_of(office.desk.store, "lost") == ["lost.0"]


def test_an_act_whose_connection_the_server_ends_is_done_by_asking_again(
    remote: Office, office: Office
) -> None:
    visit = office.visit("sign", "ended", office.prepared("before", *BEFORE["sign"]))

    def end(connection: Connection) -> None:
        with office.desk.store.reading() as other:
            own = connection.connection.driver_connection.info.backend_pid  # type: ignore[union-attr]
            other.execute(text("SELECT pg_terminate_backend(:own, 5000)"), {"own": own})

    event.listen(remote.desk.store.engine, "commit", end, once=True)
    refused = told(lambda: remote.perform("sign", visit))
    assert isinstance(refused, StoreBusy)
    assert remote.perform("sign", visit).state == "with:chief-finance-officer"
    assert broken_promises(office) == []


def test_a_connection_that_ends_between_two_statements_is_told_and_the_next_one_serves(
    remote: Office, office: Office
) -> None:
    def looked_up(*, ended: bool) -> None:
        with remote.desk.store.writing() as connection:
            own = connection.connection.driver_connection.info.backend_pid  # type: ignore[union-attr]
            if ended:
                with office.desk.store.reading() as other:
                    other.execute(text("SELECT pg_terminate_backend(:own, 5000)"), {"own": own})
            links.find(connection, "any")

    with pytest.raises(StoreBusy):
        looked_up(ended=True)
    looked_up(ended=False)
