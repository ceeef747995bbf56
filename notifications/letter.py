"""Letters as values: written and kept without an address to click, finished only when they are sent."""

from dataclasses import dataclass

LINK = "{link}"
"""Stands in a kept letter where its link will be; no table or backup holds a link that works."""


@dataclass(frozen=True, slots=True)
class Recipient:
    """Who a letter goes to: the person's opaque id, name as shown, and registered e-mail address."""

    person: str
    name: str
    address: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """One e-mail to one person as it is kept. `event` names its folder under `letters/`.

    `text` and `html` say the same. Where `has_link` is true each holds `{link}` exactly once.
    """

    event: str
    recipient: Recipient
    subject: str
    text: str
    html: str
    has_link: bool
