"""How labels may be printed, and where words that look like a label are none."""

import pytest

from tests.workflow.papers.build import PAPER, changed, content, read, texts


@pytest.mark.parametrize(
    "printed",
    [
        "SUBJECT: New boots",
        "Subject : New boots",
        "subject New boots",
        "- Subject: New boots",
        "1. Subject: New boots",
        "## Subject: New boots",
        "**Subject:** New boots",
        "Sub ject: New boots",
        "Subject:\nNew boots",
        "Subject:\n\nNew boots\n",
        "Subject\nNew\nboots",
        "Subject: New\nboots",
        "Subject:\tNew boots",
        "| Subject: | New boots |",
        "| Subject | New boots |",
    ],
)
def test_field_is_read_however_its_label_is_printed(printed: str) -> None:
    assert content(("Subject: New boots", printed)).subject == "New boots"


@pytest.mark.parametrize(
    "printed",
    [
        "- 6. Financial and other resource implications:",
        "6 FINANCIAL AND OTHER RESOURCE IMPLICATIONS",
        "6. Financial and other\nresource implications:",
        "6. Financial and other\n\nresource implications",
        "### 6. Financial and other resource implications",
    ],
)
def test_section_is_read_however_its_heading_is_printed(printed: str) -> None:
    heading = "6. Financial and other resource implications:"

    assert texts("financial", (heading, printed)) == ["6.1 The boots cost £1,200."]


def test_text_on_the_headings_line_is_the_first_item() -> None:
    assert texts("background", ("2. Background:\n2.1 It", "2. Background: It")) == ["It rains."]


def test_value_ends_at_an_empty_line() -> None:
    assert content(("Originator: Head of Stores", "Originator: Head of Stores\n\nink")).originator == (
        "Head of Stores"
    )


def test_empty_field_is_none() -> None:
    assert content(("Originator: Head of Stores", "Originator:")).originator is None


@pytest.mark.parametrize(
    "line",
    [
        "Subject: to change",
        "Originator: unknown",
        "Summary of the rest",
        "Signature: none needed",
        "Date: any day",
        "Recommendations were read",
        "Carbon Emissions",
    ],
)
def test_words_of_a_label_inside_a_section_are_text(line: str) -> None:
    assert texts("background", ("2.1 It rains.", f"2.1 It rains.\n\n{line}")) == ["2.1 It rains.", line]


def test_office_named_in_a_list_opens_no_block() -> None:
    paper = read(changed(("3.1 Warmth.", "3.1 Asked:\n- Chief Executive\n- Staff")))

    assert [item.text for item in paper.content.sections["considerations"]] == [
        "3.1 Asked:",
        "Chief Executive",
        "Staff",
    ]
    assert paper.sign_offs[0].written == "03/03/2025"


def test_office_as_a_value_on_its_own_line_opens_no_block() -> None:
    paper = read(changed(("Submitted to: PCC", "Submitted to:\nChief Executive")))

    assert paper.content.submitted_to == "Chief Executive"


def test_sections_may_come_in_any_order() -> None:
    first = PAPER.index("2. Background:")
    second = PAPER.index("3. Areas")
    third = PAPER.index("6. Financial")
    fourth = PAPER.index("7. Carbon")
    moved = PAPER[:first] + PAPER[third:fourth] + PAPER[second:third] + PAPER[first:second] + PAPER[fourth:]

    assert dict(read(moved).content.sections) == dict(read(PAPER).content.sections)


def test_sums_are_listed_in_the_order_of_the_file() -> None:
    options, aims = PAPER.index("4. Other"), PAPER.index("5. Strategic")
    finance, carbon = PAPER.index("6. Financial"), PAPER.index("7. Carbon")
    moved = (
        PAPER[:options] + PAPER[finance:carbon] + PAPER[options:aims] + PAPER[aims:finance] + PAPER[carbon:]
    ).replace("Do nothing.", "Do nothing for £5.")

    assert [amount.where for amount in read(moved).content.amounts] == [
        "summary 2",
        "financial 6.1",
        "options 4.1",
    ]


def test_nothing_after_the_last_row_is_read() -> None:
    assert read(PAPER + "\nOFFICIAL\n\n2. Background:\n2.2 Snow.\nDate: 01/01/2025\n") == read(PAPER)


def test_missing_section_is_empty() -> None:
    assert texts("objective", ("1. Objective:\n1.1 Dry feet.\n", "")) == []


def test_running_heads_and_page_numbers_are_no_text() -> None:
    paged = changed(
        ("2.1 It rains.", "2.1 It rains\n\nPage 1 of 3\n\fStores paper 7/25 page 2\n\nin winter."),
        ("3.1 Warmth.", "3.1 Warmth.\n- 2 -\n\fStores paper 7/25 page 3\n3.2 Grip."),
        ("8.1 Blisters.", "8.1 Blisters.\n3\n\fStores paper 7/25 page 4\n"),
    )

    sections = read(paged).content.sections

    assert [item.text for item in sections["background"]] == ["2.1 It rains in winter."]
    assert [item.text for item in sections["considerations"]] == ["3.1 Warmth.", "3.2 Grip."]
    assert [item.text for item in sections["other_implications"]] == ["8.1 Blisters."]


def test_dates_that_end_three_pages_are_no_running_feet() -> None:
    paged = changed(
        ("Date: 05/03/2025\n", "Date: 05/03/2025\n\f"),
        ("Date: 03/03/2025\n", "Date: 03/03/2025\n\f"),
        ("Date: 04/03/2025\n", "Date: 04/03/2025\n\f"),
    )

    assert read(paged) == read(PAPER)


def test_annex_between_two_sections_is_no_part_of_the_form() -> None:
    annex = "Annex A – Prices\n\n- Boots £7,000\n\nSummary:\n1. Dear.\n\nDate: 01/01/2025\n\n"

    assert read(changed(("8. Other implications", f"{annex}8. Other implications"))) == read(PAPER)


@pytest.mark.parametrize(
    "line", ["2.2 See\nAnnex A", "2.2 Annex A: prices", "2.2 Now.\n\nAppendices were read", "2.2\n\nAnnexes."]
)
def test_annex_that_is_only_named_is_text(line: str) -> None:
    found = texts("background", ("2.1 It rains.", f"2.1 It rains.\n{line}"))

    assert "Annex" in found[-1] or "Appendices" in found[-1]


@pytest.mark.parametrize("heading", ["Background:", "Background", "- 1. Background:", "**Background**"])
def test_heading_that_lost_its_number_is_a_heading(heading: str) -> None:
    assert texts("background", ("2. Background:", heading)) == ["2.1 It rains."]


def test_heading_without_a_number_beside_the_numbered_one_is_text() -> None:
    assert texts("objective", ("1.1 Dry feet.", "1.1 Dry feet.\n\nBackground:")) == [
        "1.1 Dry feet.",
        "Background:",
    ]


@pytest.mark.parametrize(
    ("printed", "written"),
    [
        ("Has the PCC's Chief", "Has the PCQ's Chief"),
        ("6. Financial and other resource", "6. Financial and otber resource"),
        ("Is this report a Confidential", "Is this rcport a Confidential"),
    ],
)
def test_label_with_a_letter_scanned_wrong_is_still_the_label(printed: str, written: str) -> None:
    assert read(changed((printed, written))) == read(PAPER)


@pytest.mark.parametrize(
    ("printed", "written"),
    [("Subject: New", "Subfect: New"), ("1. Objective:", "1. Objectivc:"), ("Scope 2 –", "Scope 3 –")],
)
def test_short_label_or_number_scanned_wrong_is_no_label(printed: str, written: str) -> None:
    assert read(changed((printed, written))) != read(PAPER)


def test_words_of_a_field_begin_a_section_that_stands_first() -> None:
    section = "2. Background:\n2.1 It rains,\nsubject to season.\n\n"
    text = section + changed(("2. Background:\n2.1 It rains.\n\n", ""))

    found = read(text).content

    assert found.subject == "New boots"
    assert [item.text for item in found.sections["background"]] == ["2.1 It rains, subject to season."]


def test_line_that_heads_only_two_pages_is_text() -> None:
    paged = changed(
        ("2.1 It rains.", "2.1 It rains.\n\f2.2 More.\n\nA"),
        ("3.1 Warmth.", "3.1 Warmth.\n\f2.2 More."),
    )

    assert [item.text for item in read(paged).content.sections["background"]] == [
        "2.1 It rains.",
        "2.2 More.",
        "A",
    ]


@pytest.mark.parametrize(
    ("line", "marking"),
    [
        ("OFFICIAL", "OFFICIAL"),
        ("Official - Sensitive", "Official - Sensitive"),
        ("Marking: Restricted", "Restricted"),
        ("Protective marking: NOT PROTECTIVELY MARKED", "NOT PROTECTIVELY MARKED"),
        ("[Classification: secret]", "secret"),
        ("**Confidential**", "Confidential"),
        ("Official business", None),
        ("- Confidential", None),
    ],
)
def test_marking_is_a_line_that_is_only_a_marking(line: str, marking: str | None) -> None:
    assert content(("2.1 It rains.", f"2.1 It rains.\n\n{line}")).marking == marking


def test_first_marking_counts_and_none_is_an_item() -> None:
    found = content(("2.1 It rains.", "2.1 It rains.\n\nOFFICIAL\n\nSECRET\n"))

    assert found.marking == "OFFICIAL"
    assert [item.text for item in found.sections["background"]] == ["2.1 It rains."]
