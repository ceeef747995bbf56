"""Whatever happens to a file, it is read or it is refused; nothing else."""

import contextlib

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.workflow.papers.build import PAPER, ROUTE
from workflow.papers import Unreadable, paper_json, read_paper

_PIECES = (*PAPER.splitlines(keepends=True), *"\f\0|\t~\r-£x", "  ", "[x]", "x)", "£9k", "- ")

_cuts = st.lists(
    st.tuples(
        st.integers(0, len(PAPER)),
        st.integers(0, 400),
        st.one_of(st.sampled_from(_PIECES), st.text(max_size=9)),
    ),
    max_size=8,
)


@settings(max_examples=150, deadline=None)
@given(cuts=_cuts, encoding=st.sampled_from(["utf-8", "cp1252", "utf-16"]))
def test_damaged_paper_is_read_or_refused(cuts: list[tuple[int, int, str]], encoding: str) -> None:
    text = PAPER
    for place, length, piece in cuts:
        text = text[:place] + piece + text[place + length :]

    with contextlib.suppress(Unreadable):
        paper = read_paper(
            text.encode(encoding, errors="replace"), name="paper.txt", form=ROUTE.form, steps=ROUTE.steps
        )
        assert len(paper_json(paper)["checklist"]) == 9


@settings(max_examples=50, deadline=None)
@given(data=st.binary(max_size=400))
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    with contextlib.suppress(Unreadable):
        paper = read_paper(PAPER.encode() + data, name="paper.txt", form=ROUTE.form, steps=ROUTE.steps)
        assert paper.number == "07/2025"
