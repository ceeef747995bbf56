"""The one refusal of this room: a file that cannot be read as a paper."""

from states.refusals import Finding, Refused
from states.vocabulary import Severity


class Unreadable(Refused):
    """The file is no paper that can be read."""

    def __init__(self, name: str, reason: str) -> None:
        message = f"{name} cannot be read: {reason}"
        super().__init__((Finding("paper-unreadable", Severity.BLOCKS, "paper", message),), {"name": name})
