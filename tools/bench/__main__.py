"""`make bench`: the budgets of the design, measured. Ends 0 if all are met, 1 if not.

Times are compared within one run, both sides in turn, by their medians: a busy machine slows both.
"""

import sys
from collections.abc import Iterator

from tools.bench.checking import measure_checking
from tools.bench.clients import measure_clients
from tools.bench.cold import measure_cold
from tools.bench.crowd import measure_crowd
from tools.bench.databases import all_databases
from tools.bench.deciding import measure_deciding
from tools.bench.one_act import measure_act
from tools.bench.table import Measured, printed


def main() -> int:
    """Measure everything, print the table, give the exit code."""
    lines = []
    for line in _measures():
        print(f"measured: {line.measure}, {line.database}", file=sys.stderr, flush=True)
        lines.append(line)
    print(printed(lines))
    return 0 if all(line.is_met for line in lines) else 1


def _measures() -> Iterator[Measured]:
    with all_databases() as (sqlite, postgres):
        yield measure_act(sqlite)
        yield measure_act(postgres)
        yield measure_deciding(sqlite)
        yield measure_cold()
        yield from measure_checking(sqlite)
        yield from measure_checking(postgres)
        yield measure_crowd(sqlite)
        yield measure_crowd(postgres)
        yield measure_clients(postgres)


if __name__ == "__main__":
    sys.exit(main())
