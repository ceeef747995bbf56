"""Whether a fact is as its form says, member by member."""

import re
from collections.abc import Callable, Mapping
from datetime import date
from types import MappingProxyType
from typing import Any

from states.facts import ANY_OPEN, FORMS, Fact, Type
from states.vocabulary import open_steps


def misfits(fact: Fact) -> list[str]:
    """What in the fact its form does not allow; nothing if all is well."""
    form = FORMS[fact.name]
    wrong = [f"{name} is unknown" for name in fact.data.keys() - form.data.keys()]
    wrong += [f"{name} is unknown" for name in fact.sealed.keys() - form.sealed.keys()]
    wrong += [
        f"{name} is missing" for name, must in form.sealed.items() if must and not fact.sealed.get(name)
    ]
    for name, member in form.data.items():
        if name not in fact.data:
            wrong += [] if member.optional else [f"{name} is missing"]
        elif fact.data[name] is None:
            wrong += [] if member.nullable else [f"{name} is null"]
        elif not _IS[member.type](fact.data[name]):
            wrong.append(f"{name} is no {member.type}")
    if form.step is not (fact.about.step is not None):
        wrong.append("the step")
    return wrong + _moves(fact)


def _moves(fact: Fact) -> list[str]:
    form = FORMS[fact.name]
    before, after = _any_open(fact.before), _any_open(fact.after)
    if form.stays:
        return [] if fact.before == fact.after else ["the state moves"]
    return [] if after in form.moves.get(before, ()) else [f"{before} to {after}"]


def _any_open(state: str | None) -> str | None:
    return ANY_OPEN if state and open_steps(state) else state


def _is_texts(value: Any) -> bool:
    return isinstance(value, list) and all(isinstance(text, str) for text in value)


def _is_held(value: Any) -> bool:
    return isinstance(value, list) and all(set(part) == {"part", "ground", "review_on"} for part in value)


_IS: Mapping[Type, Callable[[Any], bool]] = MappingProxyType(
    {
        Type.TEXT: lambda value: isinstance(value, str),
        Type.DAY: lambda value: date.fromisoformat(value).isoformat() == value,
        Type.HEX: lambda value: re.fullmatch("[0-9a-f]{64}", value) is not None,
        Type.YES_NO: lambda value: isinstance(value, bool),
        Type.TEXTS: _is_texts,
        Type.HELD: _is_held,
        Type.FILE: lambda value: set(value) == {"sha256", "size"},
    }
)
