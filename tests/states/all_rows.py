"""Every row of the rules' tables, wherever it stands."""

from importlib import import_module
from pathlib import Path

from states.vocabulary import Act
from tests.states.asked import Asked, AskedAct, AskedPaper, AskedRecord, old_paper
from tests.states.tables import Row, Table

_TABLES: tuple[Table, ...] = tuple(
    table
    for path in sorted(Path(__file__).parent.glob("test_rules_*.py"))
    if path.stem != "test_rules_all"
    and (table := getattr(import_module(f"tests.states.{path.stem}"), "ROWS", None))
)

ROWS: tuple[Row, ...] = tuple(judged for table in _TABLES for judged in table.values())

_KINDS = (AskedAct, AskedPaper, AskedRecord)
_OWN = tuple(judged.asked for judged in ROWS if isinstance(judged.asked, _KINDS))
_SUBMITTED = tuple(asked for asked in _OWN if isinstance(asked, AskedAct) and asked.act is Act.SUBMIT)
_SIGNED = tuple(AskedPaper(paper=old_paper(content=asked.walk.content)) for asked in _SUBMITTED)
"""Everything submitted, as if it had been signed on paper."""

ASKED: tuple[Asked, ...] = (*_OWN, *_SIGNED)
"""What those rows ask, of which any rule can be asked by itself."""
