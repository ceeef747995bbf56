"""A mail server on this machine that answers as a test scripts it, on a port that the system chooses."""

import asyncio
import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from enum import StrEnum

from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session


class Fault(StrEnum):
    """What goes wrong instead of an answer."""

    HANG = "hang"
    DROP = "drop"


@dataclass
class Script:
    """The answer to each verb; `dot` is the answer to the closing dot. `taken` are the envelopes accepted."""

    mail: str | Fault = "250 OK"
    rcpt: str | Fault = "250 OK"
    data: str | Fault = "354 go on"
    dot: str | Fault = "250 queued"
    dot_after_seconds: float = 0.0
    password: bytes | None = None
    taken: list[Envelope] = field(default_factory=list)
    logins: list[bytes] = field(default_factory=list)

    async def answer(self, server: SMTP, scripted: str | Fault) -> str:
        if scripted is Fault.HANG:
            await asyncio.Event().wait()
        if scripted is Fault.DROP:
            _drop(server)
        return scripted

    async def handle_MAIL(  # noqa: N802  # the library's name
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        envelope.mail_from = address
        return await self.answer(server, self.mail)

    async def handle_RCPT(  # noqa: N802
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        envelope.rcpt_tos.append(address)
        return await self.answer(server, self.rcpt)

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802
        if str(self.dot).startswith("2") or self.dot is Fault.DROP:
            self.taken.append(envelope)
        if self.dot_after_seconds:
            await asyncio.wait([asyncio.create_task(asyncio.Event().wait())], timeout=self.dot_after_seconds)
        return await self.answer(server, self.dot)

    def authenticate(
        self, server: SMTP, session: Session, envelope: Envelope, mechanism: str, given: LoginPassword
    ) -> AuthResult:
        self.logins.append(given.login)
        return AuthResult(success=given.password == self.password, handled=False)


class _Server(SMTP):
    script: Script

    async def smtp_DATA(self, arg: str) -> None:  # noqa: N802
        if self.script.data == "354 go on":
            await super().smtp_DATA(arg)
            return
        await self.push(await self.script.answer(self, self.script.data))


def _drop(server: SMTP) -> None:
    connection = server.transport
    assert isinstance(connection, asyncio.Transport)
    connection.abort()


@contextmanager
def serving(
    script: Script, *, starttls: ssl.SSLContext | None = None, smtps: ssl.SSLContext | None = None
) -> Iterator[int]:
    """The port of a server that follows the script, until the block ends."""
    loop = asyncio.new_event_loop()
    thread = threading.Thread(target=loop.run_forever)
    thread.start()

    def protocol() -> _Server:
        server = _Server(
            script,
            hostname="mail.example",
            loop=loop,
            tls_context=starttls,
            authenticator=script.authenticate,
            auth_require_tls=False,
        )
        server.script = script
        return server

    async def start() -> asyncio.Server:
        return await loop.create_server(protocol, "127.0.0.1", 0, ssl=smtps)

    async def stop() -> None:
        server.close()
        others = asyncio.all_tasks() - {asyncio.current_task()}
        for task in others:
            task.cancel()
        await asyncio.gather(*others, return_exceptions=True)

    server = asyncio.run_coroutine_threadsafe(start(), loop).result()
    try:
        yield server.sockets[0].getsockname()[1]
    finally:
        asyncio.run_coroutine_threadsafe(stop(), loop).result()
        loop.call_soon_threadsafe(loop.stop)
        thread.join()
        loop.close()
