"""Automatic numbers and bullets in a Word file count as they are printed."""

import pytest

from tests.workflow.papers.word_files import (
    control,
    level,
    line,
    lists,
    numbered,
    p,
    r,
    row,
    table,
    text,
)

OUTLINE = [
    level(0, "decimal", "%1."),
    level(1, "decimal", "%1.%2"),
    level(2, "lowerLetter", "%3."),
    level(3, "lowerRoman", "(%4)"),
]


def printed(*items: tuple[int, int], numbering: str) -> list[str]:
    """The numbers printed before paragraphs at these places: `numId` and level."""
    body = "".join(line("x", numbered(*item)) for item in items)
    return [block.removesuffix("x").rstrip() for block in text(body, numbering=numbering).split("\n\n")]


@pytest.mark.parametrize(
    ("items", "numbers"),
    [
        pytest.param([(1, 0), (1, 0), (1, 0)], ["1.", "2.", "3."], id="counted"),
        pytest.param([(1, 0), (1, 1), (1, 1)], ["1.", "1.1", "1.2"], id="two-levels"),
        pytest.param([(1, 0), (1, 1), (1, 0), (1, 1)], ["1.", "1.1", "2.", "2.1"], id="deeper-restarts"),
        pytest.param(
            [(1, 1), (1, 2), (1, 2), (1, 1), (1, 2)], ["1.1", "a.", "b.", "1.2", "a."], id="letters"
        ),
        pytest.param([(1, 2), (1, 3), (1, 3)], ["a.", "(i)", "(ii)"], id="roman"),
        pytest.param([(1, 7)], [""], id="no-such-level"),
        pytest.param([(7, 0)], [""], id="no-such-list"),
        pytest.param([(1, 0), (0, 0), (1, 0)], ["1.", "", "2."], id="taken-out-of-the-list"),
    ],
)
def test_levels_count_as_printed(items: list[tuple[int, int]], numbers: list[str]) -> None:
    assert printed(*items, numbering=lists(OUTLINE)) == numbers


@pytest.mark.parametrize(
    ("kind", "start", "number"),
    [
        ("decimal", 6, "6."),
        ("decimalZero", 6, "06."),
        ("decimalZero", 12, "12."),
        ("lowerLetter", 2, "b."),
        ("lowerLetter", 28, "bb."),
        ("upperLetter", 3, "C."),
        ("lowerRoman", 14, "xiv."),
        ("upperRoman", 49, "XLIX."),
        ("upperRoman", 999_999_999, "999999999."),
        ("lowerLetter", 999_999_999, "999999999."),
        ("lowerLetter", 0, "0."),
        ("hebrew1", 4, "4."),
        ("none", 1, "."),
    ],
)
def test_formats_of_numbers(kind: str, start: int, number: str) -> None:
    numbering = lists([level(0, kind, "%1.", start=start)])

    assert printed((1, 0), numbering=numbering) == [number]


def font(name: str) -> str:
    return f'<w:rPr><w:rFonts w:ascii="{name}"/></w:rPr>'


@pytest.mark.parametrize(
    ("sign", "more", "read"),
    [
        pytest.param("\uf0b7", font("Symbol"), "•", id="word's-own"),
        pytest.param("o", font("Courier New"), "•", id="round"),
        pytest.param("-", "", "•", id="dash"),
        pytest.param("\uf0fc", font("Wingdings"), "•", id="tick-as-bullet"),
        pytest.param("\uf0a8", font("Wingdings"), "•", id="empty-box"),
        pytest.param("\uf0fe", font("Wingdings"), "☑", id="marked-box"),
        pytest.param("", "", "", id="no-sign"),
    ],
)
def test_bullets_are_one_sign_but_marked_boxes(sign: str, more: str, read: str) -> None:
    assert printed((1, 0), numbering=lists([level(0, "bullet", sign, more)])) == [read]


def test_upper_levels_may_be_printed_as_figures() -> None:
    numbering = lists([level(0, "upperRoman", "%1."), level(1, "decimal", "%1.%2", "<w:isLgl/>")])

    assert printed((1, 0), (1, 1), numbering=numbering) == ["I.", "1.1"]


@pytest.mark.parametrize(
    ("restart", "numbers"),
    [
        pytest.param('<w:lvlRestart w:val="0"/>', ["1.", "a)", "2.", "b)"], id="never"),
        pytest.param('<w:lvlRestart w:val="1"/>', ["1.", "a)", "2.", "a)"], id="after-the-first-level"),
        pytest.param("", ["1.", "a)", "2.", "a)"], id="after-any"),
    ],
)
def test_level_restarts_as_it_says(restart: str, numbers: list[str]) -> None:
    numbering = lists([level(0, "decimal", "%1."), level(1, "lowerLetter", "%2)", restart)])

    assert printed((1, 0), (1, 1), (1, 0), (1, 1), numbering=numbering) == numbers


def override(number: int, inside: str) -> str:
    return f'<w:lvlOverride w:ilvl="{number}">{inside}</w:lvlOverride>'


def test_two_lists_of_one_definition_go_on_counting() -> None:
    numbering = lists(OUTLINE, overrides={101: ""})

    assert printed((1, 0), (101, 0), (1, 0), numbering=numbering) == ["1.", "2.", "3."]


def test_list_with_a_start_of_its_own_restarts_once() -> None:
    numbering = lists(OUTLINE, overrides={101: override(0, '<w:startOverride w:val="1"/>')})

    numbers = printed((1, 0), (1, 0), (101, 0), (101, 0), numbering=numbering)

    assert numbers == ["1.", "2.", "1.", "2."]


def test_list_may_print_a_level_in_its_own_way() -> None:
    numbering = lists(OUTLINE, overrides={101: override(0, level(0, "upperLetter", "%1)"))})

    assert printed((101, 0), numbering=numbering) == ["A)"]


HEADING = (
    '<w:style w:type="paragraph" w:styleId="Heading1"><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr>'
    "</w:style>"
    '<w:style w:type="paragraph" w:styleId="Heading2"><w:basedOn w:val="Heading1"/>'
    '<w:pPr><w:numPr><w:ilvl w:val="1"/></w:numPr></w:pPr></w:style>'
    '<w:style w:type="paragraph" w:styleId="Linked"><w:pPr><w:numPr><w:numId w:val="2"/></w:numPr></w:pPr>'
    "</w:style>"
)


def styled(name: str, more: str = "") -> str:
    return line("x", f'<w:pStyle w:val="{name}"/>{more}')


@pytest.mark.parametrize(
    ("body", "read"),
    [
        pytest.param(styled("Heading1") + styled("Heading2"), "1. x\n\n1.1 x", id="styles"),
        pytest.param(styled("Heading1", numbered(0)), "x", id="taken-out-by-itself"),
        pytest.param(styled("Heading1", numbered(1, 2)), "a. x", id="level-by-itself"),
        pytest.param(styled("Linked"), "B.1 x", id="level-that-names-the-style"),
    ],
)
def test_numbers_come_through_styles(body: str, read: str) -> None:
    linked = [
        level(0, "upperLetter", "%1.", start=2),
        level(1, "decimal", "%1.%2", '<w:pStyle w:val="Linked"/>'),
    ]

    assert text(body, styles=HEADING, numbering=lists(OUTLINE, linked)) == read


def test_numbers_come_through_a_list_style() -> None:
    styles = (
        '<w:style w:type="numbering" w:styleId="Legal"><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr>'
        "</w:style>"
    )
    numbering = lists(OUTLINE, ['<w:numStyleLink w:val="Legal"/>'])

    assert text(line("x", numbered(2, 1)), styles=styles, numbering=numbering) == "1.1 x"


@pytest.mark.parametrize(
    ("between", "read"),
    [
        pytest.param(p(properties=numbered(1)), "1. a\n\n3. b", id="empty-item-prints-its-number"),
        pytest.param(
            p("<w:del>" + r("x") + "</w:del>", properties=numbered(1) + "<w:rPr><w:del/></w:rPr>"),
            "1. a\n\n2. b",
            id="deleted-item-prints-none",
        ),
        pytest.param(
            line("x", "<w:pPrChange><w:pPr>" + numbered(1) + "</w:pPr></w:pPrChange>"),
            "1. a\n\nx\n\n2. b",
            id="item-of-old",
        ),
        pytest.param(
            p(r("x", "<w:strike/>"), properties=numbered(1)),
            "1. a\n\n\ue0002. x\ue001\n\n3. b",
            id="struck-item-with-its-number",
        ),
        pytest.param(control(line("x", numbered(1))), "1. a\n\n2. x\n\n3. b", id="item-in-a-control"),
        pytest.param(table(row(line("x", numbered(1)))), "1. a\n\n2. x\n\n3. b", id="item-in-a-table"),
    ],
)
def test_items_count_while_they_are_printed(between: str, read: str) -> None:
    body = line("a", numbered(1)) + between + line("b", numbered(1))

    assert text(body, numbering=lists(OUTLINE)) == read


@pytest.mark.parametrize(
    "numbering",
    [
        pytest.param(lists([level(0, "decimal", "%1." * 1000)]), id="endless-number"),
        pytest.param(lists(['<w:lvl w:ilvl="99999999999999999999"/>']), id="level-without-end"),
        pytest.param(lists(['<w:numStyleLink w:val="Absent"/>']), id="style-not-there"),
        pytest.param('<w:num w:numId="1"><w:abstractNumId w:val="9"/></w:num>', id="list-not-there"),
        pytest.param(lists(OUTLINE, overrides={1: override(-1, "")}), id="override-of-nothing"),
    ],
)
def test_odd_lists_leave_the_text(numbering: str) -> None:
    assert text(line("x", numbered(1)), numbering=numbering).endswith("x")
