"""The same act with ten submissions in flight and with ten thousand."""

from collections import deque
from statistics import median
from time import perf_counter

from sqlalchemy import Connection, text

from tools.bench.databases import Databases
from tools.bench.office import Office, do, new_office, open_again
from tools.bench.table import Measured, milliseconds

FEW, MANY = 10, 10_000
WARM_UP, PAIRS = 10, 60
AT_MOST = 1.2


def measure_crowd(place: Databases) -> Measured:
    """Sign in turn where few and where many submissions are in flight; their numbers stay as they are."""
    office = new_office(place.make("few"))
    first = office.submit()
    office.close()
    crowded = place.copy("few", "many")
    few = _InFlight(open_again(place.address("few"), office.clock), first.submission)
    many = _InFlight(open_again(crowded, office.clock), first.submission)
    with many.office.desk.store.writing() as connection:
        fill(connection, first.submission, copies=MANY - FEW)
    with_few, with_many = [], []
    for _ in range(WARM_UP + PAIRS):
        with_few.append(few.sign_one())
        with_many.append(many.sign_one())
    for one in (few, many):
        one.office.close()
    ours, theirs = with_many[WARM_UP:], with_few[WARM_UP:]
    ratio = median(ours) / median(theirs)
    return Measured(
        measure=f"one sign-off, {MANY:,} in flight against {FEW}",
        database=place.name,
        value=f"{milliseconds(ours)} against {milliseconds(theirs)}",
        ratio=ratio,
        target=f"at most {AT_MOST:.1f}",
        is_met=ratio <= AT_MOST,
    )


class _InFlight:
    """An office that begins one paper for each that it takes back."""

    def __init__(self, office: Office, first: str) -> None:
        self.office = office
        self._own = deque([first, *(office.submit().submission for _ in range(FEW - 1))])

    def sign_one(self) -> float:
        """The seconds that the next sign-off takes; making room for it is not timed."""
        self.office.withdraw(self._own.popleft())
        job, now = self.office.submit(), self.office.clock.tick()
        self._own.append(job.submission)
        began = perf_counter()
        do(self.office.desk, job, now=now)
        return perf_counter() - began


_COPIED = {
    "submission": ("id = :of", {"id": "id || n", "number": "'C' || n"}),
    "submission_editor": ("submission = :of", {"submission": "submission || n"}),
    "version": ("submission = :of", {"submission": "submission || n"}),
    "link": (
        "submission = :of",
        {"id": "id || n", "submission": "submission || n", "token_hash": "{random}"},
    ),
    "letter": (
        "submission = :of",
        {"id": "id || n", "submission": "submission || n", "link": "link || n"},
    ),
    "command": (
        "key || '.0' IN (SELECT entry_id FROM audit_entry WHERE about_id = :of)",
        {"key": "key || n"},
    ),
    "audit_opening": ("salt IS NOT NULL", {"seal": "{random}"}),
    "audit_entry": (
        "about_id = :of",
        {
            "seq": "(SELECT size - 1 FROM audit_head) + row_number() OVER (ORDER BY n, seq)",
            "leaf_hash": "{random}",
            "entry_id": "entry_id || n",
            "about_id": "about_id || n",
        },
    ),
}
"""Which rows belong to a submission, and what differs in the n-th copy of each."""

_RANDOM = {"sqlite": "randomblob(32)", "postgresql": "sha256(convert_to(random()::text || n, 'UTF8'))"}


def fill(connection: Connection, submission: str, *, copies: int) -> None:
    """Put copies of one submission's rows beside it, made by SQL: ten thousand acts would take minutes.

    They are of the right size in every table and index, the history's included, but nobody could verify
    them: seals and hashes are random, for they must be unique.
    """
    inspector = "SELECT * FROM {} WHERE 1 = 0"
    for table, (where, differs) in _COPIED.items():
        names = list(connection.execute(text(inspector.format(table))).keys())
        values = ", ".join(differs.get(name, name) for name in names)
        statement = (
            "WITH RECURSIVE copies(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM copies WHERE n < :copies) "
            f"INSERT INTO {table} ({', '.join(names)}) "
            f"SELECT {values.format(random=_RANDOM[connection.dialect.name])} FROM {table}, copies "
            f"WHERE {where}{' ORDER BY n, seq' if table == 'audit_entry' else ''}"
        )
        own = {"copies": copies} | ({"of": submission} if ":of" in where else {})
        connection.execute(text(statement), own)
    connection.execute(
        text(
            "UPDATE audit_head SET size = (SELECT MAX(seq) + 1 FROM audit_entry), last_hash = "
            "(SELECT leaf_hash FROM audit_entry ORDER BY epoch DESC, seq DESC LIMIT 1)"
        )
    )
    connection.execute(text("ANALYZE"))
