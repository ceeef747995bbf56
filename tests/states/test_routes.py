"""Routes: what the shipped ones say, how they are stored and loaded, which steps a paper needs."""

from pathlib import Path

import pytest

from states.routes import (
    Route,
    RouteFault,
    applicable_steps,
    load_route,
    read_route,
    route_for,
    shipped_route,
    shipped_routes,
)
from tests.states.written_routes import FORM, OFFICER, OWN, SECOND, WHEN, WRITTEN, changed, read

PRINTED = [
    "Subject:",
    "Originator:",
    "Decision no.",
    "Reason for submission:",
    "Submitted to:",
    "Summary:",
    "Recommendation:",
    "Outcome/approval by:",
    "The recommendations as outlined above are approved.",
    "Signature:",
    "Date:",
    "Detail of the submission",
    "1. Objective:",
    "2. Background:",
    "3. Areas for consideration:",
    "4. Other options considered:",
    "5. Strategic aims/objective supported:",
    "6. Financial and other resource implications:",
    "7. Carbon Emissions and Other Environmental Implications:",
    "Carbon Emissions",
    "7.1 The estimated impact on our carbon emissions that must be reported under current statute from this "
    "proposal is:",
    "Emission Categories:",
    "Increase in tCO2",
    "Saving in tCO2",
    "Scope 1 – Fuel – Building Heating",
    "Scope 1 – Fuel – Transport",
    "Scope 2 – Electricity",
    "Environmental Implications",
    "8. Other implications and risks:",
    "Originator checklist (must be completed)",
    "Please state 'yes' or 'no'",
    "Has legal advice been sought on this submission?",
    "Has the PCC's Chief Finance Officer been consulted?",
    "Have equality, diversity and human rights implications been considered including equality analysis, as "
    "appropriate?",
    "Have human resource implications been considered?",
    "Is the recommendation consistent with the objectives in the Police and Crime Plan?",
    "Has consultation been undertaken with people or agencies likely to be affected by the recommendation?",
    "Has communications advice been sought on areas of likely media interest and how they might be managed?",
    "Have sustainability and environmental factors been considered? (e.g. biodiversity, employee commuting, "
    "business travel, waste and recycling, water, air quality, food and catering and estates construction)",
    "In relation to the above, have all relevant issues been highlighted in the 'other implications and "
    "risks' section of the submission?",
    "Is this report a Confidential Decision?",
    "If Yes, please state reasons below having referred to the PCC Decision Making Policy",
    "Approval to submit to the decision-maker (this approval is required only for submissions to the PCC).",
    "Chief Executive",
    "I am satisfied that relevant advice has been taken into account in the preparation of the report, that "
    "the recommendations have been reviewed and that this is an appropriate request to be submitted to the "
    "PCC.",
    "Chief Finance Officer (Section 151 Officer)",
    "I certify that:",
    "a) there are no financial consequences as a result of this decision,",
    "Or",
    "b) the costs identified in this report can be met from existing revenue or capital budgets,",
    "c) the costs identified in this report can be financed from reserves",
    "And",
    "d) the decision can be taken on the basis of my assurance that Financial Regulations have been complied "
    "with.",
    "Public access to information: Information contained within this submission is subject to the Freedom of "
    "Information Act 2000 and wherever possible will be made available on the OPCC website. Submissions "
    "should be labelled as 'Not Protectively Marked' unless any of the material is 'restricted' or "
    "'confidential'. Where information contained within the submission is 'restricted' or 'confidential' it "
    "should be highlighted, along with the reason why.",
]


def printed_in(route: Route) -> set[str | None]:
    form = route.form
    assert form.certificate is not None
    limbs = (*form.certificate.choices, form.certificate.always)
    return {
        *form.labels.model_dump().values(),
        *(section.heading for section in form.sections),
        *(form.emissions.heading, form.emissions.lead_in, form.emissions.after),
        *(*form.emissions.columns, *form.emissions.categories),
        *(form.checklist.title, form.checklist.instruction),
        *(question.text for question in form.checklist.questions),
        *(form.confidentiality.question, form.confidentiality.reasons),
        *(form.approval_note, form.public_access),
        *(form.certificate.intro, form.certificate.between, form.certificate.joint),
        *(f"{limb.letter}) {limb.text}" for limb in limbs),
        *(text for step in route.steps for text in (step.title, step.statement)),
    }


@pytest.mark.parametrize("label", PRINTED, ids=lambda label: label[:40])
def test_the_default_route_holds_every_label_as_printed(label: str) -> None:
    assert label in printed_in(shipped_route("pcc-decision"))


def test_the_default_form_holds_nothing_that_is_not_printed() -> None:
    assert printed_in(shipped_route("pcc-decision")) - set(PRINTED) == {"Decision-maker"}


STEPS = {
    "pcc-decision": [("chief-executive", 1), ("chief-finance-officer", 2), ("decision-maker", 3)],
    "pcc-decision-parallel": [("chief-executive", 1), ("chief-finance-officer", 1), ("decision-maker", 2)],
    "chief-executive-decision": [("chief-executive", 1)],
}


def test_three_routes_are_shipped() -> None:
    assert set(shipped_routes()) == set(STEPS)


@pytest.mark.parametrize("key", STEPS)
def test_a_shipped_route_has_its_steps_in_order(key: str) -> None:
    assert [(step.key, step.order) for step in shipped_route(key).steps] == STEPS[key]


@pytest.mark.parametrize("key", STEPS)
def test_the_last_step_of_a_shipped_route_decides(key: str) -> None:
    assert [step.decides for step in shipped_route(key).steps] == [False] * (len(STEPS[key]) - 1) + [True]


HASHES = {
    ("chief-executive-decision", 1): "42697f0ffcb472ffbd4852f198388226e4f4891691f5c1b254915c356fe22d14",
    ("pcc-decision", 1): "bd7ebb8e196c0e013182959b4c041e7b3c311938e7ada93777614d1cd85cc28d",
    ("pcc-decision-parallel", 1): "160a9d1e590f10114121401d125caec34364055fdd939495100caa050b1d0cf8",
}


def test_a_shipped_route_changes_only_with_its_version() -> None:
    assert {(route.key, route.version): route.sha256 for route in shipped_routes().values()} == HASHES


@pytest.mark.parametrize("key", STEPS)
def test_every_shipped_route_fills_the_same_form(key: str) -> None:
    assert shipped_route(key).form == FORM


def test_officers_certify_the_same_words_in_either_order() -> None:
    ordered, parallel = (shipped_route(key).steps for key in ("pcc-decision", "pcc-decision-parallel"))
    assert [step.statement for step in ordered] == [step.statement for step in parallel]


def test_an_unknown_shipped_route_is_refused_with_the_known_ones() -> None:
    with pytest.raises(RouteFault, match="choose chief-executive-decision, pcc-decision, pcc-decision-para"):
        shipped_route("nobodys")


def with_keys_reversed(text: str) -> str:
    """The same tables, the keys of each in the opposite order."""
    tables = [table.strip().split("\n") for table in text.split("\n\n")]
    heads = [[line for line in table if line.startswith("[[")] for table in tables]
    keys = [[line for line in reversed(table) if not line.startswith("[[")] for table in tables]
    return "\n\n".join("\n".join(head + lines) for head, lines in zip(heads, keys, strict=True))


SAME = {
    "keys in another order": with_keys_reversed(WRITTEN),
    "a default written out": changed("certificate = true", "certificate = true\nquorum = 1"),
    "spaces around a text": changed('"A small route"', '" A small route "'),
    "steps in another order": "\n\n".join(WRITTEN.split("\n\n")[n] for n in (0, 1, 2, 4, 3)),
}


@pytest.mark.parametrize("text", SAME.values(), ids=SAME)
def test_another_spelling_of_a_route_has_the_same_hash(text: str) -> None:
    assert text != WRITTEN
    assert read(text) == read(WRITTEN)


def test_composed_and_decomposed_letters_have_the_same_hash() -> None:
    texts = (changed("A small route", name) for name in ("Caf\u00e9", "Cafe\u0301"))
    assert len({read(text).sha256 for text in texts}) == 1


DIFFERENT = {
    "title": changed("A small", "The small"),
    "version": changed("version = 1", "version = 2"),
    "condition": changed("1000000", "1000001"),
    "quorum": changed("quorum = 4", "quorum = 5"),
    "reserved": changed("decides = true", "decides = true\nreserved = true"),
    "order": changed('after = ["money"]', 'after = ["money", "second"]')
    + SECOND.replace("board", "officer2")
    + OFFICER.replace("officer", "officer2")
    + '\ntitle = "Other"\nfunction = "other"',
}


@pytest.mark.parametrize("text", DIFFERENT.values(), ids=DIFFERENT)
def test_another_route_has_another_hash(text: str) -> None:
    assert read(text).sha256 != read(WRITTEN).sha256


def test_the_hash_covers_the_form() -> None:
    forms = {"pcc-decision": FORM.model_copy(update={"approval_note": "Another note."})}
    assert read_route(WRITTEN, name="my.toml", forms=forms).sha256 != read(WRITTEN).sha256


@pytest.mark.parametrize("route", [*shipped_routes().values(), read(WRITTEN)], ids=lambda route: route.key)
def test_a_stored_route_is_read_back_equal(route: Route) -> None:
    assert Route.from_json(route.to_json()) == route


@pytest.mark.parametrize(
    ("text", "words"),
    [("{", "this is not JSON"), ("[]", "this is not a JSON object"), ("{}", "key is missing")],
    ids=["broken", "list", "empty"],
)
def test_a_damaged_stored_route_is_refused(text: str, words: str) -> None:
    with pytest.raises(RouteFault, match=f"stored route: {words}"):
        Route.from_json(text)


def test_a_file_may_name_a_shipped_form(tmp_path: Path) -> None:
    (tmp_path / "my.toml").write_text(WRITTEN, encoding="utf-8")
    assert load_route(tmp_path / "my.toml").form == FORM


@pytest.mark.parametrize("key", ["house", "pcc-decision"], ids=["a new name", "the name of a shipped route"])
def test_a_file_takes_the_form_of_the_file_beside_it(tmp_path: Path, key: str) -> None:
    house = OWN.replace('key = "pcc-decision"', f'key = "{key}"').replace("Subject:", "Topic:")
    (tmp_path / f"{key}.toml").write_text(house, encoding="utf-8")
    (tmp_path / "my.toml").write_text(changed('form = "pcc-decision"', f'form = "{key}"'), encoding="utf-8")
    assert load_route(tmp_path / "my.toml").form.labels.subject == "Topic:"


def test_a_fault_in_the_file_beside_it_names_that_file(tmp_path: Path) -> None:
    (tmp_path / "house.toml").write_text("key = 1", encoding="utf-8")
    (tmp_path / "my.toml").write_text(changed('form = "pcc-decision"', 'form = "house"'), encoding="utf-8")
    with pytest.raises(RouteFault, match=r"^house\.toml: "):
        load_route(tmp_path / "my.toml")


def test_a_form_is_never_taken_from_another_folder(tmp_path: Path) -> None:
    (tmp_path / "house.toml").write_text(OWN, encoding="utf-8")
    folder = tmp_path / "routes"
    folder.mkdir()
    text = changed('form = "pcc-decision"', 'form = "../house"')
    (folder / "my.toml").write_text(text, encoding="utf-8")
    with pytest.raises(RouteFault, match=r"names the form of \.\./house, which is not there"):
        load_route(folder / "my.toml")


def test_a_file_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(RouteFault, match=r"^none\.toml: this cannot be read"):
        load_route(tmp_path / "none.toml")


def test_a_file_that_is_not_text_is_refused(tmp_path: Path) -> None:
    (tmp_path / "my.toml").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(RouteFault, match=r"^my\.toml: this cannot be read"):
        load_route(tmp_path / "my.toml")


NEEDED = [
    ("at the line", 1_000_000, "grant", True),
    ("above the line", 1_000_001, "contract", True),
    ("a penny below the line", 999_999, "grant", False),
    ("another kind", 1_000_000, "spend", False),
    ("unknown sum of a grant", None, "grant", True),
    ("unknown sum of unknown kind", None, None, True),
    ("unknown kind above the line", 1_000_000, None, True),
    ("unknown kind below the line", 999_999, None, False),
    ("a kind that does not exist", 1_000_000, "gift", True),
]


@pytest.mark.parametrize(
    ("pence", "kind", "needed"), [row[1:] for row in NEEDED], ids=[row[0] for row in NEEDED]
)
def test_a_conditional_step_is_needed_where_its_condition_may_hold(
    pence: int | None, kind: str | None, needed: bool
) -> None:
    steps = applicable_steps(read(WRITTEN), submitted_to="The Board", pence=pence, kind=kind)
    assert ("money" in [step.key for step in steps]) is needed


@pytest.mark.parametrize("kind", ["policy", "appointment", "other"])
@pytest.mark.parametrize(("condition", "needed"), [("amount_from = 1", False), ("amount_below = 1", True)])
def test_a_moneyless_kind_without_a_sum_counts_as_nil(kind: str, condition: str, needed: bool) -> None:
    route = read(changed(WHEN, f"when = {{ {condition} }}"))
    steps = applicable_steps(route, submitted_to="The Board", pence=None, kind=kind)
    assert (len(steps) == 2) is needed


@pytest.mark.parametrize(
    ("submitted_to", "needed"),
    [("A. Person – PCC", True), ("The Board", False), (None, True), ("", True)],
    ids=["the office named", "another office", "not said", "empty"],
)
def test_a_condition_on_the_addressee_compares_offices(submitted_to: str | None, needed: bool) -> None:
    route = read(changed(WHEN, 'when = { submitted_to = ["Police and Crime Commissioner"] }'))
    steps = applicable_steps(route, submitted_to=submitted_to, pence=0, kind="grant")
    assert (len(steps) == 2) is needed


def test_a_step_keeps_its_order_where_an_earlier_one_is_not_needed() -> None:
    steps = applicable_steps(read(WRITTEN), submitted_to="The Board", pence=0, kind="grant")
    assert [(step.key, step.order) for step in steps] == [("decision", 2)]


@pytest.mark.parametrize(
    ("submitted_to", "key"),
    [
        ("PCC", "pcc-decision"),
        ("p.c.c.", "pcc-decision"),
        ("Sarah Taylor – Police and Crime Commissioner for Norfolk", "pcc-decision"),
        ("Chief Executive", "chief-executive-decision"),
        ("A. Person, chief executive", "chief-executive-decision"),
        ("Deputy PCC", "pcc-decision"),
        ("Somebody else", "pcc-decision"),
        (None, "pcc-decision"),
    ],
)
def test_a_paper_takes_the_route_of_its_addressee(submitted_to: str | None, key: str) -> None:
    assert route_for(submitted_to, shipped_routes()).key == key


def test_a_paper_to_nobody_known_takes_the_given_default() -> None:
    route = route_for("Somebody else", shipped_routes(), default="chief-executive-decision")
    assert route.key == "chief-executive-decision"
