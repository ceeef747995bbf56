"""How long the whole command `signoff check` takes from nothing, and how much of that is imports."""

import os
import subprocess
import sys
import tempfile
from importlib.resources import as_file, files
from pathlib import Path
from statistics import median
from time import perf_counter

from tools.bench.table import Measured

RUNS = 7
AT_MOST_SECONDS = 1.0
_COMMAND = [sys.executable, "-c", "from workflow.cli.main import main; main()"]
_FOREIGN = ("sqlalchemy", "alembic", "psycopg", "sqlite3", "flask", "werkzeug", "waitress", "jinja2")


def measure_cold() -> Measured:
    """Start the command anew for each run, in an empty folder, on the sample paper."""
    with as_file(files("workflow.cli") / "sample" / "paper.txt") as paper:
        seconds = [_seconds(paper) for _ in range(RUNS)]
        imports, foreign = _imported(paper)
    whole = median(seconds)
    return Measured(
        measure="the command signoff check, from nothing",
        database="none imported" if not foreign else f"imports {', '.join(sorted(foreign))}",
        value=f"{whole:.2f} s, of which imports {imports:.2f} s",
        target=f"under {AT_MOST_SECONDS:.0f} s",
        is_met=whole < AT_MOST_SECONDS and not foreign,
    )


def _seconds(paper: Path) -> float:
    began = perf_counter()
    _run([*_COMMAND, "check", str(paper)])
    return perf_counter() - began


def _imported(paper: Path) -> tuple[float, set[str]]:
    """The seconds spent in imports, the interpreter's own among them, and what should not be there."""
    told = _run([_COMMAND[0], "-X", "importtime", *_COMMAND[1:], "check", str(paper)])
    lines = [line.split("|") for line in told.splitlines() if line.startswith("import time:")]
    rows = [(int(own.partition(":")[2]), name.strip()) for own, _, name in lines[1:]]
    names = {name.partition(".")[0] for _, name in rows}
    return sum(own for own, _ in rows) / 1e6, names.intersection(_FOREIGN)


def _run(command: list[str]) -> str:
    with tempfile.TemporaryDirectory() as folder:
        path = os.pathsep.join(part or str(Path.cwd()) for part in sys.path)
        done = subprocess.run(
            command,
            cwd=folder,
            env={**os.environ, "PYTHONPATH": path},
            capture_output=True,
            text=True,
            check=False,
        )
    if done.returncode not in {0, 1}:
        raise RuntimeError(f"signoff check ended with {done.returncode}: {done.stderr}")
    return done.stderr
