"""Nominate a deputy for one's own office."""

from dataclasses import replace
from datetime import datetime

from sqlalchemy import Connection

from notifications.context import day_in_words
from states.authority import Authority, Delegation, title_on, who_may_sign
from states.calendar import london_day
from states.facts import Actor
from states.refusals import refusal
from states.vocabulary import Capacity
from workflow.store import office_changes, offices
from workflow.usecases.desk import Desk
from workflow.usecases.office_act import OfficeChange, Told, office_act
from workflow.usecases.office_facts import delegated
from workflow.usecases.visit import Receipt, Visit


def delegate(desk: Desk, visit: Visit, wanted: Delegation, *, now: datetime) -> Receipt:
    """Let a deputy act for the holder in the holder's office, from day to day, both names on every act.

    The id given is replaced by a new one. Refuses anybody but the holder in post, in person or acting: a
    deputy's deputy has no authority.
    """

    def change(connection: Connection) -> OfficeChange:
        deputy, holder = (offices.people(connection).get(p) for p in (wanted.deputy, wanted.holder))
        if deputy is None or holder is None or deputy.ended_at is not None or deputy.id == holder.id:
            raise refusal("person-unknown", "Name somebody else in the directory as your deputy.")
        if wanted.to_on is not None and wanted.to_on < wanted.from_on:
            raise refusal("office-days", "The last day is before the first. Give later days.")
        new = replace(wanted, id=f"d_{desk.new_id()}")
        office_changes.add_delegation(connection, new)
        told = Told(
            person=deputy.id,
            office_title=title_on(offices.authority(connection), new.office, new.from_on) or new.office,
            capacity=Capacity.DEPUTY.value,
            from_on=day_in_words(new.from_on),
            to_on=day_in_words(new.to_on) if new.to_on else None,
            stands_in_for=holder.name,
        )
        return OfficeChange(facts=[delegated(new)], told={0: told})

    def by(connection: Connection, visit: Visit, *, now: datetime) -> Actor:
        return _require_holder(offices.authority(connection), visit, wanted, now=now)

    return office_act(desk, visit, change, asked=("delegate", wanted), now=now, by=by)


def _require_holder(authority: Authority, visit: Visit, wanted: Delegation, *, now: datetime) -> Actor:
    holders = who_may_sign(authority, wanted.office, on=london_day(now))
    own = [h for h in holders if h.person == visit.person and h.capacity is not Capacity.DEPUTY]
    if not own or wanted.holder != visit.person:
        raise refusal("not-in-post", "Only the holder of an office, in post today, may name its deputy.")
    return replace(visit.actor(), office=own[0].office, capacity=own[0].capacity)
