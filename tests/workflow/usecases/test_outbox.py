"""Letters leave at least once or are shown as failed; no two workers take one, none holds up the others."""

from collections import Counter
from datetime import datetime, timedelta

import pytest
from sqlalchemy import select

from notifications.delivery import Accepted, Transport, Undeliverable
from notifications.transports import Recorder
from tests.workflow.builders import Office, read_mail, tokens_in
from tests.workflow.sample_office import CE, DEPUTY, GOVERNANCE
from workflow.outbox import LEASE
from workflow.store.tables import letter
from workflow.usecases.deliver import deliver
from workflow.usecases.end_person import end_person
from workflow.usecases.sign import sign

TEMPORARY = Undeliverable(True, 451, "Greylisted, try again later.")
PERMANENT = Undeliverable(False, 550, "No such mailbox.")


class WorkerEndedError(Exception):
    """Stands for the end of a worker's process in the middle of a letter."""


class Deadly:
    """A way out that ends the worker whenever it is given a letter to this address."""

    def __init__(self, address: str) -> None:
        self.address = address
        self.recorder = Recorder()

    def deliver(self, message_bytes: bytes, *, envelope_from: str, recipient: str, now: datetime) -> Accepted:
        if recipient == self.address:
            raise WorkerEndedError
        return self.recorder.deliver(message_bytes, envelope_from=envelope_from, recipient=recipient, now=now)


def _due_at(office: Office) -> datetime:
    with office.desk.store.reading() as connection:
        found: datetime = connection.execute(
            select(letter.c.due_at).where(letter.c.status == "due")
        ).scalar_one()
    return found


def _one_letter(office: Office) -> None:
    """A single letter lies in the outbox: the one that tells a deputy."""
    office.delegate(CE, CE)


def _facts(office: Office, name: str) -> list[dict[str, object]]:
    return [entry["data"] for entry in office.entries() if entry["fact"] == name]


# --- Refused by the server ---------------------------------------------------------------------------------


def test_a_temporary_refusal_is_tried_again_after_growing_waits(office: Office) -> None:
    _one_letter(office)
    recorder, waits = Recorder([TEMPORARY] * 4), []
    for _ in range(4):
        office.beat(recorder)
        waits.append((_due_at(office) - office.clock.now).total_seconds())
        office.clock.now = _due_at(office)
    office.beat(recorder)
    assert waits == [60, 120, 240, 480]
    assert len(recorder.taken) == 1
    assert _facts(office, "letter_accepted")[-1] == {"reply": 250, "attempts": 5}


def test_nothing_is_tried_before_its_time(office: Office) -> None:
    _one_letter(office)
    recorder = Recorder([TEMPORARY])
    office.beat(recorder)
    office.clock.now = _due_at(office) - timedelta(seconds=1)
    office.beat(recorder)
    assert recorder.taken == []


def test_a_letter_refused_for_ever_fails_after_four_hours_and_governance_is_told(office: Office) -> None:
    _one_letter(office)
    began, recorder = office.clock.now, Recorder([TEMPORARY] * 50)
    while "failed" not in office.statuses():
        office.beat(recorder)
        office.clock.wait(hours=1, minutes=30)
    (failed,) = _facts(office, "letter_failed")
    assert office.clock.now - began >= timedelta(hours=4)
    assert failed["attempts"] == 5
    assert [(item["event"], item["to"]) for item in failed["letters"]] == [  # type: ignore[attr-defined]
        ("letter_failed", office.id(GOVERNANCE))
    ]


def test_a_permanent_refusal_is_tried_once_and_governance_is_told(office: Office) -> None:
    _one_letter(office)
    recorder = Recorder([PERMANENT])
    office.beat(recorder)
    (failed,) = _facts(office, "letter_failed")
    assert (failed["reply"], failed["attempts"]) == (550, 1)
    office.beat(recorder)
    assert [taken.recipient for taken in recorder.taken] == [office.people[GOVERNANCE].email]
    assert "The deputy" in recorder.taken[0].message_bytes.decode()


def test_an_alarm_that_fails_raises_no_further_alarm(office: Office) -> None:
    _one_letter(office)
    office.beat(Recorder([PERMANENT, PERMANENT]))
    office.beat(Recorder([PERMANENT]))
    assert len(_facts(office, "letter_failed")) == 2
    assert office.statuses().count("due") == 0


def test_every_try_of_a_letter_has_one_message_id_and_one_link(office: Office) -> None:
    office.submitted()
    letters = []
    for _ in range(2):
        lost = _Hearing(Recorder([TEMPORARY] * 10))
        office.beat(lost)
        letters.append(lost.heard)
        office.clock.wait(minutes=5)
    assert letters[0] == letters[1]
    assert sorted(len(tokens_in(read_mail(data).text)) for data in letters[0]) == [0, 1]


class _Hearing:
    """Notes every message that is offered, taken or not."""

    def __init__(self, transport: Transport) -> None:
        self.transport = transport
        self.heard: list[bytes] = []

    def deliver(self, message_bytes: bytes, *, envelope_from: str, recipient: str, now: datetime) -> Accepted:
        self.heard.append(message_bytes)
        return self.transport.deliver(
            message_bytes, envelope_from=envelope_from, recipient=recipient, now=now
        )


# --- Workers that end --------------------------------------------------------------------------------------


def test_a_lost_workers_letter_is_sent_by_another_after_the_lease(office: Office) -> None:
    _one_letter(office)
    with pytest.raises(WorkerEndedError):
        office.beat(Deadly(office.people[DEPUTY].email))
    office.clock.now += LEASE - timedelta(seconds=1)
    office.beat()
    assert office.recorder.taken == []
    office.clock.now += timedelta(seconds=1)
    office.beat()
    assert [taken.recipient for taken in office.recorder.taken] == [office.people[DEPUTY].email]


def test_a_letter_that_ends_every_worker_is_dead_after_three_and_all_others_arrive(office: Office) -> None:
    for _ in range(3):
        office.delegate(CE, CE)
    for _ in range(4):
        office.submitted()
    deadly = Deadly(office.people[CE].email)
    for _ in range(20):
        _beat_until_it_ends(office, deadly)
        office.clock.now += LEASE
    assert office.statuses().count("failed") == 4
    arrived = Counter(taken.recipient for taken in deadly.recorder.taken)
    assert arrived[office.people[DEPUTY].email] == 3 + 4
    assert arrived[office.people["originator"].email] == 4
    assert {data["attempts"] for data in _facts(office, "letter_failed")} == {4}


def test_one_deadly_letter_costs_the_others_one_lease_at_most(office: Office) -> None:
    office.submitted()
    for _ in range(5):
        office.delegate(CE, CE)
    deadly = Deadly(office.people[CE].email)
    _beat_until_it_ends(office, deadly)
    office.clock.now += LEASE
    _beat_until_it_ends(office, deadly)
    arrived = Counter(taken.recipient for taken in deadly.recorder.taken)
    assert arrived[office.people[DEPUTY].email] == 5


def _beat_until_it_ends(office: Office, transport: Transport) -> None:
    try:
        office.beat(transport)
    except WorkerEndedError:
        return


def test_a_worker_that_wakes_after_its_lease_records_nothing_twice(office: Office) -> None:
    _one_letter(office)
    slow = _Slow(office)
    deliver(office.desk, office.postman(slow, name="slow"))
    ids = [taken.message_bytes for taken in (*slow.recorder.taken, *office.recorder.taken)]
    assert ids[0] == ids[1]
    assert len(_facts(office, "letter_accepted")) == 1 + _opening_letters(office)


class _Slow:
    """Takes longer over a letter than the lease, while another worker works on."""

    def __init__(self, office: Office) -> None:
        self.office = office
        self.recorder = Recorder()

    def deliver(self, message_bytes: bytes, *, envelope_from: str, recipient: str, now: datetime) -> Accepted:
        self.office.clock.now += LEASE
        deliver(self.office.desk, self.office.postman(name="quick"))
        return self.recorder.deliver(message_bytes, envelope_from=envelope_from, recipient=recipient, now=now)


def _opening_letters(office: Office) -> int:
    return sum(entry["fact"] == "appointed" for entry in office.entries())


def test_two_postmen_at_once_never_send_one_letter_both(office: Office) -> None:
    for _ in range(6):
        office.submitted()
    busy = _Busy(office)
    while deliver(office.desk, office.postman(busy, name="first")):
        continue
    sent = [taken.message_bytes for taken in (*busy.recorder.taken, *office.recorder.taken)]
    assert len(sent) == len(set(sent)) == 12
    assert office.recorder.taken != []


class _Busy:
    """While it hands over a letter, another worker takes what is due."""

    def __init__(self, office: Office) -> None:
        self.office = office
        self.recorder = Recorder()

    def deliver(self, message_bytes: bytes, *, envelope_from: str, recipient: str, now: datetime) -> Accepted:
        deliver(self.office.desk, self.office.postman(name="second"))
        return self.recorder.deliver(message_bytes, envelope_from=envelope_from, recipient=recipient, now=now)


# --- No longer wanted --------------------------------------------------------------------------------------


def test_a_request_to_sign_is_withheld_once_the_step_was_taken(office: Office) -> None:
    about = office.submitted()
    sign(office.desk, office.by_hand(CE, about, CE), now=office.tick())
    addresses = [mail.to for mail in office.post()]
    assert office.people[CE].email not in addresses
    assert office.statuses().count("withheld") == 1


def test_what_is_withheld_raises_no_alarm(office: Office) -> None:
    office.submitted()
    end_person(office.desk, office.visit(GOVERNANCE), office.id(CE), now=office.tick())
    office.beat()
    assert _facts(office, "letter_failed") == []


class Slow:
    """A mail server that takes five minutes over each letter."""

    def __init__(self, office: Office) -> None:
        self.office = office
        self.recorder = Recorder()

    def deliver(self, message_bytes: bytes, *, envelope_from: str, recipient: str, now: datetime) -> Accepted:
        self.office.clock.wait(minutes=5)
        return self.recorder.deliver(message_bytes, envelope_from=envelope_from, recipient=recipient, now=now)


def test_what_cannot_be_begun_in_time_goes_back_to_the_outbox(office: Office) -> None:
    office.submitted()
    slow = Slow(office)
    assert deliver(office.desk, office.postman(slow)) == 1
    assert Counter(office.statuses())["due"] >= 1
    assert "sending" not in office.statuses()


def test_a_slow_server_gets_each_letter_once(office: Office) -> None:
    office.submitted()
    slow = Slow(office)
    while "due" in office.statuses():
        office.beat(slow)
    arrived = Counter(one.message_bytes for one in slow.recorder.taken)
    assert set(arrived.values()) == {1}
    assert set(office.statuses()) == {"accepted"}
