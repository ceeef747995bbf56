"""The one refusal of this room: a file that cannot be read as a paper."""

from states.refusals import Finding, Refused
from states.vocabulary import Severity


class Unreadable(Refused):
    """The file is no paper that can be read."""

    def __init__(self, name: str, reason: str) -> None:
        # A file's name may hold what no screen should be sent: line ends, terminal commands, broken bytes.
        shown = "".join(character if character.isprintable() else "?" for character in name)
        message = f"{shown} cannot be read: {reason}"
        super().__init__((Finding("paper-unreadable", Severity.BLOCKS, "paper", message),), {"name": name})
