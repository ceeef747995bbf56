"""The `signoff` command: every error is one sentence, with exit code 2 for wrong use and 1 for a refusal."""

import io
import sys

import click

from states.refusals import Refused
from workflow.cli.lazy import Later, LazyGroup

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


@click.group(cls=LazyGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="signoff")
def signoff() -> None:
    """Decisions of a Police and Crime Commissioner's office: signed in order, and provable.

    Begin with `signoff demo`, which walks a sample paper from draft to published, or with `signoff check
    PAPER`, which says what is wrong with a paper of your own.
    """


_COMMANDS = (
    ("demo", "demo:demo", "Walk PAPER, or else a sample paper, from draft to published."),
    ("check", "paper:check", "Say what is wrong with PAPER, a filled form as a .txt, .docx or .pdf file."),
    ("read", "paper:read", "Read the fields of PAPER, a filled form as a .txt, .docx or .pdf file."),
    ("form", "form:form", "Write the blank form of a route as a Word file."),
    ("rules", "rules:rules", "List the rules that papers and acts are held to, or explain the rule NAME."),
    ("route", "route:route", "Routes: the ordered steps that a paper takes, and the form it fills."),
    ("import", "bring_in:import_command", "Keep old papers as historic records, with findings."),
    ("timeline", "timeline:timeline", "Tell the story of decision NUMBER (NN/YYYY)."),
    ("init", "office:init", "Begin an office from OFFICE.toml."),
    ("people", "office:people", "The directory: add somebody, or record that they have left."),
    ("ask", "office:ask", "Ask again: send whoever may act now on decision NUMBER a new link."),
    ("work", "work:work", "Send letters and bring deferred papers back, until stopped."),
    ("audit", "audit:audit", "The history: verify it, take a pin of it."),
    ("migrate", "office:migrate_command", "Bring the database to the schema of this release."),
)
"""Each command's name, its module and name in this room, and the first sentence of its help."""

for name, found_at, short_help in _COMMANDS:
    signoff.add_command(Later(name, f"workflow.cli.{found_at}", short_help))


def main() -> None:
    """Run the command and leave with its exit code. Nobody ever sees a traceback."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")  # a terminal that lacks a letter still shows the rest
    try:
        code = signoff.main(standalone_mode=False)
    except click.exceptions.Exit as leaving:
        code = leaving.exit_code
    except click.Abort:
        code = _say("Stopped.", 130)
    except click.ClickException as wrong:
        code = _say(wrong.format_message(), 2)
    except Refused as refused:
        code = _say(str(refused), 2 if refused.rule in WRONG_USE else 1)
    except Exception as fault:
        words = " ".join(str(fault).split())[:300]
        code = _say(
            f"Signoff met a fault of its own ({type(fault).__name__}: {words}). Please report it.", 70
        )
    sys.exit(code if isinstance(code, int) else 0)


def _say(sentence: str, code: int) -> int:
    """One line on stderr, whatever a file's name or a setting has put into it."""
    line = " ".join(sentence.split())
    click.echo("".join(letter if letter.isprintable() else "?" for letter in line), err=True)
    return code
