"""How many papers a second are checked, all rules asked, beside a register of other papers."""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import timedelta
from importlib.resources import files
from statistics import median
from time import process_time

from sqlalchemy import Connection

from states.calendar import Calendar
from states.check import check_paper
from states.routes import Route, shipped_route
from tools.bench.crowd import fill
from tools.bench.databases import Databases
from tools.bench.office import MORNING, ROUTE, Clock, new_office, open_again
from tools.bench.table import Measured
from workflow.papers import read_paper
from workflow.store import offices
from workflow.usecases.desk import Desk

FEW, SOME, MANY = 100, 1_000, 10_000
WARM_UP, ROUNDS = 3, 60
AT_LEAST, AT_MOST = 100, 1.5
LATER = timedelta(days=1)


def measure_checking(place: Databases) -> Iterator[Measured]:
    """Read and check a signed paper as text again and again, in turn beside three registers."""
    office = new_office(place.make("papers_first"))
    first = office.submit()
    office.close()
    seconds: dict[int, list[float]] = {FEW: [], SOME: [], MANY: []}
    with ExitStack() as open_ones:
        registers = [open_ones.enter_context(_at(place, size, first.submission)) for size in seconds]
        for _ in range(WARM_UP + ROUNDS):
            for register in registers:
                seconds[register.size].append(register.check_one())
    quick = {size: median(all_[WARM_UP:]) for size, all_ in seconds.items()}
    ratio = quick[MANY] / quick[FEW]
    # The quickest is the one that was disturbed least.
    a_second = 1 / min(seconds[SOME][WARM_UP:])
    yield Measured(
        measure=f"check a paper, {SOME:,} in the register",
        database=place.name,
        value=f"{a_second:,.0f} papers a second",
        target=f"at least {AT_LEAST}",
        is_met=a_second >= AT_LEAST,
    )
    yield Measured(
        measure=f"check a paper, {MANY:,} in the register against {FEW}",
        database=place.name,
        value=f"{quick[MANY] * 1000:.1f} ms against {quick[FEW] * 1000:.1f} ms",
        ratio=ratio,
        target=f"at most {AT_MOST:.1f}",
        is_met=ratio <= AT_MOST,
    )


@dataclass(kw_only=True)
class _Checking:
    """One register, and a paper to be checked beside it."""

    size: int
    connection: Connection
    desk: Desk
    calendar: Calendar
    route: Route
    paper: bytes

    def check_one(self) -> float:
        """The processor seconds of one check: the bytes read, the register looked up, every rule asked."""
        began = process_time()
        found = read_paper(self.paper, name="paper.txt", form=self.route.form, steps=self.route.steps)
        check_paper(
            found,
            form=self.route.form,
            steps=self.route.steps,
            calendar=self.calendar,
            now=MORNING + LATER,
            register=self.desk.register(self.connection, number=found.number, besides=None),
        )
        return process_time() - began


@contextmanager
def _at(place: Databases, size: int, first: str) -> Iterator[_Checking]:
    office = open_again(place.copy("papers_first", f"papers_{size}"), Clock())
    with office.desk.store.writing() as connection:
        fill(connection, first, copies=size - 1)
    with office.desk.store.reading() as connection:
        yield _Checking(
            size=size,
            connection=connection,
            desk=office.desk,
            calendar=offices.working_calendar(connection),
            route=shipped_route(ROUTE),
            paper=_signed_paper(),
        )
    office.close()


def _signed_paper() -> bytes:
    """The sample paper as an old one: dated by each officer, and of two thousand words, as people's are."""
    text = (files("workflow.cli") / "sample" / "paper.txt").read_text(encoding="utf-8")
    dated = text.replace("\nDate:", "\nDate: 03/03/2026")
    items = "\n".join(f"2.{n} {_PARAGRAPH}" for n in range(3, 28))
    filled = dated.replace("\n3. Areas for consideration:", f"{items}\n\n3. Areas for consideration:")
    if dated == text or filled == dated:
        raise RuntimeError("the sample paper is not as it was: see where its dates and its section 3 stand")
    return filled.encode()


_PARAGRAPH = (
    "The Town Council and the Harbour Street Youth Club have met twice (in March and in June) to see what "
    "the evenings changed: 35 young people came each week, the shop keepers reported fewer calls, and the "
    "coaches asked for £1,250 towards training; the Council will decide on that by itself."
)
