"""The text of a paragraph in a Word file: what is printed counts, and nothing else."""

import pytest

from tests.workflow.papers.word_files import control, line, p, r, run, text, tick

SHAPE = "<w:drawing><wps:txbx><w:txbxContent>{0}</w:txbxContent></wps:txbx></w:drawing>"
VML = "<w:pict><v:textbox><w:txbxContent>{0}</w:txbxContent></v:textbox></w:pict>"
ENTRIES = '<w:listEntry w:val="Yes"/><w:listEntry w:val="No"/>'


def field(instruction: str, result: str, *, more: str = "") -> str:
    begin = run(f'<w:fldChar w:fldCharType="begin">{more}</w:fldChar>')
    separate = run('<w:fldChar w:fldCharType="separate"/>')
    end = run('<w:fldChar w:fldCharType="end"/>')
    return f"{begin}{run(f'<w:instrText>{instruction}</w:instrText>')}{separate}{result}{end}"


def field_in_instruction() -> str:
    begin = run('<w:fldChar w:fldCharType="begin"/>')
    rest = run('<w:fldChar w:fldCharType="separate"/>') + r("7") + run('<w:fldChar w:fldCharType="end"/>')
    return begin + field("DATE", r("8")) + rest


def form_field(inside: str) -> str:
    return field("FORMFIELD", "", more=f"<w:ffData>{inside}</w:ffData>")


@pytest.mark.parametrize(
    ("inside", "read"),
    [
        pytest.param(r("Dry ") + r("feet."), "Dry feet.", id="runs-are-joined"),
        pytest.param("<w:ins>" + r("Dry feet.") + "</w:ins>", "Dry feet.", id="insertion"),
        pytest.param("<w:moveTo>" + r("Dry feet.") + "</w:moveTo>", "Dry feet.", id="moved-here"),
        pytest.param(
            r("Dry") + "<w:del>" + run("<w:delText> wet</w:delText>") + "</w:del>", "Dry", id="deletion"
        ),
        pytest.param(r("Dry") + "<w:del>" + r(" wet") + "</w:del>", "Dry", id="deletion-with-text"),
        pytest.param(r("Dry") + "<w:moveFrom>" + r(" wet") + "</w:moveFrom>", "Dry", id="moved-away"),
        pytest.param(
            "<w:ins>" + r("Dry") + "<w:del>" + r(" wet") + "</w:del></w:ins>", "Dry", id="deleted-insertion"
        ),
        pytest.param("<w:hyperlink>" + r("Policy") + "</w:hyperlink>", "Policy", id="link"),
        pytest.param("<w:smartTag>" + r("Norfolk") + "</w:smartTag>", "Norfolk", id="smart-tag"),
        pytest.param(control(r("Dry feet.")), "Dry feet.", id="content-control"),
        pytest.param(control(control(r("Dry feet."))), "Dry feet.", id="control-in-control"),
        pytest.param(control(r("No"), "<w:dropDownList/>"), "No", id="drop-down"),
        pytest.param(control(r("03/03/2025"), "<w:date/>"), "03/03/2025", id="date-picker"),
        pytest.param(
            r("Date:") + control(r("Click to enter a date."), "<w:showingPlcHdr/>"), "Date:", id="placeholder"
        ),
        pytest.param(
            control(r("03/03/2025"), '<w:showingPlcHdr w:val="0"/>'), "03/03/2025", id="placeholder-replaced"
        ),
        pytest.param(r("Dry") + r(" secret", "<w:vanish/>"), "Dry", id="hidden"),
        pytest.param(r("Dry", '<w:vanish w:val="false"/>'), "Dry", id="not-hidden"),
        pytest.param(
            r("Dry", "<w:rPrChange><w:rPr><w:vanish/></w:rPr></w:rPrChange>"), "Dry", id="once-hidden"
        ),
        pytest.param(field("PAGE", r("7")), "7", id="field-result"),
        pytest.param(field("IF", field("DATE", r("8")) + r("7")), "87", id="field-in-field-result"),
        pytest.param(field_in_instruction(), "7", id="field-in-instruction"),
        pytest.param('<w:fldSimple w:instr="PAGE">' + r("7") + "</w:fldSimple>", "7", id="simple-field"),
        pytest.param(run("<w:t>a</w:t><w:tab/><w:t>b</w:t>"), "a\tb", id="tab"),
        pytest.param(run("<w:t>a</w:t><w:br/><w:t>b</w:t>"), "a\nb", id="line-break"),
        pytest.param(run("<w:t>a</w:t><w:cr/><w:t>b</w:t>"), "a\nb", id="carriage-return"),
        pytest.param(run('<w:t>a</w:t><w:br w:type="page"/><w:t>b</w:t>'), "a\n\nb", id="page-break"),
        pytest.param(run("<w:t>a </w:t><w:lastRenderedPageBreak/><w:t>b</w:t>"), "a b", id="page-end-passed"),
        pytest.param(
            run("<w:t>non</w:t><w:noBreakHyphen/><w:t>stop</w:t>"), "non-stop", id="no-break-hyphen"
        ),
        pytest.param(run("<w:t>non</w:t><w:softHyphen/><w:t>stop</w:t>"), "nonstop", id="soft-hyphen"),
        pytest.param(run("<w:t>a\nb</w:t>"), "a b", id="line-end-in-the-file"),
        pytest.param(run("<w:t>a</w:t><w:footnoteReference/><w:annotationRef/>"), "a", id="note-reference"),
        pytest.param(
            run("<w:ruby><w:rt>" + r("up") + "</w:rt><w:rubyBase>" + r("base") + "</w:rubyBase></w:ruby>"),
            "base",
            id="reading-aid-above",
        ),
        pytest.param("<m:oMath><m:r><m:t>½</m:t></m:r></m:oMath>", "½", id="formula"),
        pytest.param(r("a\ue000b\ue001c"), "abc", id="own-marks-of-the-file-go"),
        pytest.param(r("£1 & <2>"), "£1 & <2>", id="entities-of-xml"),
    ],
)
def test_what_is_printed_is_read(inside: str, read: str) -> None:
    assert text(p(inside)) == read


@pytest.mark.parametrize(
    ("inside", "read"),
    [
        pytest.param(tick("1"), "☒", id="checked"),
        pytest.param(tick("true"), "☒", id="checked-in-words"),
        pytest.param(tick("0", glyph="☒"), "☐", id="state-counts-not-the-sign"),
        pytest.param(tick(None), "☐", id="no-state"),
        pytest.param(
            control("", '<w14:checkbox><w14:checked w14:val="1"/></w14:checkbox>'), "☒", id="no-sign"
        ),
        pytest.param(form_field("<w:checkBox><w:checked/></w:checkBox>"), "☒", id="older-checked"),
        pytest.param(
            form_field('<w:checkBox><w:checked w:val="0"/></w:checkBox>'), "☐", id="older-not-checked"
        ),
        pytest.param(
            form_field('<w:checkBox><w:default w:val="1"/></w:checkBox>'), "☒", id="older-checked-by-default"
        ),
        pytest.param(
            form_field('<w:checkBox><w:default w:val="1"/><w:checked w:val="0"/></w:checkBox>'),
            "☐",
            id="older-unchecked-against-default",
        ),
        pytest.param(
            form_field(f'<w:ddList><w:result w:val="1"/>{ENTRIES}</w:ddList>'),
            "No",
            id="older-drop-down",
        ),
        pytest.param(
            form_field(f'<w:ddList><w:result w:val="7"/>{ENTRIES}</w:ddList>'),
            "",
            id="older-drop-down-out-of-range",
        ),
        *(
            pytest.param(run(f'<w:sym w:font="{font}" w:char="{code}"/>'), sign, id=f"{font}-{code}")
            for font, code, sign in [
                ("Wingdings", "F0FE", "☑"),
                ("Wingdings", "F0FD", "☒"),
                ("Wingdings", "F0FC", "✓"),
                ("Wingdings", "F0FB", "✗"),
                ("Wingdings", "F0A8", "☐"),
                ("Wingdings", "F06F", "☐"),
                ("Wingdings", "006F", "☐"),
                ("Wingdings 2", "F052", "☑"),
                ("Wingdings 2", "F0A3", "☐"),
                ("Symbol", "F0B7", "•"),
                ("Arial", "00BD", "½"),
                ("Wingdings", "F04A", "\ufffd"),
                ("Arial", "zz", "\ufffd"),
            ]
        ),
        pytest.param(r("þ", '<w:rFonts w:ascii="Wingdings"/>'), "☑", id="letter-in-wingdings"),
        pytest.param(r("\uf0a8", '<w:rFonts w:hAnsi="Wingdings"/>'), "☐", id="private-letter-in-wingdings"),
        pytest.param(r("þ", '<w:rFonts w:ascii="Arial"/>'), "þ", id="letter-in-another-font"),
    ],
)
def test_a_tick_box_is_read_by_its_state(inside: str, read: str) -> None:
    assert text(p(inside)) == read


def style(style_id: str, inside: str, *, kind: str = "paragraph", more: str = "") -> str:
    return f'<w:style w:type="{kind}" w:styleId="{style_id}"{more}>{inside}</w:style>'


STRUCK = "<w:rPr><w:strike/></w:rPr>"
STYLES = (
    style("Struck", STRUCK)
    + style("Under", '<w:basedOn w:val="Struck"/>')
    + style("Kept", '<w:basedOn w:val="Struck"/><w:rPr><w:strike w:val="0"/></w:rPr>')
    + style("Gone", STRUCK, kind="character")
    + style("Hidden", "<w:rPr><w:vanish/></w:rPr>", kind="character")
    + style("Round", '<w:basedOn w:val="Round"/>')
)


@pytest.mark.parametrize(
    ("body", "read"),
    [
        pytest.param(p(r("a", "<w:strike/>")), "\ue000a\ue001", id="struck"),
        pytest.param(p(r("a", "<w:dstrike/>")), "\ue000a\ue001", id="struck-twice"),
        pytest.param(p(r("a", '<w:strike w:val="0"/>')), "a", id="not-struck"),
        pytest.param(
            p(r("a ", "<w:strike/>"), r("b", "<w:strike/>"), r(" c")),
            "\ue000a b\ue001 c",
            id="struck-in-part",
        ),
        pytest.param(
            p(run("<w:t>a</w:t><w:br/><w:t>b</w:t>", "<w:strike/>")),
            "\ue000a\ue001\n\ue000b\ue001",
            id="struck-over-lines",
        ),
        pytest.param(p(r("a"), properties='<w:pStyle w:val="Struck"/>'), "\ue000a\ue001", id="by-style"),
        pytest.param(p(r("a"), properties='<w:pStyle w:val="Under"/>'), "\ue000a\ue001", id="by-base-style"),
        pytest.param(p(r("a"), properties='<w:pStyle w:val="Kept"/>'), "a", id="style-takes-it-back"),
        pytest.param(p(r("a", '<w:rStyle w:val="Gone"/>')), "\ue000a\ue001", id="by-character-style"),
        pytest.param(
            p(r("a", '<w:rStyle w:val="Gone"/>'), properties='<w:pStyle w:val="Struck"/>'),
            "a",
            id="two-styles-toggle",
        ),
        pytest.param(
            p(r("a", '<w:rStyle w:val="Gone"/><w:strike w:val="0"/>')), "a", id="own-word-is-the-last"
        ),
        pytest.param(p(r("a"), r("b", '<w:rStyle w:val="Hidden"/>')), "a", id="hidden-by-style"),
        pytest.param(p(r("a"), properties='<w:pStyle w:val="Round"/>'), "a", id="style-on-itself"),
        pytest.param(p(r("a"), properties='<w:pStyle w:val="Absent"/>'), "a", id="style-not-there"),
    ],
)
def test_struck_and_hidden_text_is_found_by_any_way(body: str, read: str) -> None:
    assert text(body, styles=STYLES) == read


def test_default_style_holds_for_paragraphs_without_one() -> None:
    styles = style("Normal", STRUCK, more=' w:default="1"')

    assert text(line("a"), styles=styles) == "\ue000a\ue001"


GONE = "<w:rPr><w:del/></w:rPr>"


@pytest.mark.parametrize(
    ("body", "read"),
    [
        pytest.param(line("a") + line("b"), "a\n\nb", id="two"),
        pytest.param(line("a") + p() + line("b"), "a\n\nb", id="an-empty-one-between"),
        pytest.param(line("a ", GONE) + line("b"), "a b", id="end-deleted"),
        pytest.param(line("a ", "<w:rPr><w:moveFrom/></w:rPr>") + line("b"), "a b", id="end-moved-away"),
        pytest.param(line("a ", "<w:rPr><w:vanish/></w:rPr>") + line("b"), "a b", id="end-hidden"),
        pytest.param(line("a", GONE), "a", id="last-end-deleted"),
        pytest.param(
            p("<w:del>" + r("x") + "</w:del>", properties=GONE) + line("b"), "b", id="wholly-deleted"
        ),
        pytest.param(control(line("a")) + line("b"), "a\n\nb", id="in-a-control"),
        pytest.param(control(line("Click here."), "<w:showingPlcHdr/>") + line("b"), "b", id="placeholder"),
        pytest.param(
            control(line("☐"), '<w14:checkbox><w14:checked w14:val="1"/></w14:checkbox>') + line("b"),
            "☒\n\nb",
            id="tick-box-by-itself",
        ),
        pytest.param("<w:customXml>" + line("a") + "</w:customXml>", "a", id="custom-element"),
        pytest.param("<w:ins>" + line("a") + "</w:ins>", "a", id="inserted"),
        pytest.param(line("a") + "<w:sectPr><w:pgSz/></w:sectPr>", "a", id="section-properties"),
    ],
)
def test_paragraphs_are_parted_by_an_empty_line(body: str, read: str) -> None:
    assert text(body) == read


def test_field_that_never_ends_hides_its_own_paragraph_alone() -> None:
    endless = p(r("a"), run('<w:fldChar w:fldCharType="begin"/>'), r("PAGE"))

    assert text(endless + line("b")) == "a\n\nb"


@pytest.mark.parametrize(
    "anchored",
    [
        pytest.param(SHAPE.format(line("boxed")), id="drawing"),
        pytest.param(VML.format(line("boxed")), id="older-drawing"),
        pytest.param(
            f"<mc:AlternateContent><mc:Choice>{SHAPE.format(line('boxed'))}</mc:Choice>"
            f"<mc:Fallback>{VML.format(line('boxed'))}</mc:Fallback></mc:AlternateContent>",
            id="both-for-old-and-new",
        ),
    ],
)
def test_text_box_is_read_once_after_its_paragraph(anchored: str) -> None:
    assert text(p(r("a"), run(anchored), r("b")) + line("c")) == "ab\n\nboxed\n\nc"
