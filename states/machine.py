"""The state machine: built from the table of moves and a route's steps. The only import of transitions.

Flat on purpose: steps that run side by side are rows, and a state names which of them are open. In
transitions 0.9.3 a parallel state inside another fires its end when the last listed part is done.
"""

from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import combinations

from transitions import Machine

from states.moves import BY_ACT, MOVES, OPEN, Move, On, To
from states.refusals import Finding, Refused, refusal
from states.rules.acts import state_words
from states.rules.case import Case
from states.submission import Step
from states.vocabulary import Act, State, open_state, open_steps


def move(case: Case) -> tuple[str, tuple[Finding, ...]]:
    """The state that the act leads to, and the warnings to keep with it.

    Raises Refused with every finding that stands against the act.
    """
    record, request = case.record, case.asked
    target = _ways(record.steps).get((record.state, trigger(request.act, request.step)))
    if target is None:
        raise _no_way(case)
    findings = _findings(case)
    if any(finding.blocks for finding in findings):
        raise Refused(tuple(finding for finding in findings if finding.blocks))
    return target, findings


def trigger(act: Act, step: str | None) -> str:
    """The machine's name for an act on a step, or on the submission."""
    return f"{act} {step}" if step else str(act)


@lru_cache(maxsize=256)
def machine_for(steps: tuple[Step, ...]) -> Machine:
    """The machine of a route as it applies to a submission; built once and kept."""
    machine = Machine(
        model=None,
        states=[*(state.value for state in State), *_open_states(steps)],
        initial=State.DRAFT.value,
        auto_transitions=False,
    )
    for source, name, target in edges(steps):
        machine.add_transition(name, source, target)
    return machine


@lru_cache(maxsize=256)
def _ways(steps: tuple[Step, ...]) -> dict[tuple[str, str], str]:
    """Where each trigger of the machine leads from each state.

    Read off once: firing the machine's events costs more than all the rules together, and does nothing
    else here, because acts are guarded by rules and followed by facts.
    """
    return {
        (source, name): transition.dest or source
        for name, event in machine_for(steps).events.items()
        for source, transitions in event.transitions.items()
        for transition in transitions
    }


def edges(steps: tuple[Step, ...]) -> tuple[tuple[str, str, str], ...]:
    """Every (state, trigger, state) of a route: for its diagram, its table and the tests.

    A submission that has no steps yet, because its kind and decider are not known, can only be a draft.
    """
    return tuple(edge for row in MOVES for edge in _transitions(row, steps))


def _open_states(steps: tuple[Step, ...]) -> Iterator[str]:
    for group in _groups(steps):
        keys = tuple(step.key for step in group)
        for size in range(1, len(keys) + 1):
            for chosen in combinations(keys, size):
                yield open_state(chosen)


def _groups(steps: tuple[Step, ...]) -> list[tuple[Step, ...]]:
    orders = sorted({step.order for step in steps})
    return [tuple(step for step in steps if step.order == order) for order in orders]


def _transitions(row: Move, steps: tuple[Step, ...]) -> Iterator[tuple[str, str, str]]:
    opens = tuple(_open_states(steps))
    sources = [s for source in row.sources for s in (opens if source == OPEN else (str(source),))]
    if not steps and row.to in (To.FIRST, To.DECIDER):
        return
    for source in sources:
        if row.on is On.NONE:
            yield source, trigger(row.act, None), _target(row, steps, source, None)
            continue
        for step in _steps_of(row, steps, source):
            yield source, trigger(row.act, step.key), _target(row, steps, source, step)


def _steps_of(row: Move, steps: tuple[Step, ...], source: str) -> Iterable[Step]:
    keys = open_steps(source)
    wanted = {On.CERTIFYING: (False,), On.DECIDING: (True,)}.get(row.on, (False, True))
    return [step for step in steps if step.key in keys and step.decides in wanted]


def _target(row: Move, steps: tuple[Step, ...], source: str, step: Step | None) -> str:
    if row.to == To.SAME:
        return source
    if row.to == To.FIRST:
        return open_state(tuple(s.key for s in _groups(steps)[0]))
    if row.to == To.DECIDER:
        return open_state(tuple(s.key for s in steps if s.decides))
    if row.to == To.NEXT and step is not None:
        return _next_state(steps, source, step)
    return str(row.to)


def _next_state(steps: tuple[Step, ...], source: str, step: Step) -> str:
    left = tuple(key for key in open_steps(source) if key != step.key)
    if left:
        return open_state(left)
    later = next(group for group in _groups(steps) if group[0].order > step.order)
    return open_state(tuple(s.key for s in later))


def _findings(case: Case) -> tuple[Finding, ...]:
    """What the act's rules say: each one is asked, so that a refusal names all that stand against it."""
    row = BY_ACT[case.asked.act]
    rules = (*row.recorded, *row.rules) if case.on_paper else row.rules
    return tuple(
        Finding(rule.name, rule.severity, where, message)
        for rule in rules
        for where, message in rule.check(case)
    )


_INPUT = frozenset({"certificate-limb", "reason-missing", "defer-date-missing"})


def _no_way(case: Case) -> Refused:
    """The refusal of an act that the submission's state does not know."""
    if not case.asked.step:
        return _not_from_here(case)
    # Nobody needs to hear what to fill in where there is nothing to sign.
    standing = tuple(f for f in _findings(case) if f.blocks and f.rule not in _INPUT)
    if any(finding.rule == "out-of-turn" for finding in standing):
        return Refused(standing)
    return Refused((*_not_from_here(case).findings, *standing))


def _not_from_here(case: Case) -> Refused:
    act, step = case.asked.act.label, case.step
    if step is not None and step in case.record.open_steps():
        rows = (row for row in MOVES if row.on is not On.NONE)
        possible = [row.act.label for row in rows if _steps_of(row, (step,), case.record.state)]
        allowed = f"{', '.join(possible[:-1])} or {possible[-1]}"
        return refusal("out-of-turn", f"You cannot {act} as {step.title}: at this step you {allowed}.")
    return refusal("out-of-turn", f"You cannot {act}: the submission is {state_words(case.record)}.")
