"""Every field of a paper is told under its label, empty and unreadable ones too."""

from dataclasses import replace
from datetime import date
from importlib.resources import files

import pytest

from states.routes import shipped_route
from states.submission import Answer, Certificate, Content, Emission, Paper, PaperSignOff
from workflow.cli.fields import fields_in_words
from workflow.papers import paper_json, read_paper

ROUTE = shipped_route("pcc-decision")
EMPTY = Paper(content=Content())


def told(paper: Paper) -> dict[str, list[str]]:
    return dict(fields_in_words(paper, ROUTE.form, ROUTE.steps))


def test_no_text_of_the_sample_paper_is_left_untold() -> None:
    source = (files("workflow.cli") / "sample" / "paper.txt").read_bytes()
    paper = read_paper(source, name="paper.txt", form=ROUTE.form, steps=ROUTE.steps)
    lines = {line for lines in told(paper).values() for line in lines}
    fields = paper_json(paper)
    texts = [*fields["summary"], *fields["recommendation"], fields["subject"], fields["submitted_to"]]
    texts += [item for items in fields["sections"].values() for item in items]
    assert [text for text in texts if text not in lines] == []


def test_labels_are_those_of_the_form() -> None:
    assert list(told(EMPTY)) == [
        "Subject",
        "Originator",
        "Decision number",
        "Reason for submission",
        "Submitted to",
        "Summary",
        "Recommendation",
        "Outcome/approval by",
        "Outcome",
        "Section 1, Objective",
        "Section 2, Background",
        "Section 3, Areas for consideration",
        "Section 4, Other options considered",
        "Section 5, Strategic aims/objective supported",
        "Section 6, Financial and other resource implications",
        "Section 7, Carbon Emissions and Other Environmental Implications",
        "Section 8, Other implications and risks",
        "Carbon table",
        "Checklist",
        "Confidential question",
        "Reasons for confidentiality",
        "Finance officer's certificate",
        "Sign-offs",
        "Sums of money",
        "Protective marking",
    ]


@pytest.mark.parametrize(
    ("sign_off", "line"),
    [
        pytest.param(
            PaperSignOff("chief-executive", date(2025, 9, 15), "15/09/2025"),
            "Chief Executive: 15 September 2025",
            id="a date",
        ),
        pytest.param(
            PaperSignOff("chief-executive", None, "19/02/205"),
            "Chief Executive: could not be read: '19/02/205'",
            id="no date",
        ),
        pytest.param(PaperSignOff("chief-executive", None, None), "Chief Executive: no date", id="nothing"),
    ],
)
def test_a_date_is_told_as_read_or_as_written(sign_off: PaperSignOff, line: str) -> None:
    assert told(replace(EMPTY, sign_offs=(sign_off,)))["Sign-offs"] == [line]


@pytest.mark.parametrize(
    ("answer", "line"),
    [
        pytest.param(Answer("equality", "Considered?", "yes", "Yes"), "Considered? yes", id="yes"),
        pytest.param(
            Answer("equality", "Considered?", "no", "No – small", reason="small"),
            "Considered? no – small",
            id="no, with its reason",
        ),
        pytest.param(
            Answer("equality", "Considered?", None, "Yes/No"),
            "Considered? could not be read: 'Yes/No'",
            id="neither",
        ),
        pytest.param(Answer("equality", "Considered?", None), "Considered? not answered", id="nothing"),
    ],
)
def test_an_answer_is_told_as_read_or_as_written(answer: Answer, line: str) -> None:
    assert told(Paper(content=Content(checklist=(answer,))))["Checklist"] == [line]


def test_a_confidential_answer_that_is_none_is_told_as_written() -> None:
    paper = replace(EMPTY, confidential_written="TBC")
    assert told(paper)["Confidential question"] == ["could not be read: 'TBC'"]


@pytest.mark.parametrize(
    ("certificate", "line"),
    [
        pytest.param(Certificate("b", True), "b), with d)", id="whole"),
        pytest.param(Certificate("b"), "b), without d)", id="without its last limb"),
        pytest.param(Certificate(), "no mark can be read, without d)", id="no mark"),
    ],
)
def test_a_certificate_is_told_by_its_marks(certificate: Certificate, line: str) -> None:
    assert told(replace(EMPTY, certificate=certificate))["Finance officer's certificate"] == [line]


def test_an_empty_carbon_cell_is_told_as_empty() -> None:
    row = Emission("Scope 2 – Electricity", None, "0.5")
    assert told(Paper(content=Content(emissions=(row,))))["Carbon table"] == [
        "Scope 2 – Electricity: increase (empty), saving 0.5 (tCO2)"
    ]
