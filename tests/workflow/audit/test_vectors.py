"""The format's golden vectors, and the list of what it refuses."""

import json
from dataclasses import replace
from typing import Any

import pytest

from states.submission import Amount, Content
from tests.workflow.audit import vectors
from workflow.audit.canonical import NotCanonical, canonical, parse
from workflow.audit.entry import NotAnEntry, read_entry
from workflow.audit.keys import verifier_key
from workflow.audit.manifest import VersionHead, build_manifest, read_manifest
from workflow.audit.seals import leaf_hash, opening_of, opens, seal
from workflow.audit.tree import root_of

HEAD = VersionHead(
    submission="s_42",
    version=1,
    originator="p_7",
    editors=("p_8", "p_7"),
    route_key="pcc-decision",
    route_version=1,
    route_sha256=vectors.ROOTS[0],
)


def test_the_verifier_key_is_the_one_of_the_seed() -> None:
    assert verifier_key(vectors.NAME, vectors.SEED) == vectors.VERIFIER_KEY


@pytest.mark.parametrize(
    ("field", "value", "salt", "expected"),
    [
        (
            "subject",
            "Café refurbishment – Phase 1",
            1,
            "5b20fad09b96bcaf3aaa286287b131bcc76107ec8030f6ca82376d9e0545ac92",
        ),
        (
            "amounts.1",
            {"where": "summary 4", "pence": 1_250_000},
            2,
            "bef23f222b4f9e804eb5cc82f9aba59e245082daca4edbcaaf004e61824729f2",
        ),
        ("reason", 'Agreed – see note "A"\n', 7, vectors.REASON_SEAL),
    ],
    ids=["subject", "amount", "reason"],
)
def test_a_value_has_its_seal(field: str, value: Any, salt: int, expected: str) -> None:
    assert seal(field, value, bytes([salt]) * 32) == expected


def test_the_manifest_has_its_bytes_and_its_digest() -> None:
    content = Content(subject="Café refurbishment – Phase 1", amounts=(Amount(1_250_000, "summary 4"),))
    salts = iter((b"\1" * 32, b"\2" * 32))
    sealed = build_manifest(HEAD, content, new_salt=lambda: next(salts))
    assert (sealed.manifest_bytes, sealed.content_hex) == (vectors.MANIFEST, vectors.CONTENT)


def test_a_manifest_is_read_back() -> None:
    manifest = read_manifest(vectors.MANIFEST)
    assert manifest.head == replace(HEAD, editors=("p_7", "p_8"))
    assert sorted(manifest.seals) == ["amounts.1", "subject"]


@pytest.mark.parametrize("n", range(3))
def test_a_leaf_is_an_entry_with_its_hash(n: int) -> None:
    leaf = vectors.LEAVES[n].encode()
    assert read_entry(leaf).seq == n
    assert canonical(parse(leaf)) == leaf
    assert leaf_hash(leaf).hex() == vectors.HASHES[n]


@pytest.mark.parametrize("size", vectors.ROOTS)
def test_the_first_leaves_have_their_root(size: int) -> None:
    assert root_of(bytes.fromhex(h) for h in vectors.HASHES[:size]).hex() == vectors.ROOTS[size]


REFUSED_BYTES = {
    "a float": b'{"a":1.0}',
    "an exponent": b'{"a":1e3}',
    "not a number": b'{"a":NaN}',
    "infinity": b'{"a":-Infinity}',
    "a duplicate key": b'{"a":1,"a":1}',
    "unsorted keys": b'{"b":1,"a":1}',
    "an upper-case key": b'{"A":1}',
    "an empty key": b'{"":1}',
    "a key of 65 characters": b'{"' + b"a" * 65 + b'":1}',
    "2^53": b'{"a":9007199254740992}',
    "-2^53": b'{"a":-9007199254740992}',
    "minus nought": b'{"a":-0}',
    "a leading nought": b'{"a":01}',
    "a space between": b'{"a": 1}',
    "a line end after": b'{"a":1}\n',
    "a combining accent": b'{"a":"e\xcc\x81"}',
    "a needless escape": b'{"a":"\\u0065"}',
    "a lone surrogate": b'{"a":"\\ud800"}',
    "U+0000": b'{"a":"\\u0000"}',
    "seven deep": b"[[[[[[[]]]]]]]",
    "very deep": b"[" * 100_000,
    "a byte-order mark": b'\xef\xbb\xbf{"a":1}',
    "no UTF-8": b'{"a":"\xff"}',
    "nothing": b"",
    "a very long number": b"1" * 10_000,
}


@pytest.mark.parametrize("name", REFUSED_BYTES, ids=lambda name: name.replace(" ", "-"))
def test_bytes_outside_the_subset_are_refused(name: str) -> None:
    with pytest.raises(NotCanonical):
        parse(REFUSED_BYTES[name])


REFUSED_VALUES: dict[str, Any] = {
    "a float": 1.0,
    "a whole float in a list": [0.0],
    "2^53": 2**53,
    "a combining accent": "e\u0301",
    "a lone surrogate": "\ud800",
    "U+0000": "a\0",
    "a key that is no text": {1: "a"},
    "a key in capitals": {"A": 1},
    "bytes": b"a",
    "a set": {"a"},
    "seven deep": [[[[[[[]]]]]]],
}


@pytest.mark.parametrize("name", REFUSED_VALUES, ids=lambda name: name.replace(" ", "-"))
def test_values_outside_the_subset_are_refused(name: str) -> None:
    with pytest.raises(NotCanonical):
        canonical(REFUSED_VALUES[name])


def test_a_value_beyond_its_limit_is_refused() -> None:
    assert len(canonical("x" * 8, limit=10)) == 10
    with pytest.raises(NotCanonical):
        canonical("x" * 9, limit=10)


@pytest.mark.parametrize("length", [0, 31, 33, 64])
def test_a_salt_of_another_length_is_refused(length: int) -> None:
    with pytest.raises(ValueError, match="a salt has 32 bytes"):
        seal("subject", "x", b"\1" * length)


def test_an_opening_of_another_length_opens_nothing() -> None:
    opening = opening_of("subject", "x", b"\1" * 31 + b"\0")
    assert opens("subject", opening)
    assert not opens("subject", replace(opening, salt=b"\1" * 31))
    assert not opens("summary.1", opening)


CHANGED_LEAVES = {
    "another version": ('"v":1}', '"v":2}'),
    "an unknown member": ('"v":1}', '"v":1,"w":1}'),
    "a missing member": ('"app":"0.1.0",', ""),
    "an unknown fact": ('"fact":"sent_back"', '"fact":"sent_away"'),
    "an unknown actor member": ('"actor":{', '"actor":{"age":1,'),
    "an unknown kind of actor": ('"kind":"person"', '"kind":"robot"'),
    "an operator without account": ('"kind":"person"', '"kind":"operator"'),
    "a system with a person": ('"kind":"person"', '"kind":"system"'),
    "a person who is an account": ('"person":"p_9"', '"person":"os:p_9"'),
    "an unknown capacity": ('"capacity":"deputy"', '"capacity":"boss"'),
    "a holder for somebody": ('"capacity":"deputy"', '"capacity":"substantive"'),
    "a capacity without office": ('"office":"chief-executive"', '"office":null'),
    "no proof": ('"proof":"code"', '"proof":null'),
    "a demonstration elsewhere": ('"proof":"code"', '"proof":"demo"'),
    "a short session": ('"session":"8899aabbccddeeff"', '"session":"8899"'),
    "another subject": ('"kind":"submission"', '"kind":"person"'),
    "a version of nought": ('"version":1}', '"version":0}'),
    "no step": ('"step":"chief-executive"', '"step":null'),
    "an unknown state": ('"before":"with:chief-executive"', '"before":"somewhere"'),
    "a repeated step": ('"before":"with:chief-executive"', '"before":"with:a+a"'),
    "a short digest": (f'"content":"{vectors.CONTENT}"', '"content":"36"'),
    "an unknown datum": ('"data":{}', '"data":{"number":"1/2026"}'),
    "a datum of another type": ('"data":{}', '"data":{"clock_back_ms":"1"}'),
    "a letter without link": ('"data":{}', '"data":{"letters":[{"id":"l"}]}'),
    "a missing seal": (f'"sealed":{{"reason":"{vectors.REASON_SEAL}"}}', '"sealed":{}'),
    "an unknown seal": ('"sealed":{"reason"', '"sealed":{"minute"'),
    "a seal that is no hash": (vectors.REASON_SEAL, "reason"),
    "an id without number": ('"id":"c2.0"', '"id":"c2"'),
    "no instant": ('"at":"2026-10-25T01:30:00.000000Z"', '"at":"2026-10-25T01:30:00Z"'),
    "no day": ('"at":"2026-10-25', '"at":"2026-02-30'),
    "another log": ('"log":"opcc.example/audit/1"', '"log":"opcc.example/audit/0"'),
    "a port": ('"log":"opcc.example/audit/1"', '"log":"opcc.example:80/audit/1"'),
}


@pytest.mark.parametrize("name", CHANGED_LEAVES, ids=lambda name: name.replace(" ", "-"))
def test_an_entry_of_another_form_is_refused(name: str) -> None:
    old, new = CHANGED_LEAVES[name]
    leaf = vectors.LEAVES[2]
    assert leaf.count(old) >= 1
    changed = canonical(json.loads(leaf.replace(old, new, 1)))
    with pytest.raises(NotAnEntry) as refused:
        read_entry(changed)
    assert refused.value.check == "C03"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("sent_back", "with:chief-executive"),
        ("with:chief-executive", "approved"),
        ("with:chief-executive", "with:chief-finance-officer"),
        ("draft", "sent_back"),
    ],
)
def test_a_move_that_the_fact_may_not_make_is_refused(before: str, after: str) -> None:
    entry = parse(vectors.LEAVES[2].encode()) | {"before": before, "after": after}
    with pytest.raises(NotAnEntry) as refused:
        read_entry(canonical(entry))
    assert refused.value.check == "C17"


@pytest.mark.parametrize(
    ("act", "more", "sealed"),
    [
        ("paused", {}, {}),
        ("signed", {}, {}),
        ("signed", {"statement": "0" * 64, "effective_on": "2026-05-05"}, {}),
        ("refused", {}, {}),
        ("approved", {"effective_on": "2026-05-05"}, {"reason": "0" * 64, "interests": "0" * 64}),
    ],
    ids=["no sign-off", "no statement", "another act's day", "no reason", "another record's seal"],
)
def test_an_ink_act_has_exactly_the_members_of_its_act(
    act: str, more: dict[str, Any], sealed: dict[str, str]
) -> None:
    entry = parse(vectors.LEAVES[2].encode()) | {
        "fact": "recorded_from_paper",
        "after": {"approved": "approved", "refused": "refused"}.get(act, "with:b"),
        "data": {
            "act": act,
            "signed_on": "2026-05-05",
            "person": "p",
            "office": "o",
            "capacity": "acting",
            "for": None,
            "scan": {"sha256": "0" * 64, "size": 1},
        }
        | more,
        "sealed": {"paper_reason": "0" * 64} | sealed,
    }
    with pytest.raises(NotAnEntry):
        read_entry(canonical(entry))
