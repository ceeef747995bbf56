"""`signoff init`, `signoff migrate`, `signoff people`: an office begins, and who is in it."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import click

from states.calendar import london_day
from workflow.app import audit_vkey, instance_of, log_of, open_desk, open_store
from workflow.cli.entrance import clock, desk_of, operator, settings
from workflow.config import Settings
from workflow.store import submissions
from workflow.store.migrate import migrate
from workflow.usecases.add_person import add_person
from workflow.usecases.ask_again import ask_again
from workflow.usecases.end_person import end_person
from workflow.usecases.migrate_store import migrate_store
from workflow.usecases.office_plan import OfficePlan, days_off, read_plan, routes_of
from workflow.usecases.open_office import Opening, open_office


@click.command()
@click.argument("office", type=click.Path(path_type=Path))
def init(office: Path) -> None:
    """Begin an office from OFFICE.toml.

    With its people, posts, routes and calendar, and its history.
    """
    chosen = settings()
    plan = read_plan(office)
    opening = opening_of(chosen, plan, office, today=london_day(clock()))
    store = open_store(chosen)
    migrate(store)
    open_office(open_desk(chosen, store), operator(), opening, now=clock())
    store.close()
    click.echo(f"{plan.name} is open: {len(plan.people)} people, {len(opening.routes)} routes.")
    click.echo(f"Keep this verifier key outside the building: {opening.vkey}")


@click.command("migrate")
def migrate_command() -> None:
    """Bring the database to the schema of this release."""
    store = open_store(settings())
    migrate_store(store, operator(), log_of=log_of, now=clock())
    store.close()
    click.echo("The database is at this release's schema.")


@click.group()
def people() -> None:
    """The directory: add somebody, or record that they have left."""


@people.command()
@click.argument("name")
@click.argument("email")
def add(name: str, email: str) -> None:
    """Add a person with a registered address."""
    with desk_of(settings()) as desk:
        receipt = add_person(desk, operator(), name=name, email=email, now=clock())
    click.echo(f"Added as {receipt.about}.")


@people.command()
@click.argument("person")
def end(person: str) -> None:
    """Record that PERSON (an id) has left: links end at once, the record stays."""
    with desk_of(settings()) as desk:
        end_person(desk, operator(), person, now=clock())
    click.echo("Ended. Nobody is ever deleted; what they signed stands.")


def opening_of(chosen: Settings, plan: OfficePlan, path: Path, *, today: date) -> Opening:
    """What an office opens with here: its plan, routes, days, and the installation's own names."""
    return Opening(
        plan=plan,
        routes=routes_of(plan, path),
        days_off=days_off(plan, today=today),
        vkey=audit_vkey(chosen),
        instance=instance_of(chosen),
    )


@click.command()
@click.argument("number")
def ask(number: str) -> None:
    """Ask again: send whoever may act now on decision NUMBER a new link. Older links end."""
    with desk_of(settings()) as desk:
        with desk.store.reading() as connection:
            found = submissions.id_of_number(connection, number)
        visit = replace(operator(), submission=found)
        ask_again(desk, visit, now=clock())
    click.echo(f"Asked again for {number}; the letters go out with the next heartbeat.")
