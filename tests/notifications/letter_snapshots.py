"""Snapshots: what letters look like, as plain files that people read and review."""

import os
from pathlib import Path

FOLDER = Path(__file__).parent / "snapshots"
WRITE = os.environ.get("SIGNOFF_SNAPSHOTS") == "write"


def kept(name: str, seen: str) -> str:
    """The snapshot of that name. With SIGNOFF_SNAPSHOTS=write what was seen becomes the snapshot first."""
    file = FOLDER / name
    if WRITE:
        FOLDER.mkdir(exist_ok=True)
        file.write_text(seen, encoding="utf-8")
    assert file.exists(), f"no snapshot {name}: run with SIGNOFF_SNAPSHOTS=write, then read what it wrote"
    return file.read_text(encoding="utf-8")
