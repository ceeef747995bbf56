"""The words of every letter: snapshots to read as prose, and promises that all of them keep."""

import re
import unicodedata
from dataclasses import fields, replace
from html import unescape
from typing import Any

import pytest
from jinja2 import UndefinedError

from notifications.catalogue import CATALOGUE, Audience, Event
from notifications.context import LetterContext
from notifications.letter import LINK, Letter, Recipient
from notifications.render import LONGEST_SUBJECT, write_letter
from tests.notifications.letter_samples import OFFICER, ORIGINATOR, PAPER, SAMPLES
from tests.notifications.letter_snapshots import FOLDER, kept

TEXT_OF_THE_PAPER = ("title", "reason", "conditions", "needed_by")


def sample(name: str) -> Letter:
    event, context = SAMPLES[name]
    recipient = ORIGINATOR if context.audience is Audience.ORIGINATOR else OFFICER
    return write_letter(event, recipient, context)


def words_of(html: str) -> str:
    body = html.partition("<main>")[2]
    return " ".join(unescape(re.sub(r"<[^>]*>", " ", body)).split())


def squeezed(text: str) -> str:
    return re.sub(r"\s+", "", text)


@pytest.mark.parametrize("name", SAMPLES)
def test_letter_reads_as_its_snapshot(name: str) -> None:
    letter = sample(name)
    seen = f"Subject: {letter.subject}\n\n{letter.text}"
    assert seen == kept(f"{name}.txt", seen)


@pytest.mark.parametrize("name", SAMPLES)
def test_page_of_the_letter_is_its_snapshot(name: str) -> None:
    html = sample(name).html
    assert html == kept(f"{name}.html", html)


def test_every_snapshot_belongs_to_a_sample() -> None:
    assert {file.name.rpartition(".")[0] for file in FOLDER.iterdir()} == set(SAMPLES)


def test_every_event_has_a_sample() -> None:
    assert {event for event, _ in SAMPLES.values()} == set(Event)


ASKED = [(m.event, m.to) for line in CATALOGUE.values() if isinstance(line, tuple) for m in line]


@pytest.mark.parametrize(("event", "audience"), sorted(set(ASKED)), ids=lambda value: value.value)
def test_every_mailing_of_the_catalogue_can_be_written(event: Event, audience: Audience) -> None:
    context = next(context for found, context in SAMPLES.values() if found is event)
    letter = write_letter(event, OFFICER, replace(context, audience=audience))
    assert letter.text.startswith("Chief Finance Officer, sample office, ")


@pytest.mark.parametrize("name", SAMPLES)
def test_both_parts_say_the_same(name: str) -> None:
    letter = sample(name)
    page = squeezed(words_of(letter.html))
    lines = [line.replace(f": {LINK}", "") for line in letter.text.splitlines()]
    details = re.compile(r"^([A-Z][a-z ]+): (?=.)")
    missing = [
        line
        for line in lines
        if squeezed(line).removesuffix(":") not in page and squeezed(details.sub(r"\1 ", line)) not in page
    ]
    assert missing == []


@pytest.mark.parametrize("name", SAMPLES)
def test_a_link_stands_once_in_each_part_exactly_where_a_step_is_to_be_opened(name: str) -> None:
    letter = sample(name)
    event, _ = SAMPLES[name]
    times = 1 if event in {Event.YOUR_TURN, Event.REMINDER} else 0
    assert (letter.text.count(LINK), letter.html.count(LINK), letter.has_link) == (times, times, bool(times))


@pytest.mark.parametrize("name", SAMPLES)
def test_page_is_accessible_and_fetches_nothing(name: str) -> None:
    html = sample(name).html
    assert '<html lang="en-GB">' in html
    assert len(re.findall(r"<h1>[^<]+</h1>", html)) == 1
    assert re.search(r"<title>[^<]+</title>", html)
    assert not re.search(r"<(img|link|script|iframe|object|form|video|audio)\b|\ssrc=|url\(|@import", html)


@pytest.mark.parametrize("name", SAMPLES)
def test_subject_begins_with_the_number_where_there_is_one(name: str) -> None:
    _, context = SAMPLES[name]
    assert sample(name).subject.startswith(context.number or "")


@pytest.mark.parametrize("name", [name for name in SAMPLES if name.endswith(".confidential")])
def test_confidential_letter_holds_no_text_of_the_paper(name: str) -> None:
    event, context = SAMPLES[name]
    canaries: dict[str, Any] = {key: f"canary-{key}" for key in TEXT_OF_THE_PAPER}
    letter = write_letter(event, OFFICER, replace(context, confidential=True, **canaries))
    assert "canary" not in letter.subject + letter.text + letter.html


@pytest.mark.parametrize("field", TEXT_OF_THE_PAPER)
def test_text_of_the_paper_is_shown_where_nothing_is_confidential(field: str) -> None:
    _, context = SAMPLES["decided.approved"]
    canary: dict[str, Any] = {field: "canary"}
    letter = write_letter(Event.DECIDED, OFFICER, replace(context, **canary))
    assert "canary" in letter.text


def test_letter_shows_the_first_twelve_digits_of_the_version() -> None:
    letter = sample("your_turn.holder")
    assert re.findall(r"Version: (\w+)", letter.text) == ["366e8c95d2d9"]


def test_every_letter_ends_with_the_whole_checkpoint() -> None:
    assert sample("decided.approved").text.rstrip().endswith(PAPER.pin or "no pin")


def test_long_title_is_cut_in_the_subject_and_whole_in_the_letter() -> None:
    title = "Lease " * 60
    letter = write_letter(Event.PROGRESS, OFFICER, replace(PAPER, title=title))
    assert len(letter.subject) <= LONGEST_SUBJECT
    assert letter.subject.endswith("…")
    assert title.strip() in letter.text


def test_letter_is_refused_if_its_context_lacks_what_it_must_say() -> None:
    with pytest.raises(UndefinedError, match="back_on"):
        write_letter(Event.DEFERRED, OFFICER, PAPER)


INJECTIONS = {
    "template expression": "{{7*7}}",
    "template statement": "{% for x in y %}z{% endfor %}",
    "image with a script": "<img src=x onerror=alert(1)>",
    "closing tag": "</p></main><script>alert(1)</script>",
    "link in Markdown": "[click](https://evil.example)",
    "entity": "&lt;b&gt; &#123;link&#125;",
    "quotes": "\"a\" 'b' `c`",
}


@pytest.mark.parametrize("words", INJECTIONS.values(), ids=INJECTIONS)
def test_what_people_typed_is_literal_in_both_parts(words: str) -> None:
    context = replace(SAMPLES["deferred.plain"][1], title=words, reason=words, actor_name=words)
    letter = write_letter(Event.DEFERRED, Recipient("p_2", words, "a@opcc.example"), context)
    assert letter.text.count(words) == 4
    assert words_of(letter.html).count(words) == 5  # the heading has the title too
    assert words in letter.subject
    assert not re.search(r"<(img|script)|49", letter.html)


def test_no_value_can_put_a_link_into_a_letter() -> None:
    tricks: dict[str, Any] = {
        field.name: "{link} {\u200blink} {li\u00adnk}"
        for field in fields(LetterContext)
        if field.type in {"str | None", str | None}
    }
    letter = write_letter(Event.DEFERRED, OFFICER, replace(PAPER, **tricks))
    assert LINK not in letter.subject + letter.text + letter.html


def test_letter_is_in_normal_form_even_around_marks_that_join_what_stands_before() -> None:
    context = replace(PAPER, title="\u0338e\u0301", actor_name="\u0338x", state="\u0301\u0338")
    letter = write_letter(Event.RESUMED, Recipient("p_2", "\u0338", "a@opcc.example"), context)
    assert unicodedata.is_normalized("NFC", letter.subject + letter.text + letter.html)
    assert "<td>é</td>" in letter.html
    assert letter.text.startswith("(nothing visible), there is nothing for you to do")
