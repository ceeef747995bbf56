"""What submitting and resubmitting share: the draft becomes a sealed version with the steps that apply."""

from dataclasses import replace

from states.calendar import london_day
from states.decide import NewVersion
from states.refusals import refusal
from states.routes import applicable_steps
from workflow.audit.canonical import NotCanonical
from workflow.audit.manifest import VersionHead, build_manifest
from workflow.store import submissions
from workflow.usecases.walk import Scene
from workflow.usecases.written import written


def prepare_version(scene: Scene) -> None:
    """Seal what the originator has written, find its steps, and take a number if it has none yet.

    The row of the year's numbers stays locked until the transaction ends; a refusal gives the number back.
    """
    before = scene.submission
    content = written(scene.connection, before)
    route = scene.desk.route(scene.connection, before.route_key, before.route_version)
    steps = applicable_steps(
        route,
        submitted_to=content.submitted_to,
        pence=max((amount.pence for amount in content.amounts), default=None),
        kind=content.kind,
    )
    head = VersionHead(
        submission=before.id,
        version=before.version + 1,
        originator=before.originator,
        editors=tuple(sorted(before.editors)),
        route_key=before.route_key,
        route_version=before.route_version,
        route_sha256=before.route_sha256,
    )
    try:
        scene.sealed = build_manifest(head, content, new_salt=scene.desk.log.new_salt)
    except NotCanonical as error:
        raise refusal("hidden-characters", f"The paper cannot be kept as it is: {error}.") from None
    scene.content = content
    scene.submission = replace(before, steps=steps)
    scene.new = NewVersion(content=scene.sealed.content_hex, editors=before.editors)
    scene.register = scene.desk.register(scene.connection, number=None, besides=before.id)
    if before.number is None:
        scene.request = replace(scene.request, number=_number(scene))


def _number(scene: Scene) -> str:
    year = london_day(scene.now).year
    return f"{submissions.next_number(scene.connection, year):02d}/{year}"
