"""Names and abbreviations in the text: which are told, where, and which are left in peace."""

from dataclasses import replace
from string import ascii_lowercase
from types import MappingProxyType
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from states.rules.customs import ABBREVIATIONS, Customs
from states.rules.register import Register
from states.rules.spelling import recipient_name_varies
from states.submission import Content, Item
from tests.states import builders as build
from tests.states.asked import AskedPaper, old_paper
from tests.states.tables import Row, Said, heard, row, warns

FILLED = build.filled()
VARIES = "recipient-name-varies"
UNDEFINED = "undefined-abbreviation"


def text(*background: str, **fields: str) -> Content:
    """A filled paper with these items in its background, 2.1 and on, and these fields."""
    items = tuple(Item(words, f"2.{number}") for number, words in enumerate(background, start=1))
    sections = MappingProxyType({**FILLED.sections, **({"background": items} if items else {})})
    changes: dict[str, Any] = {"sections": sections, **fields}
    return replace(FILLED, **changes)


def reads(content: Content, *, signed: bool = False, **judged: Any) -> AskedPaper:
    return AskedPaper(paper=old_paper(content=content), signed=signed, **judged)


def varies(*names: str) -> tuple[Content, tuple[Said, ...]]:
    """A paper with these names, one an item, the first twice, of which the second is told."""
    content = text(*(f"from {name}, to" for name in (names[0], *names)))
    return content, (warns(VARIES, "background 2.3", f"{names[1]}; elsewhere {names[0]}."),)


def same(*names: str) -> tuple[Content, tuple[Said, ...]]:
    """A paper with these names, one an item, of which none is told."""
    return text(*(f"from {name}, to" for name in names)), ()


NAMES: dict[str, tuple[Content, tuple[Said, ...]]] = {
    "an s in the first word": varies("Future Projects", "Futures Projects"),
    "an s in both words": varies("Future Projects", "Futures Project"),
    "an s in a short word": varies("Art House", "Arts House"),
    "a letter changed": varies("Norfolk Council", "Norfalk Council"),
    "the first letter changed": varies("Norfolk Council", "Morfolk Council"),
    "a letter added": varies("Norfolk Council", "Norfolkk Council"),
    "a letter lost": varies("Norfolk Council", "Nrfolk Council"),
    "a letter changed in each word": varies("Norfolk Council", "Norfalk Councel"),
    "one letter and a final s": varies("Norfolk Councils", "Norfalk Council"),
    "letters of Wales": varies("Gŵyl Ffermwyr", "Gŵyl Ffermwŷr"),
    "three words": varies("Norfolk Youth Service", "Norfolk Yooth Service"),
    "a plural": same("Future Project", "Future Projects"),
    "a plural of three words": same("New Future Projects", "New Future Project"),
    "an s changed into another letter": varies("Future Projects", "Future Projectt"),
    "two letters changed in one word": same("Norfolk Council", "Narfalk Council"),
    "two letters changed places": same("Norfolk Council", "Norfokl Council"),
    "a letter changed in a word of four": same("Home Office", "Dome Office"),
    "a letter added to a word of four": same("Home Office", "Homey Office"),
    "another number of words": same("Norfolk Council", "Norfalk Council Fund"),
    "one word": same("Norfolk", "Norfalk"),
    "the same name": same("Norfolk Council", "Norfolk Council"),
    "small letters": same("norfolk council", "norfalk council"),
    "a capital within": same("NorFolk Council Fund", "NorFalk Council Fund"),
    "a digit within": same("Norfolk2 Council", "Norfalk2 Council"),
    "parted by a hyphen": same("Norfolk-Council", "Norfalk-Council"),
    "parted by a comma": same("Norfolk, Council", "Norfalk, Council"),
    "parted by two spaces": same("Norfolk  Council", "Norfalk  Council"),
    "a mark before and after": (
        text("“Norfolk Council”, Norfolk Council", "(Norfalk Council)"),
        (warns(VARIES, "background 2.2", "Norfalk Council; elsewhere Norfolk Council."),),
    ),
    "a possessive straight and curly": same("Norfolk's Council", "Norfolk’s Council"),
    "a possessive at the end": same("Norfolk Council’s", "Norfolk Council"),
    "a possessive goes on": (
        text("Norfolk Youth Fund, Norfolk Youth Fund", "Norfalk’s Youth Fund"),
        (warns(VARIES, "background 2.2", "Norfalk Youth Fund; elsewhere Norfolk Youth Fund."),),
    ),
    "the article before it": (
        text("The Norfolk Council and Norfolk Council", "The Norfalk Council"),
        (warns(VARIES, "background 2.2", "Norfalk Council; elsewhere Norfolk Council."),),
    ),
    "the article and one word": same("The Council", "The Councyl"),
    "as rare, and met later": (
        text("from Futures Project, to", "from Future Projects, to"),
        (warns(VARIES, "background 2.2", "Future Projects; elsewhere Futures Project."),),
    ),
    "rarer, and met first": (
        text("from Futures Project, to", "from Future Projects, to", "from Future Projects, to"),
        (warns(VARIES, "background 2.1", "Futures Project; elsewhere Future Projects."),),
    ),
    "its first place": (
        text("Future Projects", "Futures Project", "Future Projects", "Futures Project", "Future Projects"),
        (warns(VARIES, "background 2.2", "Futures Project; elsewhere"),),
    ),
    "three spellings": (
        text("Future Projects", "Futures Project", "Future Prajects"),
        (
            warns(VARIES, "background 2.2", "Futures Project; elsewhere Future Projects."),
            warns(VARIES, "background 2.3", "Prajects; elsewhere Future Projects."),
        ),
    ),
    "two pairs at one place": (
        text("Norfolk Council, Future Projects", "Norfalk Council, Futures Project"),
        (warns(VARIES, "background 2.2", "Norfalk Council; elsewhere", "Futures Project; elsewhere"),),
    ),
    "the recipient's field": (
        text("Future Projects", recipient="Futures Project"),
        (warns(VARIES, "recipient", "Futures Project; elsewhere Future Projects."),),
    ),
    "the recipient's field as in the text": (text("Future Projects", recipient="Future Projects"), ()),
    "the subject": (
        text("Future Projects", "Future Projects", subject="Futures Project"),
        (warns(VARIES, "subject", "Futures Project; elsewhere Future Projects."),),
    ),
    "in no running text": (
        text("Future Projects", originator="Futures Project", purpose="Futures Project"),
        (),
    ),
}


def unexplained(words: str, *found: str) -> tuple[Content, tuple[Said, ...]]:
    return text(words), (warns(UNDEFINED, "background 2.1", f": {', '.join(found)}."),)


def explained(*words: str) -> tuple[Content, tuple[Said, ...]]:
    return text(*words), ()


ABBREVIATED: dict[str, tuple[Content, tuple[Said, ...]]] = {
    "two letters": unexplained("the SV team", "SV"),
    "nine letters": unexplained("the ABCDEFGHI team", "ABCDEFGHI"),
    "nine letters and an s": unexplained("the ABCDEFGHIs met", "ABCDEFGHI"),
    "ten letters": explained("the ABCDEFGHIJ team"),
    "small letters after two capitals": unexplained("the SVDuty Group", "SVDuty"),
    "a plural": unexplained("the CYPs and one CYP", "CYP"),
    "a possessive": unexplained("the CYP’s plan", "CYP"),
    "parted by a slash": unexplained("CCE/CSE or both", "CCE", "CSE"),
    "several, each once, in the paper's order": (
        text("the SVDuty", "the SV, SVDuty", "the OPCCN"),
        (warns(UNDEFINED, "background 2.1", ": SVDuty, SV, OPCCN."),),
    ),
    "in the subject": (text(subject="The SV plan"), (warns(UNDEFINED, "subject", "SV"),)),
    "one capital": explained("the Duty, tCO2, a B"),
    "a digit in it": explained("the SV2 and 2SV and COVID19 plans"),
    "roman numerals": explained("parts II, IV, XL and LIX"),
    "not all a roman numeral": unexplained("part XM", "XM"),
    "an item all in capitals": explained("THE SV PLAN"),
    "an item all in capitals, and another": (
        text("THE SV PLAN", "the SV team"),
        (warns(UNDEFINED, "background 2.2", ": SV."),),
    ),
    "known to everybody": explained("the PCC, OPCC, UK, EU, VAT, HR, IT, FOI, GDPR and NHS; the PCCs"),
    "in brackets": explained("serious violence (SV)", "the SV team"),
    "in brackets, later": explained("the SV team", "serious violence (SV)"),
    "in brackets, in capitals": explained("the SV team", "SERIOUS VIOLENCE (SV)"),
    "in brackets with the article": explained("the SV team (the SV)"),
    "in brackets with quotes": explained("a team (“SV”), another ('CSE'), one (the \"CCE\")"),
    "in brackets as a plural": explained("young people (CYPs)", "a CYP"),
    "in brackets with more": unexplained("a team (SV, CSE)", "SV", "CSE"),
    "in brackets with a word": unexplained("a team (see SV)", "SV"),
    "full name in brackets after it": explained("the SV (serious violence) team"),
    "full name after its plural": explained("the CYPs (children, young people)", "a CYP"),
    "full name after its quotes": explained("the “SV” (serious violence) team"),
    "one word in brackets after it": unexplained("the SV (violence) team", "SV"),
    "numbers in brackets after it": unexplained("the SV (see 6.1) team", "SV"),
    "full name not just after it": unexplained("the SV team (serious violence)", "SV"),
    "full name after a longer word": unexplained("the XSV (serious violence), the SV", "SV"),
    "brackets left open": unexplained("the SV (serious violence", "SV"),
    "the letters of a sum": explained("they cost GBP 500, GBP5k, £5 BN and £3 MILLION"),
    "the letters of no sum": unexplained("paid in GBP, GBP 1234567890123456", "GBP"),
    "a word after a sum": unexplained("they cost £5 SV", "SV"),
    "in the originator's field": (text(originator="SV Lead"), ()),
}

CASES = NAMES | ABBREVIATED
REGISTER = Register(recipients=frozenset({"Future Projects CIC", "The Norfolk Council", "Youth Arts"}))
OWN = Customs(abbreviations=ABBREVIATIONS | {"SV"})


def against_register(*background: str, **fields: str) -> AskedPaper:
    return reads(text(*background, **fields), register=REGISTER)


ROWS = {
    **{
        f"old paper: {name}": row(reads(content, signed=True), *told)
        for name, (content, told) in CASES.items()
    },
    **{f"draft: {name}": row(reads(content), *told) for name, (content, told) in CASES.items()},
    "a name as the register has it": row(against_register("Future Projects, Norfolk Council")),
    "a name unlike any in the register": row(against_register("Home Office")),
    "a plural of the register's name": row(against_register("Future Project")),
    "a name slightly different from the register's": row(
        against_register("from Norfolk", "Futures Project"),
        warns(VARIES, "background 2.2", "Futures Project; the register has Future Projects."),
    ),
    "a recipient slightly different from the register's": row(
        against_register(recipient="The Norfalk Council"),
        warns(VARIES, "recipient", "Norfalk Council; the register has Norfolk Council."),
    ),
    "a name different from the paper's and the register's": row(
        against_register("Norfolk Council", "Norfalk Council"),
        warns(VARIES, "background 2.2", "; elsewhere Norfolk", "; the register has Norfolk"),
    ),
    "known to the office": row(reads(text("the SV team"), customs=OWN)),
    "known to another office": row(
        reads(text("the CSE"), customs=OWN), warns(UNDEFINED, "background 2.1", "CSE")
    ),
}


@pytest.mark.parametrize("judged", ROWS.values(), ids=ROWS)
def test_names_and_abbreviations_are_told_where_they_differ_or_are_not_explained(judged: Row) -> None:
    assert heard(judged) == judged.said


WORDS = st.sampled_from(
    ("Art", "Arts", "Arms", "Store", "Stores", "Stone", "Shore", "Shores", "Storess", "Stor")
)
TWO_NAMES = st.lists(st.lists(WORDS, min_size=2, max_size=3).map(" ".join), min_size=2, max_size=2)


def told(*names: str, register: Register | None = None) -> int:
    """How often the rule speaks of a paper with these names."""
    content = text(*(f"from {name}, to" for name in names))
    return len(reads(content, register=register).says((recipient_name_varies,)))


@given(TWO_NAMES)
def test_two_names_differ_whichever_comes_first(names: list[str]) -> None:
    assert told(*names) == told(*reversed(names))


@given(TWO_NAMES)
def test_the_register_is_compared_as_the_text_is(names: list[str]) -> None:
    assert told(names[1], register=Register(recipients=frozenset(names[:1]))) == told(*names)


@given(TWO_NAMES)
def test_names_differ_slightly_when_each_word_does(names: list[str]) -> None:
    one, other = (name.lower().split() for name in names)
    slight = len(one) == len(other) and all(slightly(a, b) for a, b in zip(one, other, strict=True))
    plural = one[:-1] == other[:-1] and bare(one[-1], other[-1])
    assert told(*names) == (slight and not plural)


# Names that differ from each other by two letters in each word.
LISTED = [
    f"{a.upper()}{a}{b}{b}end {b.upper()}{b}{a}{a}end" for a in ascii_lowercase for b in ascii_lowercase
]
MANY = [*LISTED, *(f"{name.split()[0]} Wide {name.split()[1]}" for name in LISTED)]


def test_of_thousands_of_names_the_first_thousand_are_compared() -> None:
    assert told(*MANY[:999], "Norfolk Council", "Norfalk Council") == 0
    assert told(*MANY[:998], "Norfolk Council", "Norfalk Council") == 1


def test_the_recipient_is_compared_however_many_names_there_are() -> None:
    content = text(*(f"from {name}, to" for name in ("Norfolk Council", *MANY)), recipient="Norfalk Council")
    assert len(reads(content).says((recipient_name_varies,))) == 1


def test_of_one_place_a_few_pairs_are_told_and_that_there_are_more() -> None:
    names = [f"Norf{letter}lk Council" for letter in "aeiouyw"]
    (finding,) = reads(text(", ".join(names))).says((recipient_name_varies,))
    assert finding.message.count("; elsewhere ") == 5
    assert finding.message.endswith("There are more such pairs.")


def slightly(one: str, other: str) -> bool:
    """The rule's own words: equal, equal without a final s, or five letters or more and one letter apart."""
    return bare(one, other) or (
        min(len(one), len(other)) >= 5 and (one in apart(other) or other in apart(one))
    )


def bare(one: str, other: str) -> bool:
    return one == other or one == f"{other}s" or other == f"{one}s"


def apart(word: str) -> set[str]:
    """Every word that is made from this one by losing or changing a letter."""
    return {word[:at] + new + word[at + 1 :] for at in range(len(word)) for new in ("", *ascii_lowercase)}
