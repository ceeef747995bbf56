"""Offices as papers write them."""

import pytest

from states.names import same_office, split_office


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("PCC", (None, "PCC")),
        ("Sarah Taylor – Police and Crime Commissioner", ("Sarah Taylor", "Police and Crime Commissioner")),
        ("A. Person - Mayor", ("A. Person", "Mayor")),
        ("A. Person, Mayor", ("A. Person", "Mayor")),
        ("A. Person, OBE – Mayor", ("A. Person, OBE", "Mayor")),
        ("Anne-Marie Person – Mayor", ("Anne-Marie Person", "Mayor")),
        (" – Mayor", (None, "Mayor")),
        ("", (None, "")),
    ],
)
def test_a_holder_is_parted_from_the_office(text: str, parts: tuple[str | None, str]) -> None:
    assert split_office(text) == parts


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("PCC", "PCC"),
        ("PCC", "pcc"),
        ("P.C.C.", "PCC"),
        ("Chief  Executive", " chief executive."),
        ("PCC", "Police and Crime Commissioner"),
        ("PCC", "Police and Crime Commissioner for Norfolk"),
        ("PCC for Norfolk", "Police and Crime Commissioner for Norfolk"),
        ("PCC", "A. Person – Police and Crime Commissioner for Norfolk"),
        ("A. Person – PCC", "B. Person – PCC"),
    ],
)
def test_one_office_in_two_spellings(a: str, b: str) -> None:
    assert same_office(a, b)
    assert same_office(b, a)


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("PCC", "Deputy PCC"),
        ("PCC", "Chief Executive"),
        ("PCC", ""),
        ("PCC for Norfolk", "PCC for Suffolk"),
        ("Police and Crime Commissioner", "Police and Crime Commissioner's Office"),
    ],
)
def test_two_offices(a: str, b: str) -> None:
    assert not same_office(a, b)
    assert not same_office(b, a)


def test_an_office_may_set_its_own_aliases() -> None:
    assert same_office("CE", "Chief Executive", {"CE": "Chief Executive"})


def test_without_aliases_the_short_form_is_another_office() -> None:
    assert not same_office("PCC", "Police and Crime Commissioner", {})
