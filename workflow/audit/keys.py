"""Key files: 32 secret bytes that their owner alone can read. The audit key gives a verifier key."""

import base64
import os
import re
import stat
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from states.refusals import Refused, refusal

SEED_BYTES = 32
_ED25519 = b"\x01"
_SEED = re.compile(rb"[0-9a-f]{64}\n?")


@dataclass(frozen=True, slots=True)
class KeyFile:
    """What a key is called, the setting that names its file, and the rule that a useless one breaks."""

    name: str
    setting: str
    rule: str


AUDIT_KEY = KeyFile("audit key", "SIGNOFF_AUDIT_KEY", "audit-key")
LINK_KEY = KeyFile("link key", "SIGNOFF_LINK_KEY", "link-key")


def read_key(path: Path, *, of: KeyFile = AUDIT_KEY) -> bytes:
    """The seed (32 bytes) in the key file. Refuses one that is missing, malformed or readable by others."""
    try:
        with path.open("rb") as file:
            mode, text = os.fstat(file.fileno()).st_mode, file.read(SEED_BYTES * 2 + 2)
    except OSError as error:
        raise _unusable(of, path, f"cannot be read ({error.strerror})", f"Check {of.setting}.") from None
    if mode & (stat.S_IRWXG | stat.S_IRWXO):
        raise _unusable(of, path, "can be read by others", f"Run: chmod 600 {path}")
    if _SEED.fullmatch(text) is None:
        raise _unusable(of, path, "is not a key of 64 hex digits", "Put the right file back.")
    return bytes.fromhex(text.decode())


def ensure_key(path: Path, *, new_seed: bytes, of: KeyFile = AUDIT_KEY) -> bytes:
    """The seed in the key file, made whole from `new_seed` where there is none. Refuses as `read_key`."""
    if len(new_seed) != SEED_BYTES:
        raise ValueError(f"a seed has {SEED_BYTES} bytes, not {len(new_seed)}")
    if not path.exists():
        with _writing(of, path):
            path.parent.mkdir(parents=True, exist_ok=True)
            _make(path, new_seed)
    return read_key(path, of=of)


def verifier_key(name: str, seed: bytes) -> str:
    """The public key in the form of signed notes: `<name>+<hex key id>+<base64(01 ‖ public key)>`."""
    public = _ED25519 + Ed25519PrivateKey.from_private_bytes(seed).public_key().public_bytes_raw()
    key_id = sha256(name.encode() + b"\n" + public).digest()[:4]
    return f"{name}+{key_id.hex()}+{base64.b64encode(public).decode()}"


def _make(path: Path, seed: bytes) -> None:
    descriptor, name = tempfile.mkstemp(prefix=f"{path.name}.", dir=path.parent)
    whole = Path(name)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(seed.hex().encode() + b"\n")
            file.flush()
            os.fsync(file.fileno())
        # A link never replaces: of two processes at their first start one key is kept and both read it.
        path.hardlink_to(whole)
    except FileExistsError:
        return
    finally:
        whole.unlink()
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)


@contextmanager
def _writing(of: KeyFile, path: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise _unusable(of, path, f"cannot be made ({error.strerror})", f"Check {of.setting}.") from None


def _unusable(of: KeyFile, path: Path, what: str, next_step: str) -> Refused:
    return refusal(of.rule, f"The {of.name} {path} {what}. {next_step}", where=of.setting)
