"""Many at once: two people on one step, one form sent many times, many papers, many postmen."""

import email
import random
import threading
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass, field, replace
from pathlib import Path

import pytest
from sqlalchemy import select

from notifications.transports import Recorder
from states.refusals import Refused
from states.vocabulary import State, open_state
from tests.faults.actor import postman
from tests.faults.invariants import broken_promises, entries_of
from tests.faults.scene import BEFORE, DEPUTIES, WALK, Office, scene, told
from workflow import outbox
from workflow.store import tables
from workflow.store.engine import Store
from workflow.usecases.deliver import deliver
from workflow.usecases.visit import Receipt

RACES = 2_000
"""On each database, over the races of this module."""

AT_ONCE = 100
FIRST_SUBMISSIONS = 50
CLIENTS = 8

CE, CFO, DECIDER = "chief-executive", "chief-finance-officer", "decision-maker"
Answer = Receipt | Refused


def at_once(*acts: Callable[[], Receipt]) -> list[Answer]:
    """Do these acts at one moment, each in a thread of its own; what each was told, in their order."""
    start = threading.Barrier(len(acts))

    def started(act: Callable[[], Receipt]) -> Answer:
        start.wait()
        return told(act)

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(started, acts))


@dataclass(frozen=True, slots=True)
class Racer:
    """One side of a race: an act, who does it, and what the loser is told if this side wins."""

    act: str
    by: str
    told: str


@dataclass(frozen=True, slots=True)
class Race:
    """Two acts on one step, by two people or in two of one person's windows."""

    one: Racer
    other: Racer


SIGN_OR_SEND_BACK = Race(
    Racer("sign", CE, "Chief Executive (The chief executive) has already signed"),
    Racer("send_back", DEPUTIES[CE], "Chief Executive (The deputy chief executive for The chief executive)"),
)
CERTIFY_OR_SEND_BACK = Race(
    Racer("certify", CFO, "Chief Finance Officer (The chief finance officer) has already signed"),
    Racer("send_back", CFO, "Chief Finance Officer (The chief finance officer) has already sent it back"),
)
APPROVE_OR_REFUSE = Race(
    Racer("approve", DECIDER, "Commissioner (The decision maker) has already approved it"),
    Racer(
        "refuse", DEPUTIES[DECIDER], "(The deputy commissioner for The decision maker) has already refused"
    ),
)
APPROVE_OR_WITHDRAW = Race(
    Racer("approve", DECIDER, "the submission is approved"),
    Racer("withdraw", "originator", "the submission is withdrawn"),
)
DECISIONS = (APPROVE_OR_REFUSE, APPROVE_OR_WITHDRAW)


@dataclass
class Course:
    """Papers that go their way by races alone: whoever wins a step decides where the paper goes next."""

    office: Office
    name: str
    chance: random.Random
    wins: Counter[str] = field(default_factory=Counter)
    wrong: list[str] = field(default_factory=list)

    def run(self, races: int) -> None:
        run = 0
        while run < races:
            about = self.office.prepared(f"{self.name}-{run}", *BEFORE["sign"])
            while run < races and (race := self._next(about, run)):
                self._race(about, race, f"{self.name}-{run}")
                run += 1

    def _next(self, about: str, run: int) -> Race | None:
        """The race on the step that is open now; a paper sent back once comes back for another try."""
        now = self.office.row(about)
        if now.state == State.SENT_BACK and now.version == 1:
            self.office.do("resubmit", f"{self.name}-again-{run}", about)
            return SIGN_OR_SEND_BACK
        return {
            open_state((CE,)): SIGN_OR_SEND_BACK,
            open_state((CFO,)): CERTIFY_OR_SEND_BACK,
            open_state((DECIDER,)): self.chance.choice(DECISIONS),
        }.get(now.state)

    def _race(self, about: str, race: Race, key: str) -> None:
        racers = [race.one, race.other]
        self.chance.shuffle(racers)  # whoever comes to the line last is often the first to leave it
        visits = [self.office.visit(one.act, f"{key}-{one.act}", about, by=one.by) for one in racers]
        first, second = at_once(
            lambda: self.office.perform(racers[0].act, visits[0]),
            lambda: self.office.perform(racers[1].act, visits[1]),
        )
        for winner, won, lost in ((racers[0], first, second), (racers[1], second, first)):
            if isinstance(won, Receipt) and isinstance(lost, Refused) and winner.told in str(lost):
                self.wins[winner.act] += 1
                return
        self.wrong.append(f"{key}: {first} {second}")


@pytest.mark.parametrize("course", range(4))
def test_of_two_acts_on_one_step_one_wins_and_the_other_is_told_who(office: Office, course: int) -> None:
    raced = Course(office, f"course-{course}", random.Random(course))  # noqa: S311  # the same every run
    raced.run(RACES // 4)
    assert raced.wrong + broken_promises(office) == []
    assert raced.wins.total() == RACES // 4
    assert min(raced.wins[act] for act in ("sign", "send_back", "certify", "approve")) > 0, raced.wins


def test_one_form_sent_a_hundred_times_at_once_is_one_act(office: Office) -> None:
    visit = office.visit("sign", "one-key", office.prepared("before", *BEFORE["sign"]))
    answers = at_once(*[lambda: office.perform("sign", visit)] * AT_ONCE)
    assert answers == [answers[0]] * AT_ONCE
    assert isinstance(answers[0], Receipt)
    assert entries_of(office.desk.store, "one-key") == ["one-key.0"]
    assert broken_promises(office) == []


def test_first_submissions_at_once_take_numbers_without_gap_or_repeat(office: Office) -> None:
    drafts = [office.prepared(f"draft-{n}", "start_draft") for n in range(FIRST_SUBMISSIONS)]
    answers = at_once(*[_submission(office, draft) for draft in drafts])
    numbers = sorted(one.number or "" for one in answers if isinstance(one, Receipt))
    assert numbers == [f"{n:02d}/2026" for n in range(1, FIRST_SUBMISSIONS + 1)], answers
    assert broken_promises(office) == []


def _submission(office: Office, draft: str) -> Callable[[], Receipt]:
    return lambda: office.do("submit", f"submit-{draft}", draft)


def test_whole_walks_by_many_clients_at_once_meet_no_error(database: str, office: Office) -> None:
    with ExitStack() as stack:
        clients = []
        for n in range(CLIENTS):
            store = Store(database)
            stack.callback(store.close)
            clients.append(_client(scene(store), f"client-{n}"))
        answers = at_once(*clients)
    assert [one.state for one in answers if isinstance(one, Receipt)] == ["published"] * CLIENTS, answers
    assert broken_promises(office) == []


def _client(office: Office, name: str) -> Callable[[], Receipt]:
    def walk() -> Receipt:
        about = office.prepared(name, *WALK[:-1])
        return office.do("publish", f"{name}-publish", about)

    return walk


def test_four_postmen_at_one_outbox_send_each_letter_once(office: Office) -> None:
    for n in range(10):
        office.prepared(f"letters-{n}", *BEFORE["approve"])
    sent = Recorder()
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(lambda n: _empty_outbox(office, sent, f"postman-{n}"), range(4)))
    with office.desk.store.reading() as connection:
        letters = Counter(
            f"<{one}@demo.invalid>"
            for one in connection.execute(
                select(tables.letter.c.id).where(tables.letter.c.status == outbox.Status.ACCEPTED)
            ).scalars()
        )
    assert Counter(email.message_from_bytes(one.message_bytes)["Message-ID"] for one in sent.taken) == letters
    assert broken_promises(office) == []


def _empty_outbox(office: Office, sent: Recorder, name: str) -> None:
    own = replace(postman(Path(), name=name), transport=sent)
    while deliver(office.desk, own):
        continue
