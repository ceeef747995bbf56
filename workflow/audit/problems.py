"""What a check of the history finds: which check, where, and in words what is wrong."""

from dataclasses import dataclass

from workflow.audit.entry import Entry, epoch_of


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is not as it must be. `where` names the entry (`entry 1:12`) or the row."""

    check: str
    where: str
    message: str


def place(entry: Entry) -> str:
    """The name of an entry: its epoch and its place in it."""
    return f"entry {epoch_of(entry.log)}:{entry.seq}"
