"""The filled form printed as a PDF: hanging numbers and bullets, tables in columns, no empty lines."""

from dataclasses import replace

from states.routes import Route
from states.submission import Paper
from tests.workflow.papers.filled_txt import BULLET, filled_txt
from tests.workflow.papers.pdf_files import pdf_of


def filled_pdf(paper: Paper, route: Route, *, head: str = "", foot: str = "") -> bytes:
    """The paper as a PDF. `head` and `foot` run over all pages; `#` in them is the page's number."""
    text = filled_txt(paper, route, bullets=True).decode()
    return pdf_of(text.replace(f"\n{BULLET}", "\n - "), head=head, foot=foot, is_packed=True)


def printable(paper: Paper) -> Paper:
    """The paper without what a print cannot show: where one paragraph of the reasons ends."""
    reasons = paper.content.confidential_reasons
    content = replace(paper.content, confidential_reasons=reasons.replace("\n", " ") if reasons else None)
    return replace(paper, content=content)
