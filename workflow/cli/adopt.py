"""`signoff route adopt`: a route becomes one that new papers may take."""

import click

from workflow.cli.entrance import clock, desk_of, operator, settings
from workflow.cli.naming import named_route
from workflow.usecases.adopt_route import adopt_route


@click.command()
@click.argument("file")
def adopt(file: str) -> None:
    """Adopt a route: new papers may take it. Papers on their way keep the one they began with."""
    found = named_route(file)
    with desk_of(settings()) as desk:
        adopt_route(desk, operator(), found, now=clock())
    click.echo(f"Adopted {found.key} version {found.version}.")
