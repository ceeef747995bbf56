"""Ways out for a finished message, and the setting that chooses one. The only import of smtplib."""

import ipaddress
import re
import smtplib
import ssl
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from urllib.parse import SplitResult, unquote, urlsplit

from notifications.cleaning import clean
from notifications.delivery import Accepted, Transport, Undeliverable, require_deliverable
from notifications.maildir import Maildir
from states.refusals import Refused, refusal

__all__ = [
    "Accepted",
    "Maildir",
    "Recorded",
    "Recorder",
    "Security",
    "Smtp",
    "SmtpSettings",
    "Transport",
    "Undeliverable",
    "transport_from",
]


class Security(StrEnum):
    """How a connection is kept private: TLS from the start, TLS demanded after greeting, or not at all."""

    SMTPS = "smtps"
    STARTTLS = "starttls"
    NONE = "none"


@dataclass(frozen=True, slots=True, kw_only=True)
class SmtpSettings:
    """Where and how to hand mail to a server. Raises ValueError for no security towards another machine.

    A verb may take `verb_timeout_seconds`, the answer to the closing dot `final_timeout_seconds`: giving
    up sooner makes second copies (RFC 5321, section 4.5.3.2.6).
    """

    host: str
    port: int
    security: Security
    user: str | None = None
    password: str | None = field(default=None, repr=False)
    verb_timeout_seconds: float = 30.0
    final_timeout_seconds: float = 600.0

    def __post_init__(self) -> None:
        if self.security is Security.NONE and not _is_this_machine(self.host):
            raise ValueError("mail to another machine must go over TLS")


def transport_from(address: str) -> Transport:
    """The transport that the setting SIGNOFF_MAIL names.

    `maildir:PATH`; `smtps://[user:password@]host[:port]` (port 465); `smtp://…` (port 587, TLS demanded;
    to a loopback address port 25, without TLS). Refuses (`mail-setting`) all else, without repeating the
    setting: it may hold a password.
    """
    scheme, _, path = address.partition(":")
    if scheme == "maildir" and path.strip():
        return Maildir(Path(path))
    try:
        parts = urlsplit(address)
        port = parts.port
    except ValueError:
        raise _bad_setting() from None
    nothing_else = not (parts.path.strip("/") or parts.query or parts.fragment)
    if parts.scheme not in _SCHEMES or not parts.hostname or not nothing_else:
        raise _bad_setting()
    return Smtp(_smtp_settings(parts, host=parts.hostname, port=port))


class Smtp:
    """Hands each message to a mail server, with a connection and a recipient of its own."""

    def __init__(self, settings: SmtpSettings) -> None:
        self.settings = settings

    def deliver(self, message_bytes: bytes, *, envelope_from: str, recipient: str, now: datetime) -> Accepted:
        """Hand the message over. 4xx, no TLS, no answer: undeliverable for now. 5xx at any verb: for good."""
        sender, receiver = require_deliverable(envelope_from), require_deliverable(recipient)
        with _failures_as_undeliverable():
            # A name of our own: asking the network for one can take longer than the whole talk.
            smtp = self._connection(name=sender.rpartition("@")[2])
            try:
                self._introduce(smtp)
                _require_reply(smtp.mail(sender), 2)
                _require_reply(smtp.rcpt(receiver), 2)
                return self._hand_over(smtp, message_bytes)
            finally:
                _take_leave(smtp)

    def _connection(self, *, name: str) -> smtplib.SMTP:
        chosen = self.settings
        where, seconds = (chosen.host, chosen.port), chosen.verb_timeout_seconds
        if chosen.security is Security.SMTPS:
            return smtplib.SMTP_SSL(*where, name, timeout=seconds, context=ssl.create_default_context())
        return smtplib.SMTP(*where, name, timeout=seconds)

    def _introduce(self, smtp: smtplib.SMTP) -> None:
        smtp.ehlo_or_helo_if_needed()
        if self.settings.security is Security.STARTTLS:
            smtp.starttls(context=ssl.create_default_context())
            smtp.ehlo_or_helo_if_needed()
        if self.settings.user is not None:
            smtp.login(self.settings.user, self.settings.password or "")

    def _hand_over(self, smtp: smtplib.SMTP, message_bytes: bytes) -> Accepted:
        _require_reply(smtp.docmd("DATA"), 3)
        smtp.send(_LINE_WITH_DOT.sub(b"..", message_bytes).removesuffix(b"\r\n") + b"\r\n.\r\n")
        _allow(smtp, seconds=self.settings.final_timeout_seconds)
        code, words = _require_reply(smtp.getreply(), 2)
        _allow(smtp, seconds=self.settings.verb_timeout_seconds)
        return Accepted(code, _detail(words))


@dataclass(frozen=True, slots=True)
class Recorded:
    """A message that a `Recorder` took, with its envelope and the instant it was given."""

    message_bytes: bytes
    envelope_from: str
    recipient: str
    now: datetime


class Recorder:
    """Keeps messages in memory, for tests. Raises each of `failures` once, in order, before it takes any."""

    def __init__(self, failures: Iterable[Undeliverable] = ()) -> None:
        self.taken: list[Recorded] = []
        self._failures = list(failures)

    def deliver(self, message_bytes: bytes, *, envelope_from: str, recipient: str, now: datetime) -> Accepted:
        sender, receiver = require_deliverable(envelope_from), require_deliverable(recipient)
        if self._failures:
            raise self._failures.pop(0)
        self.taken.append(Recorded(message_bytes, sender, receiver, now))
        return Accepted(_RECORDED, f"Recorded as number {len(self.taken)}.")


def _smtp_settings(parts: SplitResult, *, host: str, port: int | None) -> SmtpSettings:
    security = Security.SMTPS if parts.scheme == "smtps" else Security.STARTTLS
    if parts.scheme == "smtp" and _is_this_machine(host):
        security = Security.NONE
    return SmtpSettings(
        host=host,
        port=port or _PORTS[security],
        security=security,
        user=None if parts.username is None else unquote(parts.username),
        password=None if parts.password is None else unquote(parts.password),
    )


def _is_this_machine(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def _bad_setting() -> Refused:
    return refusal(
        "mail-setting",
        "SIGNOFF_MAIL must be maildir:PATH, smtp://[user:password@]host[:port] or smtps://…; "
        "set it and start again.",
        where="SIGNOFF_MAIL",
    )


@contextmanager
def _failures_as_undeliverable() -> Iterator[None]:
    try:
        yield
    except smtplib.SMTPResponseException as fault:
        # smtplib gives -1 where there was no code to read: that is no verdict on the letter.
        reply = fault.smtp_code if fault.smtp_code > 0 else None
        permanent = fault.smtp_code // 100 == _PERMANENT
        raise Undeliverable(not permanent, reply, _detail(fault.smtp_error)) from fault
    except (smtplib.SMTPException, OSError) as fault:
        raise Undeliverable(True, None, _detail(str(fault) or type(fault).__name__)) from fault


def _require_reply(reply: tuple[int, bytes], hundreds: int) -> tuple[int, bytes]:
    code, words = reply
    if code // 100 != hundreds:
        raise smtplib.SMTPResponseException(code, words)
    return reply


def _allow(smtp: smtplib.SMTP, *, seconds: float) -> None:
    if smtp.sock is not None:
        smtp.sock.settimeout(seconds)


def _take_leave(smtp: smtplib.SMTP) -> None:
    # What the server says to this cannot undo its answer to the letter.
    with suppress(smtplib.SMTPException, OSError):
        smtp.quit()
    smtp.close()


def _detail(words: bytes | str) -> str:
    text = words.decode("utf-8", "replace") if isinstance(words, bytes) else words
    return clean(text)[:_LONGEST_DETAIL]


_SCHEMES = frozenset({"smtp", "smtps"})

_PORTS = {Security.SMTPS: 465, Security.STARTTLS: 587, Security.NONE: 25}

_LINE_WITH_DOT = re.compile(rb"^\.", re.MULTILINE)

_PERMANENT = 5

_RECORDED = 250

_LONGEST_DETAIL = 200
