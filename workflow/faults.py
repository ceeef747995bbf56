"""Points at which a test kills the process, to show that nothing is lost, doubled or half-made.

They do nothing unless a test set `SIGNOFF_TESTING=1` and `SIGNOFF_KILL_AT=n`; settings refuse these on any
address that is not local.
"""

import os
import signal
from dataclasses import dataclass


@dataclass
class KillPoints:
    """Counts the points that a process passes and kills it at the n-th; 0 never kills."""

    at: int = 0
    passed: int = 0

    def reach(self, name: str) -> None:
        """Pass the point of this name, or die here as by a power cut."""
        self.passed += 1
        if self.passed == self.at:
            os.write(2, f"killed at {name}\n".encode())
            os.kill(os.getpid(), signal.SIGKILL)


points = KillPoints()
"""The process's own points; the command line sets `at` from the settings."""


def reach(name: str) -> None:
    """Pass a kill point."""
    if points.at:
        points.reach(name)
