"""Many clients at once on PostgreSQL, each a process of its own."""

import multiprocessing
from collections.abc import Sequence
from contextlib import ExitStack
from datetime import datetime
from multiprocessing.connection import Connection
from statistics import median
from time import perf_counter

from tools.bench.databases import Databases
from tools.bench.office import Office, SignJob, desk_at, do, new_office
from tools.bench.table import Measured
from workflow.audit.verify import verify_live
from workflow.store.engine import Store

CLIENTS = 8
ACTS, WARM_UP, ROUNDS = 80, 4, 5
AT_LEAST = 1.0
_NOT_INTACT = 1

_Work = Sequence[tuple[SignJob, datetime]]


def measure_clients(place: Databases) -> Measured:
    """The same number of sign-offs by one client and by all of them, in turn. Nothing may fail."""
    address = place.make("clients")
    office = new_office(address)
    alone, together, errors = [], [], []
    with ExitStack() as stack:
        pipes = [_client(stack, address) for _ in range(CLIENTS)]
        errors += _share(pipes, _work(office, WARM_UP * CLIENTS))
        for _ in range(ROUNDS):
            alone.append(_a_second(pipes[:1], _work(office, ACTS), errors))
            together.append(_a_second(pipes, _work(office, ACTS), errors))
    report = verify_live(office.desk.store, now=office.clock.tick())
    office.close()
    is_intact = report.exit_code != _NOT_INTACT
    ratio = median(together) / median(alone)
    fate = f"{len(errors)} errors ({errors[0]})" if errors else "no error"
    return Measured(
        measure=f"{CLIENTS} clients against 1",
        database=place.name,
        value=f"{median(together):.0f} acts a second against {median(alone):.0f}, {fate}, "
        f"chain {'intact' if is_intact else 'NOT intact'}",
        ratio=ratio,
        target=f"at least {AT_LEAST:.1f}, no error, chain intact",
        is_met=ratio >= AT_LEAST and is_intact and not errors,
    )


def _work(office: Office, number: int) -> _Work:
    return [(office.submit(), office.clock.tick()) for _ in range(number)]


def _a_second(pipes: Sequence[Connection], work: _Work, errors: list[str]) -> float:
    began = perf_counter()
    errors += _share(pipes, work)
    return len(work) / (perf_counter() - began)


def _share(pipes: Sequence[Connection], work: _Work) -> list[str]:
    """Deal the work out, wait for everybody; gives what went wrong."""
    for n, pipe in enumerate(pipes):
        pipe.send(work[n :: len(pipes)])
    return [error for pipe in pipes for error in pipe.recv()]


def _client(stack: ExitStack, address: str) -> Connection:
    # A fresh process: nothing of this one's connections may be shared.
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe()
    process = context.Process(target=work_for, args=(address, theirs))
    process.start()
    stack.callback(process.join)
    stack.callback(ours.send, None)
    return ours


def work_for(address: str, pipe: Connection) -> None:
    """One client: make the sign-offs that come down the pipe, answer with their errors; None ends it."""
    store = Store(address)
    desk = desk_at(store)
    while (work := pipe.recv()) is not None:
        errors = []
        for job, now in work:
            try:
                do(desk, job, now=now)
            except Exception as error:  # whatever it is, the table tells of it
                errors.append(f"{type(error).__name__}: {error}")
        pipe.send(errors)
    store.close()
