"""What commands share: settings, the clock, who is at the keyboard, a desk to work at."""

import getpass
import json
import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Any

import click

from states.vocabulary import ActorKind, Proof
from workflow.app import open_desk, open_store
from workflow.config import Settings, read_settings
from workflow.usecases.desk import Desk
from workflow.usecases.visit import Visit


def settings() -> Settings:
    """The settings of this environment."""
    return read_settings(os.environ)


def clock() -> datetime:
    """Now. The only place where commands read the clock."""
    return datetime.now(UTC)  # noqa: TID251  # an entrance


@contextmanager
def desk_of(chosen: Settings) -> Iterator[Desk]:
    """A desk on the settings' database, closed at the end."""
    store = open_store(chosen)
    try:
        yield open_desk(chosen, store)
    finally:
        store.close()


def operator(key: str | None = None) -> Visit:
    """The visit of whoever sits at the command line."""
    return Visit(
        key=key or secrets.token_hex(16),
        person=f"os:{_user()}",
        kind=ActorKind.OPERATOR,
        proof=Proof.CLI,
    )


def print_json(value: Any) -> None:
    """One JSON value on stdout, and nothing else."""
    click.echo(json.dumps(value, ensure_ascii=False, indent=2))


def _user() -> str:
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return str(os.getuid())
