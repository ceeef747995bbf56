"""`signoff demo` walks a paper the whole way, and what it leaves behind answers the other commands."""

import json
import os
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import create_engine, text
from sqlalchemy.engine import make_url

from tests.conftest import NO_PAPERS, NO_POSTGRES, PAPERS
from tests.system.commands import (
    drop_postgres_database,
    new_postgres_database,
    printed,
    require_one_sentence,
    signoff,
)

KEYS = ["number", "version_content", "route", "acts", "letters", "timeline", "audit"]


@pytest.fixture(scope="module")
def shown(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """What `signoff demo --json` prints for the sample paper and for the two public ones."""
    if not PAPERS.is_dir():
        pytest.skip(NO_PAPERS)
    folder = tmp_path_factory.mktemp("demo")
    files = {"sample": (), "39": (PAPERS / "decision-39-2025.txt",), "05": (PAPERS / "decision-05-2025.txt",)}
    found = {name: signoff("demo", *paper, "--json", folder=folder) for name, paper in files.items()}
    assert list(folder.iterdir()) == []
    assert {name: done.stderr for name, done in found.items()} == dict.fromkeys(files, "")
    return {name: printed(done) for name, done in found.items()}


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def kept(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[dict[str, Any]]:
    """A database that a demonstration has filled: the folder it ran in, the address, what it printed."""
    folder = tmp_path_factory.mktemp("kept")
    if request.param == "postgresql" and "TEST_DATABASE_URL" not in os.environ:
        pytest.skip(NO_POSTGRES)
    sqlite = request.param == "sqlite"
    address = f"sqlite:///{folder / 'signoff.db'}" if sqlite else new_postgres_database()
    done = signoff("demo", folder=folder, SIGNOFF_DATABASE=address)
    assert done.returncode == 0, done.stderr
    yield {"folder": folder, "address": address, "told": done.stdout}
    if not sqlite:
        drop_postgres_database(address)


def _run(kept: dict[str, Any], *arguments: str) -> subprocess.CompletedProcess[str]:
    return signoff(*arguments, folder=kept["folder"], SIGNOFF_DATABASE=kept["address"])


# --- What is shown -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("paper", ["sample", "39", "05"])
def test_the_json_has_exactly_its_members(shown: dict[str, Any], paper: str) -> None:
    assert list(shown[paper]) == KEYS


@pytest.mark.parametrize("paper", ["sample", "39", "05"])
def test_the_walk_ends_published_with_an_intact_history(shown: dict[str, Any], paper: str) -> None:
    found = shown[paper]
    assert found["timeline"]["state"] == "published"
    assert (found["audit"]["exit_code"], found["audit"]["result"]) == (0, "intact")
    assert found["timeline"]["content"] == found["version_content"]


@pytest.mark.parametrize("paper", ["sample", "39", "05"])
def test_every_letter_arrived_once(shown: dict[str, Any], paper: str) -> None:
    ids = [letter["message_id"] for letter in shown[paper]["letters"]]
    assert len(ids) == len(set(ids))
    assert shown[paper]["audit"]["facts"]["letter_accepted"] == len(ids)


def test_the_steps_are_signed_in_the_forms_order(shown: dict[str, Any]) -> None:
    acts = [act["act"] for act in shown["39"]["acts"]]
    assert acts == ["drafted", "submitted", "signed", "signed", "approved", "published"]
    assert [step["step"] for step in shown["39"]["route"]["steps"]] == [
        "chief-executive",
        "chief-finance-officer",
        "decision-maker",
    ]


def test_impossible_ink_is_refused_and_named(shown: dict[str, Any]) -> None:
    refusals = [act for act in shown["05"]["acts"] if act["result"] == "refused"]
    assert refusals[0]["rule"] == "date-invalid"
    assert "19/02/205" in refusals[0]["message"]
    assert {act["rule"] for act in refusals} <= {"date-invalid", "date-order", "out-of-turn"}


def test_the_words_tell_each_act_and_end_with_the_history(kept: dict[str, Any]) -> None:
    told = kept["told"]
    for words in ("signed: Chief Executive", "approved: Commissioner", "Timeline", "The history is intact"):
        assert words in told


# --- What it leaves behind ---------------------------------------------------------------------------------


def test_verify_without_a_pin_says_intact_so_far(kept: dict[str, Any]) -> None:
    done = _run(kept, "audit", "verify")
    assert done.returncode == 3, done.stderr
    assert "intact so far" in done.stdout


def test_verify_with_the_pin_says_intact(kept: dict[str, Any]) -> None:
    pin = _run(kept, "audit", "pin").stdout.strip()
    done = _run(kept, "audit", "verify", "--pin", pin, "--json")
    found = printed(done)
    assert (found["exit_code"], found["result"], found["problems"]) == (0, "intact", [])


def test_the_timeline_tells_the_same_in_words_and_json(kept: dict[str, Any]) -> None:
    number = "01/" + next(line for line in kept["told"].splitlines() if line.startswith("01/"))[3:7]
    found = printed(_run(kept, "timeline", number, "--json"))
    words = _run(kept, "timeline", number).stdout
    assert found["number"] == number
    assert words.startswith(f"{number}  {found['subject']}")
    assert [event["fact"] for event in found["events"]][-1] == "published"


def test_a_second_demonstration_in_the_same_database_is_refused(kept: dict[str, Any]) -> None:
    require_one_sentence(_run(kept, "demo", "--json"), code=1, words="already holds an office")


# --- Tampering ---------------------------------------------------------------------------------------------


@pytest.fixture
def altered(kept: dict[str, Any], tmp_path: Path) -> Iterator[str]:
    """The address of a copy to alter."""
    url = make_url(kept["address"])
    if url.get_backend_name() == "sqlite":
        path = tmp_path / "signoff.db"
        path.write_bytes(Path(url.database or "").read_bytes())
        yield f"sqlite:///{path}"
        return
    address = new_postgres_database(template=str(url.database))
    yield address
    drop_postgres_database(address)


def _alter(address: str, *statements: str) -> None:
    engine = create_engine(address)
    with engine.begin() as connection:
        for statement in statements:
            connection.execute(text(statement))
    engine.dispose()


def _verify(kept: dict[str, Any], address: str) -> dict[str, Any]:
    done = signoff("audit", "verify", "--json", folder=kept["folder"], SIGNOFF_DATABASE=address)
    assert done.returncode == 1, done.stderr
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def test_verify_names_a_state_that_was_set_by_hand(kept: dict[str, Any], altered: str) -> None:
    _alter(altered, "UPDATE submission SET state = 'approved'")
    (problem,) = _verify(kept, altered)["problems"]
    assert problem["check"] == "C18"
    assert problem["where"].startswith("submission s_")


def test_verify_names_an_entry_that_was_changed(kept: dict[str, Any], altered: str) -> None:
    if altered.startswith("sqlite"):
        _alter(
            altered,
            "DROP TRIGGER audit_entry_keep",
            "UPDATE audit_entry SET leaf = CAST(replace(leaf, '\"p_', '\"q_') AS BLOB) WHERE seq = 5",
        )
    else:
        _alter(
            altered,
            "ALTER TABLE audit_entry DISABLE TRIGGER USER",
            "UPDATE audit_entry SET leaf = replace(encode(leaf, 'escape'), '\"p_', '\"q_')::bytea"
            " WHERE seq = 5",
        )
    found = _verify(kept, altered)
    assert found["problems"][0]["where"] == "entry 1:5"
