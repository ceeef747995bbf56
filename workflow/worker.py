"""The worker: a heartbeat that asks the database what is due. Any number of them do each thing once."""

import logging
import threading
from datetime import datetime

from apscheduler.schedulers.background import BackgroundScheduler

from states.calendar import london_day
from states.refusals import Refused
from workflow.store import submissions
from workflow.usecases.bring_back import bring_back
from workflow.usecases.deliver import BATCH, Postman, deliver
from workflow.usecases.desk import Desk

HEARTBEAT_SECONDS = 30

_log = logging.getLogger("signoff.worker")


def beat(desk: Desk, postman: Postman) -> None:
    """Do everything that is due now: bring deferred papers back, send letters."""
    _bring_back(desk, now=postman.clock())
    while deliver(desk, postman) == BATCH:
        continue


def work(
    desk: Desk, postman: Postman, *, stop: threading.Event, every_seconds: int = HEARTBEAT_SECONDS
) -> None:
    """Beat until stopped. A beat that fails is logged once and the next one tries again."""
    scheduler = BackgroundScheduler(timezone="UTC")
    scheduler.add_job(
        _safe_beat,
        "interval",
        args=(desk, postman),
        seconds=every_seconds,
        next_run_time=postman.clock(),
        coalesce=True,
        max_instances=1,
        misfire_grace_time=HEARTBEAT_SECONDS,
    )
    scheduler.start()
    stop.wait()
    scheduler.shutdown(wait=True)


def _safe_beat(desk: Desk, postman: Postman) -> None:
    try:
        beat(desk, postman)
    except Refused as refused:
        _log.warning("heartbeat: %s", refused)
    except Exception:
        _log.exception("heartbeat failed; the next one tries again")


def _bring_back(desk: Desk, *, now: datetime) -> None:
    with desk.store.reading() as connection:
        due = submissions.due_back(connection, london_day(now), limit=100)
    for submission, deferred_to in due:
        try:
            bring_back(desk, submission, deferred_to=deferred_to, now=now)
        except Refused as refused:
            _log.info("not brought back: %s", refused)
