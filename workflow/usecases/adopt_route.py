"""Adopt a route."""

from datetime import datetime

from sqlalchemy import Connection

from states.routes import Route
from workflow.store import office_changes
from workflow.usecases.desk import Desk
from workflow.usecases.office_act import OfficeChange, office_act
from workflow.usecases.office_facts import route_adopted
from workflow.usecases.visit import Receipt, Visit


def adopt_route(desk: Desk, visit: Visit, route: Route, *, now: datetime) -> Receipt:
    """Keep a route whole and for good. New papers may take it; papers on their way keep theirs."""

    def change(connection: Connection) -> OfficeChange:
        office_changes.adopt_route(connection, route, now=now)
        return OfficeChange(facts=[route_adopted(route)])

    return office_act(desk, visit, change, asked=("adopt_route", route.key, route.sha256), now=now)
