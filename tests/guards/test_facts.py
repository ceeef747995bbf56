"""Every fact has its form, its line in the catalogue of letters, and an act that makes it."""

import ast
from pathlib import Path

import pytest

from notifications.catalogue import CATALOGUE
from states.facts import FORMS, FactName

ROOT = Path(__file__).parents[2]
MAKERS = (
    *sorted((ROOT / "workflow" / "usecases").glob("*.py")),
    ROOT / "states" / "decide.py",
    ROOT / "workflow" / "audit" / "append.py",
)
"""Where facts are made: the use cases, what they have decided for them, and the first entry of a log."""

LATER = {
    FactName.SIGNED_IN: "there are no pages to sign in to yet",
    FactName.SIGNED_OUT: "there are no pages to sign out of yet",
    FactName.SETTING_CHANGED: "settings come from the environment alone",
    FactName.LETTER_BOUNCED: "delivery reports are not read yet",
    FactName.LOG_RESTORED: "a restored copy cannot be declared yet",
    FactName.KEY_ROTATED: "there are no signed checkpoints yet",
    FactName.KEY_REVOKED: "there are no signed checkpoints yet",
    FactName.EXPORTED: "there are no exports yet",
    FactName.VERIFIED: "no verification runs by itself yet",
    FactName.ERASED: "nothing can be erased yet",
}
"""Facts whose form is fixed and which nothing makes yet, with the reason."""


def _made() -> set[FactName]:
    """Every fact that is named where facts are made."""
    return {
        FactName[node.attr]
        for path in MAKERS
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Attribute)
        and isinstance(node.value, ast.Name)
        and node.value.id == "FactName"
    }


@pytest.mark.parametrize("fact", FactName)
def test_a_fact_has_a_form(fact: FactName) -> None:
    assert fact in FORMS


@pytest.mark.parametrize("fact", FactName)
def test_a_fact_has_a_line_in_the_catalogue(fact: FactName) -> None:
    assert fact in CATALOGUE


@pytest.mark.parametrize("fact", [fact for fact in FactName if fact not in LATER])
def test_a_fact_is_made_by_some_act(fact: FactName) -> None:
    assert fact in _made()


@pytest.mark.parametrize("fact", LATER)
def test_a_fact_for_later_is_made_by_nothing_yet(fact: FactName) -> None:
    assert fact not in _made()
