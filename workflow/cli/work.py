"""`signoff work`: the worker, until it is stopped."""

import logging
import signal
import threading

import click

from workflow.app import open_postman
from workflow.cli.entrance import clock, desk_of, settings
from workflow.worker import beat
from workflow.worker import work as work_until


@click.command()
@click.option("--once", is_flag=True, help="Do what is due now, then leave.")
def work(once: bool) -> None:
    """Send letters and bring deferred papers back, until stopped."""
    chosen = settings()
    with desk_of(chosen) as desk:
        postman = open_postman(chosen, clock=clock)
        if once:
            beat(desk, postman)
            return
        stop = stopped_by_signal()
        click.echo(f"Working: letters go to {chosen.mail.split('@')[-1]}. Stop with Ctrl-C.", err=True)
        logging.basicConfig(level=logging.INFO, format="%(levelname)s %(name)s %(message)s")
        logging.getLogger("apscheduler").setLevel(logging.WARNING)
        work_until(desk, postman, stop=stop)


def stopped_by_signal() -> threading.Event:
    """An event that an interrupt or a request to end sets."""
    stop = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: stop.set())
    return stop
