"""`signoff import`: old papers are kept as historic records."""

import csv
import os
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from io import StringIO
from pathlib import Path
from typing import Any

import click

from states.refusals import Finding
from states.rules.numbers import Gap, gaps
from states.vocabulary import Severity
from workflow.cli.entrance import clock, desk_of, operator, print_json, settings
from workflow.cli.outside import print_columns
from workflow.papers import Unreadable
from workflow.papers.files import read_file
from workflow.store.historic import OldFile, numbers_held
from workflow.usecases.bring_in import KEPT_ALREADY, bring_in
from workflow.usecases.desk import Desk

KINDS = frozenset({".txt", ".docx", ".pdf"})
"""Names of files in a folder that are taken to be papers end so."""

NOT_READ = 2
"""The exit code where a paper could not be read."""

_HEADINGS = ("paper", "number", "blocks", "warns", "worst finding")
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_PROGRESS_EVERY = 25


@dataclass(frozen=True, kw_only=True)
class Told:
    """What became of one file: kept (`kept`), kept before (`already`), or why it could not be read."""

    paper: str
    became: str
    submission: str | None = None
    number: str | None = None
    findings: Sequence[Finding] = ()
    reason: str | None = None

    @property
    def blocks(self) -> int:
        return sum(finding.blocks for finding in self.findings)

    @property
    def warns(self) -> int:
        return len(self.findings) - self.blocks

    @property
    def worst(self) -> str:
        """The first finding that blocks, else the first that warns, as its rule and its sentence."""
        if self.reason:
            return self.reason
        ordered = sorted(self.findings, key=lambda finding: not finding.blocks)
        return f"{ordered[0].rule}: {ordered[0].message}" if ordered else ""

    @property
    def cells(self) -> tuple[str, ...]:
        counts = ("", "") if self.reason else (str(self.blocks), str(self.warns))
        return (self.paper, self.number or "", *counts, self.worst)


@click.command("import")
@click.argument("papers", nargs=-1, required=True, metavar="PAPER...", type=click.Path(path_type=Path))
@click.option("--office", help="Whose papers they are, if not this office's.")
@click.option(
    "--csv", "csv_file", type=click.Path(path_type=Path, dir_okay=False), help="Write the table here."
)
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object instead of the table.")
@click.pass_context
def import_command(
    context: click.Context, papers: tuple[Path, ...], office: str | None, csv_file: Path | None, as_json: bool
) -> None:
    """Keep old papers as historic records, with findings.

    Each PAPER is a filled form as a .txt, .docx or .pdf file, or a folder of such files. A paper is kept
    whatever its findings; one that is kept already stays as it is.

    Exit code: 0 all are kept, 2 some could not be read.
    """
    _require_usable(office, csv_file)
    files = list(_files(papers))
    with desk_of(settings()) as desk:
        told = [_keep(desk, file, office) for file in _counted(files)]
        with desk.store.reading() as connection:
            missing = gaps(numbers_held(connection))
    if csv_file is not None:
        _write_csv(csv_file, told)
    if as_json:
        print_json(_as_json(told, missing))
    else:
        _tell(told, missing)
    context.exit(NOT_READ if any(one.reason for one in told) else 0)


def _require_usable(office: str | None, csv_file: Path | None) -> None:
    if office is not None and not any(character.isalnum() for character in office):
        raise click.UsageError("--office needs the name of the office whose papers they are.")
    if csv_file is not None and not csv_file.parent.is_dir():
        raise click.UsageError(
            f"--csv: there is no folder {csv_file.parent}. Name a file in one that there is."
        )


def _files(papers: Sequence[Path]) -> Iterator[Path | Unreadable]:
    """Every file named, and every paper in a folder named, in order of their names."""
    for path in papers:
        if not path.is_dir():
            yield path
            continue
        found = list(_in_folder(path))
        if not found:
            kinds = ".txt, .docx or .pdf file"
            yield Unreadable(path.name or str(path), f"it is a folder without any {kinds} that you may read.")
        yield from found


def _in_folder(folder: Path) -> Iterator[Path]:
    for place, folders, names in os.walk(folder):
        folders.sort()
        for name in sorted(names):
            # Word keeps "~$paper.docx" beside an open paper, others ".~lock.paper.docx#" or "._paper.docx".
            if Path(name).suffix.lower() in KINDS and not name.startswith(("~$", ".")):
                yield Path(place) / name


def _counted(files: Sequence[Path | Unreadable]) -> Iterator[Path | Unreadable]:
    """The same files; how far they have come is told on stderr."""
    is_watched = sys.stderr.isatty()
    for number, file in enumerate(files, 1):
        yield file
        if len(files) == 1:
            continue
        if is_watched:
            click.echo(f"\r{number} of {len(files)}", nl=number == len(files), err=True)
        elif number % _PROGRESS_EVERY == 0 or number == len(files):
            click.echo(f"{number} of {len(files)}", err=True)


def _keep(desk: Desk, file: Path | Unreadable, office: str | None) -> Told:
    if isinstance(file, Unreadable):
        return _unread(file.values["name"], file)
    try:
        source = OldFile.of(file.name, read_file(file))
        receipt = bring_in(desk, operator(), source, office=office, now=clock())
    except Unreadable as unreadable:
        return _unread(str(file), unreadable)
    is_known = receipt.act == KEPT_ALREADY
    if is_known:
        click.echo(f"{file} is already kept as {receipt.number or receipt.about}.", err=True)
    elif receipt.number is None:
        click.echo(f"{file} is kept without a number: see 'signoff timeline {receipt.about}'.", err=True)
    return Told(
        paper=str(file),
        became="already" if is_known else "kept",
        submission=receipt.about,
        number=receipt.number,
        findings=[
            Finding(one["rule"], Severity(one["severity"]), one["where"], one["message"])
            for one in receipt.findings
        ],
    )


def _unread(paper: str, unreadable: Unreadable) -> Told:
    click.echo(str(unreadable), err=True)
    return Told(paper=paper, became="not read", reason=str(unreadable))


def _tell(told: Sequence[Told], missing: Sequence[Gap]) -> None:
    print_columns([_HEADINGS, *(one.cells for one in told)])
    for gap in missing:
        click.echo(f"{gap.where.capitalize()}: {gap.missing} missing in the register.")
    became = [one.became for one in told]
    click.echo(
        f"{became.count('kept')} kept as historic records, {became.count('already')} kept already, "
        f"{became.count('not read')} not read."
    )


def _as_json(told: Sequence[Told], missing: Sequence[Gap]) -> dict[str, Any]:
    became = [one.became for one in told]
    return {
        "historic": True,
        "papers": [
            {
                "paper": one.paper,
                "became": one.became,
                "submission": one.submission,
                "number": one.number,
                "counts": None if one.reason else {"blocks": one.blocks, "warns": one.warns},
                "findings": [finding.as_json() for finding in one.findings],
                "reason": one.reason,
            }
            for one in told
        ],
        "counts": {name: became.count(name) for name in ("kept", "already", "not read")},
        "missing": [{"first": gap.first, "last": gap.last, "missing": gap.missing} for gap in missing],
    }


def _write_csv(path: Path, told: Sequence[Told]) -> None:
    text = StringIO()
    rows = csv.writer(text, lineterminator="\n")
    rows.writerow(_HEADINGS)
    rows.writerows([_plain(cell) for cell in one.cells] for one in told)
    try:
        path.write_text(text.getvalue(), encoding="utf-8")
    except OSError as error:
        raise click.ClickException(
            f"The papers are kept, but {path} cannot be written ({error.strerror}): import them again with "
            "--csv at another place to get the table."
        ) from None


def _plain(cell: str) -> str:
    """A cell that no spreadsheet takes for a formula."""
    return f"'{cell}" if cell.startswith(_FORMULA) else cell
