"""Whatever anybody does, in whatever order: the promises of a submission's record hold after every act."""

from contextlib import suppress
from datetime import date, timedelta
from typing import Any

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from states.calendar import london_day
from states.facts import SYSTEM
from states.refusals import Refused
from states.requests import Meeting
from states.submission import SignOff, Submission
from states.vocabulary import Act, Capacity
from tests.states import builders as build
from tests.states.facts_checked import misfits

OFFICES = sorted({office.key for route in build.ROUTES.values() for office in route.offices})
PEOPLE = (
    *(person for office in OFFICES for person in (*build.holders(office), build.deputy(office))),
    build.ORIGINATOR,
    build.EDITOR,
    build.GOVERNANCE,
    build.STRANGER,
)
WAITS = st.sampled_from((1, 24, 72, 200)).map(lambda hours: timedelta(hours=hours))
CERTIFIES = (Act.SIGN, Act.SIGN, Act.SIGN, Act.SEND_BACK)
DECIDES = (Act.APPROVE, Act.REFUSE, Act.DEFER, Act.SEND_BACK)
DECISIVE = {*CERTIFIES, *DECIDES}
ANYTHING = st.sampled_from((*Act, Act.DECLARE_INTEREST, Act.DECLARE_INTEREST))
people = st.sampled_from(PEOPLE)


class Histories(RuleBasedStateMachine):
    """Random acts of random people, many of them refused, on one submission in a random route."""

    @initialize(route=st.sampled_from(sorted(build.ROUTES)), data=st.data())
    def begin(self, route: str, data: st.DataObject) -> None:
        """Two people with another part in it act for an office too, one of them as the other's deputy."""
        walk = build.submitted(route)
        office = data.draw(st.sampled_from([step.office for step in walk.route.steps]))
        holders = [person for step in walk.route.steps for person in build.holders(step.office)]
        parts = st.sampled_from((build.ORIGINATOR, build.EDITOR, *holders))
        second, third = data.draw(parts), data.draw(parts)
        authority = build.appointing(walk.authority, office, second, capacity=Capacity.ACTING)
        authority = build.delegating(authority, office, holder=second, deputy=third)
        self.walk = walk.but(authority=authority)
        self.clock = walk.now
        self.near = (*PEOPLE, *(second, third) * 8)

    def attempt(self, act: Act, *, wait: timedelta, **asked: Any) -> None:
        self.clock += wait
        if act is Act.BRING_BACK:
            asked["by"] = SYSTEM
        with suppress(Refused):
            self.walk = self.walk.do(act, at=self.clock, **asked)

    @precondition(lambda self: self.submission.state == "sent_back")
    @rule(wait=WAITS)
    def the_originator_resubmits(self, wait: timedelta) -> None:
        self.attempt(Act.RESUBMIT, wait=wait)

    @precondition(lambda self: self.submission.state == "deferred")
    @rule(wait=WAITS)
    def the_day_of_a_deferral_comes(self, wait: timedelta) -> None:
        self.attempt(Act.BRING_BACK, wait=wait + timedelta(days=7))

    @precondition(lambda self: self.submission.open_steps())
    @rule(wait=WAITS, data=st.data())
    def the_open_step_is_taken(self, wait: timedelta, data: st.DataObject) -> None:
        """By one of its office mostly, online or in ink; by a board at a meeting."""
        step = data.draw(st.sampled_from(self.submission.open_steps()))
        act = data.draw(st.sampled_from(DECIDES if step.decides else CERTIFIES))
        own = (*build.holders(step.office), build.deputy(step.office))
        signer = data.draw(st.sampled_from((*own * 12, *self.near)))
        asked: dict[str, Any] = {"step": step.key}
        if step.quorum > 1:
            present = data.draw(st.lists(st.sampled_from((*own * 3, *self.near)), max_size=4))
            asked["meeting"] = self.met(wait, data, (*own[:2], *present))
        elif data.draw(st.booleans()):
            asked |= {"by": build.GOVERNANCE, "ink": build.ink(signer, self.day(wait, data))}
        else:
            asked["by"] = signer
        self.attempt(act, wait=wait, **asked)

    @rule(wait=WAITS, act=ANYTHING, by=people, bars=st.booleans(), data=st.data())
    def anybody_does_anything(
        self, wait: timedelta, act: Act, by: str, bars: bool, data: st.DataObject
    ) -> None:
        asked: dict[str, Any] = {"bars": bars} if act is Act.DECLARE_INTEREST else {}
        if act in DECISIVE:
            asked["step"] = data.draw(st.sampled_from([step.key for step in self.walk.route.steps]))
        self.attempt(act, wait=wait, by=by, **asked)

    def day(self, wait: timedelta, data: st.DataObject) -> date:
        """A day of ink or of a meeting: today mostly, else some days before, or to come."""
        ago = data.draw(st.sampled_from((0, 0, 1, 2, 3, 9, -1)))
        return london_day(self.clock + wait - timedelta(days=ago))

    def met(self, wait: timedelta, data: st.DataObject, present: tuple[str, ...]) -> Meeting:
        abstained = data.draw(st.lists(st.sampled_from(PEOPLE), max_size=1))
        day = self.day(wait, data)
        return build.meeting(met_on=day, present=present, abstained=tuple(abstained))

    @invariant()
    def a_step_has_one_live_sign_off_at_most(self) -> None:
        steps = [(s.version, s.step) for s in self.submission.sign_offs if s.live]
        assert len(set(steps)) == len(steps)

    @invariant()
    def what_is_decided_has_every_sign_off_on_exactly_that_content(self) -> None:
        if self.submission.state not in {"approved", "refused", "published"}:
            return
        given = {s.step: s for s in self.submission.live_sign_offs()}
        assert set(given) == {step.key for step in self.submission.steps}
        signed = {d.sign_off: d.fact.content for d in self.walk.history if d.sign_off}
        assert {signed[sign_off] for sign_off in given.values()} == {self.submission.content}
        outcomes = {given[step.key].act for step in self.submission.steps if step.decides}
        assert outcomes <= {Act.APPROVE, Act.REFUSE}

    @invariant()
    def dates_are_in_order_along_the_route(self) -> None:
        order = {step.key: step.order for step in self.submission.steps}
        given = [s for s in self.submission.live_sign_offs() if s.step in order]
        for earlier in given:
            for later in given:
                if order[earlier.step] < order[later.step]:
                    assert earlier.signed_on <= later.signed_on
                    assert earlier.at <= later.at

    @invariant()
    def nothing_is_signed_before_its_day_or_by_one_with_a_conflict(self) -> None:
        for decided in self.walk.history:
            if decided.sign_off:
                assert decided.sign_off.signed_on <= london_day(decided.sign_off.at)
                assert not decided.before.barred & self.fillers(decided.sign_off)

    @invariant()
    def the_record_is_the_fold_of_its_facts(self) -> None:
        state: str | None = None
        for decided in self.walk.history:
            assert decided.fact.before == state
            state = decided.fact.after
        assert state == self.submission.state
        assert misfits(self.walk.history[-1].fact) == []

    @invariant()
    def nobody_takes_two_steps(self) -> None:
        steps: dict[str, set[str]] = {}
        for sign_off in self.submission.sign_offs:
            for person in self.fillers(sign_off):
                steps.setdefault(person, set()).add(sign_off.step)
        assert [person for person, taken in steps.items() if len(taken) > 1] == []

    @invariant()
    def nobody_signs_what_they_wrote(self) -> None:
        writers = self.submission.editors | {self.submission.originator}
        assert all(not writers & self.fillers(sign_off) for sign_off in self.submission.sign_offs)

    @property
    def submission(self) -> Submission:
        return self.walk.submission

    def fillers(self, sign_off: SignOff) -> frozenset[str]:
        """Who signed, who voted, and for whom a deputy signed."""
        return sign_off.people() | {sign_off.for_person or sign_off.person if not sign_off.members else ""}


Histories.TestCase.settings = settings(
    max_examples=200,
    stateful_step_count=18,
    deadline=None,
    derandomize=True,
    database=None,
    suppress_health_check=[HealthCheck.too_slow],
)
test_every_history_keeps_its_promises = Histories.TestCase
