"""`signoff read` and `signoff check`: a paper's fields, and what is wrong with it."""

from datetime import datetime
from pathlib import Path

import click

from states.calendar import london_day
from states.check import check_paper
from states.refusals import Finding
from states.routes import Route, applicable_steps
from states.rules.customs import Customs
from states.submission import Paper
from workflow.bank_holidays import calendar_without_office
from workflow.cli.checking import as_json as checked_json
from workflow.cli.checking import tell_check
from workflow.cli.fields import tell_fields
from workflow.cli.naming import named_route
from workflow.cli.outside import PAPER_FILE, clock, print_json, settings
from workflow.papers import paper_json
from workflow.papers.files import paper_in, read_file

SOMETHING_BLOCKS = 1
"""The exit code where a rule stops the paper."""


@click.command()
@click.argument("paper", type=PAPER_FILE)
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object instead of words.")
def read(paper: Path, as_json: bool) -> None:
    """Read the fields of PAPER, a filled form as a .txt, .docx or .pdf file."""
    found, route = paper_in(read_file(paper), name=paper.name, customs=settings().customs)
    if as_json:
        print_json(paper_json(found))
    else:
        tell_fields(found, route.form, route.steps)


@click.command()
@click.argument("paper", type=PAPER_FILE)
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object instead of words.")
@click.option(
    "--route", "route_name", metavar="NAME", help="Check against this route: a shipped one, or a .toml file."
)
@click.pass_context
def check(context: click.Context, paper: Path, as_json: bool, route_name: str | None) -> None:
    """Say what is wrong with PAPER, a filled form as a .txt, .docx or .pdf file.

    A paper that any office has dated is checked as an old paper, else as a draft. Without --route it is
    checked against the shipped route of whoever it is submitted to.

    Exit code: 0 nothing stops it, 1 something does, 2 it cannot be read.
    """
    asked = named_route(route_name) if route_name is not None else None
    customs = settings().customs
    found, route = paper_in(read_file(paper), name=paper.name, route=asked, customs=customs)
    findings = _findings(found, route, customs, now=clock())
    if as_json:
        print_json(checked_json(found, findings))
    else:
        tell_check(found, findings, route)
    context.exit(SOMETHING_BLOCKS if any(finding.blocks for finding in findings) else 0)


def _findings(paper: Paper, route: Route, customs: Customs, *, now: datetime) -> tuple[Finding, ...]:
    """What the rules say of it today, without any office's records; what stops it comes first."""
    content = paper.content
    steps = applicable_steps(
        route,
        submitted_to=content.submitted_to,
        pence=max((amount.pence for amount in content.amounts), default=None),
        kind=content.kind,
        aliases=customs.aliases,
    )
    days = [sign_off.on for sign_off in paper.sign_offs if sign_off.on]
    findings = check_paper(
        paper,
        form=route.form,
        steps=steps,
        calendar=calendar_without_office(days, today=london_day(now)),
        now=now,
        customs=customs,
    )
    return tuple(sorted(findings, key=lambda finding: not finding.blocks))
