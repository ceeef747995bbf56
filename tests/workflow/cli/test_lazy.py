"""Commands are listed without being imported, and listed as what they are."""

import click
import pytest
from click.testing import CliRunner

from workflow.cli.lazy import Later, LazyGroup
from workflow.cli.main import signoff
from workflow.cli.route import route

PLACES = [
    pytest.param(name, later, id=f"{group.name} {name}")
    for group in (signoff, route)
    for name, later in group.commands.items()
    if isinstance(later, Later)
]


@pytest.mark.parametrize(("name", "later"), PLACES)
def test_a_commands_place_leads_to_the_command_of_its_name(name: str, later: Later) -> None:
    assert later.now().name == name


@pytest.mark.parametrize(("name", "later"), PLACES)
def test_a_commands_short_help_is_how_its_own_help_begins(name: str, later: Later) -> None:
    assert (later.short_help or "") == first_sentence(later.now())


@pytest.mark.parametrize(("name", "later"), PLACES)
def test_the_list_of_commands_shows_the_short_help(name: str, later: Later) -> None:
    group = signoff if name in signoff.commands else route
    listed = " ".join(CliRunner().invoke(group, ["--help"], terminal_width=200).stdout.split())
    assert f"{name} {later.short_help}" in listed


def test_what_is_no_command_is_said_to_be_none() -> None:
    with pytest.raises(TypeError, match="PREFIX is no command"):
        Later("prefix", "workflow.config:PREFIX", "A word.").now()


def test_a_misspelt_command_is_not_found() -> None:
    found = CliRunner().invoke(signoff, ["chekc"])
    assert found.exit_code == 2
    assert "chekc" in found.stderr


def first_sentence(command: click.Command) -> str:
    text = " ".join((command.help or "").split())
    return text.partition(". ")[0].rstrip(".") + "."


def test_a_command_that_is_there_stays_itself() -> None:
    group = LazyGroup("group", commands={"here": click.Command("here")})
    assert group.get_command(click.Context(group), "here") is group.commands["here"]
