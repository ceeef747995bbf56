"""What is known of an old paper beside its text: the file, the dates on it, what the rules said of it."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection

from states.calendar import london_day
from states.refusals import refusal
from states.submission import Step
from workflow.store import historic

_DIGITS_OF_A_FILE = re.compile(r"[0-9a-f]{8,64}")


@dataclass(frozen=True, slots=True, kw_only=True)
class OldPaper:
    """An old paper as it was kept: never signed here, its dates as written and (`date`, ISO) as read.

    `kept_on` is a London day; `office` whose paper it is; `findings` are those of that day.
    """

    file_name: str
    file_sha256: str
    file_size: int
    kept_on: str
    kept_by: str
    office: str
    number_written: str | None
    outcome: str | None
    certificate: Mapping[str, Any]
    sign_offs: Sequence[Mapping[str, Any]]
    findings: Sequence[Mapping[str, str]]


def old_paper(connection: Connection, submission: str, *, steps: Sequence[Step] = ()) -> OldPaper | None:
    """What is known of this old paper; None for a submission that is none. `steps` give offices' titles."""
    kept = historic.of_submission(connection, submission)
    if kept is None:
        return None
    titles = {step.office: step.title for step in steps}
    return OldPaper(
        file_name=kept.file_name,
        file_sha256=kept.file_sha256,
        file_size=kept.file_size,
        kept_on=london_day(kept.imported_at).isoformat(),
        kept_by=kept.imported_by,
        office=kept.office,
        number_written=kept.number_written,
        outcome=kept.outcome,
        certificate={"limb": kept.limb, "regulations": kept.regulations},
        sign_offs=[{**one, "title": titles.get(one["office"], one["office"])} for one in kept.sign_offs],
        findings=kept.findings,
    )


def old_paper_named(connection: Connection, name: str) -> str | None:
    """The old paper of this id, or of a file whose SHA-256 begins with these eight digits or more; or None.

    Refuses digits with which several files begin.
    """
    if kept := historic.of_submission(connection, name):
        return kept.submission
    if not _DIGITS_OF_A_FILE.fullmatch(name.lower()):
        return None
    found = historic.by_file_prefix(connection, name.lower())
    if len(found) > 1:
        raise refusal("number-unknown", f"The digits of several files begin with {name}: give more of them.")
    return found[0] if found else None
