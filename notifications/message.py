"""Messages: a letter finished for sending, and its bytes, which are read back before anybody gets them."""

import hashlib
import re
from dataclasses import dataclass
from datetime import datetime
from email import policy
from email.header import Header, decode_header, make_header
from email.message import EmailMessage
from email.parser import BytesParser
from html import escape

from notifications.addresses import require_address
from notifications.cleaning import clean
from notifications.letter import LINK, Letter
from states.refusals import Refused

HEADERS = frozenset(
    {"from", "to", "subject", "date", "message-id", "auto-submitted", "mime-version", "content-type"}
)
"""The header fields of every message, each exactly once (threat A28)."""


class Misformed(Exception):  # noqa: N818  # like a refusal, an answer: this letter is not sent
    """The message would not say, or not reach, exactly what and whom it should; it was not sent."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """What is sent: `id_header` is the Message-ID in angle brackets, the same for every try of a letter.

    `sender` and `recipient` are plain addresses; `date` is an aware instant.
    """

    id_header: str
    sender: str
    recipient: str
    subject: str
    text: str
    html: str
    date: datetime


def finish(letter: Letter, *, link: str | None, id_header: str, sender: str, date: datetime) -> Message:
    """The letter with its link in place. Raises ValueError if the link is missing, unneeded or no address."""
    if letter.has_link != (link is not None):
        raise ValueError(f"a letter {letter.event} must have a link exactly if it has a place for one")
    if link is not None and not _ADDRESS_OF_A_PAGE.fullmatch(link):
        raise ValueError("a link must be an http or https address")
    place = link or LINK
    return Message(
        id_header=id_header,
        sender=sender,
        recipient=letter.recipient.address,
        subject=letter.subject,
        text=letter.text.replace(LINK, place),
        html=letter.html.replace(LINK, escape(place)),
        date=date,
    )


def message_bytes(message: Message) -> bytes:
    """The message as it goes over the wire; equal messages give equal bytes.

    Raises `Misformed` unless the bytes are faithful (`require_faithful`), and for a subject with invisible
    characters, an address that is not plain, a Message-ID that is not one id, a date without a zone.
    """
    if not _ID_HEADER.fullmatch(message.id_header):
        raise Misformed("The Message-ID is not one plain id in angle brackets.")
    if clean(message.subject) != message.subject:
        raise Misformed("The subject holds characters that cannot be seen, or an encoded word.")
    if message.date.utcoffset() is None:
        raise Misformed("The date has no time zone.")
    try:
        data = _composed(message).as_bytes()
    except ValueError as fault:
        raise Misformed("The message cannot be written as mail.") from fault
    require_faithful(data, message)
    return data


def require_faithful(data: bytes, message: Message) -> None:
    """Raise `Misformed` unless the bytes, parsed anew, are this message and go to its recipient alone.

    They must hold the expected header fields once each, that one sender, that one recipient, that subject,
    and one text and one HTML part.
    """
    # Read by the older parser, which takes fields as they stand: nothing is mended on the way.
    parsed = BytesParser(policy=policy.compat32).parsebytes(data)
    if sorted(name.lower() for name, _ in parsed.items()) != sorted(HEADERS):
        raise Misformed("The message has a header field too many or too few.")
    if parsed["From"] != _plain(message.sender) or parsed["To"] != _plain(message.recipient):
        raise Misformed("The message does not go from one address to one recipient.")
    if str(make_header(decode_header(parsed["Subject"]))) != message.subject:
        raise Misformed("The subject would not arrive as it was written.")
    parts = [(part.get_content_type(), part.get_content_charset()) for part in parsed.walk()]
    if parts != _PARTS:
        raise Misformed("The message does not hold exactly a text and an HTML part.")


def _plain(address: str) -> str:
    try:
        return require_address(address)
    except Refused as refused:
        raise Misformed(str(refused)) from refused


def _composed(message: Message) -> EmailMessage:
    # The library's folding loses spaces in some long subjects and breaks long ids: fields go in as they are.
    mail = EmailMessage(policy=policy.SMTP.clone(refold_source="none"))
    mail.set_raw("From", _plain(message.sender))
    mail.set_raw("To", _plain(message.recipient))
    mail.set_raw("Subject", Header(message.subject, "utf-8", header_name="Subject").encode())
    mail["Date"] = message.date
    mail.set_raw("Message-ID", message.id_header)
    mail["Auto-Submitted"] = "auto-generated"  # RFC 3834: no out-of-office answers, please
    mail["MIME-Version"] = "1.0"
    mail["Content-Type"] = "multipart/alternative"
    # "=_" cannot occur in quoted-printable text, and a retry must give the same bytes.
    mail.set_boundary("=_" + hashlib.sha256(message.id_header.encode()).hexdigest()[:32])
    for subtype, content in (("plain", message.text), ("html", message.html)):
        part = EmailMessage(policy=policy.SMTP)
        part.set_content(content, subtype=subtype, charset="utf-8", cte="quoted-printable")
        del part["MIME-Version"]  # belongs to the whole message, once
        mail.attach(part)
    return mail


_PARTS = [("multipart/alternative", None), ("text/plain", "utf-8"), ("text/html", "utf-8")]
_ID_HEADER = re.compile(r"<[A-Za-z0-9][A-Za-z0-9._-]*@[A-Za-z0-9][A-Za-z0-9.-]*>")
_ADDRESS_OF_A_PAGE = re.compile(r"https?://[A-Za-z0-9._~:/?&=%\[\]-]+")
