"""What a check has found, as JSON and in words: what stops the paper, what to look at, its fields."""

from collections.abc import Sequence
from typing import Any

import click

from states.refusals import Finding
from states.routes import Route
from states.rules import CATALOGUE
from states.submission import Paper
from workflow.cli.fields import tell_fields
from workflow.cli.outside import NO_BREAK, print_wrapped
from workflow.cli.places import where_in_words
from workflow.papers import paper_json


def as_json(paper: Paper, findings: Sequence[Finding]) -> dict[str, Any]:
    """The object of `signoff check --json`: the paper's fields, the findings, and how many of each kind."""
    blocks = sum(finding.blocks for finding in findings)
    return {
        "paper": paper_json(paper),
        "findings": [finding.as_json() for finding in findings],
        "counts": {"blocks": blocks, "warns": len(findings) - blocks},
    }


def tell_check(paper: Paper, findings: Sequence[Finding], route: Route) -> None:
    """Print what stops the paper, what to look at, the fields, and whether it would be accepted."""
    stops = [finding for finding in findings if finding.blocks]
    others = [finding for finding in findings if not finding.blocks]
    kind = "an old paper, because it bears a date of signing" if paper.is_signed else "a draft"
    print_wrapped(f"Checked as {kind}, against the route {route.key}.", indent=0)
    _tell("Stops it", stops, route)
    _tell("To look at", others, route)
    click.echo("\nFields\n")
    tell_fields(paper, route.form, route.steps)
    click.echo()
    print_wrapped(counted(len(stops), len(others)), indent=0)


def counted(blocks: int, warns: int) -> str:
    """How many findings there are of each kind, and what follows from it."""
    looks = f"{warns} to look at" if warns else "nothing to look at"
    if not blocks:
        return f"Nothing stops it, {looks}: it would be accepted."
    stop = "1 finding stops it" if blocks == 1 else f"{blocks} findings stop it"
    return f"{stop}, {looks}: it would not be accepted."


def _tell(heading: str, findings: Sequence[Finding], route: Route) -> None:
    click.echo(f"\n{heading}: {len(findings) or 'nothing'}")
    for finding in findings:
        click.echo()
        print_wrapped(where_in_words(finding.where, route.form, route.steps), indent=2)
        print_wrapped(finding.message, indent=4)
        print_wrapped(_why(finding), indent=4)


def _why(finding: Finding) -> str:
    rule = CATALOGUE[finding.rule][0]
    read = " (≈ read from free text)" if rule.reads_text else ""
    return f"Why{read}: {rule.demands} More: signoff{NO_BREAK}rules{NO_BREAK}{rule.name}"
