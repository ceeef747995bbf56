"""The place of a finding is told as a reader of the paper would name it."""

import pytest

from states.routes import shipped_route
from workflow.cli.places import label_of, where_in_words

ROUTE = shipped_route("pcc-decision")


@pytest.mark.parametrize(
    ("where", "words"),
    [
        ("subject", "Subject"),
        ("number", "Decision number"),
        ("outcome_by", "Outcome/approval by"),
        ("summary", "Summary"),
        ("summary 4", "Summary, item 4"),
        ("recommendation 1", "Recommendation, item 1"),
        ("financial 6.1", "Section 6, 6.1"),
        ("options", "Section 4, Other options considered"),
        ("environmental", "Section 7, Carbon Emissions and Other Environmental Implications"),
        ("emissions 2", "Carbon table: Scope 1 – Fuel – Transport"),
        ("checklist legal-advice", "Checklist: legal advice"),
        ("confidential", "Confidential question"),
        ("confidential_reasons", "Reasons for confidentiality"),
        ("certificate", "Finance officer's certificate"),
        ("marking", "Protective marking"),
        ("sign_offs chief-executive", "Chief Executive's sign-off"),
        ("sign_offs chief-finance-officer", "Chief Finance Officer's sign-off"),
        (
            "sign_offs chief-executive, decision-maker",
            "Chief Executive's sign-off and Decision-maker's sign-off",
        ),
        ("sign_offs submitted, chief-executive", "Submission and Chief Executive's sign-off"),
        ("sign_offs decision-maker, published", "Decision-maker's sign-off and publication"),
        ("paper", "The whole paper"),
        ("act", "The act itself"),
        ("publication", "Publication"),
        ("publication grant_reasons", "Publication: grant reasons"),
        ("publication 2", "Publication: part 2"),
        ("number 06/2025–38/2025", "Numbers 06/2025–38/2025"),
        ("number 06/2025", "Number 06/2025"),
        ("recipient", "Recipient"),
    ],
)
def test_a_place_is_named_in_words(where: str, words: str) -> None:
    assert where_in_words(where, ROUTE.form, ROUTE.steps) == words


@pytest.mark.parametrize("where", ["emissions 9", "emissions x", "sign_offs nobody", "options 4.9", "odd 1"])
def test_a_place_that_the_form_lacks_still_has_a_name(where: str) -> None:
    assert where.rpartition(" ")[2] in where_in_words(where, ROUTE.form, ROUTE.steps).lower()


def test_no_label_ends_in_its_colon() -> None:
    labels = [label_of(key, ROUTE.form) for key in type(ROUTE.form.labels).model_fields]
    assert [label for label in labels if label.endswith((":", "."))] == []
