"""Whole papers as people fill the form, for properties: all that a form can carry, and nothing else."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType

from hypothesis import strategies as st

from states.dates import valid_date
from states.money import amounts_of
from states.rules.customs import MARKINGS
from states.submission import Answer, Certificate, Content, Emission, Item, Paper, PaperSignOff
from states.vocabulary import CHECKLIST, Outcome
from tests.workflow.papers.build import ROUTE

_STARTS = (
    "The",
    "This",
    "Norfolk's",
    "“Life Connector”",
    '"The Duty"',
    "‘At risk’",
    "£6,541",
    "½",
    "Éclair",
    "2024/25",
    "(As amended)",
    "None",
    "No",
    "young",
)
_WORDS = (
    "partnership",
    "funding",
    "children's",
    "people’s",
    "“serious violence”",
    "'safe'",
    "17 ½ 25 years",
    "– and so –",
    "risk-based",
    "1-2-1",
    "£10,030.00",
    "£1.5k",
    "GBP250",
    "(£7,000,000)",
    "50%",
    "Research & Development",
    "<sic>",
    "café",
    "CO₂",
    "Dŵr Cymru",
    "e.g.",
    "Mr.",
    "5 March 2025,",
    "and/or",
    "yes",
    "SV_Duty",
    "…",
    "is;",
    "https://example.org/a?b=1&c=2",
)
_ENDS = ("support", "crime.", "costs:", "residents;", "needed?", "“harm”.", "(CYP)", "today!")
_WHOLE = ("None", "N/A", "No material implications", "Do nothing.")
_NUMBERS = ("39/2025", "05/2025", "5/2025", "5-25", "123/2031", "TBC")
_DECIDERS = ("PCC", "Police and Crime Commissioner for Norfolk", "Deputy PCC", "Chief Executive")
_CELLS = ("0", "12", "0.75", "1250.5", "not assessed", "TBC", "nil")
_NO_ANSWERS = (None, "N/A", "TBC", "Yes/No", "maybe")
_DAYS = (
    "15/09/2025",
    "1.3.2025",
    "2025-09-16",
    "16 September 2025",
    "Tuesday 16th September 2025",
    "19/02/205",
    "31/02/2025",
    "Monday 16 September 2025",
    "soon",
)

_texts = st.builds(
    lambda start, words, end: " ".join((start, *words, end)),
    st.sampled_from(_STARTS),
    st.lists(st.sampled_from(_WORDS), max_size=30),
    st.sampled_from(_ENDS),
) | st.sampled_from(_WHOLE)

_PLAIN, _LETTERED, _NUMBERED = "plain", "lettered", "numbered"
_drafts = st.lists(st.tuples(st.sampled_from((_NUMBERED, _LETTERED, _PLAIN)), _texts), max_size=5)


@st.composite
def papers(draw: st.DrawFn) -> Paper:
    """A paper on the default route's form, its sums of money counted."""
    sign_offs = tuple(
        PaperSignOff(step.office, valid_date(written) if written else None, written)
        for step in ROUTE.steps
        for written in [draw(st.none() | st.sampled_from(_DAYS))]
    )
    is_decided = sign_offs[-1].written is not None
    confidential = draw(st.sampled_from(("yes", "no", None)))
    content = Content(
        subject=draw(st.none() | _texts),
        originator=draw(st.none() | _texts),
        reason=draw(st.none() | st.just("For Decision") | _texts),
        submitted_to=draw(st.none() | st.sampled_from(_DECIDERS)),
        outcome_by=draw(st.none() | st.sampled_from(_DECIDERS)),
        summary=_listed(draw(_drafts)),
        recommendation=_listed(draw(_drafts)),
        sections=draw(_sections()),
        emissions=draw(_emissions),
        checklist=tuple(draw(_answers(key)) for key in CHECKLIST),
        confidential=confidential,
        confidential_reasons=draw(st.none() | st.lists(_texts, min_size=1, max_size=3).map("\n".join)),
        marking=draw(st.none() | st.sampled_from(MARKINGS) | st.just("OFFICIAL")),
    )
    return Paper(
        content=replace(content, amounts=amounts_of(content)),
        number=draw(st.none() | st.sampled_from(_NUMBERS)),
        outcome=draw(st.none() | st.sampled_from([outcome.value for outcome in Outcome]))
        if is_decided
        else None,
        certificate=Certificate(
            draw(st.sampled_from((None, "a", "b", "c"))), draw(st.sampled_from((None, True)))
        ),
        sign_offs=sign_offs,
        confidential_written=confidential or draw(st.sampled_from(_NO_ANSWERS)),
    )


@st.composite
def _sections(draw: st.DrawFn) -> Mapping[str, tuple[Item, ...]]:
    """The eight sections; section 7 begins with the printed lead-in to its table."""
    sections = {}
    for place, section in enumerate(ROUTE.form.sections, start=1):
        lead_in = ROUTE.form.emissions.lead_in
        printed = (Item(lead_in, lead_in.partition(" ")[0]),) if section.key == "environmental" else ()
        sections[section.key] = (*printed, *_section_items(draw(_drafts), place, printed))
    return MappingProxyType(sections)


def _listed(drafts: Sequence[tuple[str, str]]) -> tuple[Item, ...]:
    """Items of the summary or the recommendation: the printed number is no part of the text."""
    items: list[Item] = []
    number = 0
    for kind, text in drafts:
        number += kind == _NUMBERED
        items.append(Item(text, str(number) if number else None))
    return tuple(items)


def _section_items(drafts: Sequence[tuple[str, str]], place: int, printed: Sequence[Item]) -> list[Item]:
    """Items of a section: a printed number or letter is the first word; letters start anew below a number."""
    items: list[Item] = []
    number, letter = len(printed), 0
    for kind, text in drafts:
        mark = ""
        if kind == _NUMBERED:
            number, letter = number + 1, 0
            mark = f"{place}.{number} "
        elif kind == _LETTERED:
            mark, letter = f"{'abcdefgh'[letter]}. ", letter + 1
        items.append(Item(mark + text, f"{place}.{number}" if number else None))
    return items


_emissions = st.tuples(
    *(
        st.builds(Emission, st.just(category), *[st.none() | st.sampled_from(_CELLS)] * 2)
        for category in ROUTE.form.emissions.categories
    )
)


def _answers(key: str) -> st.SearchStrategy[Answer]:
    question = next(question.text for question in ROUTE.form.checklist.questions if question.key == key)
    given = st.builds(
        lambda answer, reason: Answer(key, question, answer, reason=reason),
        st.sampled_from(("yes", "no")),
        st.none() | _texts,
    )
    return given | st.builds(
        lambda written: Answer(key, question, None, written=written), st.sampled_from(_NO_ANSWERS)
    )
