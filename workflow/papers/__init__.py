"""Papers: files of decision papers become values. Knows the form, nothing of submissions or databases."""

from workflow.papers.as_json import paper_json
from workflow.papers.read import read_paper
from workflow.papers.refused import Unreadable

__all__ = ["Unreadable", "paper_json", "read_paper"]
