"""Imports go downwards, and nothing is imported that the project does not declare."""

import ast
import re
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest
from importlinter.cli import lint_imports

ROOT = Path(__file__).parents[2]
PACKAGES = ("states", "notifications", "workflow")
COME_WITH = {"pydantic_core": "pydantic, which pins it"}
"""Imported without being declared, with what brings it."""

LOADED_BY_NAME = {"psycopg": "SQLAlchemy loads the driver that an address names", "tzdata": "zoneinfo's data"}
"""Declared, and in no import statement, with what uses it."""


def _sources() -> Iterator[Path]:
    for package in PACKAGES:
        yield from sorted((ROOT / package).rglob("*.py"))


def _imported(path: Path) -> Iterator[str]:
    """The top names that a module imports."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (name.name.partition(".")[0] for name in node.names)
        if isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield node.module.partition(".")[0]


def _declared() -> set[str]:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    wanted = [*project["dependencies"], *project["optional-dependencies"]["postgres"]]
    names = (re.match(r"[A-Za-z0-9_.-]+", requirement) for requirement in wanted)
    return {name[0].lower().replace("-", "_") for name in names if name}


def test_every_import_contract_is_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    assert lint_imports("pyproject.toml", no_cache=True, no_logo=True) == 0


def test_only_declared_packages_are_imported() -> None:
    known = _declared() | set(COME_WITH) | set(PACKAGES) | set(sys.stdlib_module_names)
    foreign = {
        (str(path.relative_to(ROOT)), name)
        for path in _sources()
        for name in _imported(path)
        if name not in known
    }
    assert foreign == set()


def test_every_declared_package_is_used() -> None:
    used = {name for path in _sources() for name in _imported(path)}
    assert _declared() - used - set(LOADED_BY_NAME) == set()
