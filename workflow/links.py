"""Links: an address in a letter that opens one act for one person. No table holds a usable one."""

import hashlib
import hmac
from base64 import urlsafe_b64encode
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Connection, and_, bindparam, insert, select, update

from states.refusals import Refused, refusal
from workflow.store.prepared import Prepared
from workflow.store.tables import link as links

LINK_DAYS = 90


@dataclass(frozen=True, slots=True)
class Link:
    """One link's row: whose it is, which act of which version it opens, and until when."""

    id: str
    person: str
    submission: str
    version: int
    step: str
    expires_at: datetime
    claimed_by: str | None = None
    ended_at: datetime | None = None


def token_of(key: bytes, link_id: str) -> str:
    """The secret in the address: 256 bits, derived, so that a repeated letter bears the same one."""
    digest = hmac.new(key, link_id.encode(), hashlib.sha256).digest()
    return urlsafe_b64encode(digest).rstrip(b"=").decode()


def address_of(base_url: str, token: str) -> str:
    """The address that stands in the letter."""
    return f"{base_url}/l/{token}"


def ended() -> Refused:
    """The one answer to a link that is unknown, spent, ended or somebody else's."""
    return refusal(
        "link-ended", "This link no longer opens anything. Ask for a new one from your waiting list."
    )


def issue(connection: Connection, new: Iterable[Link], *, key: bytes) -> None:
    """Keep new links; only the hash of each token is stored."""
    rows = [
        {
            "id": one.id,
            "token_hash": _hash(token_of(key, one.id)),
            "person": one.person,
            "submission": one.submission,
            "version": one.version,
            "step": one.step,
            "expires_at": one.expires_at,
        }
        for one in new
    ]
    _INSERT.run_each(connection, rows)


def find(connection: Connection, token: str) -> Link | None:
    """The link of this token, in whatever state it is; None if there never was one. Changes nothing."""
    row = _FIND.row(connection, {"hash": _hash(token)})
    return Link(*row) if row else None


def claim(connection: Connection, one: Link, *, person: str, by: str, now: datetime) -> bool:
    """Spend the link for a command; False if it is spent, ended, expired or another person's."""
    return _CLAIM.run(connection, {"link": one.id, "who": person, "command": by, "at": now}) == 1


def end(connection: Connection, submission: str, steps: Iterable[str], *, now: datetime) -> None:
    """End every live link to these steps of a submission."""
    for key in steps:
        _END.run(connection, {"of": submission, "key": key, "at": now})


def end_of_person(connection: Connection, person: str, *, now: datetime) -> None:
    """End every live link of a person who leaves."""
    connection.execute(
        update(links).where(links.c.person == person, links.c.ended_at.is_(None)).values(ended_at=now)
    )


def expiry(now: datetime) -> datetime:
    return now + timedelta(days=LINK_DAYS)


def _hash(token: str) -> bytes:
    # What stands in an address may be no text at all; it is looked up like any other wrong token.
    return hashlib.sha256(token.encode(errors="surrogatepass")).digest()


_COLUMNS = (
    links.c.id,
    links.c.person,
    links.c.submission,
    links.c.version,
    links.c.step,
    links.c.expires_at,
    links.c.claimed_by,
    links.c.ended_at,
)

_INSERT = Prepared(insert(links))
_FIND = Prepared(select(*_COLUMNS).where(links.c.token_hash == bindparam("hash")))
_CLAIM = Prepared(
    update(links)
    .where(
        and_(
            links.c.id == bindparam("link"),
            links.c.person == bindparam("who"),
            links.c.claimed_by.is_(None),
            links.c.ended_at.is_(None),
            links.c.expires_at > bindparam("at"),
        )
    )
    .values(claimed_by=bindparam("command"))
)

_END = Prepared(
    update(links)
    .where(
        links.c.submission == bindparam("of"),
        links.c.step == bindparam("key"),
        links.c.ended_at.is_(None),
    )
    .values(ended_at=bindparam("at"))
)
