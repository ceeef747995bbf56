"""What the officers' words are on the paper: statements, standing limbs, struck text."""

from dataclasses import replace

import pytest

from states.submission import Paper
from tests.workflow.papers.build import LIMBS, PAPER, ROUTE, changed, read
from workflow.papers.read import read_text

STATEMENT = ROUTE.steps[0].statement
_BLOCK = f"{STATEMENT}\n\nSignature:\n\nDate: 03/03/2025"


def _statement(printed: str) -> str | None:
    paper = read(changed((_BLOCK, f"{printed}\n\nSignature:\n\nDate: 03/03/2025")))
    return paper.statements.get("chief-executive")


@pytest.mark.parametrize(
    ("printed", "statement"),
    [
        pytest.param(STATEMENT, STATEMENT, id="as-printed"),
        pytest.param(STATEMENT.removesuffix("."), STATEMENT.removesuffix("."), id="without-stop"),
        pytest.param(f"- {STATEMENT}", STATEMENT, id="bullet"),
        pytest.param(STATEMENT.replace(" advice", "\nadvice"), STATEMENT, id="run-over"),
        pytest.param(STATEMENT.replace(" to the PCC", "\n\nto the PCC"), STATEMENT, id="page-end"),
        pytest.param(STATEMENT.replace(" PCC", "\n\nPCC"), STATEMENT, id="page-end-before-a-capital"),
        pytest.param(f"{STATEMENT}\nSaylor.", STATEMENT, id="ink-below"),
        pytest.param(f"{STATEMENT}\n\nsaylor", STATEMENT, id="ink-after-an-empty-line"),
        pytest.param(
            STATEMENT.replace("PCC", "PCQ"), STATEMENT.replace("PCC", "PCQ"), id="scanned-wrong-as-it-stands"
        ),
        pytest.param(f"{STATEMENT} But late.", f"{STATEMENT} But late.", id="words-added"),
        pytest.param(
            STATEMENT.replace("relevant", "no relevant"),
            STATEMENT.replace("relevant", "no relevant"),
            id="word-put-in-early",
        ),
        pytest.param("I am satisfied that\nall is well.", "I am satisfied that all is well.", id="shorter"),
        pytest.param("I take note.\n\nAll is well.", "I take note. All is well.", id="other-words"),
        pytest.param("", None, id="none"),
    ],
)
def test_statement_is_what_the_paper_prints_in_the_offices_block(printed: str, statement: str | None) -> None:
    assert _statement(printed) == statement


def test_statement_below_no_title_is_still_the_offices() -> None:
    assert read(changed(("Chief Executive\n\n", ""))).statements == {"chief-executive": STATEMENT}


def test_paper_without_the_block_has_no_statement() -> None:
    paper = read(PAPER[: PAPER.index("Chief Executive\n")] + PAPER[PAPER.index("Chief Finance Officer (") :])

    assert paper.statements == {}


def test_office_that_signs_the_same_words_has_them_too() -> None:
    first, second, third = ROUTE.steps
    legal = replace(first, key="legal", office="legal", title="Head of Legal", order=2)
    block = f"Head of Legal\n\n{STATEMENT}\n\nSignature:\n\nDate: 02/03/2025\n\n"
    text = changed(("Chief Finance Officer (", f"{block}Chief Finance Officer ("))

    paper = read_text(text, name="paper.txt", form=ROUTE.form, steps=(first, legal, second, third))

    assert paper.statements == {"chief-executive": STATEMENT, "legal": STATEMENT}
    assert [sign_off.written for sign_off in paper.sign_offs] == [
        "03/03/2025",
        "02/03/2025",
        "04/03/2025",
        "05/03/2025",
    ]


A, B, C, D = (line for line in LIMBS.splitlines() if line[1] == ")")
_ALL = tuple((line[0], line[3:]) for line in (A, B, C, D))


def _with_limbs(*lines: str) -> Paper:
    return read(changed((LIMBS, "\n\n".join(lines))))


@pytest.mark.parametrize(
    ("lines", "standing"),
    [
        pytest.param([A, "Or", B, "Or", C, "And", D], _ALL, id="all"),
        pytest.param([f"[x] {A}", f"{B} ✓", f"c) ☐ {C[3:]}", D], _ALL, id="without-marks-and-letters"),
        pytest.param([B, "And", D], (_ALL[1], _ALL[3]), id="others-deleted"),
        pytest.param([f"~~{A}~~", "~~Or~~", B, f"~~{C}~~ And", D], (_ALL[1], _ALL[3]), id="others-struck"),
        pytest.param(
            ["b) costs are ~~not~~ met elsewhere Or", D],
            (("b", "costs are met elsewhere"), _ALL[3]),
            id="other-wording",
        ),
        pytest.param([A, B, C, f"{D}\nSaylor."], _ALL, id="ink-below-the-last"),
        pytest.param([B, C, "A. Name"], _ALL[1:3], id="ink-with-an-initial"),
        pytest.param([A, B, C, D, "b. name"], _ALL, id="ink-like-a-limb"),
    ],
)
def test_standing_limbs_have_the_papers_own_words(
    lines: list[str], standing: tuple[tuple[str, str], ...]
) -> None:
    assert _with_limbs(*lines).certificate.standing == standing


def test_paper_that_breaks_off_within_the_certificate_settles_nothing() -> None:
    certificate = read(PAPER[: PAPER.index("\nOr\nb)")]).certificate

    assert (certificate.limb, certificate.regulations) == (None, None)
    assert certificate.standing == _ALL[:1]


def _struck(words: str) -> str:
    return f"\ue000{words}\ue001"


def _read_word_text(*changes: tuple[str, str]) -> Paper:
    return read_text(changed(*changes), name="paper.docx", form=ROUTE.form, steps=ROUTE.steps)


@pytest.mark.parametrize(
    "limbs",
    [
        pytest.param([_struck(A), "Or", B, "Or", _struck(C), "And", D], id="whole-lines"),
        pytest.param([f"a) {_struck(A[3:])}", "Or", B, f"c) {_struck(C[3:])}", D], id="words-alone"),
        pytest.param([_struck(f"{A}\nOr"), B, _struck(f"Or\n{C}"), "And", D], id="over-lines"),
    ],
)
def test_struck_limbs_of_a_word_file_are_not_certified(limbs: list[str]) -> None:
    certificate = _read_word_text((LIMBS, "\n\n".join(limbs))).certificate

    assert (certificate.limb, certificate.regulations) == ("b", True)
    assert certificate.standing == (_ALL[1], _ALL[3])


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("Subject: New boots", f"Subject: New {_struck('red ')}boots"),
        ("2.1 It rains.", f"2.1 It {_struck('never')} rains."),
        ("2.1 It rains.", f"2.1 It rains.\n2.2 {_struck('It snows.')}\n- {_struck('Hail.')}"),
        ("Date: 03/03/2025", f"Date: {_struck('01/03/2025')}03/03/2025"),
        ("Decision?\n\nNo\n", f"Decision?\n\n{_struck('Yes')} No\n"),
        (STATEMENT, f"{_struck('Perhaps ')}{STATEMENT}"),
    ],
    ids=["field", "item", "whole-items", "date", "answer", "statement"],
)
def test_struck_text_elsewhere_is_no_text(old: str, new: str) -> None:
    assert _read_word_text((old, new)) == read(PAPER)


def test_text_files_own_characters_strike_nothing() -> None:
    paper = read(changed(("New boots", _struck("New boots"))))

    assert paper.content.subject == "New boots"


@pytest.mark.parametrize(
    ("layout", "written"),
    [
        ("Decision?\n\nNo\n", "No"),
        ("Decision?\n\nTo be  confirmed\n", "To be confirmed"),
        ("| Decision? | ☐ Yes ☐ No |", "☐ Yes ☐ No"),
        ("Decision?\n\n", None),
    ],
)
def test_words_beside_the_confidential_question_are_kept(layout: str, written: str | None) -> None:
    question = "Is this report a Confidential Decision?\n\nNo\n"
    printed = layout.replace("Decision?", "Is this report a Confidential Decision?")

    assert read(changed((question, printed))).confidential_written == written
