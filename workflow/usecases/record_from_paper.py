"""Record a sign-off that was made in ink."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from states.dates import valid_date
from states.requests import Ink, Request
from states.vocabulary import Act
from workflow.usecases.desk import Desk
from workflow.usecases.sign import complete_statement
from workflow.usecases.visit import Receipt, Visit
from workflow.usecases.walk import walk


@dataclass(frozen=True, slots=True, kw_only=True)
class InkSignOff:
    """What the paper shows: the act, who signed, the date as written, the file that shows it.

    `scan` is `{sha256, size}` of that file (size in bytes); `why_recorded` says why it was not done online.
    `details` are those of the act itself: reason, limb, regulations, conditions, effective_on, back_on.
    """

    act: Act
    signer: str
    written: str
    scan: Mapping[str, Any]
    why_recorded: str | None
    details: Mapping[str, Any]


def record_from_paper(desk: Desk, visit: Visit, signed: InkSignOff, *, now: datetime) -> Receipt:
    """Record the ink sign-off as the act it was, marked for ever as recorded later.

    Refuses an impossible or future date, one before an earlier step's or the submission, and anybody but a
    governance officer. No date is completed, corrected or guessed.
    """
    ink = Ink(
        person=signed.signer,
        written=signed.written,
        signed_on=valid_date(signed.written),
        scan=signed.scan,
        reason=signed.why_recorded,
    )
    request: Request = visit.request(signed.act, ink=ink, **signed.details)
    return walk(desk, visit, request, now=now, prepare=complete_statement)
