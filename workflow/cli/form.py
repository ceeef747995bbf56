"""`signoff form`: a blank form to fill in."""

from pathlib import Path

import click

from states.routes import DEFAULT_ROUTE
from workflow.cli.naming import named_route
from workflow.papers.blank import blank_form


@click.command()
@click.option(
    "--docx",
    "out",
    required=True,
    metavar="OUT",
    type=click.Path(path_type=Path),
    help="Write a Word file of this name.",
)
@click.option(
    "--route",
    "route_name",
    metavar="NAME",
    default=DEFAULT_ROUTE,
    help="The form of this route: a shipped one, or a .toml file.",
)
def form(out: Path, route_name: str) -> None:
    """Write the blank form of a route as a Word file. A file that is there already is left as it is."""
    route = named_route(route_name)
    _write_new(out, blank_form(route))
    click.echo(f"{out} is the blank form of {route.key}. Fill it in, then: signoff check {out}")


def _write_new(path: Path, data: bytes) -> None:
    try:
        with path.open("xb") as file:
            file.write(data)
    except FileExistsError:
        raise click.ClickException(
            f"{path} is there already, and may be filled in: name another file."
        ) from None
    except OSError as error:
        raise click.ClickException(
            f"{path} cannot be written ({error.strerror}): name a file in a folder of yours."
        ) from None
