"""What was signed on paper: dates, outcome, certificate."""

from datetime import date

import pytest

from states.submission import Certificate, PaperSignOff
from tests.workflow.papers.build import LIMBS, PAPER, ROUTE, changed, read


def _chief_executive(*changes: tuple[str, str]) -> PaperSignOff:
    return read(changed(*changes)).sign_offs[0]


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        pytest.param("Date: 3 March 2025", ("3 March 2025", date(2025, 3, 3)), id="words"),
        pytest.param("DATE : 03/03/2025", ("03/03/2025", date(2025, 3, 3)), id="spaced-capitals"),
        pytest.param("Date: 3 March", ("3 March", None), id="unfinished"),
        pytest.param("Date:", (None, None), id="empty"),
        pytest.param("Date:\n\n03/03/2025", (None, None), id="next-line-is-not-borrowed"),
        pytest.param("Date 03/03/2025", (None, None), id="no-colon-is-no-label"),
        pytest.param("| Date | 03/03/2025 |", ("03/03/2025", date(2025, 3, 3)), id="cell"),
        pytest.param("- Date: 03/03/2025", ("03/03/2025", date(2025, 3, 3)), id="bullet"),
        pytest.param(
            "Date: 03/03/2025\nDate: 09/03/2025", ("03/03/2025", date(2025, 3, 3)), id="first-counts"
        ),
        pytest.param("A. Name\nDate: 03/03/2025", ("03/03/2025", date(2025, 3, 3)), id="ink"),
        pytest.param("Chief Executive\nDate: 03/03/2025", ("03/03/2025", date(2025, 3, 3)), id="typed-title"),
    ],
)
def test_date_of_a_block_is_what_stands_after_its_label(
    written: str, expected: tuple[str | None, date | None]
) -> None:
    sign_off = _chief_executive(("Date: 03/03/2025", written))

    assert (sign_off.written, sign_off.on) == expected


def test_date_beside_the_signature_is_read() -> None:
    sign_off = _chief_executive(("Signature:\n\nDate: 03/03/2025", "Signature: A. Name    Date: 03/03/2025"))

    assert sign_off.on == date(2025, 3, 3)


@pytest.mark.parametrize(
    "written",
    [
        "Saylor. Signature:    Date: 03/03/2025",
        "Signature:\nSaylor.    Date: 03/03/2025",
        "Saylor.\tDate: 03/03/2025",
    ],
)
def test_date_beside_ink_is_read(written: str) -> None:
    assert _chief_executive(("Signature:\n\nDate: 03/03/2025", written)).on == date(2025, 3, 3)


def test_signature_beside_the_date_is_no_part_of_it() -> None:
    assert (
        _chief_executive(("Date: 03/03/2025", "Date: 03/03/2025  Signature: A. Name")).written == "03/03/2025"
    )


@pytest.mark.parametrize(
    ("first", "last", "written"),
    [
        ("Chief Executive\n", "Chief Finance Officer (", [None, "04/03/2025", "05/03/2025"]),
        ("Chief Finance Officer (", "Public access", ["03/03/2025", None, "05/03/2025"]),
        ("Outcome/approval by: PCC", "Detail of", ["03/03/2025", "04/03/2025", None]),
    ],
    ids=["chief-executive", "chief-finance-officer", "decider"],
)
def test_missing_block_has_an_empty_entry_in_its_place(
    first: str, last: str, written: list[str | None]
) -> None:
    paper = read(PAPER[: PAPER.index(first)] + PAPER[PAPER.index(last) :])

    assert [sign_off.office for sign_off in paper.sign_offs] == [step.office for step in ROUTE.steps]
    assert [sign_off.written for sign_off in paper.sign_offs] == written


@pytest.mark.parametrize(
    "removed",
    ["Chief Executive\n\n", "Chief Finance Officer (Section 151 Officer)\n\n", " (Section 151 Officer)"],
)
def test_block_is_known_by_its_statement_or_its_title(removed: str) -> None:
    assert read(changed((removed, ""))).sign_offs == read(PAPER).sign_offs


def test_title_typed_under_the_deciders_signature_opens_no_block() -> None:
    paper = read(changed(("Date: 05/03/2025", "Chief Executive\n\nDate: 05/03/2025")))

    assert paper.sign_offs == read(PAPER).sign_offs


_SENTENCE = "The recommendations as outlined above are approved."


@pytest.mark.parametrize(
    ("sentence", "outcome"),
    [
        ("The recommendations as outlined above are approved", "approved"),
        ("The recommendations as outlined above are\napproved.", "approved"),
        ("THE RECOMMENDATIONS AS OUTLINED ABOVE ARE APPROVED.", "approved"),
        (f"{_SENTENCE}\nSaylor.", "approved"),
        (f"{_SENTENCE}\n\nSaylor.", "approved"),
        ("The recommendations as outlined above are not approved.", "refused"),
        ("The recommendations as outlined above are not\napproved.", "refused"),
        ("The recommendations as outlined above are refused.", "refused"),
        ("The recommendations as outlined above are rejected as too dear.", "refused"),
        ("The recommendations as outlined above are deferred.", "deferred"),
        ("The recommendations as outlined above are approved subject to a price.", None),
        ("The recommendations as outlined above are approved\nsubject to a price.", None),
        ("The recommendations as outlined above are noted.", None),
        ("", None),
    ],
)
def test_outcome_is_what_the_sentence_says(sentence: str, outcome: str | None) -> None:
    assert read(changed((_SENTENCE, sentence))).outcome == outcome


def test_printed_sentence_proves_nothing_without_a_date() -> None:
    assert read(changed(("Date: 05/03/2025", "Date:"))).outcome is None


def test_unreadable_decision_date_still_gives_the_outcome() -> None:
    assert read(changed(("Date: 05/03/2025", "Date: 5.3.25"))).outcome == "approved"


A, B, C, D = (line for line in LIMBS.splitlines() if line[1] == ")")


def _certificate(*lines: str) -> Certificate:
    return read(changed((LIMBS, "\n\n".join(lines)))).certificate


def _chosen(*lines: str) -> tuple[str | None, bool | None]:
    certificate = _certificate(*lines)
    return certificate.limb, certificate.regulations


@pytest.mark.parametrize("mark", ["✓", "✔", "☑", "☒", "x", "X", "[x]", "[X]", "(x)", "[ x ]", "(✓)"])
@pytest.mark.parametrize("place", ["before", "after", "end", "end-after-stop"])
def test_marked_limb_is_chosen_wherever_its_mark_stands(mark: str, place: str) -> None:
    def marked(limb: str) -> str:
        return {
            "before": f"{mark} {limb}",
            "after": f"{limb[:2]} {mark} {limb[3:]}",
            "end": f"{limb} {mark}",
            "end-after-stop": f"{limb} {mark}.",
        }[place]

    assert _chosen(A, "Or", marked(B), "Or", C, "And", marked(D)) == ("b", True)


@pytest.mark.parametrize(
    ("lines", "limb", "regulations"),
    [
        pytest.param([A, "Or", B, "Or", C, "And", D], None, None, id="nothing-marked"),
        pytest.param([A, f"{B} x", C, D], "b", None, id="only-b-marked"),
        pytest.param([A, B, C, f"{D} x"], None, True, id="only-d-marked"),
        pytest.param([f"{A} x", f"{B} x", C, f"{D} x"], None, True, id="two-marked"),
        pytest.param([B, D], "b", True, id="others-deleted"),
        pytest.param([C, "And"], "c", None, id="others-and-d-deleted"),
        pytest.param([A, C, D], None, None, id="two-left"),
        pytest.param([D], None, None, id="only-d-left"),
        pytest.param([B, f"{D} x"], "b", True, id="others-deleted-d-marked"),
        pytest.param([f"{B} x", D], "b", None, id="b-left-and-marked"),
        pytest.param([f"~~{A}~~", B, f"~~{C}~~", D], "b", True, id="others-struck"),
        pytest.param([A, f"a) {B[3:]}", D], None, None, id="two-letters-alike"),
        pytest.param([f"a) {B[3:]}", "And", f"b) {D[3:]}"], "b", True, id="lettered-anew"),
        pytest.param(["☐ " + A, "☒ " + B, "☐ " + C, "☒ " + D], "b", True, id="boxes"),
        pytest.param([f"[ ] {A}", f"[x] {B}", f"[ ] {C}", f"[x] {D}"], "b", True, id="bracket-boxes"),
        pytest.param([f"| ☒ | {B} |", f"| | {C} |", f"| ☒ | {D} |"], "b", True, id="table"),
        pytest.param([f"- {A}", f"- x {B}", f"- {C}", f"- x {D}"], "b", True, id="bullets"),
        pytest.param([f"{A} Or", f"{B} x Or", f"{C} And", f"{D} x"], "b", True, id="joints-on-the-line"),
        pytest.param([A, f"{B[:60]}\n{B[60:]} x", C, f"{D[:60]}\n{D[60:]} x"], "b", True, id="run-over"),
        pytest.param([A, B, C, "x", D], None, None, id="mark-on-a-line-of-its-own"),
        pytest.param(["b) costs are met elsewhere", D], "b", True, id="other-wording"),
        pytest.param([], None, None, id="no-limbs"),
    ],
)
def test_certificate_is_read_from_marks_and_from_what_is_left(
    lines: list[str], limb: str | None, regulations: bool | None
) -> None:
    assert _chosen(*lines) == (limb, regulations)


def test_mark_outside_the_certificate_chooses_nothing() -> None:
    certificate = read(changed(("8.1 Blisters.", "8.1 Blisters.\n\n[x] b) the cost"))).certificate

    assert (certificate.limb, certificate.regulations) == (None, None)
