"""Every way out keeps one contract; the mail server's answers become what retry needs to know."""

import re
import ssl
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import replace
from datetime import UTC, datetime
from ipaddress import IPv4Address
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from notifications.message import message_bytes
from notifications.transports import (
    Accepted,
    Maildir,
    Recorder,
    Security,
    Smtp,
    SmtpSettings,
    Transport,
    Undeliverable,
    transport_from,
)
from states.refusals import Refused
from tests.notifications.letter_samples import NOON, a_message
from tests.notifications.mail_server import Fault, Script, serving

SENDER = "signoff@opcc.example"
RECIPIENT = "finance@opcc.example"
DATA = message_bytes(a_message())


def send(transport: Transport, data: bytes = DATA, *, recipient: str = RECIPIENT) -> Accepted:
    return transport.deliver(data, envelope_from=SENDER, recipient=recipient, now=NOON)


def failure(transport: Transport, *, recipient: str = RECIPIENT) -> Undeliverable:
    with pytest.raises(Undeliverable) as caught:
        send(transport, recipient=recipient)
    return caught.value


def smtp(port: int, security: Security = Security.NONE, **timeouts: float) -> Smtp:
    settings = SmtpSettings(host="127.0.0.1", port=port, security=security)
    return Smtp(replace(settings, **timeouts))  # type: ignore[arg-type]  # only the two time-outs


# --- one contract ---------------------------------------------------------------------------------------


@pytest.fixture(params=["maildir", "recorder", "smtp"])
def way_out(
    request: pytest.FixtureRequest, tmp_path: Path
) -> Iterator[tuple[Transport, Callable[[], list[bytes]]]]:
    """A transport, and what has arrived through it."""
    if request.param == "maildir":
        folder = tmp_path / "mail"
        yield Maildir(folder), lambda: [file.read_bytes() for file in folder.glob("new/*")]
    if request.param == "recorder":
        recorder = Recorder()
        yield recorder, lambda: [taken.message_bytes for taken in recorder.taken]
    if request.param == "smtp":
        script = Script()
        with serving(script) as port:
            yield smtp(port), lambda: [envelope.original_content or b"" for envelope in script.taken]


WayOut = tuple[Transport, Callable[[], list[bytes]]]


def test_message_arrives_byte_for_byte(way_out: WayOut) -> None:
    transport, arrived = way_out
    send(transport)
    assert arrived() == [DATA]


def test_acceptance_carries_a_reply_of_the_two_hundreds(way_out: WayOut) -> None:
    transport, _ = way_out
    assert send(transport).reply // 100 == 2


def test_second_try_makes_no_other_message(way_out: WayOut) -> None:
    transport, arrived = way_out
    send(transport)
    send(transport)
    assert set(arrived()) == {DATA}


def test_two_letters_arrive_as_two(way_out: WayOut) -> None:
    transport, arrived = way_out
    other = message_bytes(a_message(id_header="<l_2@signoff.opcc.example>"))
    send(transport)
    send(transport, other)
    assert sorted(arrived()) == sorted([DATA, other])


@pytest.mark.parametrize(
    "recipient", ["a@opcc.example, b@opcc.example", "a@opcc.example\r\nRCPT TO:<b@x.example>", ""]
)
def test_address_that_is_not_one_plain_address_is_undeliverable_for_good(
    way_out: WayOut, recipient: str
) -> None:
    transport, arrived = way_out
    refused = failure(transport, recipient=recipient)
    assert (refused.temporary, refused.reply, arrived()) == (False, None, [])


# --- the folder -----------------------------------------------------------------------------------------


def test_file_is_named_by_the_message_id_and_a_second_try_leaves_one_file(tmp_path: Path) -> None:
    send(Maildir(tmp_path))
    send(Maildir(tmp_path))
    assert [file.name for file in tmp_path.glob("*/*")] == ["l_1@signoff.opcc.example"]


def test_file_has_the_time_of_sending_and_is_for_its_owner_alone(tmp_path: Path) -> None:
    send(Maildir(tmp_path))
    found = next(tmp_path.glob("new/*")).stat()
    assert (found.st_mtime, found.st_mode & 0o777) == (NOON.timestamp(), 0o600)


def test_folder_that_cannot_be_written_is_tried_again(tmp_path: Path) -> None:
    (tmp_path / "mail").write_text("a file where the folder should be")
    refused = failure(Maildir(tmp_path / "mail"))
    assert (refused.temporary, refused.reply) == (True, None)


@pytest.mark.parametrize("header", [b"", b"Message-ID: <../../x@y.example>\r\n"], ids=["none", "a path"])
def test_message_without_a_plain_id_is_not_kept(tmp_path: Path, header: bytes) -> None:
    with pytest.raises(Undeliverable) as caught:
        send(Maildir(tmp_path), header + b"\r\ntext")
    assert (caught.value.temporary, list(tmp_path.iterdir())) == (False, [])


# --- memory ---------------------------------------------------------------------------------------------


def test_recorder_fails_as_told_and_then_takes_messages() -> None:
    recorder = Recorder([Undeliverable(True, 451, "Come back later.")])
    assert failure(recorder).reply == 451
    assert send(recorder).detail == "Recorded as number 1."


# --- the mail server's answers --------------------------------------------------------------------------

ANSWERS = {
    "MAIL 421": (Script(mail="421 closing"), True, 421),
    "MAIL 550": (Script(mail="550 no"), False, 550),
    "RCPT 451": (Script(rcpt="451 greylisted"), True, 451),
    "RCPT 550": (Script(rcpt="550 no such mailbox"), False, 550),
    "DATA 451": (Script(data="451 later"), True, 451),
    "DATA 554": (Script(data="554 no"), False, 554),
    "dot 452": (Script(dot="452 disk full"), True, 452),
    "dot 554": (Script(dot="554 refused"), False, 554),
    "dropped at MAIL": (Script(mail=Fault.DROP), True, None),
    "dropped before the dot": (Script(data=Fault.DROP), True, None),
    "hanging at RCPT": (Script(rcpt=Fault.HANG), True, None),
    "hanging after the dot": (Script(dot=Fault.HANG), True, None),
}


@pytest.mark.parametrize(("script", "temporary", "reply"), ANSWERS.values(), ids=ANSWERS)
def test_answer_says_whether_to_try_again(script: Script, temporary: bool, reply: int | None) -> None:
    with serving(script) as port:
        refused = failure(smtp(port, verb_timeout_seconds=0.3, final_timeout_seconds=0.3))
    assert (refused.temporary, refused.reply, script.taken) == (temporary, reply, [])


def test_letter_dropped_after_the_dot_is_tried_again_and_bears_the_same_id() -> None:
    script = Script(dot=Fault.DROP)
    with serving(script) as port:
        first = failure(smtp(port))
        script.dot = "250 queued"
        send(smtp(port))
    assert (first.temporary, first.reply) == (True, None)
    assert [envelope.original_content for envelope in script.taken] == [DATA, DATA]


def test_answer_after_the_dot_may_take_longer_than_a_verb() -> None:
    script = Script(dot_after_seconds=0.6)
    with serving(script) as port:
        accepted = send(smtp(port, verb_timeout_seconds=0.2, final_timeout_seconds=60.0))
    assert accepted == Accepted(250, "queued")


def test_shipped_time_limits_are_those_promised() -> None:
    transport = transport_from("smtps://mail.example")
    assert isinstance(transport, Smtp)
    limits = transport.settings
    assert (limits.verb_timeout_seconds, limits.final_timeout_seconds) == (30.0, 600.0)


def test_envelope_has_one_sender_and_one_recipient() -> None:
    script = Script()
    with serving(script) as port:
        send(smtp(port))
    assert [(envelope.mail_from, envelope.rcpt_tos) for envelope in script.taken] == [(SENDER, [RECIPIENT])]


def test_server_that_is_not_there_is_tried_again() -> None:
    with serving(Script()) as port:
        pass
    refused = failure(smtp(port))
    assert (refused.temporary, refused.reply) == (True, None)


def test_detail_is_one_short_line_whatever_the_server_says() -> None:
    with serving(Script(rcpt="550-" + "no \x1b[31m" * 30 + "\r\n550 no")) as port:
        detail = failure(smtp(port)).detail
    assert len(detail) <= 200
    assert detail.isprintable()


# --- TLS and names --------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A self-signed certificate for 127.0.0.1, with its key, in one file."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "mail.example")])
    builder = x509.CertificateBuilder(
        issuer_name=name,
        subject_name=name,
        public_key=key.public_key(),
        serial_number=1,
        not_valid_before=datetime(2020, 1, 1, tzinfo=UTC),
        not_valid_after=datetime(2099, 1, 1, tzinfo=UTC),
    )
    names = x509.SubjectAlternativeName([x509.IPAddress(IPv4Address("127.0.0.1"))])
    signed = builder.add_extension(names, critical=False).sign(key, hashes.SHA256())
    encoding = serialization.Encoding.PEM
    file = tmp_path_factory.mktemp("tls") / "mail.pem"
    file.write_bytes(
        key.private_bytes(encoding, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
        + signed.public_bytes(encoding)
    )
    return file


@pytest.fixture
def server_tls(certificate: Path) -> ssl.SSLContext:
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(certificate)
    return context


def serve_tls(stack: ExitStack, script: Script, security: Security, context: ssl.SSLContext) -> int:
    starttls = context if security is Security.STARTTLS else None
    smtps = context if security is Security.SMTPS else None
    return stack.enter_context(serving(script, starttls=starttls, smtps=smtps))


BOTH = pytest.mark.parametrize("security", [Security.STARTTLS, Security.SMTPS])


@BOTH
def test_message_goes_over_tls_to_a_server_that_is_trusted(
    security: Security, server_tls: ssl.SSLContext, certificate: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    script = Script()
    with ExitStack() as stack:
        send(smtp(serve_tls(stack, script, security, server_tls), security))
    assert [envelope.original_content for envelope in script.taken] == [DATA]


@BOTH
def test_server_with_an_untrusted_certificate_gets_nothing(
    security: Security, server_tls: ssl.SSLContext
) -> None:
    script = Script()
    with ExitStack() as stack:
        refused = failure(smtp(serve_tls(stack, script, security, server_tls), security))
    assert (refused.temporary, script.taken) == (True, [])


@BOTH
def test_server_without_tls_gets_nothing(security: Security) -> None:
    script = Script()
    with serving(script) as port:
        refused = failure(smtp(port, security, verb_timeout_seconds=1))
    assert (refused.temporary, refused.reply, script.taken) == (True, None, [])


@pytest.mark.parametrize(
    ("password", "replies"), [("right:@/", [None]), ("wrong", [535])], ids=["right", "wrong"]
)
def test_name_and_password_of_the_setting_are_used(password: str, replies: list[int | None]) -> None:
    script = Script(password=b"right:@/")
    quoted = password.replace(":", "%3A").replace("@", "%40").replace("/", "%2F")
    with serving(script) as port:
        transport = transport_from(f"smtp://post%40office:{quoted}@127.0.0.1:{port}")
        try:
            send(transport)
            seen = None
        except Undeliverable as refused:
            seen = refused.reply
    assert ([seen], set(script.logins)) == (replies, {b"post@office"})


# --- the setting ----------------------------------------------------------------------------------------

SETTINGS = {
    "smtp://mail.example": ("mail.example", 587, Security.STARTTLS, None),
    "smtp://mail.example:25": ("mail.example", 25, Security.STARTTLS, None),
    "smtps://mail.example": ("mail.example", 465, Security.SMTPS, None),
    "smtps://me:secret@mail.example:4650": ("mail.example", 4650, Security.SMTPS, "me"),
    "smtp://localhost": ("localhost", 25, Security.NONE, None),
    "smtp://127.0.0.1:1025": ("127.0.0.1", 1025, Security.NONE, None),
    "smtp://[::1]:1025": ("::1", 1025, Security.NONE, None),
    "smtp://127.0.0.1.evil.example": ("127.0.0.1.evil.example", 587, Security.STARTTLS, None),
}


@pytest.mark.parametrize(("address", "expected"), SETTINGS.items(), ids=SETTINGS)
def test_setting_names_a_mail_server(address: str, expected: tuple[object, ...]) -> None:
    transport = transport_from(address)
    assert isinstance(transport, Smtp)
    chosen = transport.settings
    assert (chosen.host, chosen.port, chosen.security, chosen.user) == expected


def test_setting_names_a_folder() -> None:
    transport = transport_from("maildir:var/mail")
    assert isinstance(transport, Maildir)
    assert transport.path == Path("var/mail")


@pytest.mark.parametrize(
    "address",
    [
        "",
        "maildir:",
        "var/mail",
        "notify:",
        "http://mail.example",
        "smtp:mail.example",
        "smtp://",
        "smtp://mail.example:notaport",
        "smtp://mail.example:99999",
        "smtp://[::1",
        "smtps://me:secret@mail.example/path",
        "smtps://me:secret@mail.example?tls=no",
    ],
)
def test_other_setting_is_refused_in_one_sentence_without_its_secrets(address: str) -> None:
    with pytest.raises(Refused, match=r"^SIGNOFF_MAIL must be [^\n]+\.$") as caught:
        transport_from(address)
    assert (caught.value.rule, "secret" in str(caught.value)) == ("mail-setting", False)


def test_mail_without_tls_to_another_machine_cannot_be_set() -> None:
    with pytest.raises(ValueError, match="must go over TLS"):
        SmtpSettings(host="mail.example", port=25, security=Security.NONE)


def test_password_is_not_shown_with_the_settings() -> None:
    assert not re.search("secret", repr(transport_from("smtps://me:secret@mail.example").__dict__))
