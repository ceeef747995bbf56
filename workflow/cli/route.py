"""`signoff route`: show, check and adopt routes."""

from pathlib import Path

import click

from states.diagram import route_diagram, route_table
from states.routes import Route, load_route, shipped_route
from workflow.cli.entrance import clock, desk_of, operator, settings
from workflow.usecases.adopt_route import adopt_route


@click.group()
def route() -> None:
    """Routes: the ordered steps that a paper takes, and the form it fills."""


@route.command()
@click.argument("name")
def show(name: str) -> None:
    """Show the table and the diagram of a route: NAME is a shipped one, or a .toml file."""
    found = _route(name)
    click.echo(route_table(found))
    click.echo(f"Fingerprint {found.sha256}\n")
    click.echo(route_diagram(found))


@route.command()
@click.argument("file")
def check(file: str) -> None:
    """Check a route FILE: every fault is named by its key."""
    found = _route(file)
    click.echo(f"{found.key} version {found.version} is in order: {len(found.steps)} steps.")


@route.command()
@click.argument("file")
def adopt(file: str) -> None:
    """Adopt a route: new papers may take it. Papers on their way keep the one they began with."""
    found = _route(file)
    with desk_of(settings()) as desk:
        adopt_route(desk, operator(), found, now=clock())
    click.echo(f"Adopted {found.key} version {found.version}.")


def _route(name: str) -> Route:
    return load_route(Path(name)) if name.endswith(".toml") or "/" in name else shipped_route(name)
