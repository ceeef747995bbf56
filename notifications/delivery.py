"""The contract of every transport: accepted, or undeliverable for now or for good."""

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from notifications.addresses import require_address
from states.refusals import Refused


@dataclass(frozen=True, slots=True)
class Accepted:
    """The server took charge of the message; that is not yet "delivered". `reply` is its SMTP code."""

    reply: int
    detail: str


class Undeliverable(Exception):  # noqa: N818  # an answer like `Accepted`; retry decides what follows
    """The message was not accepted. `reply` is the SMTP code; None if no answer came."""

    def __init__(self, temporary: bool, reply: int | None, detail: str) -> None:
        super().__init__(detail)
        self.temporary = temporary
        self.reply = reply
        self.detail = detail


class Transport(Protocol):
    """Hands one message to one recipient. Called again after any failure, so copies may be made twice."""

    def deliver(self, message_bytes: bytes, *, envelope_from: str, recipient: str, now: datetime) -> Accepted:
        """Hand the message over. Raises `Undeliverable`; an address that is not plain is so for good."""


def require_deliverable(address: str) -> str:
    """The canonical form of an envelope's address. Raises `Undeliverable`, for good, if it is not plain."""
    try:
        return require_address(address)
    except Refused as refused:
        raise Undeliverable(False, None, str(refused)) from refused
