"""Composition: from settings to a desk that use cases work with, and a postman that sends."""

import os
import random
import secrets
import socket
from collections.abc import Callable
from datetime import datetime
from importlib.metadata import version
from pathlib import Path

from notifications.transports import transport_from
from states.refusals import refusal
from workflow import faults
from workflow.audit.append import Log
from workflow.audit.keys import LINK_KEY, ensure_key, verifier_key
from workflow.config import Settings, home_of
from workflow.store import offices
from workflow.store.engine import Store
from workflow.store.migrate import require_schema
from workflow.usecases.deliver import Postman
from workflow.usecases.desk import Desk

Clock = Callable[[], datetime]


def open_store(settings: Settings) -> Store:
    """The store that the settings name. Makes the folder of a new SQLite file; refuses where it cannot."""
    if settings.database.startswith("sqlite:///"):
        _make_folder(home_of(settings.database), setting="SIGNOFF_DATABASE")
    faults.points.at = settings.kill_at
    return Store(settings.database)


def open_desk(settings: Settings, store: Store) -> Desk:
    """A desk on a database of this release's schema. Raises Refused where it is not, or a key is no key."""
    require_schema(store)
    with store.reading() as connection:
        installed = offices.installed(connection)
    return Desk(
        store=store,
        log=log_of(installed.origin if installed else settings.origin),
        base_url=settings.base_url,
        link_key=ensure_key(settings.link_key, new_seed=secrets.token_bytes(32), of=LINK_KEY),
        new_id=new_id,
        organisation=installed.name if installed else "",
        customs=settings.customs,
    )


def log_of(origin: str) -> Log:
    """The log of this origin, as this release writes it."""
    return Log(origin, version("signoff"), new_salt=lambda: secrets.token_bytes(32))


def audit_vkey(settings: Settings) -> str:
    """The verifier key of the history; its secret half is made at first start."""
    seed = ensure_key(settings.audit_key, new_seed=secrets.token_bytes(32))
    return verifier_key(settings.origin, seed)


def open_postman(settings: Settings, *, clock: Clock) -> Postman:
    """Whoever sends letters from this process."""
    return Postman(
        name=f"{socket.gethostname()}-{os.getpid()}-{secrets.token_hex(4)}",
        transport=transport_from(settings.mail),
        sender=settings.mail_from,
        clock=clock,
        jitter=random.random,
    )


def new_id() -> str:
    """An opaque id that nobody can guess or derive."""
    return secrets.token_hex(12)


def instance_of(settings: Settings) -> str:
    """The name of this installation, kept beside the audit key and in the database.

    Refuses a file that cannot be read or made.
    """
    path: Path = settings.audit_key.with_name("instance")
    _make_folder(path.parent, setting="SIGNOFF_AUDIT_KEY")
    try:
        if not path.exists():
            path.write_text(secrets.token_hex(16) + "\n")
        return path.read_text().strip()
    except (OSError, UnicodeDecodeError):
        message = (
            f"{path} must be a file that can be read and written: set SIGNOFF_AUDIT_KEY beside such a one."
        )
        raise refusal("setting-invalid", message, where="SIGNOFF_AUDIT_KEY") from None


def _make_folder(folder: Path, *, setting: str) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        message = f"The folder {folder} cannot be made ({error.strerror}): set {setting} to another place."
        raise refusal("setting-invalid", message, where=setting) from None
