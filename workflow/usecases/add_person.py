"""Add somebody to the directory."""

from datetime import datetime

from sqlalchemy import Connection

from notifications.addresses import require_address
from states.refusals import refusal
from workflow.store import office_changes
from workflow.store.offices import Person
from workflow.usecases.desk import Desk
from workflow.usecases.office_act import OfficeChange, office_act
from workflow.usecases.office_facts import person_added
from workflow.usecases.visit import Receipt, Visit


def add_person(desk: Desk, visit: Visit, *, name: str, email: str, now: datetime) -> Receipt:
    """Add a person with a registered address; the receipt is about the new id. Being listed gives no duty.

    Refuses a name that nobody could read, an address that is not plain, and one that somebody has already.
    """

    def change(connection: Connection) -> OfficeChange:
        new = Person(f"p_{desk.new_id()}", require_name(name), require_address(email))
        office_changes.add_person(connection, new)
        return OfficeChange(facts=[person_added(new.id, name=new.name, email=new.email)])

    return office_act(desk, visit, change, asked=("add_person", name, email), now=now)


def require_name(name: str) -> str:
    """The name without spaces around it. Refuses one without a letter: certificates and letters show it."""
    trimmed = " ".join(name.split())
    if not trimmed.isprintable() or not any(character.isalpha() for character in trimmed):
        raise refusal("name-unreadable", "Give the name that people know, on one line.")
    return trimmed
