"""What a column may hold where the history does not say it to the letter."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from states.vocabulary import Severity

# A command reads the clock before it waits for the log: its rows may be this much older than its entry.
_MAY_LAG = timedelta(minutes=5)


@dataclass(frozen=True, slots=True)
class Written:
    """An instant that a row may hold: when the command began, not after its entry."""

    at: datetime

    def fits(self, found: object) -> bool:
        return isinstance(found, datetime) and self.at - _MAY_LAG <= found <= self.at

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M}"


@dataclass(frozen=True, slots=True)
class Shown:
    """What a sign-off's row may show beside its columns: members of its entry, and who voted."""

    data: Mapping[str, Any]
    members: tuple[str, ...]

    def fits(self, found: object) -> bool:
        if not isinstance(found, dict):
            return False
        shown = dict(found)
        members = shown.pop("members", [])
        return sorted(map(str, members)) == sorted(self.members) and all(
            name in self.data and self.data[name] == value for name, value in shown.items()
        )

    def __str__(self) -> str:
        return f"{self.data!r:.80}"


@dataclass(frozen=True, slots=True)
class Counted:
    """Findings of which the history tells only how many block and how many warn."""

    blocks: int
    warns: int

    def fits(self, found: object) -> bool:
        if not isinstance(found, Sequence) or not all(isinstance(one, dict) for one in found):
            return False
        severities = [one.get("severity") for one in found]
        blocks, warns = (severities.count(s.value) for s in (Severity.BLOCKS, Severity.WARNS))
        return (blocks, warns, len(severities)) == (self.blocks, self.warns, blocks + warns)

    def __str__(self) -> str:
        return f"{self.blocks} that block, {self.warns} that warn"


Fits = Written | Shown | Counted
"""What a found value is held against; as a text, what the history says."""
