"""Killed at any point, an act is recorded whole or not at all, and asking again gives the one true answer."""

import email
import email.policy
import os
import random
import subprocess
import sys
from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import count
from pathlib import Path

import pytest
from sqlalchemy import select

from tests.faults.actor import Errand, postman
from tests.faults.conftest import ROOT, Ended, Stage, ended
from tests.faults.invariants import broken_promises, damage, entries_of, fingerprint
from tests.faults.scene import BEFORE, NOW, Office
from workflow import outbox
from workflow.store import tables
from workflow.usecases.deliver import deliver
from workflow.usecases.visit import Receipt

ROUNDS = int(os.environ.get("SIGNOFF_FAULT_ROUNDS", "1"))
"""How many times the random kills are made; hundreds for a release."""

KILLS_A_ROUND = 10
LEASE_IS_OVER = timedelta(minutes=20)

_WALKED = tuple(f"K{n:02d}" for n in range(1, 11))
ACTS = tuple(act for act in BEFORE if act != "refuse")  # kept by the same steps as an approval
POINTS = dict.fromkeys(ACTS, _WALKED) | {"start_draft": ("K01", "K08", "K09", "K10")}
"""The named points that each act must pass, whatever others there are."""


@dataclass
class Trial:
    """One act, killed at its n-th point in a process of its own, then asked for again here."""

    stage: Stage
    database: str
    office: Office
    act: str
    problems: list[str] = field(default_factory=list)

    def kill_at(self, point: int, *, name: str) -> tuple[str | None, Receipt]:
        """The point at which it died, if it did, and the receipt of the repeated request."""
        store = self.office.desk.store
        about = self.office.prepared(f"{name}-before", *BEFORE[self.act]) or None
        before = fingerprint(store)
        errand = Errand(act=self.act, key=name, submission=about)
        died_at = self.stage.run(self.database, errand, kill_at=point).point
        store.close()  # what is seen next is seen on a fresh connection
        self._note(f"{name}, killed at {died_at}", self._left_behind(before, name))
        receipt = self.office.do(self.act, name, about)
        if entries_of(store, name) != [f"{name}.0"]:
            self._note(f"{name}, killed at {died_at}", ["not exactly one entry"])
        return died_at, receipt

    def _left_behind(self, before: str, name: str) -> list[str]:
        """What is wrong with what a process left: the act whole, or not a bit of it."""
        store = self.office.desk.store
        changed = fingerprint(store) != before
        if entries_of(store, name):  # asked last: a server may end a dead client's COMMIT a moment later
            return broken_promises(self.office)
        return [*damage(store), *(["a part of it is recorded"] if changed else [])]

    def _note(self, when: str, broken: list[str]) -> None:
        self.problems += [f"{when}: {promise}" for promise in broken]


@pytest.mark.parametrize("act", ACTS)
def test_an_act_killed_at_any_point_is_done_once_by_asking_again(
    stage: Stage, database: str, office: Office, act: str
) -> None:
    trial = Trial(stage, database, office, act)
    points, receipts = [], []
    for n in count(1):
        died_at, receipt = trial.kill_at(n, name=f"{act}-{n}")
        receipts.append((receipt.act, receipt.state, receipt.version))
        if died_at is None:
            break
        points.append(died_at)
    assert trial.problems + broken_promises(office) == []
    assert len(set(receipts)) == 1, receipts
    assert len(points) >= 8, points
    assert set(POINTS[act]) <= {point.split()[0] for point in points}, points


@pytest.mark.parametrize("seed", range(ROUNDS))
def test_random_kills_lose_double_and_halve_nothing(
    stage: Stage, database: str, office: Office, seed: int
) -> None:
    chosen = random.Random(seed)  # noqa: S311  # the same kills in every run
    problems = []
    for n in range(KILLS_A_ROUND):
        trial = Trial(stage, database, office, chosen.choice(ACTS))
        trial.kill_at(chosen.randint(1, 25), name=f"round-{seed}-{n}")
        problems += trial.problems
    assert problems + broken_promises(office) == []


def test_a_postman_killed_at_any_point_loses_no_letter(
    stage: Stage, database: str, office: Office, tmp_path: Path
) -> None:
    points, problems = [], []
    for n in count(1):
        now = NOW + n * LEASE_IS_OVER
        _deliver_all(office, tmp_path / "others", now=now)
        about = office.prepared(f"letters-{n}", *BEFORE["sign"], now=now)
        folder = tmp_path / str(n)
        errand = Errand(act="deliver", folder=str(folder), minutes=(now - NOW) // timedelta(minutes=1))
        died_at = stage.run(database, errand, kill_at=n).point
        _wait_for_the_dead(office)
        _deliver_all(office, folder, now=now + LEASE_IS_OVER)
        problems += [f"killed at {died_at}: {wrong}" for wrong in _not_delivered_once(office, about, folder)]
        if died_at is None:
            break
        points.append(died_at)
    assert problems + broken_promises(office) == []
    assert {"K12", "K13", "K14", "K15", "K16"} <= {point.split()[0] for point in points}, points


def _wait_for_the_dead(office: Office) -> None:
    """Wait until the server has ended the transaction of a process that was killed in it."""
    with office.desk.store.writing() as connection:
        connection.execute(select(tables.letter.c.id).with_for_update())


def _deliver_all(office: Office, folder: Path, *, now: datetime) -> None:
    while deliver(office.desk, postman(folder, now=now)):
        continue


def _not_delivered_once(office: Office, about: str, folder: Path) -> list[str]:
    """What is wrong with the delivery of a submission's letters; a second copy after a kill is not."""
    with office.desk.store.reading() as connection:
        letters = outbox.of_submission(connection, about)
    arrived = Counter(
        email.message_from_bytes(path.read_bytes(), policy=email.policy.default)["Message-ID"]
        for path in (folder / "new").iterdir()
    )
    wrong = [f"{one['event']} is {one['status']}" for one in letters if one["status"] != "accepted"]
    if set(arrived) != {f"<{one['id']}@demo.invalid>" for one in letters}:
        wrong.append(f"of {len(letters)} letters {len(arrived)} arrived")
    return wrong + [f"{copies} copies of {one}" for one, copies in arrived.items() if copies > 2]


@pytest.mark.parametrize("point", [1, 4, 9])
def test_the_settings_of_a_test_kill_a_real_process(database: str, office: Office, point: int) -> None:
    about = office.prepared("real", *BEFORE["sign"])
    before = fingerprint(office.desk.store)
    done = _really_run(database, "sign", "real-sign", about, SIGNOFF_TESTING="1", SIGNOFF_KILL_AT=str(point))
    assert done.point is not None
    assert fingerprint(office.desk.store) == before


def test_a_real_process_without_the_settings_does_its_act(database: str, office: Office) -> None:
    about = office.prepared("real", *BEFORE["sign"])
    assert _really_run(database, "sign", "real-sign", about) == Ended(None)
    assert entries_of(office.desk.store, "real-sign") == ["real-sign.0"]


def _really_run(database: str, *arguments: str, **settings: str) -> Ended:
    done = subprocess.run(
        [sys.executable, "-m", "tests.faults.actor", database, *arguments],
        cwd=ROOT,
        env={**os.environ, **settings},
        stderr=subprocess.PIPE,
        text=True,
        check=False,
    )
    return ended(code=done.returncode, said=done.stderr)
