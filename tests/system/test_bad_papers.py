"""A file that is no paper gets one sentence that names it and the reason, in little time and memory."""

import ctypes
import os
import resource
import subprocess
from pathlib import Path

import pytest

from tests.system.bad_papers import BAD, MEGABYTE
from tests.system.commands import LONGEST_SECONDS, SIGNOFF, environment, require_one_sentence

MOST_SECONDS = 10
MOST_BYTES = 600 * MEGABYTE

PR_CAPBSET_DROP, OVERRIDES, READS_ALL = 24, 1, 2
LIBC = ctypes.CDLL(None)


def _within_limits() -> None:
    """In the command's own process: the time and memory it may take, and nobody's privileges."""
    resource.setrlimit(resource.RLIMIT_AS, (MOST_BYTES, MOST_BYTES))
    resource.setrlimit(resource.RLIMIT_CPU, (MOST_SECONDS, MOST_SECONDS))
    if os.geteuid() == 0:
        for capability in (OVERRIDES, READS_ALL):
            LIBC.prctl(PR_CAPBSET_DROP, capability, 0, 0, 0)


def _limited(*arguments: str, folder: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [SIGNOFF, *arguments],
        cwd=folder,
        env=environment(folder, {}),
        preexec_fn=_within_limits,
        capture_output=True,
        text=True,
        timeout=LONGEST_SECONDS,
        check=False,
    )


@pytest.mark.parametrize("name", BAD)
def test_check_names_the_file_and_the_reason_and_writes_nothing(tmp_path: Path, name: str) -> None:
    make, words = BAD[name]
    make(tmp_path / name)
    before = sorted(tmp_path.rglob("*"))
    done = _limited("check", name, "--json", folder=tmp_path)
    require_one_sentence(done, code=2, words=words)
    assert done.stderr.startswith(f"{name} cannot be read: ")
    assert sorted(tmp_path.rglob("*")) == before


@pytest.mark.parametrize(
    "command", [["read"], ["read", "--json"], ["check"], ["demo", "--json"]], ids=" ".join
)
def test_every_command_that_takes_a_paper_says_the_same(tmp_path: Path, command: list[str]) -> None:
    name, (make, words) = "letter.txt", BAD["letter.txt"]
    make(tmp_path / name)
    require_one_sentence(_limited(*command, name, folder=tmp_path), code=2, words=words)


@pytest.mark.parametrize("name", ["two\nlines.txt", "\x1b[31mred.txt", "\udcff.txt"], ids=ascii)
def test_an_odd_file_name_is_told_on_one_line_and_commands_no_terminal(tmp_path: Path, name: str) -> None:
    done = _limited("check", name, folder=tmp_path)
    require_one_sentence(done, code=2, words="cannot be read")
    assert "\x1b" not in done.stderr
