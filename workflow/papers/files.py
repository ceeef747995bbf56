"""Opening a paper's file, and choosing the route whose form it fills. Reads files; writes none."""

import os
import stat
from pathlib import Path

from states.routes import DEFAULT_ROUTE, Route, route_for, shipped_route, shipped_routes
from states.rules.customs import Customs
from states.submission import Paper
from workflow.papers.read import read_text, text_in
from workflow.papers.refused import Unreadable
from workflow.papers.text import MOST_BYTES

_TOO_LARGE = "it is larger than 20 MB. Save the paper without pictures and try again."


def read_file(path: Path) -> bytes:
    """The bytes of a paper's file. Unreadable if it is none, may not be read, is empty or over 20 MB."""
    name = path.name or str(path)
    try:
        # Looked at before it is opened: a pipe or a device could keep us waiting for ever.
        _require_readable(path.stat(), name=name)
        with path.open("rb") as file:
            data = file.read(MOST_BYTES + 1)
    except FileNotFoundError:
        raise Unreadable(name, "there is no such file. Check the name and the folder.") from None
    except PermissionError:
        raise Unreadable(name, "you may not open it. Ask its owner for permission to read it.") from None
    except OSError as error:
        raise Unreadable(name, f"{error.strerror}. Check the name and the folder.") from None
    if not data:
        raise Unreadable(name, "it is empty. Check that the paper was saved, and try again.")
    if len(data) > MOST_BYTES:
        raise Unreadable(name, _TOO_LARGE)
    return data


def paper_in(data: bytes, *, name: str, route: Route | None = None, customs: Customs) -> tuple[Paper, Route]:
    """The paper in a file, and the route that it was read by.

    That is the route asked for, else the shipped route whose decider the paper is submitted to, else the
    default one. Unreadable if the file is of a kind that is not read, is damaged, or is not the route's form.
    """
    text = text_in(data, name=name)
    first = route or shipped_route(DEFAULT_ROUTE)
    paper = _paper(text, name=name, route=first, customs=customs)
    if route:
        return paper, route
    chosen = route_for(paper.content.submitted_to, shipped_routes(), aliases=customs.aliases)
    if chosen.key == first.key:
        return paper, first
    return _paper(text, name=name, route=chosen, customs=customs), chosen


def _require_readable(status: os.stat_result, *, name: str) -> None:
    if stat.S_ISDIR(status.st_mode):
        raise Unreadable(name, "it is a folder. Name the paper's own file.")
    if not stat.S_ISREG(status.st_mode):
        raise Unreadable(name, "it is no ordinary file. Save the paper as .txt, .docx or .pdf and name that.")
    if status.st_size > MOST_BYTES:
        raise Unreadable(name, _TOO_LARGE)


def _paper(text: str, *, name: str, route: Route, customs: Customs) -> Paper:
    return read_text(text, name=name, form=route.form, steps=route.steps, markings=customs.markings)
