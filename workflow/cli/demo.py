"""`signoff demo`: a paper goes the whole way in the terminal, and its history proves it."""

import os
import tempfile
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import date, timedelta
from importlib.resources import as_file, files
from pathlib import Path
from typing import Any

import click

from states.calendar import Calendar, is_working_day
from states.routes import Route, route_for, shipped_routes
from states.submission import Paper
from workflow.app import open_desk, open_postman, open_store
from workflow.audit.append import MAY_LEAD
from workflow.audit.verify import Report, pin_of, verify_live
from workflow.cli.audit import report_json
from workflow.cli.entrance import clock, operator, print_json
from workflow.cli.office import opening_of
from workflow.cli.outside import PAPER_FILE
from workflow.cli.rehearsal import Arrived, Done, Rehearsal
from workflow.cli.telling import tell_act, tell_letter, tell_timeline
from workflow.cli.walkthrough import LAST_DAY, begin, first_valid, has_faulty_dates, record_ink, walk_online
from workflow.cli.work import stopped_by_signal
from workflow.config import Settings, read_settings
from workflow.papers.files import paper_in, read_file
from workflow.reads.timeline import Timeline, timeline
from workflow.store.engine import Store
from workflow.store.migrate import migrate
from workflow.usecases.accept_clock import accept_clock
from workflow.usecases.desk import Desk
from workflow.usecases.office_plan import days_off, read_plan
from workflow.usecases.open_office import open_office
from workflow.usecases.visit import Receipt
from workflow.worker import work

HOST = "demo.invalid"
"""The sample office's host, which leads nowhere; on it alone may an act be marked as a demonstration's."""


@dataclass(frozen=True, kw_only=True)
class Walked:
    """What a demonstration showed."""

    submitted: Receipt
    route: Route
    story: Timeline
    report: Report


@click.command()
@click.argument("paper", required=False, type=PAPER_FILE)
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object instead of words.")
@click.option("--serve", is_flag=True, help="Afterwards submit one more paper and keep the worker running.")
@click.pass_context
def demo(context: click.Context, paper: Path | None, as_json: bool, serve: bool) -> None:
    """Walk PAPER, or else a sample paper, from draft to published.

    PAPER is a .txt, .docx or .pdf file. It happens in a fresh sample office: in the database of
    SIGNOFF_DATABASE if that is set and holds no office yet, else in a temporary folder. The office's clock
    runs through past working days.
    """
    with ExitStack() as stack:
        folder = stack.enter_context(as_file(files("workflow.cli") / "sample"))
        source = paper or folder / "paper.txt"
        chosen = _settings(stack)
        found, _ = paper_in(read_file(source), name=source.name, customs=chosen.customs)
        store = open_store(chosen)
        stack.callback(store.close)
        migrate(store)
        tell = _silent if as_json else _tell
        rehearsal = _open(chosen, store, folder / "office.toml", found, tell=tell)
        walked = _walk(rehearsal, found, source)
        if as_json:
            print_json(_as_json(walked, rehearsal))
        else:
            _tell_end(walked)
        if serve:
            _serve(rehearsal, chosen, found, walked.route)
        context.exit(0 if walked.report.exit_code == 0 else 1)


def _settings(stack: ExitStack) -> Settings:
    """The environment's settings, at an address that leads nowhere; a temporary folder if none is named."""
    given = {
        **os.environ,
        "SIGNOFF_BASE_URL": "http://demo.invalid",
        "SIGNOFF_MAIL_FROM": "signoff@demo.invalid",
    }
    if "SIGNOFF_DATABASE" not in given:
        folder = stack.enter_context(tempfile.TemporaryDirectory(prefix="signoff-"))
        given["SIGNOFF_DATABASE"] = f"sqlite:///{folder}/signoff.db"
    chosen = read_settings(given)
    if not chosen.mail.startswith("maildir:"):
        raise click.UsageError(
            "The demonstration reads its own mail: set SIGNOFF_MAIL to maildir:FOLDER, or unset it."
        )
    return chosen


def _open(chosen: Settings, store: Store, office: Path, paper: Paper, *, tell: Any) -> Rehearsal:
    plan = read_plan(office)
    off = days_off(plan, today=clock().date())
    first_day = _first_day(paper, Calendar(holidays=off.days, covers_to=off.covers_to))
    opening = opening_of(chosen, plan, office, today=first_day)
    before = open_desk(chosen, store)
    rehearsal_starts = Rehearsal.opening_hour(first_day)
    open_office(before, operator(), opening, now=rehearsal_starts)
    return Rehearsal(open_desk(chosen, store), chosen, first_day=first_day, tell=tell)


def _first_day(paper: Paper, calendar: Calendar) -> date:
    """The working day on which the walk begins: so that it ends before today, or before the paper's ink."""
    earliest = first_valid(paper)
    if has_faulty_dates(paper) and earliest:
        day = earliest - timedelta(days=21)
        while not is_working_day(calendar, day):
            day += timedelta(days=1)
        return day
    day, left = clock().date(), LAST_DAY + 2
    while left:
        day -= timedelta(days=1)
        left -= is_working_day(calendar, day)
    return day


def _walk(rehearsal: Rehearsal, paper: Paper, source: Path) -> Walked:
    desk = rehearsal.desk
    route = route_for(paper.content.submitted_to, shipped_routes())
    rehearsal.post()
    submitted = begin(rehearsal, paper.content, route_key=route.key, day=0, name="walk")
    pin = pin_of(desk.store)
    walk_online(rehearsal, submitted, paper.content)
    if has_faulty_dates(paper) and first_valid(paper):
        rehearsal.say("The paper's own dates: the same text again, and its ink recorded as it stands")
        again = begin(rehearsal, paper.content, route_key=route.key, day=LAST_DAY + 1, name="ink")
        record_ink(rehearsal, again, paper, source=source.read_bytes())
    if clock() - rehearsal.now > MAY_LEAD:
        accept_clock(desk, operator("demo-clock"), now=clock())
    with desk.store.reading() as connection:
        story = timeline(
            connection, submitted.number or "", steps_of=desk.steps_of(connection), now=rehearsal.now
        )
    report = verify_live(desk.store, now=clock(), pins=[pin])
    return Walked(submitted=submitted, route=route, story=story, report=report)


def _serve(rehearsal: Rehearsal, chosen: Settings, paper: Paper, route: Route) -> None:
    desk: Desk = rehearsal.desk
    stop = stopped_by_signal()
    waiting = begin(rehearsal, paper.content, route_key=route.key, day=LAST_DAY + 1, name="serve")
    click.echo(
        f"\n{waiting.number} now waits for its first sign-off. Letters lie in {chosen.mail}.", err=True
    )
    click.echo("The worker runs until you stop it with Ctrl-C.", err=True)
    work(desk, open_postman(chosen, clock=clock), stop=stop)


def _as_json(walked: Walked, rehearsal: Rehearsal) -> dict[str, Any]:
    story, route = walked.story, walked.route
    return {
        "number": story.number,
        "version_content": story.content,
        "route": {
            "key": route.key,
            "version": route.version,
            "sha256": route.sha256,
            "steps": [
                {"step": step.key, "order": step.order, "office": step.office, "title": step.title}
                for step in route.steps
            ],
        },
        "acts": [done.as_json() for done in rehearsal.done],
        "letters": [letter.as_json() for letter in rehearsal.letters],
        "timeline": story.as_json(),
        "audit": report_json(walked.report),
    }


def _tell(happened: Done | Arrived | str) -> None:
    if isinstance(happened, str):
        click.echo(f"\n{happened}")
    elif isinstance(happened, Done):
        tell_act(happened)
    else:
        tell_letter(happened)


def _silent(_happened: Done | Arrived | str) -> None:
    return None


def _tell_end(walked: Walked) -> None:
    click.echo("\nTimeline")
    tell_timeline(walked.story)
    click.echo("\nHistory")
    click.echo(f"  {walked.report.sentence}")
