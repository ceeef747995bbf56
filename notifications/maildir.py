"""Mail kept as files in a folder, as mail readers know it: the default, where no mail server is set."""

import os
import re
from datetime import datetime
from email.parser import BytesHeaderParser
from pathlib import Path

from notifications.delivery import Accepted, Undeliverable, require_deliverable

_KEPT = 250
_ID_HEADER = re.compile(r"<([A-Za-z0-9][A-Za-z0-9._@-]*)>")


class Maildir:
    """Keeps each message as one file, named by its Message-ID, so that a second try is seen as such.

    Written under `tmp`, on disk before it is renamed into `new`: no reader ever meets half a letter.
    """

    def __init__(self, path: Path) -> None:
        self.path = path

    def deliver(self, message_bytes: bytes, *, envelope_from: str, recipient: str, now: datetime) -> Accepted:
        """Keep the message; the file's time is `now`. A folder that cannot be written is tried again."""
        require_deliverable(envelope_from)
        require_deliverable(recipient)
        name = _file_name(message_bytes)
        try:
            self._keep(message_bytes, name=name, now=now)
        except OSError as fault:
            reason = fault.strerror or "it cannot be written"
            raise Undeliverable(True, None, f"The mail folder failed: {reason}.") from fault
        return Accepted(_KEPT, f"Kept as new/{name}.")

    def _keep(self, message_bytes: bytes, *, name: str, now: datetime) -> None:
        for folder in ("tmp", "new", "cur"):
            # Letters hold links: nobody else on the machine may read them.
            (self.path / folder).mkdir(mode=0o700, parents=True, exist_ok=True)
        unfinished, finished = self.path / "tmp" / name, self.path / "new" / name
        descriptor = os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(descriptor, "wb") as file:
            file.write(message_bytes)
            file.flush()
            os.fsync(file.fileno())
        os.utime(unfinished, (now.timestamp(), now.timestamp()))
        unfinished.replace(finished)
        _sync_folder(finished.parent)


def _file_name(message_bytes: bytes) -> str:
    header = str(BytesHeaderParser().parsebytes(message_bytes).get("Message-ID", ""))
    found = _ID_HEADER.fullmatch(header)
    if found is None:
        raise Undeliverable(False, None, "The message has no plain Message-ID.")
    return found[1]


def _sync_folder(folder: Path) -> None:
    # Without this a power cut can take the new name with it.
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
