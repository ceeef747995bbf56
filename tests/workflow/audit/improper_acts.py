"""Other acts that nobody might have done so, each with what the replay says of it."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from states.facts import SYSTEM, About, Subject
from states.routes import When
from states.vocabulary import Kind
from tests.workflow.audit.builders import (
    OPERATOR,
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
    CLERK,
    PCC,
    second,
    sign,
    to_decider,
)


def number_left_out(book: Book) -> None:
    book.draft("s_2")
    book.submit("s_2", number="03/2026")


def number_used_again(book: Book) -> None:
    book.draft("s_2")
    book.submit("s_2", number="001/2026")


def number_of_another_year(book: Book) -> None:
    book.draft("s_2")
    book.submit("s_2", number="02/2025")


def number_of_another_pattern(book: Book) -> None:
    book.draft("s_2")
    book.submit("s_2", number="2")


def submitted_by_somebody_else(book: Book) -> None:
    book.draft("s_2")
    book.submit("s_2", by="p_two")


def resubmitted_by_somebody_else(book: Book) -> None:
    book.act("sent_back", "s_1")
    book.resubmit("s_1", by="p_two")


def withdrawn_by_somebody_else(book: Book) -> None:
    reason = {"reason": "No longer needed."}
    book.note("withdrawn", "s_1", by=person("p_two"), after="withdrawn", sealed=reason)


def resubmitted_keeping_a_sign_off(book: Book) -> None:
    book.act("sent_back", "s_1")
    book.resubmit("s_1", voids=[])


def resubmitted_voiding_too_much(book: Book) -> None:
    back = book.act("sent_back", "s_1")
    book.resubmit("s_1", voids=[back, back])


def paused_by_anybody(book: Book) -> None:
    book.pause("s_1", by=person("p_ori"))


def paused_by_the_system(book: Book) -> None:
    book.pause("s_1", by=SYSTEM)


def published_by_the_decider(book: Book) -> None:
    to_decider(book)
    book.act("approved", "s_1", step=PCC)
    book.publish("s_1", by=holder("p_pcc", PCC))


def published_in_a_false_capacity(book: Book) -> None:
    to_decider(book)
    book.act("approved", "s_1", step=PCC)
    book.publish("s_1", by=holder("p_gov", "governance", capacity="acting"))


def corrected_before_it_was_published(book: Book) -> None:
    data = {"parts": [], "held": [], "notice": "6" * 64}
    sealed = {"reason": "A slip.", "public": {"details": {}, "held": {}}}
    book.note("corrected", "s_1", by=CLERK, data=data, sealed=sealed)


def turned_away_from_nowhere(book: Book) -> None:
    paper = book.papers["s_1"]
    paper.state = WITH_PCC
    data = {"act": "sign", "rule": "out-of-turn"}
    book.note("turned_away", "s_1", by=person("p_ce"), data=data)


def drafted_twice(book: Book) -> None:
    subject = Subject(About.SUBMISSION, "s_1")
    book.write("drafted", subject, by=person("p_two"), states=(None, "draft"))


def never_drafted(book: Book) -> None:
    subject = Subject(About.SUBMISSION, "s_9", 1)
    book.write(
        "withdrawn", subject, by=person("p_ori"), states=(WITH_CE, "withdrawn"), sealed={"reason": "x"}
    )


def drafted_by_the_system(book: Book) -> None:
    subject = Subject(About.SUBMISSION, "s_9")
    book.write("drafted", subject, by=SYSTEM, states=(None, "draft"))


def signed_by_a_leaver(book: Book) -> None:
    book.end_person("p_ce")
    sign(book, CE, WITH_CFO)


def signed_by_a_stranger(book: Book) -> None:
    sign(book, CE, WITH_CFO, by=holder("p_nobody", CE), rows=False)


def signed_by_the_system(book: Book) -> None:
    sign(book, CE, WITH_CFO, by=replace(OPERATOR, office=CE), rows=False)


def appointed_by_themselves(book: Book) -> None:
    book.appoint(CE, "p_two", by=person("p_two"))


def route_never_adopted(book: Book) -> None:
    book.draft("s_2", route=variant("mine"))
    book.submit("s_2")


def route_adopted_twice(book: Book) -> None:
    steps: list[Any] = []
    subject = Subject(About.ROUTE, "pcc-decision")
    book.write("route_adopted", subject, data={"version": 1, "sha256": "0" * 64, "steps": steps})


def conditional_step_left_out(book: Book) -> None:
    second(book, variant("lines", conditions={CE: When(amount_from=1_000_000)}), after=WITH_CFO)


def conditional_step_put_in(book: Book) -> None:
    second(book, variant("lines", conditions={CE: When(kinds=(Kind.GRANT,))}), after=WITH_CE)


BY_OTHERS: dict[Callable[[Book], None], str] = {
    number_left_out: "03/2026 is not the next number of 2026",
    number_used_again: "001/2026 is not the next number of 2026",
    number_of_another_year: "02/2025 is not the next number of 2026",
    number_of_another_pattern: "2 is not the next number of 2026",
    submitted_by_somebody_else: "p_two is not the originator",
    resubmitted_by_somebody_else: "p_two is not the originator",
    withdrawn_by_somebody_else: "p_two is not the originator",
    resubmitted_keeping_a_sign_off: "it does not void exactly the sign-offs given to version 1",
    resubmitted_voiding_too_much: "it does not void exactly the sign-offs given to version 1",
    paused_by_anybody: "p_ori is no governance officer",
    paused_by_the_system: "the system is no governance officer",
    published_by_the_decider: "p_pcc is no governance officer",
    published_in_a_false_capacity: "p_gov is no governance officer",
    corrected_before_it_was_published: "s_1 was not published",
    turned_away_from_nowhere: "it says with:decision-maker, but s_1 was with:chief-executive",
    drafted_twice: "s_1 exists already",
    never_drafted: "nobody drafted s_9",
    drafted_by_the_system: "no person drafted it",
    signed_by_a_leaver: "p_ce was not a person of the office",
    signed_by_a_stranger: "p_nobody was not a person of the office",
    signed_by_the_system: "no person signed",
    appointed_by_themselves: "p_two is no governance officer",
    route_never_adopted: "its route mine was not adopted as it was used",
    route_adopted_twice: "version 1 of the route pcc-decision was adopted already",
    conditional_step_left_out: "with:chief-finance-officer does not follow from the route",
    conditional_step_put_in: "with:chief-executive does not follow from the route",
}
