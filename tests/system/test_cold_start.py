"""A command imports what it needs and no more, so that the first answer comes at once."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.system.commands import LONGEST_SECONDS, SIGNOFF, environment

SAMPLE = Path(__file__).parents[2] / "workflow" / "cli" / "sample" / "paper.txt"

OF_WEB_AND_DATABASE = {
    "alembic",
    "apscheduler",
    "cryptography",
    "flask",
    "jinja2",
    "psycopg",
    "pypdf",
    "smtplib",
    "sqlalchemy",
    "sqlite3",
    "transitions",
    "waitress",
    "werkzeug",
}


def imported(*arguments: str | Path, folder: Path) -> set[str]:
    """The names of all modules that a command imports."""
    done = subprocess.run(
        [sys.executable, "-X", "importtime", SIGNOFF, *map(str, arguments)],
        cwd=folder,
        env=environment(folder, {}),
        capture_output=True,
        text=True,
        timeout=LONGEST_SECONDS,
        check=False,
    )
    rows = [line.rpartition("|") for line in done.stderr.splitlines() if line.startswith("import time:")]
    return {name.strip() for _, _, name in rows}


@pytest.mark.parametrize(
    "arguments",
    [
        ["check", SAMPLE],
        ["read", SAMPLE, "--json"],
        ["rules"],
        ["form", "--docx", "blank.docx"],
        ["route", "show", "pcc-decision"],
    ],
    ids=lambda arguments: " ".join(argument for argument in arguments if isinstance(argument, str)),
)
def test_a_command_on_a_paper_or_a_rule_imports_no_web_and_no_database(
    tmp_path: Path, arguments: list[str | Path]
) -> None:
    found = imported(*arguments, folder=tmp_path)
    assert "workflow.cli.main" in found
    assert {name.partition(".")[0] for name in found} & OF_WEB_AND_DATABASE == set()
    assert "workflow.store" not in found


def test_help_imports_no_command_at_all(tmp_path: Path) -> None:
    found = imported("--help", folder=tmp_path)
    ours = {name for name in found if name.startswith("workflow.cli.")}
    assert ours == {"workflow.cli.lazy", "workflow.cli.main"}
    assert "pydantic" not in found


def test_a_command_on_an_office_does_import_its_database(tmp_path: Path) -> None:
    assert "sqlalchemy" in imported("timeline", "01/2026", folder=tmp_path)
