"""Set what an office is called and does, from a day on."""

from dataclasses import replace
from datetime import datetime, timedelta

from sqlalchemy import Connection

from states.authority import Authority, OfficeTitle
from states.refusals import refusal
from workflow.store import office_changes, offices
from workflow.usecases.add_person import require_name
from workflow.usecases.desk import Desk
from workflow.usecases.office_act import OfficeChange, office_act
from workflow.usecases.office_facts import office_set
from workflow.usecases.visit import Receipt, Visit


def set_office(desk: Desk, visit: Visit, title: OfficeTitle, *, now: datetime) -> Receipt:
    """Give an office its legal name from a day on, or say which office it succeeds.

    The name it had until then ends the day before. What was signed keeps the title it was signed under.
    Refuses a title that nobody could read, days in the wrong order, and an unknown office to succeed.
    """

    def change(connection: Connection) -> OfficeChange:
        if title.to_on is not None and title.to_on < title.from_on:
            raise refusal("office-days", "The last day of the title is before its first. Give later days.")
        authority = offices.authority(connection)
        known = {one.office for one in authority.titles} - {title.office}
        if title.succeeds is not None and title.succeeds not in known:
            raise refusal(
                "office-unknown", f"There is no office {title.succeeds!r} to succeed. Check its key."
            )
        new = replace(title, title=require_name(title.title))
        ended = _ended(authority, new)
        for one in (*ended, new):
            office_changes.set_title(connection, one)
        return OfficeChange(facts=[office_set(one) for one in (new, *ended)])

    return office_act(desk, visit, change, asked=("set_office", title), now=now)


def _ended(authority: Authority, title: OfficeTitle) -> list[OfficeTitle]:
    last_day = title.from_on - timedelta(days=1)
    return [
        replace(one, to_on=last_day)
        for one in authority.titles
        if one.office == title.office
        and one.from_on < title.from_on
        and (one.to_on is None or one.to_on >= title.from_on)
    ]
