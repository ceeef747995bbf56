"""Findings and refusals: what a rule says, and why an act was not done. Values, with words for people."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from states.vocabulary import Severity


@dataclass(frozen=True, slots=True)
class Finding:
    """What a rule says about a paper or an act: the rule's name, how severe, where, and one sentence."""

    rule: str
    severity: Severity
    where: str
    message: str

    @property
    def blocks(self) -> bool:
        return self.severity is Severity.BLOCKS

    def as_json(self) -> dict[str, str]:
        return {
            "rule": self.rule,
            "severity": self.severity.value,
            "where": self.where,
            "message": self.message,
        }


class Refused(Exception):  # noqa: N818  # a refusal is an answer, not an error
    """The act was not done. `findings` say which rules stand against it, the first one foremost.

    `values` are what a page needs beside the sentences: who, when, which.
    """

    def __init__(self, findings: tuple[Finding, ...], values: Mapping[str, Any] | None = None) -> None:
        super().__init__(" ".join(finding.message for finding in findings))
        self.findings = findings
        self.values = dict(values or {})

    @property
    def rule(self) -> str:
        """The name of the foremost rule."""
        return self.findings[0].rule


def refusal(rule: str, message: str, *, where: str = "act", **values: Any) -> Refused:
    """A refusal for one reason."""
    return Refused((Finding(rule, Severity.BLOCKS, where, message),), values)
