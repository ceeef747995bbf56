"""`signoff import`: old papers are kept, the others are told of, and whoever gave the command sees which."""

import csv
import json
import subprocess
from io import StringIO
from pathlib import Path
from typing import Any

import pytest

from tests.system.commands import OFFICE, require_one_sentence, signoff
from tests.workflow.old_papers import old_text

UNREADABLE = "shopping.txt cannot be read: it has 0 of the decision form's 16 labels."


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with an office, and in it a folder of papers: two good ones, and what is no paper."""
    folder = tmp_path_factory.mktemp("office")
    (folder / "OFFICE.toml").write_text(OFFICE)
    papers = folder / "papers"
    (papers / "2025").mkdir(parents=True)
    (papers / "a.txt").write_text(old_text("01/2025"), encoding="utf-8")
    (papers / "2025" / "b.TXT").write_text(old_text("04/2025"), encoding="utf-8")
    (papers / "shopping.txt").write_text("Milk, eggs")
    (papers / "~$a.docx").write_text("Word's own")
    (papers / "notes.md").write_text("Not a paper")
    done = signoff("init", "OFFICE.toml", folder=folder)
    assert done.returncode == 0, done.stderr
    return folder


@pytest.fixture(scope="module")
def imported(folder: Path) -> subprocess.CompletedProcess[str]:
    """The first import of the folder."""
    return signoff("import", "papers", "--csv", "table.csv", folder=folder)


@pytest.fixture(scope="module")
def again(folder: Path, imported: subprocess.CompletedProcess[str]) -> dict[str, Any]:
    """What the import of one of the same papers says as JSON."""
    done = signoff("import", "papers/a.txt", "--json", folder=folder)
    assert done.returncode == imported.returncode - 2, done.stderr
    found: dict[str, Any] = json.loads(done.stdout)
    return found | {"stderr": done.stderr}


def test_some_that_cannot_be_read_make_it_exit_2(imported: subprocess.CompletedProcess[str]) -> None:
    assert imported.returncode == 2
    assert "Traceback" not in imported.stderr


def test_progress_and_what_cannot_be_read_are_told_beside_the_table(
    imported: subprocess.CompletedProcess[str],
) -> None:
    assert "3 of 3" in imported.stderr
    assert UNREADABLE in imported.stderr


def test_it_ends_with_a_table_the_missing_numbers_and_a_count(
    imported: subprocess.CompletedProcess[str],
) -> None:
    lines = imported.stdout.splitlines()
    assert lines[0].split() == ["paper", "number", "blocks", "warns", "worst", "finding"]
    assert [line.split()[:2] for line in lines if line.startswith("papers/2025")] == [
        ["papers/2025/b.TXT", "04/2025"]
    ]
    assert lines[-2:] == [
        "Number 02/2025–03/2025: 2 missing in the register.",
        "2 kept as historic records, 0 kept already, 1 not read.",
    ]


def test_the_csv_has_the_same_table(folder: Path, imported: subprocess.CompletedProcess[str]) -> None:
    assert imported.returncode == 2
    rows = list(csv.DictReader(StringIO((folder / "table.csv").read_text(encoding="utf-8"))))
    assert [(row["paper"], row["number"]) for row in rows] == [
        ("papers/a.txt", "01/2025"),
        ("papers/shopping.txt", ""),
        ("papers/2025/b.TXT", "04/2025"),
    ]
    assert rows[1]["worst finding"].startswith(UNREADABLE)
    assert int(rows[0]["blocks"]) >= 1


def test_json_says_what_became_of_each_and_that_it_is_historic(again: dict[str, Any]) -> None:
    (paper,) = again["papers"]
    assert again["historic"] is True
    assert (paper["became"], paper["number"], paper["reason"]) == ("already", "01/2025", None)
    assert paper["counts"]["blocks"] == sum(f["severity"] == "blocks" for f in paper["findings"])
    assert again["counts"] == {"kept": 0, "already": 1, "not read": 0}
    assert again["missing"] == [{"first": "02/2025", "last": "03/2025", "missing": 2}]


def test_the_same_paper_again_is_said_to_be_kept(again: dict[str, Any]) -> None:
    assert again["stderr"] == "papers/a.txt is already kept as 01/2025.\n"


@pytest.mark.usefixtures("imported")
def test_the_timeline_shows_an_old_paper_as_historic(folder: Path) -> None:
    done = signoff("timeline", "04/2025", folder=folder)
    assert done.returncode == 0
    words = " ".join(done.stdout.split())
    assert "Historic: kept from b.TXT on " in words
    assert "Chief Executive: “05/01/2026”, read as 2026-01-05" in words


@pytest.mark.usefixtures("imported")
def test_the_timelines_json_says_historic(folder: Path) -> None:
    found = json.loads(signoff("timeline", "04/2025", "--json", folder=folder).stdout)
    assert (found["historic"], found["state"]) == (True, "historic")
    assert found["old_paper"]["file_name"] == "b.TXT"


@pytest.mark.usefixtures("imported")
def test_the_history_is_whole_with_old_papers_in_it(folder: Path) -> None:
    report = json.loads(signoff("audit", "verify", "--json", folder=folder).stdout)
    assert (report["result"], report["problems"]) == ("intact so far", [])


def test_no_cell_of_the_csv_is_a_formula(folder: Path) -> None:
    (folder / "=SUM(A1).txt").write_text("Milk")
    signoff("import", "=SUM(A1).txt", "--csv", "formula.csv", folder=folder)
    (row,) = list(csv.reader(StringIO((folder / "formula.csv").read_text())))[1:]
    assert row[0] == "'=SUM(A1).txt"


def test_a_paper_without_a_number_is_said_to_be_found_by_its_id(folder: Path) -> None:
    (folder / "odd.txt").write_text(old_text("5-25"), encoding="utf-8")
    done = signoff("import", "odd.txt", "--office", "Elsewhere", "--json", folder=folder)
    about = json.loads(done.stdout)["papers"][0]["submission"]
    assert f"odd.txt is kept without a number: see 'signoff timeline {about}'." in done.stderr
    assert json.loads(signoff("timeline", about, "--json", folder=folder).stdout)["old_paper"]["office"] == (
        "Elsewhere"
    )


def test_a_folder_without_papers_is_said_to_have_none(folder: Path) -> None:
    (folder / "empty").mkdir()
    done = signoff("import", "empty", folder=folder)
    assert done.returncode == 2
    assert "empty cannot be read: it is a folder without any .txt, .docx or .pdf file" in done.stderr


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ((), "Missing argument"),
        (("a.txt", "--office", " "), "--office needs the name of the office"),
        (("a.txt", "--csv", "nowhere/table.csv"), "there is no folder nowhere"),
    ],
    ids=["no paper", "no office's name", "no folder for the table"],
)
def test_wrong_use_is_one_sentence(folder: Path, arguments: tuple[str, ...], words: str) -> None:
    require_one_sentence(signoff("import", *arguments, folder=folder), code=2, words=words)


def test_without_an_office_there_is_nothing_to_import_into(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(old_text(), encoding="utf-8")
    assert signoff("migrate", folder=tmp_path).returncode == 0
    done = signoff("import", "a.txt", folder=tmp_path)
    require_one_sentence(done, code=1, words="run 'signoff init' first")
