"""One sign-off through the use case against the same writes by hand."""

from statistics import median
from time import perf_counter

from tools.bench.by_hand import ByHand, driver_for, written
from tools.bench.databases import Databases
from tools.bench.office import FIRST_STEP, do, new_office, open_again
from tools.bench.table import Measured, milliseconds

WARM_UP, PAIRS = 20, 100
AT_MOST = 3.0


def measure_act(place: Databases) -> Measured:
    """Make the same sign-offs in two copies of a database, one by one in turn: use case, hand."""
    office = new_office(place.make("use_case"))
    jobs = [office.submit() for _ in range(WARM_UP + PAIRS)]
    office.close()
    copied = place.copy("use_case", "by_hand")
    office = open_again(place.address("use_case"), office.clock)
    reader, writer = driver_for(place.address("use_case")), driver_for(copied)
    hand = ByHand(writer)
    use_case, by_hand = [], []
    for job in jobs:
        now = office.clock.tick()
        began = perf_counter()
        do(office.desk, job, now=now)
        use_case.append(perf_counter() - began)
        act = written(reader, job, before=f"with:{FIRST_STEP}")
        hand.prepare(act)
        began = perf_counter()
        hand.sign(act)
        by_hand.append(perf_counter() - began)
    for opened in (office, reader, writer):
        opened.close()
    ours, theirs = use_case[WARM_UP:], by_hand[WARM_UP:]
    ratio = median(ours) / median(theirs)
    return Measured(
        measure="one sign-off against hand-written SQL",
        database=place.name,
        value=f"{milliseconds(ours)} against {milliseconds(theirs)}",
        ratio=ratio,
        target=f"at most {AT_MOST:.1f}",
        is_met=ratio <= AT_MOST,
    )
