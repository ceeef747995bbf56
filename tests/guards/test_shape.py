"""One use case a file, named like it; every setting written down for operators."""

import importlib
import inspect
from pathlib import Path

import pytest

from workflow.config import PREFIX, Settings

ROOT = Path(__file__).parents[2]
USECASES = ROOT / "workflow" / "usecases"
SHARED = {
    "__init__": "the room's own words",
    "correspondence": "from what was decided to letters and links",
    "desk": "what every use case works with",
    "keeping": "the rows of an act",
    "new_version": "what submitting and resubmitting share",
    "office_act": "what all acts on the office share",
    "office_facts": "facts of the office, written once",
    "office_plan": "an office's file",
    "old_paper": "what an old paper's record is made of",
    "public_record": "what publishing, correcting and withholding share",
    "transaction": "the one transaction",
    "turned_away": "refusals worth keeping",
    "visit": "who comes, and what they take away",
}
"""Modules beside the use cases that are none, with what they are for."""

VERBS = sorted(path.stem for path in USECASES.glob("*.py") if path.stem not in SHARED)


@pytest.mark.parametrize("verb", VERBS)
def test_a_use_case_is_a_function_of_its_files_name(verb: str) -> None:
    module = importlib.import_module(f"workflow.usecases.{verb}")
    function = getattr(module, verb, None)
    assert inspect.isfunction(function)
    assert function.__module__ == module.__name__


@pytest.mark.parametrize("verb", VERBS)
def test_a_use_case_says_what_it_promises(verb: str) -> None:
    assert getattr(importlib.import_module(f"workflow.usecases.{verb}"), verb).__doc__


@pytest.mark.parametrize("shared", SHARED)
def test_what_is_no_use_case_is_there(shared: str) -> None:
    assert (USECASES / f"{shared}.py").is_file()


@pytest.mark.parametrize("name", [f"{PREFIX}{field.upper()}" for field in Settings.model_fields])
def test_a_setting_is_written_down_for_operators(name: str) -> None:
    words = (ROOT / "docs" / "operating.md").read_text(encoding="utf-8")
    assert f"`{name}`" in words


@pytest.mark.parametrize(
    ("name", "default"),
    [
        (f"{PREFIX}{name.upper()}", field.default)
        for name, field in Settings.model_fields.items()
        if isinstance(field.default, str) and field.default
    ],
)
def test_a_settings_default_is_the_one_written_down(name: str, default: str) -> None:
    lines = (ROOT / "docs" / "operating.md").read_text(encoding="utf-8").splitlines()
    (row,) = [line for line in lines if line.startswith(f"| `{name}`")]
    assert row.endswith(f"| `{default}` |")
