"""A process that can be killed over and over, and an office to do it to."""

import json
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path

import pytest

from tests.faults.actor import Errand
from tests.faults.scene import Office, open_scene
from workflow.store.engine import Store

ROOT = Path(__file__).resolve().parents[2]


@dataclass(frozen=True, slots=True)
class Ended:
    """How a process ended: the point at which it was killed, or None where it did all it was asked."""

    point: str | None


class Stage:
    """Runs errands in processes of their own."""

    def __init__(self, server: "subprocess.Popen[str]") -> None:
        self._server = server

    def run(self, database: str, errand: Errand, *, kill_at: int) -> Ended:
        """Let a new process do the errand, and die at its n-th kill point if it gets that far."""
        asked = {"database": database, "kill_at": kill_at, **asdict(errand)}
        if self._server.stdin is None or self._server.stdout is None:
            raise ValueError("the stage needs pipes")
        self._server.stdin.write(json.dumps(asked) + "\n")
        self._server.stdin.flush()
        return ended(**json.loads(self._server.stdout.readline()))


def ended(*, code: int, said: str) -> Ended:
    """Read how a process ended; one that failed by itself fails the test with its words."""
    if code == 0:
        return Ended(None)
    assert code == -9, said
    return Ended(said.strip().splitlines()[-1].removeprefix("killed at "))


@pytest.fixture(scope="session")
def stage() -> Iterator[Stage]:
    with subprocess.Popen(
        [sys.executable, "-m", "tests.faults.actor"],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as server:
        yield Stage(server)


@pytest.fixture
def office(store: Store) -> Office:
    """An open office in a fresh database."""
    return open_scene(store)
