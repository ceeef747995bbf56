"""Whatever entries of the right form a history holds, replaying it ends with problems, never a fault."""

import random
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from states.facts import FORMS, Actor, Fact, FactName, Form, Subject, Type
from states.vocabulary import ActorKind, Capacity, Proof, State
from workflow.audit.entry import Entry
from workflow.audit.manifest import VersionHead
from workflow.audit.replay import Replay
from workflow.audit.replay_case import ReadVersion

IDS = ["a", "b", "c"]
STEPS = ["chief-executive", "decision-maker"]
STATES = [
    *(state.value for state in State),
    "with:chief-executive",
    "with:chief-executive+decision-maker",
    None,
]
DAYS = ["0001-01-01", "2026-05-05", "2027-01-01", "9999-12-31"]
ACTS = ["signed", "sent_back", "approved", "refused", "deferred"]
DIGESTS = ["0" * 64, "1" * 64]


class Chance:
    """Makes entries of the right form with few different values in them, so that they often meet."""

    def __init__(self, seed: int) -> None:
        self.pick = random.Random(seed).choice  # noqa: S311  # the same entries in every run
        self.at = datetime(2026, 5, 5, tzinfo=UTC)

    def entry(self, n: int) -> Entry:
        name = self.pick(list(FactName))
        form = FORMS[name]
        self.at += timedelta(hours=7)
        fact = Fact(
            name,
            Subject(
                form.about, self.pick(IDS), self.pick([None, 1, 2]), self.pick(STEPS) if form.step else None
            ),
            self.pick(STATES),
            self.pick(STATES),
            self.pick([None, *DIGESTS]),
            {key: self.value(key, member.type, form) for key, member in form.data.items()},
            {key: self.pick(DIGESTS) for key in form.sealed},
        )
        if form.stays:
            fact = Fact(name, fact.about, fact.before, fact.before, fact.content, fact.data, fact.sealed)
        return Entry(
            log="opcc.example/audit/1",
            seq=n,
            prev="0" * 64,
            id=f"e{n}.0",
            at=self.at,
            fact=name,
            actor=self.actor(),
            about=fact.about,
            before=fact.before,
            after=fact.after,
            content=fact.content,
            data=fact.data,
            sealed=fact.sealed,
        )

    def actor(self) -> Actor:
        kind = self.pick(list(ActorKind))
        person = {ActorKind.SYSTEM: None, ActorKind.OPERATOR: "os:x"}.get(kind, self.pick(IDS))
        office = self.pick([None, *IDS])
        capacity = self.pick(list(Capacity)) if office else None
        return Actor(kind=kind, person=person, office=office, capacity=capacity, proof=Proof.CODE)

    def value(self, key: str, kind: Type, form: Form) -> Any:
        if form.data[key].nullable and self.pick([True, False]):
            return None
        if key == "act":
            return self.pick(ACTS)
        step = {
            "step": self.pick(STEPS),
            "order": self.pick([-1, 1, 2]),
            "office": self.pick(IDS),
            "decides": self.pick([True, False]),
            "reserved": self.pick([True, False]),
            "quorum": self.pick([-1, 1, 3]),
        }
        return {
            Type.TEXT: self.pick([*IDS, "", "01/2026", "99999999999/2026", "govern", "deputy"]),
            Type.DAY: self.pick(DAYS),
            Type.HEX: self.pick(DIGESTS),
            Type.INTEGER: self.pick([-1, 0, 1, 2**53 - 1]),
            Type.YES_NO: self.pick([True, False]),
            Type.TEXTS: self.pick([[], ["a"], ["a", "a", "b"], ["2026-05-05", "x"]]),
            Type.HELD: [],
            Type.FILE: {"sha256": "0" * 64, "size": 1},
            Type.STEPS: self.pick([[], [step], [step, step]]),
            Type.LETTERS: [],
        }[kind]

    def version(self, submission: str, number: int) -> ReadVersion | None:
        head = VersionHead(
            submission=submission,
            version=number,
            originator=self.pick(IDS),
            editors=tuple(IDS[: self.pick([0, 1, 3])]),
            route_key=self.pick(IDS),
            route_version=self.pick([-1, 0, 1]),
            route_sha256=self.pick(DIGESTS),
        )
        steps = self.pick([None, (), ("chief-executive",), ("mayor",)])
        return self.pick([None, ReadVersion(self.pick(DIGESTS), head, steps)])


@pytest.mark.parametrize("seed", range(40))
def test_a_history_of_any_facts_is_replayed_to_its_end(seed: int) -> None:
    chance = Chance(seed)
    replay = Replay(chance.version)
    for n in range(300):
        replay.take(chance.entry(n), {"0" * 64: "text", "1" * 64: 7})
    assert replay.problems
    assert replay.cases
