"""Messages: their bytes, read back, hold what was meant, whatever people typed into titles and names."""

import itertools
from dataclasses import replace
from datetime import datetime
from email import policy
from email.message import EmailMessage, MIMEPart
from email.parser import BytesHeaderParser, BytesParser
from typing import Any

import pytest

from notifications.addresses import require_address
from notifications.catalogue import Event
from notifications.cleaning import clean
from notifications.letter import LINK, Recipient
from notifications.message import HEADERS, Misformed, finish, message_bytes, require_faithful
from notifications.render import write_letter
from states.refusals import Refused
from tests.notifications.letter_samples import NOON, OFFICER, PAPER, SAMPLES, a_message

PLAIN = set(range(32, 127)) | set(b"\r\n\t")
ADDRESS = "https://signoff.opcc.example/l/T0ken-_x"


def parsed(data: bytes) -> EmailMessage:
    return BytesParser(EmailMessage, policy=policy.default).parsebytes(data)


def words_of(part: MIMEPart) -> str:
    return str(part.get_content()).replace("\r\n", "\n")


def faults_of(data: bytes, *, recipient: str) -> list[str]:
    """What a careful reader of the bytes would object to; line ends are those of the wire."""
    head = data.split(b"\r\n\r\n", 1)[0]
    fields = [
        line.split(b":")[0].decode().lower() for line in head.split(b"\r\n") if line[:1] not in (b" ", b"\t")
    ]
    found = [] if sorted(fields) == sorted(HEADERS) else [f"fields {fields}"]
    if set(data) - PLAIN:
        found.append("bytes beyond plain ASCII")
    if data.count(b"\n") != data.count(b"\r\n") or data.count(b"\r") != data.count(b"\r\n"):
        found.append("a line end of another kind")
    recipients = BytesHeaderParser(policy=policy.default).parsebytes(data)["To"].addresses
    if [address.addr_spec for address in recipients] != [recipient]:
        found.append("another recipient")
    return found


# --- what is sent ---------------------------------------------------------------------------------------


def test_message_has_each_expected_header_once_and_no_other() -> None:
    assert faults_of(message_bytes(a_message()), recipient="finance@opcc.example") == []


def test_headers_say_what_was_meant() -> None:
    message = parsed(message_bytes(a_message()))
    assert {name: str(message[name]) for name in message if name != "Content-Type"} == {
        "From": "signoff@opcc.example",
        "To": "finance@opcc.example",
        "Subject": "42/2026 for you to sign: Café refurbishment – Phase 1",
        "Date": "Mon, 19 Oct 2026 12:00:00 +0000",
        "Message-ID": "<l_1@signoff.opcc.example>",
        "Auto-Submitted": "auto-generated",
        "MIME-Version": "1.0",
    }


def test_parts_arrive_as_they_were_written() -> None:
    meant = a_message()
    text, html = parsed(message_bytes(meant)).iter_parts()
    assert (words_of(text), words_of(html)) == (meant.text, meant.html)


def test_long_addresses_ids_and_subjects_arrive_whole() -> None:
    long_domain = ".".join(["subdomain" * 6] * 3) + ".example"
    recipient, id_header = f"{'holly.' * 9}cedar@{long_domain}", f"<{'a' * 150}@{long_domain}>"
    subject = "42/2026 signed: " + "Naïve café – £10,030 " * 8 + "end"
    message = parsed(message_bytes(a_message(recipient=recipient, id_header=id_header, subject=subject)))
    assert (message["To"], message["Message-ID"], message["Subject"]) == (recipient, id_header, subject)


def test_retry_sends_the_same_bytes() -> None:
    assert message_bytes(a_message()) == message_bytes(a_message())


@pytest.mark.parametrize("name", SAMPLES)
def test_every_letter_can_be_sent(name: str) -> None:
    event, context = SAMPLES[name]
    letter = write_letter(event, OFFICER, context)
    link = ADDRESS if letter.has_link else None
    message = finish(letter, link=link, id_header="<l_1@x.example>", sender="s@x.example", date=NOON)
    text, html = parsed(message_bytes(message)).iter_parts()
    assert (words_of(text), words_of(html)) == (message.text, message.html)


# --- the link -------------------------------------------------------------------------------------------


def finished(event: Event, link: str | None) -> Any:
    letter = write_letter(event, OFFICER, SAMPLES["your_turn.holder"][1])
    return finish(letter, link=link, id_header="<l_1@x.example>", sender="s@x.example", date=NOON)


def test_finished_message_holds_the_address_once_in_each_part_and_no_placeholder() -> None:
    message = finished(Event.YOUR_TURN, ADDRESS)
    assert (message.text.count(ADDRESS), message.html.count(ADDRESS)) == (1, 1)
    assert LINK not in message.text + message.html


def test_letter_keeps_no_address() -> None:
    letter = write_letter(Event.YOUR_TURN, OFFICER, SAMPLES["your_turn.holder"][1])
    assert "/l/" not in letter.text + letter.html


@pytest.mark.parametrize(
    ("event", "link"),
    [
        (Event.YOUR_TURN, None),
        (Event.PROGRESS, ADDRESS),
        (Event.YOUR_TURN, "javascript:alert(1)"),
        (Event.YOUR_TURN, 'https://x.example/"><script>'),
        (Event.YOUR_TURN, "https://x.example/ b"),
        (Event.YOUR_TURN, ""),
    ],
    ids=["missing", "unneeded", "script", "breaking out", "space", "empty"],
)
def test_link_that_does_not_fit_is_a_fault(event: Event, link: str | None) -> None:
    with pytest.raises(ValueError, match=r"link"):
        finished(event, link)


# --- what is never sent ---------------------------------------------------------------------------------

MISFORMED = {
    "line end in the subject": {"subject": "42/2026\r\nBcc: x@evil.example"},
    "encoded line end in the subject": {"subject": "=?utf-8?q?42=0D=0ABcc=3A_x=40evil.example?="},
    "encoded word in the subject": {"subject": "42/2026 =?utf-8?q?caf=C3=A9?="},
    "two recipients": {"recipient": "a@opcc.example, b@opcc.example"},
    "recipient with a header": {"recipient": "a@opcc.example\r\nBcc: x@evil.example"},
    "quoted recipient": {"recipient": '"a@opcc.example, "@evil.example'},
    "sender with a name": {"sender": "Signoff <signoff@opcc.example>"},
    "Message-ID with a header": {"id_header": "<l_1@x.example>\r\nBcc: x@evil.example"},
    "Message-ID without brackets": {"id_header": "l_1@x.example"},
    "lone surrogate in the text": {"text": "\ud800"},
    "lone surrogate in the subject": {"subject": "42/2026 \ud800"},
}


@pytest.mark.parametrize("changes", MISFORMED.values(), ids=MISFORMED)
def test_message_that_would_say_or_reach_something_else_is_not_made(changes: dict[str, Any]) -> None:
    with pytest.raises(Misformed):
        message_bytes(a_message(**changes))


def test_date_without_a_zone_is_not_sent() -> None:
    with pytest.raises(Misformed):
        message_bytes(a_message(date=datetime(2026, 10, 19, 12)))  # noqa: DTZ001  # the case itself


FORGED = {
    "another header": (b"Subject:", b"Bcc: x@evil.example\r\nSubject:"),
    "a header twice": (b"To: ", b"To: x@evil.example\r\nTo: "),
    "a header missing": (b"Auto-Submitted: auto-generated\r\n", b""),
    "a second recipient": (b"To: finance", b"To: x@evil.example, finance"),
    "another sender": (b"From: signoff@", b"From: x@"),
    "another subject": (b"Subject: =?utf-8?", b"Subject: Hello =?utf-8?"),
    "a part of another kind": (b"text/html", b"text/calendar"),
}


@pytest.mark.parametrize(("old", "new"), FORGED.values(), ids=FORGED)
def test_bytes_that_are_not_the_message_are_found_out(old: bytes, new: bytes) -> None:
    forged = message_bytes(a_message()).replace(old, new, 1)
    with pytest.raises(Misformed):
        require_faithful(forged, a_message())


def test_bytes_of_the_message_are_found_faithful() -> None:
    require_faithful(message_bytes(a_message()), a_message())


FRAGMENTS = {
    "accents": "Café",
    "plain words": "grant to x",
    "carriage return": "\r",
    "line feed": "\n",
    "header": "\r\nBcc: x@evil.example\r\n",
    "next line": "\x85",
    "line separator": "\u2028",
    "paragraph separator": "\u2029",
    "controls": "\x00\x1b[31m",
    "encoded header, Q": "=?utf-8?q?X=0D=0ABcc=3A_x=40evil.example?=",
    "encoded header, B": "=?utf-8?b?DQpCY2M6IHhAZXZpbC5leGFtcGxl?=",
    "hidden encoded word": "=\u200b?utf-8?q?=0A?=",
    "second address": ", x@evil.example",
    "quote": '"',
    "percent header": "%0d%0aTo: x@evil.example",
    "percent line end": "%0a",
    "angle address": "<x@evil.example>",
    "bidirectional": "\u202egnp.exe",
    "lone surrogate": "\ud83d",
    "emoji": "😀" * 30,
    "long word": "long" * 25,
    "white space": "  \t ",
}
"""What titles and names are made of here: all runs of three, 10,648 in all."""


@pytest.mark.parametrize("first", FRAGMENTS.values(), ids=FRAGMENTS)
def test_nasty_titles_reach_one_recipient_under_the_expected_headers(first: str) -> None:
    objections = []
    for second, third in itertools.product(FRAGMENTS.values(), repeat=2):
        title = clean(first + second + third)
        message = a_message(subject=f"42/2026 signed: {title}"[:200].rstrip(), text=f"{title}\n")
        faults = faults_of(message_bytes(message), recipient=message.recipient)
        objections += [(title, fault) for fault in faults]
    assert objections == []


def test_nasty_titles_and_names_go_through_a_whole_letter() -> None:
    objections = []
    for title, name in itertools.product(FRAGMENTS.values(), repeat=2):
        recipient = Recipient("p_3", name, "finance@opcc.example")
        letter = write_letter(Event.PROGRESS, recipient, replace(PAPER, title=title, actor_name=name))
        message = finish(letter, link=None, id_header="<l_1@x.example>", sender="s@x.example", date=NOON)
        objections += [
            (title, name, f) for f in faults_of(message_bytes(message), recipient=recipient.address)
        ]
    assert objections == []


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("Café – £10,030 in all", "Café – £10,030 in all"),
        ("  two\r\nlines\u2028and\x85more ", "two lines and more"),
        ("in\u200bvis\u00adible\ufeff", "invisible"),
        ("\u202egnp.exe\u2066", "gnp.exe"),
        ("=?utf-8?q?x?=", "= ?utf-8?q?x?="),
        ("==\u200b??", "== ??"),
        ("{link}", "{ link }"),
        ("{li\u200bnk}", "{ link }"),
        ("e\u0301", "é"),
        ("\u0338>", ">"),
        ("\ud800\x00", ""),
    ],
)
def test_cleaned_words_hold_only_what_can_be_seen(typed: str, shown: str) -> None:
    assert clean(typed) == shown


# --- addresses ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("address", "canonical"),
    [
        ("finance@opcc.example", "finance@opcc.example"),
        ("Cedar.O'Hara+work@OPCC.Example", "cedar.o'hara+work@opcc.example"),
        ("a_b-c@xn--bcher-kva.example", "a_b-c@xn--bcher-kva.example"),
        ("a@bücher.example", "a@xn--bcher-kva.example"),
    ],
)
def test_plain_address_is_taken_in_its_canonical_form(address: str, canonical: str) -> None:
    assert require_address(address) == canonical


NOT_PLAIN = {
    "empty": "",
    "no at": "opcc.example",
    "no local part": "@opcc.example",
    "no domain": "a@",
    "one label": "a@localhost",
    "two ats": "a@b@opcc.example",
    "two addresses": "a@opcc.example,b@opcc.example",
    "semicolon": "a@opcc.example;b@opcc.example",
    "with a name": "A <a@opcc.example>",
    "quoted": '"a b"@opcc.example',
    "comment": "a(x)@opcc.example",
    "comment in the domain": "a@opcc.example(x)",
    "address literal": "a@[127.0.0.1]",
    "leading space": " a@opcc.example",
    "trailing line end": "a@opcc.example\n",
    "carriage return": "a\r@opcc.example",
    "next line": "a@opcc.example\x85",
    "line separator": "a\u2028@opcc.example",
    "percent route": "a%0a@opcc.example",
    "bang route": "x!a@opcc.example",
    "encoded word": "=?utf-8?q?a?=@opcc.example",
    "two dots": "a..b@opcc.example",
    "letter of another alphabet": "\u0430lice@opcc.example",
    "Kelvin sign": "\u212aa@opcc.example",
    "full-width domain": "a@\uff4fpcc.example",
    "sharp s": "a@stra\u00dfe.example",
    "zero width": "a\u200b@opcc.example",
    "hyphen at a label's end": "a@opcc-.example",
    "local part of 65": "a" * 65 + "@opcc.example",
    "address of 260": "a@" + "b" * 63 + "." + "c" * 63 + "." + "d" * 63 + "." + "e" * 63 + ".uk",
}


@pytest.mark.parametrize("address", NOT_PLAIN.values(), ids=NOT_PLAIN)
def test_other_address_is_refused_and_not_repeated(address: str) -> None:
    with pytest.raises(Refused) as caught:
        require_address(address)
    assert caught.value.rule == "address-invalid"
    assert not address or address not in str(caught.value)
