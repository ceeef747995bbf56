"""`signoff route`: show, check and adopt routes."""

import click

from states.diagram import route_diagram, route_table
from workflow.cli.lazy import Later, LazyGroup
from workflow.cli.naming import named_route


@click.group(cls=LazyGroup)
def route() -> None:
    """Routes: the ordered steps that a paper takes, and the form it fills."""


@route.command()
@click.argument("name")
def show(name: str) -> None:
    """Show the table and the diagram of a route: NAME is a shipped one, or a .toml file."""
    found = named_route(name)
    click.echo(route_table(found))
    click.echo(f"Fingerprint {found.sha256}\n")
    click.echo(route_diagram(found))


@route.command()
@click.argument("file")
def check(file: str) -> None:
    """Check a route FILE: every fault is named by its key."""
    found = named_route(file)
    click.echo(f"{found.key} version {found.version} is in order: {len(found.steps)} steps.")


route.add_command(Later("adopt", "workflow.cli.adopt:adopt", "Adopt a route: new papers may take it."))
