"""E-mail addresses: one plain form, or none. Two spellings of one mailbox never pass for two people."""

import re

from states.refusals import Refused, refusal

# Fewer characters than the mail standard allows: `%`, `!`, `=` and `?` have been routes and encoded words.
_LOCAL = re.compile(r"[a-z0-9_+'&-]+(\.[a-z0-9_+'&-]+)*")
_LABEL = r"[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?"
_DOMAIN = re.compile(rf"{_LABEL}(\.{_LABEL})+")
_LONGEST_LOCAL = 64
_LONGEST_ADDRESS = 254


def require_address(address: str) -> str:
    """The canonical form (lower case, ASCII domain) of one plain `local@domain`.

    Refuses (`address-invalid`) all else: quotes, comments, lists, spaces, control characters, and domains
    that only look like another once mapped to ASCII. The sentence does not repeat the address.
    """
    local, _, domain = address.rpartition("@")
    # Only then to lower case: the Kelvin sign would become a plain "k".
    local = local.lower() if local.isascii() else ""
    domain = _ascii_domain(domain)
    if not _LOCAL.fullmatch(local) or not _DOMAIN.fullmatch(domain):
        raise _not_plain()
    if len(local) > _LONGEST_LOCAL or len(local) + len(domain) >= _LONGEST_ADDRESS:
        raise _not_plain()
    return f"{local}@{domain}"


def _ascii_domain(domain: str) -> str:
    if domain.isascii():
        return domain.lower()
    try:
        encoded = domain.lower().encode("idna")
        # A letter that the encoding maps to another (ß, full width) would be a look-alike.
        same = encoded.decode("idna") == domain.lower()
    except UnicodeError:
        return ""
    return encoded.decode("ascii") if same else ""


def _not_plain() -> Refused:
    return refusal(
        "address-invalid",
        "This is not one plain e-mail address such as name@example.org; correct it and try again.",
        where="address",
    )
