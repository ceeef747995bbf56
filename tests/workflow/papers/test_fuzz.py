"""Mutants of papers, published and generated: each is read and checked, or refused, and nothing is raised."""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from states.submission import Paper
from tests.workflow.papers.build import PAPER, ROUTE
from tests.workflow.papers.filled_txt import filled_txt
from tests.workflow.papers.generated import papers as generated_papers
from tools.fuzz import mutants, read_and_check

_CHUNKS, _MUTANTS_A_CHUNK = 18, 500
_EXAMPLES, _MUTANTS_AN_EXAMPLE = 100, 10


@pytest.mark.parametrize("chunk", range(_CHUNKS))
def test_mutants_of_published_papers_are_read_or_refused(papers: Path, chunk: int) -> None:
    texts = [path.read_text(encoding="utf-8") for path in sorted(papers.glob("*.txt"))]

    for data in mutants([*texts, PAPER], count=_MUTANTS_A_CHUNK, seed=chunk):
        read_and_check(data)


@settings(
    max_examples=_EXAMPLES, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow]
)
@given(paper=generated_papers(), bullets=st.booleans(), seed=st.integers(0, 2**32))
def test_mutants_of_generated_papers_are_read_or_refused(paper: Paper, bullets: bool, seed: int) -> None:
    text = filled_txt(paper, ROUTE, bullets=bullets).decode()

    for data in mutants([text, PAPER], count=_MUTANTS_AN_EXAMPLE, seed=seed):
        read_and_check(data)
