"""Every rule once, by name: a pure check on a paper or an act that yields findings or nothing."""

from collections.abc import Mapping
from types import MappingProxyType

from states.rules import acts, certificate, checklist, dates, fields, publication, recorded
from states.rules.case import Case, Rule

__all__ = ["CATALOGUE", "CONTENT", "Case", "Rule"]

CONTENT: tuple[Rule, ...] = (
    fields.field_missing,
    fields.section_missing,
    fields.hidden_characters,
    fields.emissions_not_numbers,
    checklist.checklist_unanswered,
    checklist.checklist_answer_invalid,
    checklist.confidential_reasons_missing,
    fields.marking_contradicts,
)
"""What is asked of a paper's content before it is submitted."""

_MODULES = (fields, checklist, dates, certificate, acts, recorded, publication)

CATALOGUE: Mapping[str, tuple[Rule, ...]] = MappingProxyType(
    {
        rule.name: tuple(
            r for m in _MODULES for r in vars(m).values() if isinstance(r, Rule) and r.name == rule.name
        )
        for module in _MODULES
        for rule in vars(module).values()
        if isinstance(rule, Rule)
    }
)
"""All rules by name. A name has two checks where it guards two kinds of act."""
