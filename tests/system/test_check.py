"""`signoff check`, `read` and `form`: what a person and a program get for a paper of their own."""

import json
import re
import subprocess
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import NO_PAPERS, PAPERS
from tests.system.commands import require_one_sentence, signoff
from tests.workflow.sample_office import BOARD_ROUTE

SAMPLE = Path(__file__).parents[2] / "workflow" / "cli" / "sample" / "paper.txt"
REAL = ["decision-05-2025", "decision-39-2025"]


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> str:
    """What `signoff check` tells a person about paper 05/2025 at eighty columns."""
    if not PAPERS.is_dir():
        pytest.skip(NO_PAPERS)
    folder = tmp_path_factory.mktemp("told")
    done = signoff("check", PAPERS / "decision-05-2025.txt", folder=folder, COLUMNS="80")
    assert (done.returncode, done.stderr) == (1, "")
    return done.stdout


@pytest.mark.parametrize("paper", REAL)
def test_the_json_of_a_real_paper_is_the_expected_one(papers: Path, tmp_path: Path, paper: str) -> None:
    expected = json.loads((papers / "expected" / f"{paper}.json").read_text(encoding="utf-8"))
    done = signoff("check", papers / f"{paper}.txt", "--json", folder=tmp_path)
    found = json.loads(done.stdout)
    assert (done.returncode, done.stderr, list(found)) == (1, "", ["paper", "findings", "counts"])
    assert {key: found["paper"][key] for key in expected["paper"]} == expected["paper"]
    assert _places(found) == _places(expected)
    assert found["counts"] == expected["counts"]


def _places(checked: dict[str, Any]) -> set[tuple[str, str, str]]:
    return {(f["rule"], f["severity"], f["where"]) for f in checked["findings"]}


def test_a_paper_that_nothing_stops_exits_with_0(tmp_path: Path) -> None:
    done = signoff("check", SAMPLE, "--json", folder=tmp_path)
    assert done.returncode == 0, done.stdout
    assert json.loads(done.stdout)["counts"]["blocks"] == 0


def test_a_paper_that_something_stops_exits_with_1(tmp_path: Path) -> None:
    paper = tmp_path / "paper.txt"
    text = SAMPLE.read_text(encoding="utf-8")
    paper.write_text(re.sub("Originator: .*", "Originator:", text), encoding="utf-8")
    done = signoff("check", paper, "--json", folder=tmp_path)
    assert done.returncode == 1
    assert ("field-missing", "blocks", "originator") in _places(json.loads(done.stdout))


def test_what_stops_a_paper_is_told_first_then_what_to_look_at_then_the_fields(told: str) -> None:
    lines = told.splitlines()
    headings = ["Stops it: 2", "To look at: 10", "Fields"]
    assert [line for line in lines if line in headings] == headings
    assert lines[-1] == "2 findings stop it, 10 to look at: it would not be accepted."


def test_each_finding_says_where_and_why_and_what_explains_it(told: str) -> None:
    words = " ".join(told.split())
    assert "Chief Executive's sign-off The Chief Executive" in words
    assert "More: signoff rules date-invalid Finance officer's certificate" in words
    assert "Why (≈ read from free text): " in words


def test_what_could_not_be_read_is_told_as_it_stands(told: str) -> None:
    assert "Chief Executive: could not be read: '19/02/205'" in told


def test_the_command_that_explains_a_rule_stands_on_one_line(told: str) -> None:
    assert told.count("signoff rules ") == 12


def test_the_words_fit_the_terminal(told: str) -> None:
    assert max(map(len, told.splitlines())) <= 80


@pytest.mark.parametrize("characters", ["ascii", "latin-1", "utf-8"])
def test_the_json_is_the_same_whatever_letters_a_terminal_has(tmp_path: Path, characters: str) -> None:
    done = signoff("check", SAMPLE, "--json", folder=tmp_path, PYTHONIOENCODING=characters)
    assert json.loads(done.stdout)["paper"]["subject"].startswith("Harbour Street Youth Boxing – ")


def test_words_are_told_on_a_terminal_that_lacks_letters(tmp_path: Path) -> None:
    done = signoff("check", SAMPLE, folder=tmp_path, PYTHONIOENCODING="ascii")
    assert (done.returncode, done.stderr) == (0, "")


def test_a_paper_commands_no_terminal(tmp_path: Path) -> None:
    paper = tmp_path / "paper.txt"
    paper.write_text(SAMPLE.read_text(encoding="utf-8").replace("Harbour", "\x1b[31mHarbour"), "utf-8")
    done = signoff("check", paper, folder=tmp_path)
    assert "\x1b" not in done.stdout
    assert "�[31mHarbour" in done.stdout


def test_a_draft_is_told_to_be_one(tmp_path: Path) -> None:
    done = signoff("check", SAMPLE, folder=tmp_path)
    assert "as a draft, against the route pcc-decision" in done.stdout
    assert done.stdout.splitlines()[-1].endswith(": it would be accepted.")


def test_settings_of_the_office_are_used(papers: Path, tmp_path: Path) -> None:
    paper = papers / "decision-05-2025.txt"
    done = signoff("check", paper, "--json", folder=tmp_path, SIGNOFF_CONTRACT_LINE="20000")
    assert "contract-threshold" not in {f["rule"] for f in json.loads(done.stdout)["findings"]}


def test_another_route_asks_for_its_own_sign_offs(papers: Path, tmp_path: Path) -> None:
    paper = papers / "decision-39-2025.txt"
    done = signoff("check", paper, "--json", "--route", "chief-executive-decision", folder=tmp_path)
    found = json.loads(done.stdout)
    assert [sign_off["office"] for sign_off in found["paper"]["sign_offs"]] == ["chief-executive"]


def test_a_route_may_be_a_file(tmp_path: Path) -> None:
    (tmp_path / "board.toml").write_text(BOARD_ROUTE)
    done = signoff("check", SAMPLE, "--route", "board.toml", folder=tmp_path)
    assert "against the route board-decision" in done.stdout


@pytest.mark.parametrize("route", ["mayor", ""])
def test_an_unknown_route_is_answered_with_those_there_are(tmp_path: Path, route: str) -> None:
    done = signoff("check", SAMPLE, "--route", route, "--json", folder=tmp_path)
    require_one_sentence(done, code=2, words="pcc-decision, pcc-decision-parallel")


def test_read_tells_every_field_in_words(tmp_path: Path) -> None:
    done = signoff("read", SAMPLE, folder=tmp_path)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("  Subject\n")


@pytest.fixture(scope="module")
def blank(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, subprocess.CompletedProcess[str]]:
    """A folder with the blank form of the default route, and what its making printed."""
    folder = tmp_path_factory.mktemp("blank")
    return folder, signoff("form", "--docx", "blank.docx", folder=folder)


def test_a_blank_form_is_written_and_what_to_do_next_is_told(
    blank: tuple[Path, subprocess.CompletedProcess[str]],
) -> None:
    folder, done = blank
    assert (done.returncode, done.stderr) == (0, "")
    assert "signoff check blank.docx" in done.stdout
    assert (folder / "blank.docx").read_bytes().startswith(b"PK")


def test_a_blank_form_is_a_draft_with_everything_missing(
    blank: tuple[Path, subprocess.CompletedProcess[str]],
) -> None:
    done = signoff("check", "blank.docx", "--json", folder=blank[0])
    assert done.returncode == 1
    found = json.loads(done.stdout)
    assert found["paper"]["subject"] is None
    assert {answer["answer"] for answer in found["paper"]["checklist"]} == {None}


def test_a_form_never_writes_over_a_file(blank: tuple[Path, subprocess.CompletedProcess[str]]) -> None:
    done = signoff("form", "--docx", "blank.docx", folder=blank[0])
    require_one_sentence(done, code=2, words="blank.docx is there already")


def test_a_form_that_cannot_be_written_is_one_sentence(tmp_path: Path) -> None:
    done = signoff("form", "--docx", "no/such/folder.docx", folder=tmp_path)
    require_one_sentence(done, code=2, words="cannot be written")
