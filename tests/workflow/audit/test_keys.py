"""The audit key file: made once and whole, and refused when anybody else could have read it."""

from pathlib import Path

import pytest

from states.refusals import Refused
from workflow.audit.keys import ensure_key, read_key

SEED = bytes(range(32))


def test_the_key_is_made_at_the_first_start_for_its_owner_alone(tmp_path: Path) -> None:
    path = tmp_path / "var" / "audit.key"
    assert ensure_key(path, new_seed=SEED) == SEED
    assert path.read_text() == SEED.hex() + "\n"
    assert path.stat().st_mode & 0o777 == 0o600
    assert list(path.parent.iterdir()) == [path]


def test_a_key_that_is_there_is_kept(tmp_path: Path) -> None:
    path = tmp_path / "audit.key"
    ensure_key(path, new_seed=SEED)
    assert ensure_key(path, new_seed=b"\1" * 32) == SEED


@pytest.mark.parametrize("mode", [0o640, 0o604, 0o620, 0o601])
def test_a_key_that_others_can_use_is_refused(tmp_path: Path, mode: int) -> None:
    path = tmp_path / "audit.key"
    ensure_key(path, new_seed=SEED)
    path.chmod(mode)
    with pytest.raises(Refused, match=r"can be read by others\. Run: chmod 600"):
        read_key(path)


@pytest.mark.parametrize("text", ["", "00", "g" * 64, "A" * 64, "0" * 65, " " + "0" * 64, "0" * 64 + "\n\n"])
def test_a_malformed_key_is_refused(tmp_path: Path, text: str) -> None:
    path = tmp_path / "audit.key"
    path.touch(mode=0o600)
    path.write_text(text)
    with pytest.raises(Refused, match="is not a key of 64 hex digits"):
        ensure_key(path, new_seed=SEED)


def test_a_missing_key_is_refused_where_it_must_be_there(tmp_path: Path) -> None:
    with pytest.raises(Refused, match="cannot be read") as refused:
        read_key(tmp_path / "audit.key")
    assert refused.value.rule == "audit-key"


def test_a_key_that_cannot_be_made_is_refused(tmp_path: Path) -> None:
    (tmp_path / "var").write_text("a file, not a folder")
    with pytest.raises(Refused, match="The audit key"):
        ensure_key(tmp_path / "var" / "audit.key", new_seed=SEED)


def test_a_seed_of_another_length_makes_no_key(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="a seed has 32 bytes"):
        ensure_key(tmp_path / "audit.key", new_seed=b"\1" * 31)
    assert not (tmp_path / "audit.key").exists()
