"""The other commands: an office begins, people are added, routes are adopted, letters leave."""

import email
import email.policy
import json
import signal
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.system.commands import (
    LONGEST_SECONDS,
    OFFICE,
    SIGNOFF,
    environment,
    printed,
    require_one_sentence,
    signoff,
)
from tests.workflow.sample_office import BOARD_ROUTE


@pytest.fixture(scope="module")
def begun(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """A folder in which `signoff init` has begun an office with every default, and what it printed."""
    folder = tmp_path_factory.mktemp("office")
    (folder / "OFFICE.toml").write_text(OFFICE)
    done = signoff("init", "OFFICE.toml", folder=folder)
    assert done.returncode == 0, done.stderr
    return folder, done.stdout


def test_init_says_what_to_keep_outside_the_building(begun: tuple[Path, str]) -> None:
    assert "2 people, 1 routes" in begun[1]
    assert "verifier key outside the building: localhost/audit/1+" in begun[1]


def test_init_makes_keys_that_their_owner_alone_can_read(begun: tuple[Path, str]) -> None:
    modes = {name: (begun[0] / "var" / name).stat().st_mode & 0o777 for name in ("audit.key", "link.key")}
    assert modes == {"audit.key": 0o600, "link.key": 0o600}


def test_init_twice_is_refused(begun: tuple[Path, str]) -> None:
    require_one_sentence(signoff("init", "OFFICE.toml", folder=begun[0]), code=1, words="already holds")


def test_one_beat_of_the_worker_puts_every_letter_into_the_maildir(begun: tuple[Path, str]) -> None:
    folder = begun[0]
    done = signoff("work", "--once", folder=folder)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    files = sorted((folder / "var" / "mail" / "new").iterdir())
    letters = [email.message_from_bytes(path.read_bytes(), policy=email.policy.default) for path in files]
    assert sorted(str(letter["To"]) for letter in letters) == [
        "chief.executive@opcc.example",
        "governance@opcc.example",
    ]


def test_people_are_added_and_ended(begun: tuple[Path, str]) -> None:
    added = signoff("people", "add", "The Deputy", "deputy@opcc.example", folder=begun[0])
    person = added.stdout.removeprefix("Added as ").strip(" .\n")
    ended = signoff("people", "end", person, folder=begun[0])
    assert person.startswith("p_")
    assert (ended.returncode, ended.stdout) == (
        0,
        "Ended. Nobody is ever deleted; what they signed stands.\n",
    )


def test_a_route_is_adopted_once(begun: tuple[Path, str]) -> None:
    folder = begun[0]
    (folder / "board.toml").write_text(BOARD_ROUTE)
    first = signoff("route", "adopt", "board.toml", folder=folder)
    assert first.stdout == "Adopted board-decision version 1.\n"
    again = signoff("route", "adopt", "board.toml", folder=folder)
    require_one_sentence(again, code=1, words="adopted already")


def test_a_migrated_database_is_migrated_again_without_harm(begun: tuple[Path, str]) -> None:
    assert signoff("migrate", folder=begun[0]).returncode == 0


def test_a_shipped_route_is_shown_with_table_and_diagram(tmp_path: Path) -> None:
    done = signoff("route", "show", "pcc-decision", folder=tmp_path)
    assert done.returncode == 0
    assert "Chief Finance Officer" in done.stdout


@pytest.mark.parametrize("paper", ["decision-39-2025", "decision-05-2025"])
def test_read_prints_the_fields_of_a_public_paper(papers: Path, tmp_path: Path, paper: str) -> None:
    expected = json.loads((papers / "expected" / f"{paper}.json").read_text())["paper"]
    found = printed(signoff("read", papers / f"{paper}.txt", "--json", folder=tmp_path))
    assert {key: found[key] for key in expected} == expected


@pytest.fixture
def working(begun: tuple[Path, str]) -> Iterator[subprocess.Popen[str]]:
    """A worker that has said it is working."""
    worker = subprocess.Popen(
        [SIGNOFF, "work"],
        cwd=begun[0],
        env=environment(begun[0], {}),
        stderr=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert worker.stderr is not None
    assert worker.stderr.readline().startswith("Working: letters go to maildir:var/mail.")
    yield worker
    worker.kill()
    worker.communicate()


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT], ids=["terminate", "interrupt"])
def test_the_worker_stops_when_it_is_told_to(working: subprocess.Popen[str], number: signal.Signals) -> None:
    working.send_signal(number)
    stdout, stderr = working.communicate(timeout=LONGEST_SECONDS)
    assert (working.returncode, stdout) == (0, "")
    assert "Traceback" not in stderr
