"""What commands on an office share: a desk to work at, and who is at the keyboard."""

import getpass
import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager

from states.vocabulary import ActorKind, Proof
from workflow.app import open_desk, open_store
from workflow.cli.outside import clock, print_json, settings
from workflow.config import Settings
from workflow.usecases.desk import Desk
from workflow.usecases.visit import Visit

__all__ = ["clock", "desk_of", "operator", "print_json", "settings"]


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


def _user() -> str:
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return str(os.getuid())
