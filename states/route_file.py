"""What a route file may say: its parts, typed, and one sentence for whatever does not fit them."""

import json
import tomllib
import unicodedata
from collections.abc import Iterator, Mapping
from difflib import get_close_matches
from typing import Annotated, Any, get_args

from pydantic import BaseModel, Field, StringConstraints, ValidationError
from pydantic_core import ErrorDetails

from states.form import Form, Part, Printed
from states.refusals import Finding, Refused
from states.vocabulary import Function, Kind, Severity

Key = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9-]{0,63}$")]
Count = Annotated[int, Field(ge=1, le=2**31 - 1)]
Pence = Annotated[int, Field(ge=0, le=2**53 - 1)]
# The files write members of closed sets as text; everything else is strict.
_Function = Annotated[Function, Field(strict=False)]
_Kind = Annotated[Kind, Field(strict=False)]


class RouteFault(Refused):
    """A route cannot be used. `key` is the dotted path of what is wrong, lists counted from 0."""

    def __init__(self, file: str, key: str, words: str) -> None:
        message = f"{file}: {key} {words}" if key else f"{file}: {words}"
        finding = Finding("route-fault", Severity.BLOCKS, key or "route", message)
        super().__init__((finding,), {"file": file, "key": key})


class Office(Part):
    """An office that the route needs; `seats` is how many people hold it at once."""

    key: Key
    title: Printed
    function: _Function
    seats: Count = 1


class When(Part):
    """For which papers a step is needed; all that is said must hold. Amounts in whole pence.

    `amount_from` is included, `amount_below` is not.
    """

    submitted_to: tuple[Printed, ...] | None = None
    amount_from: Pence | None = None
    amount_below: Pence | None = None
    kinds: tuple[_Kind, ...] | None = None


class WrittenStep(Part):
    """A step as its file has it. Without `statement` the form's own sentence is assented to."""

    key: Key
    office: str
    title: Printed
    statement: Printed | None = None
    after: tuple[str, ...] = ()
    decides: bool = False
    reserved: bool = False
    certificate: bool = False
    quorum: Count = 1
    when: When | None = None


class WrittenRoute(Part):
    """A route as its file has it, the form put in where it was only named."""

    key: Key
    version: Count
    title: Printed
    decider: tuple[Printed, ...] = Field(min_length=1)
    offices: tuple[Office, ...]
    steps: tuple[WrittenStep, ...]
    form: Form


def parse_toml(text: str, *, name: str) -> dict[str, Any]:
    """The tables of a route file. RouteFault if it is not TOML."""
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise RouteFault(name, "", f"this is not TOML: {error}; correct it there.") from error
    except (ValueError, RecursionError) as error:
        raise RouteFault(name, "", "this holds a number too long or tables too deep; correct it.") from error


def parse_json(text: str, *, name: str) -> dict[str, Any]:
    """The members of a stored route. RouteFault if it is not a JSON object."""
    try:
        document = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise RouteFault(name, "", f"this is not JSON: {error}.") from error
    if not isinstance(document, dict):
        raise RouteFault(name, "", "this is not a JSON object.")
    return document


def read_parts(document: Mapping[str, Any], *, name: str, forms: Mapping[str, Form]) -> WrittenRoute:
    """The typed parts of a route. RouteFault for a key that is unknown, missing or of a wrong type."""
    settled = _settled(document, name=name, path=())
    if isinstance(settled.get("form"), str):
        settled["form"] = _named_form(settled["form"], name=name, forms=forms)
    try:
        return WrittenRoute.model_validate(settled)
    except ValidationError as error:
        # A misspelt key is also a missing one; naming what was written is the better help.
        faults = sorted(error.errors(include_url=False), key=lambda e: e["type"] != "extra_forbidden")
        raise RouteFault(name, _dotted(faults[0]["loc"]), _sentence(faults[0])) from error


def suggestion(word: str, known: Iterator[str] | list[str], *, otherwise: str) -> str:
    """What to do about a word that is not known: the nearest known one, or else the given advice."""
    near = get_close_matches(word, list(known), n=1)
    return f"; did you mean {near[0]}?" if near else f"; {otherwise}."


def _settled(value: Any, *, name: str, path: tuple[str | int, ...]) -> Any:
    """Lists as tuples, text in one Unicode form and free of what nobody can see."""
    if isinstance(value, Mapping):
        return {key: _settled(item, name=name, path=(*path, key)) for key, item in value.items()}
    if isinstance(value, list):
        return tuple(_settled(item, name=name, path=(*path, n)) for n, item in enumerate(value))
    if not isinstance(value, str):
        return value
    if any(unicodedata.category(letter) in ("Cc", "Cf", "Cs", "Zl", "Zp") for letter in value):
        raise RouteFault(name, _dotted(path), "holds a line end or an invisible character; take it out.")
    return unicodedata.normalize("NFC", value)


def _named_form(key: str, *, name: str, forms: Mapping[str, Form]) -> Form:
    if key in forms:
        return forms[key]
    advice = suggestion(key, list(forms), otherwise="put that route's file beside this one")
    raise RouteFault(name, "form", f"names the form of {key}, which is not there{advice}")


def _sentence(error: ErrorDetails) -> str:
    kind, context = error["type"], error.get("ctx", {})
    *parents, last = error["loc"]
    if kind == "extra_forbidden":
        part = _part_at(parents)
        known = list(part.model_fields)
        advice = suggestion(str(last), known, otherwise=f"its keys are {', '.join(known)}")
        return f"is not a key of {_NOUNS.get(part, 'this part of the form')}{advice}"
    if kind == "missing":
        return f"is missing; {_NOUNS.get(_part_at(parents), 'this part of the form')} needs it."
    if kind == "enum":
        return f"must be one of {context['expected'].replace(chr(39), '').replace(' or ', ', ')}."
    if kind in ("greater_than_equal", "less_than_equal"):
        return f"must be {context.get('ge', context.get('le'))} or {'more' if 'ge' in context else 'less'}."
    return _MUST.get(kind, f"does not fit: {error['msg']}.")


_MUST = {
    "string_type": "must be text.",
    "int_type": "must be a whole number.",
    "bool_type": "must be true or false.",
    "tuple_type": "must be a list.",
    "model_type": "must be a table.",
    "string_too_short": "is empty; write its text.",
    "string_pattern_mismatch": "must be 1 to 64 small letters, digits and hyphens, a letter first.",
    "too_short": "is empty; name at least one.",
    "too_long": "has too many entries.",
}

_NOUNS: dict[type[BaseModel], str] = {
    WrittenRoute: "a route",
    WrittenStep: "a step",
    Office: "an office",
    When: "a condition",
    Form: "a form",
}


def _part_at(path: list[int | str]) -> type[BaseModel]:
    """The innermost part of a route on a path, found through the types of the fields."""
    part: type[BaseModel] = WrittenRoute
    for key in path:
        if isinstance(key, str):
            kind = part.model_fields[key].annotation
            kinds = (t for t in (kind, *get_args(kind)) if isinstance(t, type) and issubclass(t, BaseModel))
            part = next(kinds, part)
    return part


def _dotted(path: tuple[str | int, ...]) -> str:
    # A quoted key may hold anything; what cannot be printed would reach the reader's terminal.
    return "".join(letter if letter.isprintable() else "?" for letter in ".".join(map(str, path)))
