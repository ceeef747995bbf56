"""What an office sets for its papers: the words, lines and limits that rules compare with."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from states.names import OFFICE_ALIASES

MARKINGS = (
    "Not Protectively Marked",
    "Protect",
    "Restricted",
    "Confidential",
    "Official",
    "Official-Sensitive",
    "Secret",
    "Top Secret",
)

ABBREVIATIONS = frozenset({"PCC", "OPCC", "UK", "EU", "VAT", "HR", "IT", "FOI", "GDPR", "NHS"})

NUMBER_PATTERN = r"(?!0+/)[0-9]{2,}/[0-9]{4}"
"""Two or more digits, not all of them 0, a stroke and the year. Source: the rule `number-invalid`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Customs:
    """An office's own measures; the defaults are those of the form.

    `contract_line_pence` is whole pence, `publish_within_days` working days, `reused_share` a part of one.
    `number_pattern` is a regular expression for the whole of a paper's number. `abbreviations` need no
    explanation; `aliases` are short names of offices with their full ones.
    """

    markings: tuple[str, ...] = MARKINGS
    abbreviations: frozenset[str] = ABBREVIATIONS
    aliases: Mapping[str, str] = field(default_factory=lambda: OFFICE_ALIASES)
    number_pattern: str = NUMBER_PATTERN
    contract_line_pence: int = 1_000_000
    publish_within_days: int = 5
    reused_share: float = 0.4
