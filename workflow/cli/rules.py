"""`signoff rules`: the catalogue, and each rule explained."""

from collections.abc import Sequence
from difflib import get_close_matches
from typing import Any

import click

from states.rules import CATALOGUE, GROUPS
from states.rules.case import At, Rule
from states.vocabulary import Severity
from workflow.cli.outside import print_columns, print_json, print_wrapped

SEVERITIES = {
    Severity.BLOCKS: "It blocks: the act that it guards is refused.",
    Severity.WARNS: "It warns: it is shown and kept, and stands in nobody's way.",
}

PLACES = {
    At.DRAFT: "while a paper is written and when it is submitted",
    At.SIGN_OFF: "when an officer signs",
    At.DECISION: "when it is decided",
    At.PUBLICATION: "when it is published",
    At.OLD_PAPER: "when an old paper is read",
    At.TIMELINE: "in timelines and the register",
    At.OTHER_ACT: "at other acts",
}


@click.command()
@click.argument("name", required=False)
@click.option("--json", "as_json", is_flag=True, help="Print JSON instead of words.")
def rules(name: str | None, as_json: bool) -> None:
    """List the rules that papers and acts are held to, or explain the rule NAME."""
    if name is not None:
        checks = _named(name)
        if as_json:
            print_json(rule_json(checks))
        else:
            _explain(checks)
        return
    if as_json:
        print_json([rule_json(CATALOGUE[name]) for names in GROUPS.values() for name in names])
    else:
        _list()


def rule_json(checks: Sequence[Rule]) -> dict[str, Any]:
    """One rule for programs. `checks` are all that bear its name."""
    first = checks[0]
    return {
        "name": first.name,
        "severity": first.severity.value,
        "at": [place.value for place in _places(checks)],
        "demands": first.demands,
        "about": _about(checks),
        "source": first.source,
        "reads_text": first.reads_text,
        "needs_records": first.needs_records,
    }


def _named(name: str) -> tuple[Rule, ...]:
    if name in CATALOGUE:
        return CATALOGUE[name]
    near = get_close_matches(name.lower(), CATALOGUE, n=3)
    advice = f"did you mean {' or '.join(near)}?" if near else "`signoff rules` lists them all."
    raise click.UsageError(f"There is no rule {name}: {advice}")


def _list() -> None:
    rows: list[tuple[str, ...]] = []
    for heading, names in GROUPS.items():
        rows += [("",), (heading,)]
        for rule, *_ in (CATALOGUE[name] for name in names):
            mark = " ≈" if rule.reads_text else ""
            rows.append((f"  {rule.name}{mark}", rule.severity.value, rule.demands))
    print_columns(rows[1:])
    click.echo()
    print_wrapped("≈ reads free text and can be wrong; it only warns.", indent=0)
    print_wrapped("signoff rules NAME explains one of them, with its source.", indent=0)


def _explain(checks: Sequence[Rule]) -> None:
    rule = checks[0]
    print_wrapped(f"{rule.name}: {rule.demands}", indent=0)
    click.echo()
    print_wrapped(_about(checks), indent=0)
    click.echo()
    print_wrapped(SEVERITIES[rule.severity], indent=0)
    if rule.reads_text:
        print_wrapped("It reads free text and can be wrong, so it only warns.", indent=0)
    if rule.needs_records:
        print_wrapped("It needs the office's records, so `signoff check` does not apply it.", indent=0)
    print_wrapped(f"It applies {', '.join(PLACES[place] for place in _places(checks))}.", indent=0)
    print_wrapped(f"Source: {rule.source.rstrip('.')}.", indent=0)


def _places(checks: Sequence[Rule]) -> list[At]:
    """Where any of them speaks, in the order of a paper's life."""
    return [place for place in At if any(place in rule.at for rule in checks)]


def _about(checks: Sequence[Rule]) -> str:
    return " ".join(dict.fromkeys(rule.about for rule in checks if rule.about))
