"""Writing letters: packaged templates filled with plain values. People never write templates."""

from collections.abc import Mapping

from jinja2 import Environment, PackageLoader, StrictUndefined, select_autoescape

from notifications.catalogue import Event
from notifications.context import LetterContext, template_values
from notifications.letter import LINK, Letter, Recipient

LONGEST_SUBJECT = 200
"""Characters of a subject; what is longer ends in an ellipsis. The letter itself has the title in full."""

# Its own environment: strict and escaping, which the pages' macros could not bear.
_TEMPLATES = Environment(
    loader=PackageLoader("notifications", "letters"),
    autoescape=select_autoescape(("html",), default=False),
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
    keep_trailing_newline=True,
    auto_reload=False,
)


def write_letter(event: Event, recipient: Recipient, context: LetterContext) -> Letter:
    """The letter of this kind to this person, as it is kept. All its text is in Unicode's NFC.

    Raises `jinja2.UndefinedError` if the context lacks what the letter must say, and ValueError if a
    template's link is missing or in excess: faults of the program, found when the letter is queued.
    """
    values = template_values(recipient, context)
    subject = _capped(_filled(event, "subject.txt", values))
    text = _filled(event, "body.txt", {**values, "subject": subject})
    html = _filled(event, "body.html", {**values, "subject": subject})
    if {text.count(LINK), html.count(LINK)} != {int(event.has_link)}:
        raise ValueError(f"letters/{event} must hold its link {int(event.has_link)} times in each part")
    return Letter(
        event=event,
        recipient=recipient,
        subject=subject,
        text=text,
        html=html,
        has_link=event.has_link,
    )


def _filled(event: Event, part: str, values: Mapping[str, object]) -> str:
    return _TEMPLATES.get_template(f"{event.value}/{part}").render(values)


def _capped(subject: str) -> str:
    line = " ".join(subject.split())
    return line if len(line) <= LONGEST_SUBJECT else line[: LONGEST_SUBJECT - 1].rstrip() + "…"
