"""`signoff timeline`: a submission's story."""

import click

from workflow.cli.entrance import clock, desk_of, print_json, settings
from workflow.cli.old_papers import tell_old_paper
from workflow.cli.telling import tell_timeline
from workflow.reads.timeline import timeline as timeline_of


@click.command()
@click.argument("number")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object instead of words.")
def timeline(number: str, as_json: bool) -> None:
    """Tell the story of decision NUMBER (NN/YYYY).

    Who did what, when, in which office, after how many working days. An old paper without a number is found
    by its id, or by the first digits of its file's SHA-256.
    """
    with desk_of(settings()) as desk, desk.store.reading() as connection:
        found = timeline_of(
            connection, number, steps_of=desk.steps_of(connection), now=clock(), customs=desk.customs
        )
    if as_json:
        print_json(found.as_json())
    elif found.old_paper:
        tell_old_paper(found, found.old_paper)
    else:
        tell_timeline(found)
