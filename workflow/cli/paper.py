"""`signoff read` and `signoff timeline`: a paper's fields, a submission's story."""

from pathlib import Path

import click

from states.routes import route_for, shipped_route, shipped_routes
from states.submission import Paper
from workflow.cli.entrance import desk_of, print_json, settings
from workflow.cli.telling import tell_paper, tell_timeline
from workflow.papers import Unreadable, paper_json, read_paper
from workflow.reads.timeline import timeline as timeline_of


@click.command()
@click.argument("paper", type=click.Path(path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object instead of words.")
def read(paper: Path, as_json: bool) -> None:
    """Read the fields of PAPER, a filled form as a .txt file."""
    found = read_file(paper)
    if as_json:
        print_json(paper_json(found))
    else:
        tell_paper(found)


@click.command()
@click.argument("number")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object instead of words.")
def timeline(number: str, as_json: bool) -> None:
    """Tell the story of decision NUMBER (NN/YYYY): who did what, when, after how many working days."""
    with desk_of(settings()) as desk, desk.store.reading() as connection:
        found = timeline_of(connection, number, steps_of=desk.steps_of(connection))
    if as_json:
        print_json(found.as_json())
    else:
        tell_timeline(found)


def read_file(path: Path) -> Paper:
    """The paper in a file, by the shipped route whose decider it is submitted to. Raises Unreadable."""
    try:
        data = path.read_bytes()
    except OSError as error:
        raise Unreadable(path.name, f"{error.strerror}. Check the name and the folder") from None
    first = shipped_route("pcc-decision")
    paper = read_paper(data, name=path.name, form=first.form, steps=first.steps)
    route = route_for(paper.content.submitted_to, shipped_routes())
    if route.key == first.key:
        return paper
    return read_paper(data, name=path.name, form=route.form, steps=route.steps)
