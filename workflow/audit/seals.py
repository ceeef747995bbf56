"""Seals: salted commitments to values that may have to be withheld, and the hash of a leaf."""

import hmac
from dataclasses import dataclass
from hashlib import sha256

from workflow.audit.canonical import JSON, canonical

SALT_BYTES = 32
_PREFIX = b"signoff/seal/v1\0"


@dataclass(frozen=True, slots=True)
class Opening:
    """What opens a seal (64 hex digits): its salt and the canonical bytes of the value."""

    seal: str
    salt: bytes
    value_bytes: bytes


def seal(field: str, value: JSON, salt: bytes) -> str:
    """The commitment to a value under its field's name. Raises ValueError unless the salt has 32 bytes."""
    return opening_of(field, value, salt).seal


def opening_of(field: str, value: JSON, salt: bytes) -> Opening:
    """Seal a value and keep what opens it. Raises ValueError unless the salt has 32 bytes."""
    value_bytes = canonical(value)
    return Opening(_commitment(field, value_bytes, salt), salt, value_bytes)


def opens(field: str, opening: Opening) -> bool:
    """Whether salt and value give the seal under this field's name."""
    if len(opening.salt) != SALT_BYTES:
        return False
    return hmac.compare_digest(_commitment(field, opening.value_bytes, opening.salt), opening.seal)


def leaf_hash(leaf: bytes) -> bytes:
    """The hash of a leaf of the tree (RFC 6962, section 2.1): 32 bytes."""
    return sha256(b"\0" + leaf).digest()


def _commitment(field: str, value_bytes: bytes, salt: bytes) -> str:
    # HMAC pads short keys with zeros: two salts of different length could open one seal in two ways.
    if len(salt) != SALT_BYTES:
        raise ValueError(f"a salt has {SALT_BYTES} bytes, not {len(salt)}")
    return hmac.digest(salt, _PREFIX + field.encode() + b"\0" + value_bytes, "sha256").hex()
