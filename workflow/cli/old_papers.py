"""Words for the terminal: an old paper, as it was kept."""

from collections.abc import Mapping
from typing import Any

import click

from workflow.cli.outside import print_wrapped
from workflow.reads.old_paper import OldPaper
from workflow.reads.timeline import Timeline


def tell_old_paper(found: Timeline, paper: OldPaper) -> None:
    """Print an old paper: that it is historic, where it comes from, its dates and its findings."""
    print_wrapped(f"{found.number or '(no number)'}  {found.subject or ''}", indent=0)
    print_wrapped(
        f"Historic: kept from {paper.file_name} on {paper.kept_on} by {paper.kept_by}. "
        "Nobody signed it here.",
        indent=2,
    )
    print_wrapped(f"Paper of: {paper.office}", indent=2)
    print_wrapped(f"File: SHA-256 {paper.file_sha256}, {paper.file_size} bytes", indent=2)
    if paper.number_written != found.number:
        print_wrapped(f"Number as written: {paper.number_written or '(none)'}", indent=2)
    print_wrapped(f"Outcome: {paper.outcome or 'could not be read'}", indent=2)
    print_wrapped(f"Certificate: {_certificate(paper.certificate)}", indent=2)
    click.echo("\nDates on the paper")
    for sign_off in paper.sign_offs:
        print_wrapped(f"{sign_off['title']}: {_date(sign_off)}", indent=2)
    click.echo(f"\nFindings on that day: {len(paper.findings) or 'none'}")
    for finding in sorted(paper.findings, key=lambda one: one["severity"]):
        print_wrapped(f"{finding['severity']}: {finding['where']}: {finding['message']}", indent=2, hanging=4)


def _certificate(certificate: Mapping[str, Any]) -> str:
    limb = f"limb {certificate['limb']}) chosen" if certificate["limb"] else "no limb can be read"
    return f"{limb}, d) {'given' if certificate['regulations'] else 'not read'}"


def _date(sign_off: Mapping[str, Any]) -> str:
    if not sign_off["written"]:
        return "none"
    return f"“{sign_off['written']}”, read as {sign_off['date'] or 'no date'}"
