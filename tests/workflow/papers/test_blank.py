"""The blank form: a whole Word file with every label, every place to fill, and nothing filled in."""

import copy
import io
import zipfile
from typing import Any

import docx
import pytest
from docx.oxml.ns import qn
from docx.shared import Mm

from states.routes import Route, shipped_routes
from states.submission import Paper
from tests.workflow.papers.filled_docx import controls_of, saved, write
from workflow.papers import read_paper
from workflow.papers.blank import blank_form

ROUTES = shipped_routes()
ROUTE = ROUTES["pcc-decision"]
W14_CHECKED = "{http://schemas.microsoft.com/office/word/2010/wordml}checked"

every_route = pytest.mark.parametrize("route", ROUTES.values(), ids=list(ROUTES))


def _document(route: Route = ROUTE) -> Any:
    return docx.Document(io.BytesIO(blank_form(route)))


def _read(data: bytes, route: Route = ROUTE) -> Paper:
    return read_paper(data, name="form.docx", form=route.form, steps=route.steps)


def _printed(document: Any) -> list[str]:
    """Every paragraph as a reader sees it, prompts aside, tables included."""
    texts = []
    for paragraph in document.element.body.iter(qn("w:p")):
        runs = (run for run in paragraph.iter(qn("w:r")) if run.find(f".//{qn('w:rStyle')}") is None)
        texts.append("".join(text.text for run in runs for text in run.iter(qn("w:t"))).strip())
    return texts


def _labels(route: Route) -> list[str]:
    """The form's words in their order, as the route's file has them."""
    form, labels = route.form, route.form.labels
    rows = [labels.subject, labels.originator, labels.number, labels.reason, labels.submitted_to]
    rows += [labels.summary, labels.recommendation, labels.outcome_by, labels.outcome]
    rows += [labels.signature, labels.date, labels.detail]
    for section in form.sections:
        rows.append(section.heading)
        if section.key == "environmental":
            emissions = form.emissions
            rows += [emissions.heading, emissions.lead_in, *emissions.columns, *emissions.categories]
            rows.append(emissions.after)
    rows += [form.checklist.title, form.checklist.instruction]
    rows += [question.text for question in form.checklist.questions]
    return [*rows, form.confidentiality.question, form.confidentiality.reasons]


def _officers(route: Route) -> list[str]:
    form = route.form
    assert form.certificate
    rows = [str(form.approval_note)]
    for step in (step for step in route.steps if not step.decides):
        limbs = [
            f"☐ {limb.letter}) {limb.text}" for limb in (*form.certificate.choices, form.certificate.always)
        ]
        a, b, c, d = limbs
        certificate = [form.certificate.intro, a, "Or", b, "Or", c, "And", d]
        rows += [step.title, *(certificate if step.certificate else [step.statement])]
        rows += [form.labels.signature, form.labels.date]
    return rows


@every_route
def test_every_label_stands_on_it_in_the_order_of_the_form(route: Route) -> None:
    alone = all(step.decides for step in route.steps)
    wanted = [*_labels(route), *([] if alone else _officers(route)), route.form.public_access]

    printed = [text for text in _printed(_document(route)) if text]

    assert [text for text in printed if "☐ Yes" not in text] == [route.title, *wanted]


@every_route
def test_empty_form_is_read_with_nothing_in_it(route: Route) -> None:
    paper = _read(blank_form(route), route)
    content = paper.content

    fields = (content.subject, content.originator, content.reason, content.submitted_to, content.outcome_by)
    assert (*fields, paper.number, paper.outcome, content.marking) == (None,) * 8
    assert (content.summary, content.recommendation, content.amounts) == ((), (), ())
    assert {key: [item.text for item in items] for key, items in content.sections.items() if items} == {
        "environmental": [route.form.emissions.lead_in]
    }
    assert [(row.increase_tco2, row.saving_tco2) for row in content.emissions] == [(None, None)] * 3
    assert [answer.answer for answer in content.checklist] == [None] * 9
    assert (content.confidential, content.confidential_reasons) == (None, None)
    assert (paper.certificate.limb, paper.certificate.regulations) == (None, None)
    assert [(signed.on, signed.written) for signed in paper.sign_offs] == [(None, None)] * len(route.steps)


def test_officers_statements_are_read_from_it_as_the_form_has_them() -> None:
    paper = _read(blank_form(ROUTE))
    printed = ROUTE.form.certificate

    assert printed
    assert paper.statements == {"chief-executive": ROUTE.steps[0].statement}
    assert dict(paper.certificate.standing) == {
        limb.letter: limb.text for limb in (*printed.choices, printed.always)
    }


@every_route
def test_same_route_gives_the_same_bytes(route: Route) -> None:
    assert blank_form(route) == blank_form(Route.from_json(route.to_json()))


def test_every_place_to_fill_is_named_by_its_key() -> None:
    form = ROUTE.form
    wanted = {"subject", "originator", "number", "reason", "submitted_to", "outcome_by", "outcome", "marking"}
    wanted |= {"summary", "recommendation", "confidential yes", "confidential no", "confidential_reasons"}
    wanted |= {section.key for section in form.sections}
    wanted |= {f"emissions {n} {key}" for n in (1, 2, 3) for key in ("increase_tco2", "saving_tco2")}
    wanted |= {
        f"checklist {question.key} {part}"
        for question in form.checklist.questions
        for part in ("yes", "no", "reason")
    }
    wanted |= {f"{part} {step.office}" for step in ROUTE.steps for part in ("signature", "sign_offs")}
    wanted |= {f"certificate {letter}" for letter in "abcd"}

    assert set(controls_of(_document())) == wanted


@every_route
def test_every_place_has_a_name_and_number_that_word_accepts(route: Route) -> None:
    properties = [control.find(qn("w:sdtPr")) for control in _document(route).element.body.iter(qn("w:sdt"))]
    tags = [each.find(qn("w:tag")).get(qn("w:val")) for each in properties]
    names = [each.find(qn("w:alias")).get(qn("w:val")) for each in properties]
    numbers = {each.find(qn("w:id")).get(qn("w:val")) for each in properties}

    assert len(set(tags)) == len(tags)
    assert len(numbers) == len(tags)
    assert max(len(text) for text in (*tags, *names)) <= 64
    assert all(names)


def test_no_box_is_ticked_and_every_other_place_shows_a_prompt() -> None:
    for tag, control in controls_of(_document()).items():
        checked = [box.get(W14_CHECKED.replace("checked", "val")) for box in control.iter(W14_CHECKED)]
        prompts = control.findall(f"{qn('w:sdtPr')}/{qn('w:showingPlcHdr')}")
        is_box = tag.startswith("certificate") or tag.endswith((" yes", " no"))
        assert checked == (["0"] if is_box else []), tag
        assert len(prompts) == (0 if is_box or tag == "outcome" else 1), tag


@pytest.mark.parametrize("place", range(8), ids=[section.key for section in ROUTE.form.sections])
def test_list_numbers_its_paragraphs_as_the_form_does(place: int) -> None:
    key = ROUTE.form.sections[place].key
    document = _document()
    control = controls_of(document)[key]
    write(control, "Dry feet.")
    content = control.find(qn("w:sdtContent"))
    content.append(copy.deepcopy(content[0]))

    section = _read(saved(document)).content.sections[key]

    # The carbon table's lead-in is printed as 7.1.
    numbers = (
        (f"{place + 1}.2", f"{place + 1}.3")
        if key == "environmental"
        else (f"{place + 1}.1", f"{place + 1}.2")
    )
    assert [item.text for item in section[-2:]] == [f"{number} Dry feet." for number in numbers]


def test_outcome_can_be_changed_to_one_that_is_no_approval() -> None:
    items = controls_of(_document())["outcome"].iter(qn("w:listItem"))

    assert [item.get(qn("w:value")) for item in items] == ["approved", "refused", "deferred"]


def test_page_is_a4_and_the_document_names_its_title_and_language() -> None:
    document = _document()
    section = document.sections[0]
    language = document.styles.element.find(f".//{qn('w:lang')}").get(qn("w:val"))

    assert (round(section.page_width.mm), round(section.page_height.mm)) == (210, 297)
    assert section.left_margin < Mm(25)
    assert (document.core_properties.title, document.core_properties.language) == (ROUTE.title, "en-GB")
    assert language == "en-GB"


def test_headings_and_heads_of_tables_are_known_as_such() -> None:
    document = _document()
    headings = {p.text for p in document.paragraphs if p.style.name.startswith("Heading")}

    assert {section.heading for section in ROUTE.form.sections} < headings
    assert {"Chief Executive", ROUTE.form.labels.summary, ROUTE.form.labels.detail} < headings
    for table in document.tables:
        repeated = [row._tr.find(f"{qn('w:trPr')}/{qn('w:tblHeader')}") is not None for row in table.rows]
        assert repeated == [True] + [False] * (len(table.rows) - 1)


def test_every_part_is_named_in_the_package() -> None:
    with zipfile.ZipFile(io.BytesIO(blank_form(ROUTE))) as package:
        names = set(package.namelist())
        types = package.read("[Content_Types].xml").decode()

    parts = {name for name in names if not name.endswith(".rels") and name != "[Content_Types].xml"}
    assert all(f'PartName="/{name}"' in types for name in parts)
    assert "word/document.xml" in parts


def test_marks_of_xml_in_a_route_are_printed_as_they_are() -> None:
    text = ROUTE.to_json().replace("Emission Categories:", "Emission <b>&amp; 'Categories'</b>:")
    route = Route.from_json(text)

    assert "Emission <b>&amp; 'Categories'</b>:" in _printed(_document(route))


def test_certificate_of_another_office_has_the_limbs_of_that_office() -> None:
    text = ROUTE.to_json().replace("financed from reserves", "financed from a grant")

    assert "☐ c) the costs identified in this report can be financed from a grant" in _printed(
        _document(Route.from_json(text))
    )
