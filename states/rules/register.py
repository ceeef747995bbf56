"""What a paper is compared with: the little that rules need to know of the office's other papers."""

from dataclasses import dataclass

from states.submission import Content

RUN = 8
"""So many words in a row are the same passage. Source: the rule `text-reused`."""

LATEST = 20
"""With so many of the office's latest earlier papers a text is compared."""


@dataclass(frozen=True, slots=True)
class Earlier:
    """An earlier paper of the office: what it is called, and the runs of eight words that its text has."""

    name: str
    runs: frozenset[int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Register:
    """The office's other papers as far as one paper is compared with them.

    `holding` is the content that the register holds under this paper's number, `earlier` the latest earlier
    papers, newest first, `recipients` the names to whom earlier decisions gave money.
    """

    holding: Content | None = None
    earlier: tuple[Earlier, ...] = ()
    recipients: frozenset[str] = frozenset()
