"""`signoff rules` lists the catalogue and explains each rule."""

import json

import pytest
from click.testing import CliRunner

from states.rules import CATALOGUE, GROUPS
from states.rules.case import At
from workflow.cli.rules import PLACES, rules

LISTED = [name for names in GROUPS.values() for name in names]
MEMBERS = ["name", "severity", "at", "demands", "about", "source", "reads_text", "needs_records"]


def printed(*arguments: str) -> str:
    found = CliRunner().invoke(rules, arguments, env={"COLUMNS": "80"})
    assert found.exit_code == 0, found.output
    return found.stdout


@pytest.fixture(scope="module")
def listing() -> str:
    return printed()


@pytest.fixture(scope="module")
def as_json() -> list[dict[str, object]]:
    found: list[dict[str, object]] = json.loads(printed("--json"))
    return found


def test_the_list_names_every_rule_of_the_catalogue_once_and_in_its_order(listing: str) -> None:
    rows = [line.split()[0] for line in listing.splitlines() if line.startswith("  ") and line[2:3].strip()]
    assert rows == LISTED


@pytest.mark.parametrize("heading", GROUPS)
def test_every_heading_stands_before_its_first_rule(listing: str, heading: str) -> None:
    lines = listing.splitlines()
    assert lines[lines.index(heading) + 1].split()[0] == GROUPS[heading][0]


def test_a_rule_that_reads_free_text_is_marked(listing: str) -> None:
    marked = [line.split()[0] for line in listing.splitlines() if line.startswith("  ") and " ≈ " in line]
    assert marked == [name for name in LISTED if CATALOGUE[name][0].reads_text]


def test_no_line_is_wider_than_the_terminal(listing: str) -> None:
    assert max(map(len, listing.splitlines())) <= 80


def test_the_json_has_every_rule_with_exactly_its_members(as_json: list[dict[str, object]]) -> None:
    assert [rule["name"] for rule in as_json] == LISTED
    assert {tuple(rule) for rule in as_json} == {tuple(MEMBERS)}


@pytest.mark.parametrize("name", CATALOGUE)
def test_every_rule_is_explained_with_where_it_applies_and_its_source(name: str) -> None:
    words = " ".join(printed(name).split())
    rule = CATALOGUE[name][0]
    assert words.startswith(f"{name}: {rule.demands}")
    assert rule.source.rstrip(".") in words
    assert all(PLACES[place] in words for place in rule.at)
    assert ("reads free text" in words) is rule.reads_text


@pytest.mark.parametrize("name", LISTED)
def test_one_rules_json_is_its_row_of_the_list(name: str, as_json: list[dict[str, object]]) -> None:
    assert json.loads(printed(name, "--json")) == next(rule for rule in as_json if rule["name"] == name)


@pytest.mark.parametrize("place", At)
def test_every_place_is_named_in_words(place: At) -> None:
    assert PLACES[place]


@pytest.mark.parametrize(
    ("name", "words"),
    [
        pytest.param("date-orders", "did you mean date-order", id="nearly a rule"),
        pytest.param("DATE-ORDER", "did you mean date-order", id="in capitals"),
        pytest.param("weather", "`signoff rules` lists them all", id="nothing like a rule"),
    ],
)
def test_an_unknown_name_gets_the_nearest_ones(name: str, words: str) -> None:
    found = CliRunner().invoke(rules, [name])
    assert (found.exit_code, found.stdout) == (2, "")
    assert words in found.stderr
