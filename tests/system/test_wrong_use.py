"""Whatever a command is given, its user reads one sentence, and a program gets the right exit code."""

import os
import signal
import sqlite3
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.system.commands import (
    LONGEST_SECONDS,
    OFFICE,
    SIGNOFF,
    environment,
    require_one_sentence,
    signoff,
)

HERE = {"SIGNOFF_BASE_URL": "https://decisions.example.org"}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with files that are of no use."""
    (tmp_path / "OFFICE.toml").write_text(OFFICE)
    (tmp_path / "nobody.toml").write_text(OFFICE.replace('function = "govern"', 'function = "other"'))
    (tmp_path / "binary.txt").write_bytes(b"%\x00\x01\xff" * 500)
    (tmp_path / "letter.txt").write_text("Dear all,\n\nthis is no decision paper.\n")
    (tmp_path / "titled.txt").write_text("Subject: only a title\n")
    (tmp_path / "binary.toml").write_bytes(b"\xff\xfe\x00")
    (tmp_path / "old.db").write_bytes(b"This is no database at all. " * 40)
    return tmp_path


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        pytest.param(["sing"], "No such command 'sing'.", id="unknown command"),
        pytest.param(["demo", "--fast"], "No such option", id="unknown option"),
        pytest.param(["init"], "Missing argument 'OFFICE'.", id="missing argument"),
        pytest.param(["read", "absent.txt", "--json"], "absent.txt cannot be read", id="missing paper"),
        pytest.param(["read", ".", "--json"], "it is a folder", id="a folder as paper"),
        pytest.param(["read", "binary.txt", "--json"], "binary.txt cannot be read", id="a binary paper"),
        pytest.param(["demo", "letter.txt", "--json"], "letter.txt cannot be read", id="no paper at all"),
        pytest.param(["check", "absent.txt", "--jsn"], "No such option", id="an option there is not"),
        pytest.param(["check"], "Missing argument 'PAPER'.", id="nothing to check"),
        pytest.param(["rules", "date-orders"], "did you mean date-order", id="nearly a rule"),
        pytest.param(["form"], "Missing option '--docx'", id="a form for nowhere"),
        pytest.param(["form", "--docx", "letter.txt"], "is there already", id="a form over a file"),
        pytest.param(["form", "--docx", "x.docx", "--route", "mayor"], "choose", id="nobody's form"),
        pytest.param(["init", "absent.toml"], "absent.toml cannot be read", id="missing office file"),
        pytest.param(["init", "letter.txt"], "letter.txt is not TOML", id="an office file without TOML"),
        pytest.param(["init", "nobody.toml"], "function govern", id="an office that nobody governs"),
        pytest.param(["route", "check", "binary.toml"], "UTF-8 text", id="unreadable route"),
        pytest.param(["route", "show", "mayor"], "choose", id="unknown route"),
        pytest.param(["timeline", "01/2026", "--json"], "signoff migrate", id="no schema yet"),
        pytest.param(["audit", "verify", "--json"], "signoff migrate", id="nothing to verify"),
        pytest.param(["audit", "pin"], "signoff migrate", id="nothing to pin"),
    ],
)
def test_a_command_given_something_it_cannot_use(folder: Path, arguments: list[str], words: str) -> None:
    require_one_sentence(signoff(*arguments, folder=folder), code=2, words=words)


@pytest.mark.parametrize(
    ("arguments", "settings", "words"),
    [
        pytest.param(["migrate"], {"SIGNOFF_COLOUR": "blue"}, "SIGNOFF_COLOUR", id="unknown setting"),
        pytest.param(
            ["demo", "--json"], {"SIGNOFF_MAIL": "smtp://mail.example.org"}, "SIGNOFF_MAIL", id="demo by SMTP"
        ),
        pytest.param(
            ["migrate"], {"SIGNOFF_TESTING": "1", **HERE}, "SIGNOFF_TESTING", id="testing on a public address"
        ),
        pytest.param(
            ["migrate"], {"SIGNOFF_DATABASE": "mysql://host/name"}, "SIGNOFF_DATABASE", id="unknown database"
        ),
        pytest.param(
            ["migrate"],
            {"SIGNOFF_DATABASE": "sqlite:////dev/null/x/signoff.db"},
            "SIGNOFF_DATABASE",
            id="a folder that cannot be made",
        ),
        pytest.param(
            ["migrate"], {"SIGNOFF_DATABASE": "sqlite:///old.db"}, "SIGNOFF_DATABASE", id="no database at all"
        ),
        pytest.param(
            ["init", "OFFICE.toml"],
            {"SIGNOFF_AUDIT_KEY": "/dev/null/audit.key"},
            "SIGNOFF_AUDIT_KEY",
            id="an audit key that cannot be made",
        ),
        pytest.param(
            ["init", "OFFICE.toml"],
            {"SIGNOFF_LINK_KEY": "/dev/null/link.key"},
            "SIGNOFF_LINK_KEY",
            id="a link key that cannot be made",
        ),
    ],
)
def test_a_setting_that_cannot_be_used(
    folder: Path, arguments: list[str], settings: dict[str, str], words: str
) -> None:
    require_one_sentence(signoff(*arguments, folder=folder, **settings), code=2, words=words)


def test_a_paper_that_a_rule_stops_is_a_refusal(folder: Path) -> None:
    sample = Path(__file__).parents[2] / "workflow" / "cli" / "sample" / "paper.txt"
    lines = sample.read_text(encoding="utf-8").replace(
        "Subject: Harbour Street", "Subject:\n\nHarbour Street"
    )
    (folder / "untitled.txt").write_text(lines.replace("£4,800", "£4,8\u202e00"))
    done = signoff("demo", "untitled.txt", "--json", folder=folder)
    assert (done.returncode, done.stdout) == (1, "")
    assert "Traceback" not in done.stderr


def test_an_unknown_number_is_a_refusal(folder: Path) -> None:
    signoff("migrate", folder=folder)
    done = signoff("timeline", "77/2026", "--json", folder=folder)
    require_one_sentence(done, code=1, words="77/2026")


# --- A database that another program holds -----------------------------------------------------------------


@pytest.fixture(scope="module")
def waiting(tmp_path_factory: pytest.TempPathFactory) -> Iterator[subprocess.Popen[str]]:
    """A command that waits for a database which another program has locked."""
    folder = tmp_path_factory.mktemp("busy")
    signoff("migrate", folder=folder)
    holder = sqlite3.connect(folder / "var" / "signoff.db", isolation_level=None)
    holder.execute("BEGIN EXCLUSIVE")
    command = subprocess.Popen(
        [SIGNOFF, "timeline", "01/2026", "--json"],
        cwd=folder,
        env=environment(folder, {}),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    yield command
    command.send_signal(signal.SIGKILL)
    command.communicate()
    holder.close()


@pytest.fixture(autouse=True)
def _started_early(waiting: subprocess.Popen[str]) -> None:
    """The other tests of this module run while that command waits out its patience."""
    assert waiting.pid


def test_a_locked_database_is_a_refusal_after_the_patience_of_the_program(
    waiting: subprocess.Popen[str],
) -> None:
    stdout, stderr = waiting.communicate(timeout=LONGEST_SECONDS)
    assert (waiting.returncode, stdout) == (1, "")
    assert stderr.count("\n") == 1
    assert "did not answer" in stderr
    assert "try again" in stderr


def test_a_reader_that_has_gone_is_no_fault(folder: Path) -> None:
    read_end, write_end = os.pipe()
    os.close(read_end)
    sample = Path(__file__).parents[2] / "workflow" / "cli" / "sample" / "paper.txt"
    done = subprocess.run(
        [SIGNOFF, "read", sample],
        cwd=folder,
        env=environment(folder, {}),
        stdout=write_end,
        stderr=subprocess.PIPE,
        text=True,
        timeout=LONGEST_SECONDS,
        check=False,
    )
    os.close(write_end)
    assert (done.returncode, done.stderr) == (1, "")
