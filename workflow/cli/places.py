"""Where on a paper a finding is, in words: from the stable key to what stands on the form."""

from collections.abc import Mapping, Sequence

from states.form import Form
from states.submission import Step

_PLACES = {
    "number": "Decision number",
    "confidential": "Confidential question",
    "confidential_reasons": "Reasons for confidentiality",
    "certificate": "Finance officer's certificate",
    "marking": "Protective marking",
    "paper": "The whole paper",
    "act": "The act itself",
    "outcome": "Outcome",
    "emissions": "Carbon table",
    "checklist": "Checklist",
}
"""Places that are named by one word and whose printed label is long, or none."""

_MOMENTS = {"submitted": "submission", "published": "publication"}
"""What stands for an office in the place of a pair of dates, and is none."""


def where_in_words(where: str, form: Form, steps: Sequence[Step]) -> str:
    """The place of a finding as a reader of the paper would name it: "Section 6, 6.1", "Checklist: equality".

    `where` is the finding's stable key; `form` and `steps` are those of the route it was checked against.
    """
    key, _, which = where.partition(" ")
    if key == "sign_offs":
        return _signed(which.split(", "), steps)
    if key == "checklist" and which:
        return f"Checklist: {which.replace('-', ' ')}"
    if key == "emissions" and which:
        return f"Carbon table: {_category(which, form)}"
    if key == "publication":
        return f"Publication: {_part(which)}" if which else "Publication"
    if key == "number" and which:
        return f"Numbers {which}" if "–" in which else f"Number {which}"
    return _listed(key, which, form)


def section_names(form: Form) -> Mapping[str, str]:
    """The form's sections by key, each as "Section 6, Financial and other resource implications"."""
    names = {}
    for section in form.sections:
        number, _, title = section.heading.rstrip(": ").partition(" ")
        names[section.key] = f"Section {number.rstrip('.')}, {title}"
    return names


def label_of(key: str, form: Form) -> str:
    """The form's label of a field, without its colon; words made of the key where the form has none."""
    printed = getattr(form.labels, key, None)
    name = _PLACES.get(key) or printed or key.replace("_", " ").capitalize()
    return str(name).rstrip(":. ")


def title_of(office: str, steps: Sequence[Step]) -> str:
    """The short title under which an office signs: what stands before a bracket in it."""
    title = next((step.title for step in steps if step.office == office), _part(office))
    return title.partition(" (")[0]


def _signed(offices: Sequence[str], steps: Sequence[Step]) -> str:
    names = [_MOMENTS.get(office) or f"{title_of(office, steps)}'s sign-off" for office in offices]
    words = " and ".join(names)
    return words[:1].upper() + words[1:]


def _category(which: str, form: Form) -> str:
    categories = form.emissions.categories
    number = int(which) if which.isdecimal() else 0
    return categories[number - 1] if 0 < number <= len(categories) else which


def _listed(key: str, which: str, form: Form) -> str:
    section = section_names(form).get(key)
    if section is None:
        return f"{label_of(key, form)}, item {which}" if which else label_of(key, form)
    return f"{section.partition(',')[0]}, {which}" if which else section


def _part(which: str) -> str:
    return f"part {which}" if which.isdecimal() else which.replace("_", " ").replace("-", " ")
