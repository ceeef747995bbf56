"""Old papers for tests: the sample paper as it would look once everybody had signed it in ink."""

from importlib.resources import files

DATES = ("05/01/2026", "05/01/2026", "06/01/2026")
"""The Chief Executive's, the Chief Finance Officer's and the decider's, in the order of the route."""


def old_text(
    number: str = "07/2025", *, dates: tuple[str, str, str] = DATES, changes: tuple[tuple[str, str], ...] = ()
) -> str:
    """The sample paper with a number, three dates, and any other words changed."""
    text = (files("workflow.cli") / "sample" / "paper.txt").read_text(encoding="utf-8")
    officer, money, decider = dates
    for written in (decider, officer, money):  # the decider's stands first on the form
        assert "\nDate:\n" in text
        text = text.replace("\nDate:\n", f"\nDate: {written}\n", 1)
    for old, new in (("Decision no.", f"Decision no. {number}"), *changes):
        assert old in text
        text = text.replace(old, new)
    return text
