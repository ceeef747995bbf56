"""How many sign-offs a second are decided in memory, on one core."""

from dataclasses import dataclass
from datetime import timedelta
from time import process_time

from states.authority import Authority
from states.calendar import Calendar
from states.decide import decide, statement_shown
from states.form import Form
from states.requests import Request
from states.rules.case import Case
from states.submission import Submission
from states.vocabulary import Act, Proof
from tools.bench.databases import Databases
from tools.bench.office import MORNING, new_office
from tools.bench.table import Measured
from workflow.store import offices, submissions
from workflow.usecases.visit import Visit

ACTS, RUNS = 200, 400
LATER = timedelta(hours=1)
AT_LEAST = 20_000


def measure_deciding(place: Databases) -> Measured:
    """Decide one sign-off again and again: rules, machine, the new submission and its fact. No database."""
    given = _given(place)
    # The quickest run is the one that was disturbed least.
    a_second = ACTS / min(_seconds(given) for _ in range(RUNS))
    return Measured(
        measure="decide in memory",
        database="none",
        value=f"{a_second:,.0f} acts a second",
        target=f"at least {AT_LEAST:,}",
        is_met=a_second >= AT_LEAST,
    )


@dataclass(frozen=True, kw_only=True)
class _Given:
    submission: Submission
    request: Request
    authority: Authority
    calendar: Calendar
    form: Form
    names: dict[str, str]


def _seconds(given: _Given) -> float:
    # Processor time: what else runs on the machine does not count.
    began = process_time()
    for _ in range(ACTS):
        decide(
            Case(
                now=MORNING + LATER,
                calendar=given.calendar,
                form=given.form,
                submission=given.submission,
                request=given.request,
                authority=given.authority,
                names=given.names,
            )
        )
    return process_time() - began


def _given(place: Databases) -> _Given:
    office = new_office(place.make("deciding"))
    job, desk = office.submit(), office.desk
    with desk.store.reading() as connection:
        submission = submissions.load(connection, job.submission, steps_of=desk.steps_of(connection))
        if submission is None:
            raise RuntimeError("the submission made a moment ago is gone")
        authority, people = offices.authority(connection), offices.people(connection)
        calendar = offices.working_calendar(connection)
        form = desk.form(connection, submission.route_key, submission.route_version)
    office.close()
    step = submission.open_steps()[0]
    visit = Visit(key=job.key, person=job.person, proof=Proof.CODE, step=step.key, seen=job.seen)
    return _Given(
        submission=submission,
        request=visit.request(Act.SIGN, statement=statement_shown(step, form, limb=None)),
        authority=authority,
        calendar=calendar,
        form=form,
        names={person.id: person.name for person in people.values()},
    )
