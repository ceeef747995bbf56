"""What one paper is compared with: the paper that has its number, the latest others, known recipients."""

from collections import OrderedDict
from collections.abc import Callable
from typing import Any, Generic, NamedTuple, TypeVar

from sqlalchemy import Connection, bindparam, select, text

from states.form import Form
from states.refusals import Refused
from states.rules.passages import passages_of
from states.rules.register import LATEST, Earlier, Register
from states.rules.reuse import runs_of
from states.submission import Content
from workflow.store.prepared import Prepared
from workflow.store.tables import historic, submission

RECIPIENTS_OF = 50
"""The recipients of so many of the latest papers are known."""

MOST_RUNS, MOST_RECIPIENTS = 64, 512
"""So many versions are remembered: a few times what one comparison asks for."""

_Value = TypeVar("_Value")

_VERSION = (submission.c.id, submission.c.version, submission.c.route_key, submission.c.route_version)
_BY_NUMBER = Prepared(select(*_VERSION).where(submission.c.number == bindparam("number")))
_NEWEST_FIRST = (submission.c.created_at.desc(), submission.c.id.desc())
# Written out as the indexes have them: a database uses such an index for no other words.
_LATEST_ROWS = Prepared(
    select(*_VERSION, submission.c.number, historic.c.file_name)
    .outerjoin(historic, historic.c.submission == submission.c.id)
    .where(text("submission.version > 0"), submission.c.id != bindparam("besides"))
    .order_by(*_NEWEST_FIRST)
    .limit(LATEST)
)
_LIVE_ROWS = Prepared(
    select(*_VERSION)
    .where(
        text("submission.version > 0 AND submission.originator IS NOT NULL"),
        submission.c.id != bindparam("besides"),
    )
    .order_by(*_NEWEST_FIRST)
    .limit(RECIPIENTS_OF)
)


class Version(NamedTuple):
    """One version of a submission, with the route that its form belongs to."""

    submission: str
    number: int
    route_key: str
    route_version: int


Read = Callable[[Connection, Version], tuple[Content, Form]]
"""How the text of a version is read, as far as its openings are kept, and the form it was written in."""


class Runs:
    """What is remembered of versions' texts. They never change, so each is read once; old ones are let go."""

    def __init__(self, read: Read) -> None:
        self._read = read
        self._runs: _Kept[frozenset[int]] = _Kept(MOST_RUNS)
        self._recipients: _Kept[str] = _Kept(MOST_RECIPIENTS)

    def of(self, connection: Connection, version: Version) -> frozenset[int]:
        """The runs of eight words that the version's text has."""

        def find() -> frozenset[int]:
            found = self.text(connection, version)
            return runs_of(passages_of(*found)) if found else frozenset()

        return self._runs.found(version, find)

    def recipient(self, connection: Connection, version: Version) -> str:
        """To whom the version gives money; empty where it does not say, or where that was erased."""

        def find() -> str:
            found = self.text(connection, version)
            return (found and found[0].recipient) or ""

        return self._recipients.found(version, find)

    def text(self, connection: Connection, version: Version) -> tuple[Content, Form] | None:
        """The version's text and form; None where they are not as they were kept."""
        try:
            return self._read(connection, version)
        except (Refused, ValueError):
            # The check of the history names that paper; an act on another one is not stopped by it.
            return None


def register_for(connection: Connection, *, number: str | None, besides: str | None, cache: Runs) -> Register:
    """The register as one paper is compared with it: the paper of this `number`, without those of `besides`.

    `besides` is the submission that is being compared, None for one that is not kept yet. What it costs does
    not grow with the register. What was erased is left out.
    """
    others = {"besides": besides or ""}
    return Register(
        holding=_holding(connection, number, besides=besides, cache=cache) if number else None,
        earlier=tuple(
            Earlier(row.number or row.file_name or row.id, cache.of(connection, _version(row)))
            for row in _LATEST_ROWS.rows(connection, others)
        ),
        recipients=frozenset(
            name
            for row in _LIVE_ROWS.rows(connection, others)
            if (name := cache.recipient(connection, _version(row)))
        ),
    )


def _holding(connection: Connection, number: str, *, besides: str | None, cache: Runs) -> Content | None:
    row = _BY_NUMBER.row(connection, {"number": number})
    if row is None or row.id == besides or not row.version:
        return None
    found = cache.text(connection, _version(row))
    return found[0] if found else None


def _version(row: Any) -> Version:
    return Version(row.id, row.version, row.route_key, row.route_version)


class _Kept(Generic[_Value]):
    """Values by version, at most so many; threads may share it, at worst they find a value twice."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._values: OrderedDict[Version, _Value] = OrderedDict()

    def found(self, version: Version, find: Callable[[], _Value]) -> _Value:
        value = self._values.get(version)
        if value is None:
            value = self._values[version] = find()
            if len(self._values) > self._most:
                self._values.popitem(last=False)
        return value
