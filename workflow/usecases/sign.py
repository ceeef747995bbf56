"""Sign (certify) an open step."""

from dataclasses import replace
from datetime import datetime

from states.decide import statement_shown
from states.submission import Content
from states.vocabulary import Act
from workflow.audit.texts import read_content
from workflow.usecases.desk import Desk
from workflow.usecases.visit import Receipt, Visit
from workflow.usecases.walk import Scene, walk


def sign(
    desk: Desk, visit: Visit, *, now: datetime, limb: str | None = None, regulations: bool | None = None
) -> Receipt:
    """Record this holder's sign-off on the open step. Refuses if the content has changed since shown.

    A step with the finance officer's certificate needs exactly one `limb`, and `regulations` (limb d).
    """
    request = visit.request(Act.SIGN, limb=limb, regulations=regulations)
    return walk(desk, visit, request, now=now, prepare=complete_statement)


def complete_statement(scene: Scene) -> None:
    """Put the whole sentence assented to in the request, and the text where a rule compares sums with it."""
    step = scene.submission.step(scene.request.step or "")
    if step is None:
        return
    statement = statement_shown(step, scene.form, limb=scene.request.limb)
    scene.request = replace(scene.request, statement=statement)
    if step.certificate:
        scene.content = _text(scene)


def _text(scene: Scene) -> Content | None:
    before = scene.submission
    return read_content(scene.connection, before.id, before.version) if before.version else None
