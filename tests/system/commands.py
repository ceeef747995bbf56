"""The installed `signoff` command, run as people run it: a process of its own in a folder of its own."""

import json
import os
import subprocess
import sys
import uuid
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from sqlalchemy import create_engine, text
from sqlalchemy.engine import make_url

SIGNOFF = Path(sys.executable).with_name("signoff")
LONGEST_SECONDS = 120

OFFICE = """
name = "Office of the Police and Crime Commissioner"

[[offices]]
key = "chief-executive"
title = "Chief Executive"
function = "certify-advice"

[[offices]]
key = "governance"
title = "Governance Officer"
function = "govern"

[[people]]
key = "ce"
name = "The Chief Executive"
email = "Chief.Executive@opcc.example"

[[people]]
key = "go"
name = "The Governance Officer"
email = "governance@opcc.example"

[[appointments]]
office = "chief-executive"
person = "ce"
from_on = 2020-01-01

[[appointments]]
office = "governance"
person = "go"
from_on = 2020-01-01
"""


def environment(folder: Path, settings: Mapping[str, str]) -> dict[str, str]:
    """This process's environment without any of its settings, at home in a folder."""
    own = {name: value for name, value in os.environ.items() if not name.startswith("SIGNOFF_")}
    return own | {"HOME": str(folder), **settings}


def signoff(*arguments: str | Path, folder: Path, **settings: str) -> subprocess.CompletedProcess[str]:
    """Run one command in a folder, with these settings alone, to its end."""
    return subprocess.run(
        [SIGNOFF, *map(str, arguments)],
        cwd=folder,
        env=environment(folder, settings),
        capture_output=True,
        text=True,
        timeout=LONGEST_SECONDS,
        check=False,
    )


def printed(done: subprocess.CompletedProcess[str]) -> Any:
    """The JSON that a command printed, after it went well."""
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def require_one_sentence(done: subprocess.CompletedProcess[str], *, code: int, words: str) -> None:
    """Whoever gave the command is told on one line what is wrong, and nothing else is printed."""
    assert (done.returncode, done.stdout) == (code, ""), done.stderr
    assert "Traceback" not in done.stderr
    assert done.stderr.count("\n") == 1, done.stderr
    assert words in done.stderr


def new_postgres_database(*, template: str = "template1") -> str:
    """The address of a new database on the run's PostgreSQL server."""
    name = f"system_{uuid.uuid4().hex}"
    _on_server(f"CREATE DATABASE {name} TEMPLATE {template}")
    return make_url(os.environ["TEST_DATABASE_URL"]).set(database=name).render_as_string(hide_password=False)


def drop_postgres_database(address: str) -> None:
    _on_server(f"DROP DATABASE {make_url(address).database} WITH (FORCE)")


def _on_server(statement: str) -> None:
    engine = create_engine(os.environ["TEST_DATABASE_URL"], isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(text(statement))
    engine.dispose()
