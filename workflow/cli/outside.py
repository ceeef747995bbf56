"""What every command takes from outside, and how it prints: settings, the clock, the terminal."""

import json
import os
import shutil
import sys
import textwrap
import unicodedata
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import click

from workflow.config import Settings, read_settings

_NARROWEST, _WIDEST = 40, 110
"""Columns between which text is wrapped, however narrow or wide the terminal is."""

NO_BREAK = "\u00a0"
"""Between two words that stand on one line."""

_NARROWEST_COLUMN = 24

PAPER_FILE = click.Path(path_type=Path, readable=False)
"""The type of an argument that names a paper's file, which only its reader judges."""


def settings() -> Settings:
    """The settings of this environment."""
    return read_settings(os.environ)


def clock() -> datetime:
    """Now. The only place where commands read the clock."""
    return datetime.now(UTC)  # noqa: TID251  # an entrance


def print_json(value: Any) -> None:
    """One JSON value on stdout, and nothing else."""
    # Escaped where the terminal's characters are not Unicode, so that it stays JSON there.
    in_unicode = "utf" in (sys.stdout.encoding or "").lower()
    click.echo(json.dumps(value, ensure_ascii=not in_unicode, indent=2))


def print_wrapped(text: str, *, indent: int, hanging: int | None = None) -> None:
    """Print one paragraph at the terminal's width, its first line `indent` spaces in, the rest `hanging`."""
    rest = indent if hanging is None else hanging
    lines = textwrap.wrap(
        shown(text),
        _width(),
        initial_indent=" " * indent,
        subsequent_indent=" " * rest,
        break_long_words=False,
        break_on_hyphens=False,
    )
    click.echo("\n".join(lines).replace(NO_BREAK, " "))


def print_columns(rows: Sequence[tuple[str, ...]]) -> None:
    """Print rows as columns; the last one wraps under itself. A row of one cell is a heading."""
    table = [tuple(shown(cell) for cell in row) for row in rows]
    widths = [max(map(len, column)) for column in zip(*(row for row in table if len(row) > 1), strict=True)]
    for *cells, last in table:
        start = "".join(cell.ljust(width + 2) for cell, width in zip(cells, widths[:-1], strict=False))
        room = max(_width() - len(start), _NARROWEST_COLUMN)
        lines = textwrap.wrap(last, room, break_on_hyphens=False) or [""]
        click.echo(start + f"\n{' ' * len(start)}".join(lines))


def shown(text: str) -> str:
    """A text as a terminal can show it: what commands a terminal, or cannot be seen, as �."""
    return "".join(letter if _is_shown(letter) else "�" for letter in text)


def _is_shown(letter: str) -> bool:
    return letter.isprintable() or letter in "\t\n" or unicodedata.category(letter) == "Zs"


def _width() -> int:
    return max(_NARROWEST, min(shutil.get_terminal_size().columns, _WIDEST))
