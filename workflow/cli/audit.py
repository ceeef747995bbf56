"""`signoff audit`: is the history whole?"""

import click

from states.refusals import Refused
from workflow.app import open_store
from workflow.audit.verify import Report, pin_of, verify_live
from workflow.cli.entrance import clock, desk_of, operator, print_json, settings
from workflow.store.engine import Store
from workflow.store.migrate import require_schema
from workflow.usecases.accept_clock import accept_clock

COULD_NOT_CHECK = 2
"""A verification's exit code where it had nothing to go by."""


@click.group()
def audit() -> None:
    """The history: verify it, take a pin of it."""


@audit.command()
@click.option("--origin", help="The log it must be: <host>/audit/<epoch>.")
@click.option("--pin", "pins", multiple=True, help="A pin kept outside the building: <epoch>:<size>:<root>.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object instead of words.")
@click.pass_context
def verify(context: click.Context, origin: str | None, pins: tuple[str, ...], as_json: bool) -> None:
    """Check every entry, every act and every table that follows from them.

    Exit code: 0 intact and fits the pin, 1 not intact, 2 could not check, 3 intact so far but no pin given.
    """
    store = _open()
    report = verify_live(store, now=clock(), origin=origin, pins=pins)
    store.close()
    if report.exit_code == COULD_NOT_CHECK:
        raise click.ClickException(report.sentence)
    if as_json:
        print_json(report_json(report))
    else:
        click.echo(report.sentence)
        for problem in report.problems:
            click.echo(f"  {problem.check} {problem.where}: {problem.message}")
    context.exit(report.exit_code)


@audit.command()
def pin() -> None:
    """Print a pin of the history as it stands now. Keep it where nobody in the office can change it."""
    store = _open()
    click.echo(pin_of(store))
    store.close()


@audit.command("accept-clock")
def accept_clock_command() -> None:
    """Record that this machine's clock is right, after it was found far ahead of the last act."""
    with desk_of(settings()) as desk:
        accept_clock(desk, operator(), now=clock())
    click.echo("The clock is accepted; acts are taken again.")


def _open() -> Store:
    """The settings' database. A history that nobody can look at was not found altered: exit 2, not 1."""
    store = open_store(settings())
    try:
        require_schema(store)
    except Refused as refused:
        raise click.ClickException(str(refused)) from None
    return store


def report_json(report: Report) -> dict[str, object]:
    """A verification's result for programs."""
    return {
        "exit_code": report.exit_code,
        "result": report.result,
        "sentence": report.sentence,
        "size": report.size,
        "head": report.head,
        "facts": dict(report.facts),
        "problems": [{"check": p.check, "where": p.where, "message": p.message} for p in report.problems],
    }
