"""Words for the terminal: the acts and letters of a rehearsal, a timeline."""

import textwrap

import click

from workflow.cli.rehearsal import Arrived, Done
from workflow.reads.timeline import Event, Timeline

WIDTH = 96


def tell_act(done: Done) -> None:
    """Print one act of a rehearsal as it happens."""
    outcome = "refused" if done.refused else (done.receipt.state or "" if done.receipt else "")
    click.echo(f"{done.at[:16].replace('T', ' ')}  {_act(done)}: {done.person} → {outcome}")
    for finding in done.refused.findings if done.refused else ():
        words = f"{finding.rule}: {finding.message}"
        click.echo(textwrap.fill(words, WIDTH, initial_indent="    ", subsequent_indent="    "))


def _act(done: Done) -> str:
    words = done.act.replace("_", " ")
    if done.written is None:
        return words
    meant = ", supposing that was meant" if done.supposed else ""
    return f"{words}, {done.office}, dated {done.written}{meant}"


def tell_letter(letter: Arrived) -> None:
    """Print one letter of a rehearsal as it arrives."""
    click.echo(f"    letter to {letter.to}: {letter.subject}")


def tell_timeline(found: Timeline) -> None:
    """Print a submission's story, one fact a line, with the working days each step waited."""
    click.echo(f"{found.number}  {found.subject or ''}")
    click.echo(
        f"  {found.state}, version {found.version} ({(found.content or '')[:12]}), "
        f"route {found.route['key']} version {found.route['version']}, "
        f"{_days(found.working_days)} in all"
    )
    for event in found.events:
        click.echo(f"  {_told(event)}")
        for name, words in event.words.items():
            if isinstance(words, str):
                click.echo(_indented(f"{name}: {words}"))
        for finding in event.findings:
            click.echo(f"      {finding['severity']}: {finding['message']}")
    for finding in found.findings:
        click.echo(f"  {finding['severity']}: {finding['message']}")


def _told(event: Event) -> str:
    who = event.person or "the system"
    office = f", {event.office}" if event.office else ""
    capacity = f" ({event.capacity})" if event.capacity and event.capacity != "substantive" else ""
    waited = f", after {_days(event.waited)}" if event.waited is not None else ""
    later = f", on paper on {event.on}, recorded later" if event.recorded_later else ""
    when = f"{event.at[:10]} {event.at[11:16]} UTC"
    return f"{when}  {event.act.replace('_', ' '):<13} {who}{office}{capacity}{later}{waited}"


def _indented(words: str) -> str:
    return textwrap.fill(words, WIDTH, initial_indent="      ", subsequent_indent="      ")


def _days(number: int) -> str:
    return f"{number} working day" if number == 1 else f"{number} working days"
