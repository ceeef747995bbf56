"""What commands print fits the terminal, commands none, and stays whole."""

import pytest

from workflow.cli.checking import counted
from workflow.cli.outside import NO_BREAK, print_columns, print_wrapped, shown

LONG = "The Chief Executive's date is not a date: write day, month and full year."


@pytest.mark.parametrize("columns", ["60", "80", "100"])
def test_a_paragraph_wraps_at_the_terminals_width(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], columns: str
) -> None:
    monkeypatch.setenv("COLUMNS", columns)
    print_wrapped(f"{LONG} {LONG}", indent=4, hanging=6)
    first, *others = capsys.readouterr().out.splitlines()
    assert " ".join([first, *others]).split() == f"{LONG} {LONG}".split()
    assert first.startswith("    The")
    assert all(line.startswith("      ") and len(line) <= int(columns) for line in others)


def test_words_that_belong_together_stay_on_one_line(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("COLUMNS", "40")
    print_wrapped(f"Somebody wrote thirty letters: signoff{NO_BREAK}rules", indent=0)
    assert capsys.readouterr().out.splitlines()[-1] == "signoff rules"


def test_columns_stand_under_each_other_and_the_last_wraps_under_itself(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("COLUMNS", "40")
    print_columns([("Heading",), ("a", "blocks", "One two three four five six seven"), ("bcd", "warns", "x")])
    assert capsys.readouterr().out.splitlines() == [
        "Heading",
        "a    blocks  One two three four five six",
        "             seven",
        "bcd  warns   x",
    ]


@pytest.mark.parametrize(
    ("text", "printed"),
    [
        pytest.param("£4,800 – a “grant”, 17 ½", "£4,800 – a “grant”, 17 ½", id="letters"),
        pytest.param("a\x1b[2Jb", "a�[2Jb", id="a command to the terminal"),
        pytest.param("4,8\u202e00", "4,8�00", id="a change of direction"),
        pytest.param("\udcff.txt", "�.txt", id="half a letter"),
        pytest.param("a\u00a0b", "a\u00a0b", id="a no-break space"),
    ],
)
def test_what_a_terminal_cannot_show_is_shown_as_such(text: str, printed: str) -> None:
    assert shown(text) == printed


@pytest.mark.parametrize(
    ("blocks", "warns", "words"),
    [
        (0, 0, "Nothing stops it, nothing to look at: it would be accepted."),
        (0, 3, "Nothing stops it, 3 to look at: it would be accepted."),
        (1, 0, "1 finding stops it, nothing to look at: it would not be accepted."),
        (2, 10, "2 findings stop it, 10 to look at: it would not be accepted."),
    ],
)
def test_the_last_line_counts_and_says_what_follows(blocks: int, warns: int, words: str) -> None:
    assert counted(blocks, warns) == words
