"""The one transaction of a use case: all or nothing, and one true answer for one idempotency key."""

from collections.abc import Callable, Mapping
from typing import Any

from sqlalchemy import Connection
from sqlalchemy.exc import IntegrityError

from states.refusals import refusal
from workflow.faults import reach
from workflow.store import commands
from workflow.store.engine import StoreBusy
from workflow.usecases.desk import Desk
from workflow.usecases.visit import Receipt

TRIES = 3
"""How often a transaction that the database itself broke off (a deadlock) is begun."""

_REFEREE = {
    "uq_sign_off_live": ("out-of-turn", "Somebody else acted on this step a moment ago. Look again."),
    "uq_person_email": ("address-taken", "Another person in the directory has this address. Use another."),
    "pk_route": ("route-taken", "This version of the route is adopted already. Give the file a new version."),
    "pk_file": ("file-taken", "Somebody else brought this file in a moment ago. Try again."),
    "uq_submission_number": ("number-taken", "This number is taken. Try again."),
    "pk_installation": (
        "office-exists",
        "This database already holds an office. Name another SIGNOFF_DATABASE.",
    ),
}
"""Which refusal a broken constraint is: the database referees races, nobody looks first and hopes."""

_SQLITE_NAMES = {
    "sign_off.submission, sign_off.version, sign_off.step": "uq_sign_off_live",
    "person.email": "uq_person_email",
    "route.key, route.version": "pk_route",
    "submission.number": "uq_submission_number",
    "file.sha256": "pk_file",
}


def committed(desk: Desk, key: str, request: str, work: Callable[[Connection], Receipt]) -> Receipt:
    """Do the work in one transaction and commit it. The same key and request again give the same receipt.

    A commit whose answer was lost may have been made: the key is looked up on a fresh connection before
    anybody is told otherwise.
    """
    for attempt in range(1, TRIES + 1):
        try:
            reach("K01 before BEGIN")
            with desk.store.writing() as connection:
                receipt = work(connection)
                reach("K08 before COMMIT")
            reach("K10 committed, unanswered")
            return receipt
        except StoreBusy as busy:
            if kept := _kept_unless(desk, key, request, busy):
                return kept
            if not busy.broken_off or attempt == TRIES:
                raise
        except IntegrityError as error:
            if kept := _kept(desk, key, request):
                return kept
            raise_refereed(error)
    raise AssertionError("the loop above returns or raises")


def once(desk: Desk, key: str, request: str, work: Callable[[Connection], Receipt]) -> Receipt:
    """Do the work in one transaction unless this key has done it before: then give that receipt again."""

    def unless_done(connection: Connection) -> Receipt:
        return repeated(connection, key, request) or work(connection)

    return committed(desk, key, request, unless_done)


def repeated(connection: Connection, key: str, request: str) -> Receipt | None:
    """The receipt already given for this key, or None. Refuses a key that was used for something else."""
    return receipt_of(commands.outcome_of(connection, key), request)


def receipt_of(kept: tuple[str, Mapping[str, Any]] | None, request: str) -> Receipt | None:
    """The receipt that was kept, if it is this request's. Refuses one that is another's."""
    if kept is None:
        return None
    if kept[0] != request:
        raise refusal("key-reused", "This form was already used for something else. Open the page again.")
    return Receipt.from_json(kept[1])


def _kept_unless(desk: Desk, key: str, request: str, busy: StoreBusy) -> Receipt | None:
    """What is kept; where that cannot be read either, what is known remains what `busy` says."""
    try:
        return _kept(desk, key, request)
    except StoreBusy:
        raise busy from busy.__cause__


def _kept(desk: Desk, key: str, request: str) -> Receipt | None:
    with desk.store.reading() as connection:
        return repeated(connection, key, request)


def raise_refereed(error: IntegrityError) -> None:
    """Raise the refusal that a broken constraint stands for; a constraint nobody expected is a fault."""
    words = str(error.orig)
    names = [name for name in _REFEREE if name in words]
    names += [name for columns, name in _SQLITE_NAMES.items() if columns in words]
    if not names:
        raise error
    raise refusal(*_REFEREE[names[0]]) from error
