"""The rules stay pure and small: no clock, no input or output, one row an act, names that never change."""

import ast
import re
from collections.abc import Iterator
from enum import StrEnum
from pathlib import Path

import pytest

from states.facts import FactName
from states.moves import MOVES
from states.rules import CATALOGUE, Rule
from states.vocabulary import Act, ActorKind, Capacity, Function, Kind, Outcome, Proof, Severity, State

ROOT = Path(__file__).parents[2]
STATES = sorted((ROOT / "states").rglob("*.py"))
TESTS = sorted((ROOT / "tests" / "states").rglob("*.py"))
OURS = sorted(
    path for room in ("states", "notifications", "workflow") for path in (ROOT / room).rglob("*.py")
)
ROOMS = {"states", "notifications", "workflow"}

READS_ROUTES = {"states/routes.py"}
"""Route files are read here, and nothing is anywhere else."""

FORBIDDEN_IMPORTS = {
    "time",
    "socket",
    "random",
    "secrets",
    "uuid",
    "subprocess",
    "sqlite3",
    "threading",
    "os",
}
FORBIDDEN_CALLS = {
    "now",
    "utcnow",
    "today",
    "sleep",
    "open",
    "read_text",
    "read_bytes",
    "write_text",
    "urandom",
}

_TABLES = "workflow/store/migrations/versions/0001_first_tables.py"
LONG_MODULES = {_TABLES: "a migration spells out every table, and is never edited again"}
LONG_FUNCTIONS = {
    f"{_TABLES}:{name}": "a migration spells out every table, and is never edited again"
    for name in ("upgrade", "downgrade")
}
"""What is longer than the house rule allows, each with the reason why."""


def named(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def nodes(path: Path) -> Iterator[ast.AST]:
    return ast.walk(ast.parse(path.read_text(encoding="utf-8")))


def imports(node: ast.AST) -> list[str]:
    """The rooms and packages that a node imports."""
    if isinstance(node, ast.ImportFrom):
        return [(node.module or "").partition(".")[0]]
    return [alias.name.partition(".")[0] for alias in node.names] if isinstance(node, ast.Import) else []


def called(node: ast.AST) -> str:
    """The last name of what a node calls: `now` of `datetime.now()`."""
    if not isinstance(node, ast.Call):
        return ""
    function = node.func
    return getattr(function, "attr", getattr(function, "id", ""))


def functions(path: Path) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    return (node for node in nodes(path) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef))


@pytest.mark.parametrize("path", STATES, ids=named)
def test_rules_read_no_clock_and_no_file(path: Path) -> None:
    calls = {called(node) for node in nodes(path)} & FORBIDDEN_CALLS
    assert calls == ({"read_text"} if named(path) in READS_ROUTES else set())


@pytest.mark.parametrize("path", STATES + TESTS, ids=named)
def test_rules_and_their_tests_import_neither_clock_nor_chance_nor_network(path: Path) -> None:
    assert {name for node in nodes(path) for name in imports(node)} & FORBIDDEN_IMPORTS == set()


@pytest.mark.parametrize("path", TESTS, ids=named)
def test_tests_of_the_rules_wait_for_nothing(path: Path) -> None:
    assert {called(node) for node in nodes(path)} & {"now", "utcnow", "today", "sleep"} == set()


def test_every_act_has_one_row_of_moves() -> None:
    assert sorted(move.act for move in MOVES) == sorted(Act)


RULES = [rule for rules in CATALOGUE.values() for rule in rules]


@pytest.mark.parametrize("rule", RULES, ids=[rule.name for rule in RULES])
def test_a_rule_has_a_name_a_sentence_and_a_source(rule: Rule) -> None:
    assert re.fullmatch(r"[a-z]+(-[a-z]+)*", rule.name)
    assert re.fullmatch(r"[A-Z“][^.!?]*\.", rule.demands)
    assert rule.source.strip()


@pytest.mark.parametrize("rule", RULES, ids=[rule.name for rule in RULES])
def test_a_rule_that_reads_text_never_blocks(rule: Rule) -> None:
    assert not (rule.reads_text and rule.severity is Severity.BLOCKS)


STORED: dict[type[StrEnum], str] = {
    Act: "submit resubmit sign send_back approve refuse defer bring_back withdraw declare_interest pause "
    "resume publish correct withhold",
    State: "draft sent_back deferred approved refused withdrawn published historic",
    Capacity: "substantive acting deputy",
    Proof: "code sso passkey link cli demo none",
    ActorKind: "person system operator visitor",
    Severity: "blocks warns",
    Kind: "grant contract spend policy appointment other",
    Outcome: "approved refused deferred",
    Function: "certify-advice certify-money decide govern other",
    FactName: "drafted submitted resubmitted signed sent_back approved refused deferred brought_back "
    "withdrawn recorded_from_paper meeting_recorded interest_declared paused resumed reminded published "
    "corrected withheld imported turned_away person_added person_changed person_ended signed_in signed_out "
    "office_set appointed delegated appointment_ended delegation_ended route_adopted calendar_changed "
    "setting_changed letter_accepted letter_failed letter_bounced log_opened log_restored key_rotated "
    "key_revoked migrated clock_stepped exported verified erased",
}
"""What databases and histories hold. A value may be added at the end; none is changed or taken away."""


@pytest.mark.parametrize(("kind", "values"), STORED.items(), ids=[kind.__name__ for kind in STORED])
def test_stored_values_never_change(kind: type[StrEnum], values: str) -> None:
    assert [member.value for member in kind] == values.split()


@pytest.mark.parametrize("act", Act)
def test_every_act_is_named_in_the_present_and_in_the_past(act: Act) -> None:
    assert act.label
    assert act.past
    assert "_" not in act.label + act.past


@pytest.mark.parametrize("path", OURS, ids=named)
def test_a_module_fits_in_a_sitting(path: Path) -> None:
    lines = len(path.read_text(encoding="utf-8").splitlines())
    assert lines <= 400 or named(path) in LONG_MODULES


@pytest.mark.parametrize("path", OURS, ids=named)
def test_a_function_fits_on_a_screen(path: Path) -> None:
    long = {
        f"{named(path)}:{function.name}"
        for function in functions(path)
        if (function.end_lineno or 0) - function.lineno + 1 > 40
    }
    assert long <= LONG_FUNCTIONS.keys()


@pytest.mark.parametrize("path", OURS, ids=named)
def test_no_function_imports_our_own(path: Path) -> None:
    inside = {name for f in functions(path) for node in ast.walk(f) for name in imports(node)}
    assert inside & ROOMS == set()


@pytest.mark.parametrize("exception", [*LONG_MODULES, *LONG_FUNCTIONS])
def test_an_exception_names_what_is_there(exception: str) -> None:
    path, _, function = exception.partition(":")
    assert not function or function in {f.name for f in functions(ROOT / path)}
