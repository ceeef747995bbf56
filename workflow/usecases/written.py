"""What stands in a submission now: its draft, else its latest version."""

from dataclasses import replace

from sqlalchemy import Connection

from states.money import amounts_of
from states.submission import Content, Submission
from workflow.audit.manifest import content_of
from workflow.audit.texts import read_content
from workflow.store import submissions


def written(connection: Connection, submission: Submission) -> Content:
    """The text that the originator has before them, with the sums in it."""
    fields = submissions.draft_of(connection, submission.id)
    if fields is None and submission.version:
        content = read_content(connection, submission.id, submission.version)
    else:
        content = content_of(fields or {})
    return replace(content, amounts=amounts_of(content))
