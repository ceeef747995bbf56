"""The `signoff` command: every error is one sentence, with exit code 2 for wrong use and 1 for a refusal."""

import sys

import click

from states.refusals import Refused
from workflow.cli.audit import audit
from workflow.cli.demo import demo
from workflow.cli.office import ask, init, migrate_command, people
from workflow.cli.paper import read, timeline
from workflow.cli.route import route
from workflow.cli.work import work

WRONG_USE = frozenset(
    {
        "address-invalid",
        "audit-key",
        "link-key",
        "mail-setting",
        "office-file",
        "paper-unreadable",
        "route-fault",
        "schema-missing",
        "setting-invalid",
        "setting-unknown",
        "store-unreadable",
    }
)
"""Rules whose refusal means that the command was given something it cannot use."""


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="signoff")
def signoff() -> None:
    """Decisions of a Police and Crime Commissioner's office: signed in order, and provable.

    Begin with `signoff demo`, which walks a sample paper from draft to published.
    """


for command in (demo, init, migrate_command, people, ask, read, timeline, route, work, audit):
    signoff.add_command(command)


def main() -> None:
    """Run the command and leave with its exit code. Nobody ever sees a traceback."""
    try:
        code = signoff.main(standalone_mode=False)
    except click.exceptions.Exit as leaving:
        code = leaving.exit_code
    except click.Abort:
        code = _say("Stopped.", 130)
    except click.ClickException as wrong:
        code = _say(wrong.format_message().strip(), 2)
    except Refused as refused:
        code = _say(str(refused), 2 if refused.rule in WRONG_USE else 1)
    except Exception as fault:
        words = " ".join(str(fault).split())[:300]
        code = _say(
            f"Signoff met a fault of its own ({type(fault).__name__}: {words}). Please report it.", 70
        )
    sys.exit(code if isinstance(code, int) else 0)


def _say(sentence: str, code: int) -> int:
    click.echo(sentence, err=True)
    return code
