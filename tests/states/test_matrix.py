"""Who may do what, from where: every state of every shipped route, every act, everybody."""

from collections.abc import Iterator
from copy import deepcopy

import pytest

from states.diagram import route_diagram
from states.facts import ANY_OPEN, FORMS, SYSTEM, Actor, FactName
from states.machine import edges, machine_for
from states.moves import BY_ACT, MOVES, On
from states.refusals import Refused
from states.rules import CATALOGUE
from states.submission import Step, Submission
from states.vocabulary import Act, open_steps
from tests.states import builders as build

MAY = """
submit            draft                                      originator
resubmit          sent back                                  originator
sign              its certifying step is open                its holder, its deputy
send back         its step is open                           its holder, its deputy
approve           its deciding step is open                  its holder, its deputy
refuse            its deciding step is open                  its holder, its deputy
defer             its deciding step is open                  its holder, its deputy
bring back        deferred                                   the clock
withdraw          with somebody, sent back, deferred         originator
declare interest  draft                                      originator
declare interest  with somebody, sent back, deferred         originator, editor, any holder, any deputy
pause             with somebody, sent back, deferred         governance officer
resume            with somebody, sent back, deferred         governance officer
publish           approved, refused                          governance officer
correct           published                                  governance officer
withhold          published                                  governance officer
"""
"""Everything that may be done: what, from where, by whom. Whatever is not here is refused."""

TABLE = [
    (Act(act.replace(" ", "_")), set(sources.split(", ")), set(people.split(", ")))
    for act, sources, people in (
        [cell.strip() for cell in (line[:18], line[18:61], line[61:])] for line in MAY.strip().splitlines()
    )
]

STATES = [(route, state) for route in build.SHIPPED for state in build.reachable(route)]
CELLS = [pytest.param(r, s, act, id=f"{r}-{s}-{act}") for r, s in STATES for act in Act]


def everybody(route: str) -> dict[str, Actor]:
    offices = [office.key for office in build.ROUTES[route].offices]
    return {
        "originator": build.person(build.ORIGINATOR),
        "editor": build.person(build.EDITOR),
        "governance officer": build.person(build.GOVERNANCE),
        "stranger": build.person(build.STRANGER),
        "the clock": SYSTEM,
        **{f"holder of {office}": build.person(build.holders(office)[0]) for office in offices},
        **{f"deputy of {office}": build.person(build.deputy(office)) for office in offices},
    }


def is_allowed(act: Act, *, state: str, step: Step | None, who: str) -> bool:
    """What the table says."""
    places = {state.replace("_", " ")}
    names = {who, f"any {who.partition(' of ')[0]}"}
    if open_steps(state):
        places.add("with somebody")
    if step is not None:
        names |= {"its holder"} if who == f"holder of {step.office}" else set()
        names |= {"its deputy"} if who == f"deputy of {step.office}" else set()
        if step.key in open_steps(state):
            places |= {"its step is open", f"its {'deciding' if step.decides else 'certifying'} step is open"}
    return any(row is act and places & sources and names & people for row, sources, people in TABLE)


def steps_for(act: Act, route: str) -> tuple[Step | None, ...]:
    """Every step of the route for an act on a step, open or not; none for the others."""
    return (None,) if BY_ACT[act].on is On.NONE else build.ROUTES[route].steps


def ready_for(act: Act, *, route: str, state: str) -> build.Walk:
    """A submission in the state, its clock paused where it is to be resumed, its deferral over."""
    walk = build.in_state(state, route)
    if act is Act.RESUME and any(Act.PAUSE is row and _is_here(state, s) for row, s, _ in TABLE):
        walk = walk.do(Act.PAUSE)
    return walk.but(now=walk.now + 8 * 24 * build.HOUR) if act is Act.BRING_BACK else walk


def _is_here(state: str, sources: set[str]) -> bool:
    return bool({state.replace("_", " "), "with somebody" if open_steps(state) else ""} & sources)


@pytest.mark.parametrize(("route", "state", "act"), CELLS)
def test_an_act_is_done_by_whom_the_table_names_and_by_nobody_else(route: str, state: str, act: Act) -> None:
    walk = ready_for(act, route=route, state=state)
    done, expected = {}, {}
    for step in steps_for(act, route):
        for who, actor in everybody(route).items():
            cell = (step.key if step else None, who)
            expected[cell] = is_allowed(act, state=state, step=step, who=who)
            done[cell] = _is_done(walk, act, step=step, actor=actor)
    assert done == expected


def _is_done(walk: build.Walk, act: Act, *, step: Step | None, actor: Actor) -> bool:
    try:
        walk.decided(act, by=actor, step=step.key if step else None)
    except Refused:
        return False
    return True


def refusals(route: str, state: str, act: Act) -> Iterator[tuple[build.Walk, Submission, Refused]]:
    """Every refusal of the act in the state, with the submission's walk and a copy made before."""
    walk = ready_for(act, route=route, state=state)
    kept = deepcopy(walk.submission)
    for step in steps_for(act, route):
        for who, actor in everybody(route).items():
            if not is_allowed(act, state=state, step=step, who=who):
                yield walk, kept, walk.refused(act, by=actor, step=step.key if step else None)


@pytest.mark.parametrize(("route", "state"), STATES)
def test_a_refusal_says_which_rule_and_why(route: str, state: str) -> None:
    for refused in (refused for act in Act for _, _, refused in refusals(route, state, act)):
        assert refused.findings
        for finding in refused.findings:
            assert finding.blocks
            assert finding.rule in CATALOGUE
            assert finding.message[0].isupper()
            assert finding.message[-1] in ".?"
        places = [(finding.rule, finding.where) for finding in refused.findings]
        assert len(set(places)) == len(places)


@pytest.mark.parametrize(("route", "state"), STATES)
def test_a_refused_act_leaves_the_submission_as_it_was(route: str, state: str) -> None:
    for act in Act:
        for walk, kept, _ in refusals(route, state, act):
            assert walk.submission == kept


def test_the_table_names_every_act() -> None:
    assert {act for act, _, _ in TABLE} == set(Act)


FACTS = {
    Act.SUBMIT: FactName.SUBMITTED,
    Act.RESUBMIT: FactName.RESUBMITTED,
    Act.SIGN: FactName.SIGNED,
    Act.SEND_BACK: FactName.SENT_BACK,
    Act.APPROVE: FactName.APPROVED,
    Act.REFUSE: FactName.REFUSED,
    Act.DEFER: FactName.DEFERRED,
    Act.BRING_BACK: FactName.BROUGHT_BACK,
    Act.WITHDRAW: FactName.WITHDRAWN,
    Act.DECLARE_INTEREST: FactName.INTEREST_DECLARED,
    Act.PAUSE: FactName.PAUSED,
    Act.RESUME: FactName.RESUMED,
    Act.PUBLISH: FactName.PUBLISHED,
    Act.CORRECT: FactName.CORRECTED,
    Act.WITHHOLD: FactName.WITHHELD,
}


def _any_open(state: str) -> str:
    return ANY_OPEN if open_steps(state) else state


def moves_made(act: Act) -> set[tuple[str, str]]:
    """Every move that the machine of some route makes by the act; one open state stands for all."""
    found = set()
    for route in build.ROUTES.values():
        named = [e for e in edges(route.steps) if e[1].partition(" ")[0] == act]
        found |= {(_any_open(source), _any_open(target)) for source, _, target in named}
    return found


@pytest.mark.parametrize("act", Act)
def test_the_machine_makes_exactly_the_moves_that_the_fact_allows(act: Act) -> None:
    form = FORMS[FACTS[act]]
    allowed = {(source, target) for source, targets in form.moves.items() for target in targets}
    made = moves_made(act)
    assert made == allowed or (form.stays and all(source == target for source, target in made))


@pytest.mark.parametrize("act", [row.act for row in MOVES if row.recorded])
@pytest.mark.parametrize("fact", [FactName.RECORDED_FROM_PAPER, FactName.MEETING_RECORDED])
def test_what_is_recorded_afterwards_makes_no_other_moves(act: Act, fact: FactName) -> None:
    allowed = {(s, target) for s, targets in FORMS[fact].moves.items() for target in targets}
    assert moves_made(act) <= allowed


@pytest.mark.parametrize("act", Act)
def test_a_fact_names_a_step_where_its_act_is_on_one(act: Act) -> None:
    assert FORMS[FACTS[act]].step is (BY_ACT[act].on is not On.NONE)


@pytest.mark.parametrize("route", build.ROUTES)
def test_every_state_of_a_route_is_reached(route: str) -> None:
    steps = build.ROUTES[route].steps
    states = {state for source, _, target in edges(steps) for state in (source, target)}
    assert states == set(build.reachable(route))


class Walker:
    """Something with a state for the engine to walk."""

    def __init__(self, state: str) -> None:
        self.state = state


@pytest.mark.parametrize("route", build.ROUTES)
def test_the_engine_walks_every_edge(route: str) -> None:
    machine = machine_for(build.ROUTES[route].steps)
    for source, name, target in edges(build.ROUTES[route].steps):
        walker = Walker(source)
        machine.events[name].trigger(walker)
        assert walker.state == target


@pytest.mark.parametrize("route", build.ROUTES)
def test_the_diagram_shows_the_moves_of_the_machine(route: str) -> None:
    steps = build.ROUTES[route].steps
    order = {step.key: step.order for step in steps}

    def drawn(state: str) -> str:
        return f"order_{order[open_steps(state)[0]]}" if open_steps(state) else state

    moved = {(drawn(s), drawn(t), Act(name.partition(" ")[0]).label) for s, name, t in edges(steps)}
    arrows = [line.strip() for line in route_diagram(build.ROUTES[route]).splitlines() if "-->" in line]
    shown = {(a, *b.split(" : ")) for a, _, b in (line.partition(" --> ") for line in arrows) if " : " in b}
    assert shown == {edge for edge in moved if edge[0] != edge[1]}
