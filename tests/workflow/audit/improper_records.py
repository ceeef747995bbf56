"""Improper acts of boards and in ink, each with what the replay says of it."""

from collections.abc import Callable

from tests.workflow.audit.builders import (
    WITH_CFO,
    Book,
    person,
)
from tests.workflow.audit.scenes import (
    CE,
    CLERK,
    PCC,
    board,
    ink,
    meeting,
    record,
)


def quorum_missed(book: Book) -> None:
    board(book)
    record(book, meeting("p_pcc", "p_two", abstained=["p_two"]))


def quorum_of_strangers(book: Book) -> None:
    board(book)
    record(book, meeting("p_pcc", "p_gov"))


def board_member_signs_alone(book: Book) -> None:
    board(book)
    book.act("approved", "s_2", step=PCC)


def board_counts_somebody_twice(book: Book) -> None:
    board(book)
    record(book, meeting("p_pcc", "p_pcc", "p_two"))


def board_member_signed_before(book: Book) -> None:
    board(book)
    book.appoint(PCC, "p_ce")
    record(book, meeting("p_pcc", "p_ce"))


def board_member_barred(book: Book) -> None:
    board(book)
    book.declare("s_2", "p_two")
    record(book, meeting("p_pcc", "p_two"))


def board_member_edited(book: Book) -> None:
    board(book, editors=("p_two",))
    record(book, meeting("p_pcc", "p_two"))


def meeting_recorded_by_anybody(book: Book) -> None:
    board(book)
    record(book, meeting("p_pcc", "p_two"), by=person("p_ori"))


def meeting_before_the_appointment(book: Book) -> None:
    board(book)
    record(book, meeting("p_pcc", "p_two", met_on="2025-12-31"))


def ink_judged_on_its_day(book: Book) -> None:
    data = ink(signed_on="2025-12-31")
    book.act("recorded_from_paper", "s_1", by=CLERK, after=WITH_CFO, data=data)


def ink_of_tomorrow(book: Book) -> None:
    data = ink(signed_on="2026-05-06")
    book.act("recorded_from_paper", "s_1", by=CLERK, after=WITH_CFO, data=data)


def ink_recorded_by_the_signer(book: Book) -> None:
    book.act("recorded_from_paper", "s_1", by=person("p_ce"), after=WITH_CFO, data=ink())


def ink_by_the_originator(book: Book) -> None:
    book.appoint(CE, "p_ori")
    book.act("recorded_from_paper", "s_1", by=CLERK, after=WITH_CFO, data=ink(person="p_ori"))


BY_RECORDS: dict[Callable[[Book], None], str] = {
    quorum_missed: "1 members voted, fewer than the quorum of 2",
    quorum_of_strangers: "p_gov was no member of decision-maker on 2026-05-05",
    board_member_signs_alone: "the step decision-maker needs a meeting with a quorum of 2",
    board_counts_somebody_twice: "its members are listed twice, or abstained without being present",
    board_member_signed_before: "p_ce also acted on the step chief-executive",
    board_member_barred: "p_two is barred by a declared interest",
    board_member_edited: "p_two wrote or edited the paper",
    meeting_recorded_by_anybody: "p_ori is no governance officer",
    meeting_before_the_appointment: "p_pcc was no member of decision-maker on 2025-12-31",
    ink_judged_on_its_day: "p_ce could not act for chief-executive as substantive on 2025-12-31",
    ink_of_tomorrow: "it is dated 2026-05-06, after the day it was recorded",
    ink_recorded_by_the_signer: "p_ce is no governance officer",
    ink_by_the_originator: "p_ori wrote or edited the paper",
}
