"""The manifest: a paper's fields go in under their keys and come out as the same paper."""

import unicodedata
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from states.submission import Amount, Answer, Content, Emission, Item
from states.vocabulary import SECTIONS
from workflow.audit.canonical import NotCanonical, canonical, parse
from workflow.audit.manifest import VersionHead, build_manifest, content_of, fields_of, read_manifest
from workflow.audit.seals import opens

unhurried = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
TEXT = st.text(
    st.characters(exclude_categories=["Cs"], exclude_characters="\0"), min_size=1, max_size=12
).map(lambda text: unicodedata.normalize("NFC", text))
MAYBE = st.none() | TEXT
PLAIN = [
    "subject",
    "originator",
    "reason",
    "submitted_to",
    "outcome_by",
    "confidential",
    "confidential_reasons",
    "marking",
    "kind",
    "recipient",
    "purpose",
    "grant_conditions",
    "grant_reasons",
    "value_reason",
    "funding_source",
    "funding_years",
    "varies",
    "legal_power",
    "public_interest",
    "needed_by",
]


def _by_position(texts: list[str]) -> tuple[Item, ...]:
    return tuple(Item(t, str(n) if len(texts) > 1 else None) for n, t in enumerate(texts, 1))


PARAGRAPHS = st.lists(TEXT, max_size=4).map(_by_position)
SECTION = st.lists(st.tuples(st.integers(1, 9), TEXT), max_size=3).map(
    lambda pairs: tuple(Item(f"6.{n} {text}", f"6.{n}") for n, text in pairs)
)
CONTENTS = st.builds(
    Content,
    summary=PARAGRAPHS,
    recommendation=PARAGRAPHS,
    sections=st.fixed_dictionaries(dict.fromkeys(SECTIONS, SECTION)),
    emissions=st.lists(st.builds(Emission, TEXT, MAYBE, MAYBE), max_size=3).map(tuple),
    checklist=st.lists(st.builds(Answer, TEXT, TEXT, MAYBE, MAYBE, MAYBE), max_size=3).map(tuple),
    amounts=st.lists(st.builds(Amount, st.integers(0, 10**15), TEXT), max_size=3).map(tuple),
    **dict.fromkeys(PLAIN, MAYBE),
)
HEAD = VersionHead(
    submission="s_1",
    version=1,
    originator="p_1",
    editors=("p_1",),
    route_key="r",
    route_version=1,
    route_sha256="0" * 64,
)


@unhurried
@given(CONTENTS)
def test_a_paper_comes_back_from_its_fields(content: Content) -> None:
    assert content_of(fields_of(content)) == content


@unhurried
@given(CONTENTS)
def test_every_field_has_a_seal_that_its_opening_opens(content: Content) -> None:
    counter = iter(range(1, 1000))
    sealed = build_manifest(HEAD, content, new_salt=lambda: next(counter).to_bytes(32))
    seals = read_manifest(sealed.manifest_bytes).seals
    openings = {opening.seal: opening for opening in sealed.openings}
    assert seals.keys() == fields_of(content).keys()
    assert all(opens(key, openings[seal]) for key, seal in seals.items())


def test_fields_have_the_keys_of_the_paper() -> None:
    content = Content(
        subject="A",
        reason="",
        summary=(Item("one", "1"), Item("two", "2")),
        sections={"financial": (Item("6.1 Pay.", "6.1"),), "options": ()},
        emissions=(Emission("Fuel", "0", None),),
        checklist=(Answer("equality", "Equal?", "no", "No, later", "later"),),
        amounts=(Amount(5, "financial 6.1"),),
    )
    assert fields_of(content) == {
        "subject": "A",
        "summary.1": "one",
        "summary.2": "two",
        "sections.financial.1": "6.1 Pay.",
        "emissions.1": {"category": "Fuel", "increase_tco2": "0", "saving_tco2": None},
        "checklist.1": {
            "key": "equality",
            "question": "Equal?",
            "answer": "no",
            "written": "No, later",
            "reason": "later",
        },
        "amounts.1": {"pence": 5, "where": "financial 6.1"},
    }


def test_texts_are_normalised_before_they_are_sealed() -> None:
    assert fields_of(Content(subject="Cafe\u0301")) == {"subject": "Café"}


def test_an_unnumbered_item_of_a_section_takes_the_last_number_before_it() -> None:
    texts = {
        f"sections.financial.{n}": t for n, t in enumerate(["Lead.", "6.1. Pay.", "More.", "6.12 End"], 1)
    }
    items = content_of(texts).sections["financial"]
    assert [item.number for item in items] == [None, "6.1", "6.1", "6.12"]


@pytest.mark.parametrize(
    "key",
    [
        "title",
        "summary",
        "summary.0",
        "summary.01",
        "summary.x",
        "sections.1",
        "sections.other.1",
        "subject.1",
    ],
)
def test_a_key_that_is_no_field_is_refused(key: str) -> None:
    with pytest.raises(ValueError, match="no field of a paper"):
        content_of({key: "x"})


def test_the_originator_and_editors_are_sorted_and_named_once() -> None:
    head = VersionHead(
        submission="s_1",
        version=2,
        originator="p_2",
        editors=("p_9", "p_2", "p_9"),
        route_key="r",
        route_version=1,
        route_sha256="0" * 64,
    )
    sealed = build_manifest(head, Content(), new_salt=lambda: b"\1" * 32)
    assert read_manifest(sealed.manifest_bytes).head.editors == ("p_2", "p_9")


@pytest.mark.parametrize(
    "change",
    [
        {"v": 2},
        {"v": True},
        {"more": 1},
        {"version": "1"},
        {"editors": ["b", "a"]},
        {"route": {"key": "r"}},
        {"fields": {"subject": "x"}},
    ],
    ids=["another format", "true", "unknown", "text", "unsorted", "part of a route", "no seal"],
)
def test_a_manifest_of_another_form_is_refused(change: dict[str, Any]) -> None:
    sealed = build_manifest(HEAD, Content(subject="x"), new_salt=lambda: b"\1" * 32)
    with pytest.raises(NotCanonical):
        read_manifest(canonical(parse(sealed.manifest_bytes) | change))
