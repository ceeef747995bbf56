"""Acts that come close to an improper one, and are proper."""

from datetime import UTC, datetime

from states.facts import SYSTEM, About, Subject
from states.routes import When
from tests.workflow.audit.builders import (
    WITH_CE,
    WITH_CFO,
    WITH_PCC,
    Book,
    holder,
    person,
    variant,
)
from tests.workflow.audit.scenes import (
    CE,
    CFO,
    CLERK,
    PCC,
    SIDE_BY_SIDE,
    board,
    ink,
    meeting,
    record,
    second,
    sign,
    to_decider,
)


def last_day_in_post(book: Book) -> None:
    book.end_appointment("a_p_ce_chief-executive", "2026-05-05")
    sign(book, CE, WITH_CFO)


def successor_signs(book: Book) -> None:
    book.office("mayor", function="certify-advice", from_on="2026-05-05", succeeds=CE)
    book.appoint("mayor", "p_two", from_on="2026-05-05")
    sign(book, CE, WITH_CFO, by=holder("p_two", "mayor"))


def appointed_deputy_of_a_vacant_office(book: Book) -> None:
    book.end_appointment("a_p_ce_chief-executive", "2026-05-04")
    book.appoint(CE, "p_dep", capacity="deputy")
    sign(book, CE, WITH_CFO, by=holder("p_dep", CE, capacity="deputy"))


def appointed_deputy_of_a_holder(book: Book) -> None:
    book.appoint(CE, "p_dep", capacity="deputy")
    sign(book, CE, WITH_CFO, by=holder("p_dep", CE, capacity="deputy", for_person="p_ce"))


def acting_holder_of_a_reserved_step(book: Book) -> None:
    second(book, variant("reserved", chief_executive={"reserved": True}))
    book.appoint(CE, "p_two", capacity="acting")
    sign(book, CE, WITH_CFO, key="s_2", by=holder("p_two", CE, capacity="acting"))


def same_step_of_a_new_version(book: Book) -> None:
    sign(book, CE, WITH_CFO)
    book.act("sent_back", "s_1", step=CFO)
    book.resubmit("s_1")
    sign(book, CE, WITH_CFO)


def side_by_side_in_either_order(book: Book) -> None:
    second(book, SIDE_BY_SIDE, after="with:chief-executive+chief-finance-officer")
    sign(book, CFO, WITH_CE, key="s_2")
    sign(book, CE, WITH_PCC, key="s_2")


def conditional_step_that_applies(book: Book) -> None:
    second(book, variant("lines", conditions={CE: When(amount_from=1_250_000)}))
    sign(book, CE, WITH_CFO, key="s_2")


def conditional_step_that_does_not(book: Book) -> None:
    second(book, variant("lines", conditions={CE: When(amount_from=1_250_001)}), after=WITH_CFO)


def ink_of_one_who_has_left_the_post(book: Book) -> None:
    book.end_appointment("a_p_ce_chief-executive", "2026-05-04")
    data = ink(signed_on="2026-05-04")
    book.act("recorded_from_paper", "s_1", by=CLERK, after=WITH_CFO, data=data)


def member_with_an_interest_abstains(book: Book) -> None:
    board(book)
    book.declare("s_2", "p_two")
    record(book, meeting("p_pcc", "p_two", "p_dep", abstained=["p_two"]))


def interest_that_does_not_bar(book: Book) -> None:
    book.declare("s_1", "p_ce", bars=False)
    sign(book, CE, WITH_CFO)


def a_new_year_counts_from_one(book: Book) -> None:
    book.at = datetime(2026, 12, 31, 23, 57, tzinfo=UTC)
    second(book)
    book.draft("s_3")
    book.submit("s_3")


def refused_and_published(book: Book) -> None:
    to_decider(book)
    book.act("refused", "s_1", step=PCC)
    book.publish("s_1")


def withdrawn_while_deferred(book: Book) -> None:
    to_decider(book)
    book.act("deferred", "s_1", step=PCC)
    reason = {"reason": "No longer needed."}
    book.note("withdrawn", "s_1", by=person("p_ori"), after="withdrawn", sealed=reason)


def turned_away_with_an_old_link(book: Book) -> None:
    book.act("sent_back", "s_1")
    book.resubmit("s_1")
    paper = book.papers["s_1"]
    book.write(
        "turned_away",
        Subject(About.SUBMISSION, "s_1", 1, CE),
        by=person("p_nobody"),
        data={"act": "sign", "rule": "stale-content", "seen": "0" * 64},
        states=(paper.state, paper.state),
        content=paper.digest,
    )


def reminded(book: Book) -> None:
    data = {"level": 1, "due_on": "2026-05-12", "late": False}
    book.note("reminded", "s_1", by=SYSTEM, data=data)


PROPER = (
    last_day_in_post,
    successor_signs,
    appointed_deputy_of_a_vacant_office,
    appointed_deputy_of_a_holder,
    acting_holder_of_a_reserved_step,
    same_step_of_a_new_version,
    side_by_side_in_either_order,
    conditional_step_that_applies,
    conditional_step_that_does_not,
    ink_of_one_who_has_left_the_post,
    member_with_an_interest_abstains,
    interest_that_does_not_bar,
    a_new_year_counts_from_one,
    refused_and_published,
    withdrawn_while_deferred,
    turned_away_with_an_old_link,
    reminded,
)
