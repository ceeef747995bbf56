"""Sign-offs that nobody might have given so, each with what the replay says of it."""

from collections.abc import Callable

from states.facts import About, Subject
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
    PCC,
    SIDE_BY_SIDE,
    second,
    sign,
    to_decider,
)


def before_differs(book: Book) -> None:
    to_decider(book)
    sign(book, CE, WITH_CFO, before=WITH_CE, rows=False)


def step_not_open(book: Book) -> None:
    sign(book, CFO, WITH_PCC)


def step_of_another_route(book: Book) -> None:
    sign(book, "mayor", WITH_CFO, by=holder("p_ce", CE))


def after_skips_a_step(book: Book) -> None:
    sign(book, CE, WITH_PCC)


def after_goes_nowhere(book: Book) -> None:
    sign(book, CE, WITH_CE)


def submitted_to_the_wrong_step(book: Book) -> None:
    second(book, after=WITH_PCC)


def decided_by_an_officer(book: Book) -> None:
    book.act("approved", "s_1", step=CE, after="approved")


def decider_only_signs(book: Book) -> None:
    to_decider(book)
    sign(book, PCC, WITH_PCC)


def signed_twice(book: Book) -> None:
    second(book, SIDE_BY_SIDE, after="with:chief-executive+chief-finance-officer")
    sign(book, CE, WITH_CFO, key="s_2")
    sign(book, CE, WITH_PCC, key="s_2", rows=False)


def old_content(book: Book) -> None:
    sign(book, CE, WITH_CFO, content="0" * 64)


def old_version(book: Book) -> None:
    sign(book, CE, WITH_CFO, version=2)


def nobody_appointed(book: Book) -> None:
    sign(book, CE, WITH_CFO, by=holder("p_two", CE))


def appointment_ended(book: Book) -> None:
    book.end_appointment("a_p_ce_chief-executive", "2026-05-04")
    sign(book, CE, WITH_CFO)


def appointed_from_tomorrow(book: Book) -> None:
    book.appoint(CE, "p_two", from_on="2026-05-06")
    sign(book, CE, WITH_CFO, by=holder("p_two", CE))


def capacity_overstated(book: Book) -> None:
    book.appoint(CE, "p_two", capacity="acting")
    sign(book, CE, WITH_CFO, by=holder("p_two", CE))


def predecessor_signs(book: Book) -> None:
    book.office("mayor", function="certify-advice", from_on="2026-05-05", succeeds=CE)
    book.appoint("mayor", "p_two", from_on="2026-05-05")
    sign(book, CE, WITH_CFO)


def office_no_longer_stands(book: Book) -> None:
    ended = {
        "title": "x",
        "function": "other",
        "from_on": "2026-01-01",
        "to_on": "2026-05-04",
        "succeeds": None,
    }
    book.write("office_set", Subject(About.OFFICE, CE), data=ended)
    sign(book, CE, WITH_CFO)


def delegation_of_another_office(book: Book) -> None:
    book.delegate(CFO, "p_cfo", "p_dep")
    sign(book, CE, WITH_CFO, by=holder("p_dep", CE, capacity="deputy", for_person="p_cfo"))


def delegation_chained(book: Book) -> None:
    book.delegate(CE, "p_ce", "p_dep")
    book.delegate(CE, "p_dep", "p_two")
    sign(book, CE, WITH_CFO, by=holder("p_two", CE, capacity="deputy", for_person="p_dep"))


def delegation_by_a_leaver(book: Book) -> None:
    book.delegate(CE, "p_ce", "p_dep")
    book.end_appointment("a_p_ce_chief-executive", "2026-05-04")
    sign(book, CE, WITH_CFO, by=holder("p_dep", CE, capacity="deputy", for_person="p_ce"))


def delegated_by_somebody_else(book: Book) -> None:
    book.delegate(CE, "p_ce", "p_dep", by=person("p_two"))


def delegated_by_a_deputy(book: Book) -> None:
    book.delegate(CE, "p_ce", "p_dep")
    book.delegate(CE, "p_dep", "p_two")


def delegation_ended_by_somebody_else(book: Book) -> None:
    book.delegate(CE, "p_ce", "p_dep")
    ended = {"ended_on": "2026-05-05"}
    book.write("delegation_ended", Subject(About.DELEGATION, "d_p_dep"), by=person("p_two"), data=ended)


def delegation_used_after_its_end(book: Book) -> None:
    book.delegate(CE, "p_ce", "p_dep")
    ended = {"ended_on": "2026-05-04"}
    book.write("delegation_ended", Subject(About.DELEGATION, "d_p_dep"), by=person("p_ce"), data=ended)
    sign(book, CE, WITH_CFO, by=holder("p_dep", CE, capacity="deputy", for_person="p_ce"))


def office_set_by_anybody(book: Book) -> None:
    made = {"title": "x", "function": "govern", "from_on": "2026-01-01", "to_on": None, "succeeds": None}
    book.write("office_set", Subject(About.OFFICE, "mine"), by=person("p_two"), data=made)


def deputy_on_a_reserved_step(book: Book) -> None:
    second(book, variant("reserved", chief_executive={"reserved": True}))
    book.delegate(CE, "p_ce", "p_dep")
    sign(book, CE, WITH_CFO, key="s_2", by=holder("p_dep", CE, capacity="deputy", for_person="p_ce"))


def originator_signs(book: Book) -> None:
    book.appoint(CE, "p_ori", capacity="acting")
    sign(book, CE, WITH_CFO, by=holder("p_ori", CE, capacity="acting"))


def editor_of_the_first_version_signs_the_second(book: Book) -> None:
    second(book, editors=("p_two",))
    book.act("sent_back", "s_2")
    book.papers["s_2"].editors = ("p_ori",)
    book.resubmit("s_2")
    book.appoint(CE, "p_two", capacity="acting")
    sign(book, CE, WITH_CFO, key="s_2", by=holder("p_two", CE, capacity="acting"))


def barred_by_an_interest(book: Book) -> None:
    book.declare("s_1", "p_ce")
    sign(book, CE, WITH_CFO)


def one_person_on_two_steps(book: Book) -> None:
    book.appoint(CFO, "p_ce", capacity="acting")
    sign(book, CE, WITH_CFO)
    sign(book, CFO, WITH_PCC, by=holder("p_ce", CFO, capacity="acting"))


def one_person_on_two_steps_of_two_versions(book: Book) -> None:
    book.appoint(CFO, "p_ce", capacity="acting")
    book.appoint(CE, "p_two", capacity="acting")
    book.act("sent_back", "s_1")
    book.resubmit("s_1")
    sign(book, CE, WITH_CFO, by=holder("p_two", CE, capacity="acting"))
    sign(book, CFO, WITH_PCC, by=holder("p_ce", CFO, capacity="acting"))


def one_person_and_then_for_another(book: Book) -> None:
    book.delegate(CFO, "p_cfo", "p_ce")
    sign(book, CE, WITH_CFO)
    sign(book, CFO, WITH_PCC, by=holder("p_ce", CFO, capacity="deputy", for_person="p_cfo"))


def somebody_signs_after_their_deputy(book: Book) -> None:
    book.delegate(CE, "p_ce", "p_dep")
    book.appoint(CFO, "p_ce", capacity="acting")
    sign(book, CE, WITH_CFO, by=holder("p_dep", CE, capacity="deputy", for_person="p_ce"))
    sign(book, CFO, WITH_PCC, by=holder("p_ce", CFO, capacity="acting"))


BY_SIGNERS: dict[Callable[[Book], None], str] = {
    before_differs: "it says with:chief-executive, but s_1 was with:decision-maker",
    step_not_open: "the step chief-finance-officer was not open",
    step_of_another_route: "the route has no step mayor for this version",
    after_skips_a_step: "with:decision-maker does not follow from the route",
    after_goes_nowhere: "with:chief-executive does not follow from the route",
    submitted_to_the_wrong_step: "with:decision-maker does not follow from the route",
    decided_by_an_officer: "the step chief-executive cannot be approved",
    decider_only_signs: "the step decision-maker cannot be signed",
    signed_twice: "the step chief-executive of version 1 was signed already",
    old_content: "its content is not that of the latest version of s_1",
    old_version: "it names version 2, the latest is 1",
    nobody_appointed: "p_two could not act for chief-executive as substantive on 2026-05-05",
    appointment_ended: "p_ce could not act for chief-executive as substantive on 2026-05-05",
    appointed_from_tomorrow: "p_two could not act for chief-executive as substantive on 2026-05-05",
    capacity_overstated: "p_two could not act for chief-executive as substantive on 2026-05-05",
    predecessor_signs: "p_ce could not act for chief-executive as substantive on 2026-05-05",
    office_no_longer_stands: "p_ce could not act for chief-executive as substantive on 2026-05-05",
    delegation_of_another_office: "p_dep could not act for chief-executive as deputy on 2026-05-05",
    delegation_chained: "p_two could not act for chief-executive as deputy on 2026-05-05",
    delegation_by_a_leaver: "p_dep could not act for chief-executive as deputy on 2026-05-05",
    delegated_by_somebody_else: "p_two may not delegate the office chief-executive for p_ce",
    delegated_by_a_deputy: "p_dep may not delegate the office chief-executive for p_dep",
    delegation_ended_by_somebody_else: "p_two may not end the delegation d_p_dep",
    delegation_used_after_its_end: "p_dep could not act for chief-executive as deputy on 2026-05-05",
    office_set_by_anybody: "p_two is no governance officer",
    deputy_on_a_reserved_step: "the step chief-executive is reserved to its holder, and p_dep is a deputy",
    originator_signs: "p_ori wrote or edited the paper",
    editor_of_the_first_version_signs_the_second: "p_two wrote or edited the paper",
    barred_by_an_interest: "p_ce is barred by a declared interest",
    one_person_on_two_steps: "p_ce also acted on the step chief-executive",
    one_person_on_two_steps_of_two_versions: "p_ce also acted on the step chief-executive",
    one_person_and_then_for_another: "p_ce also acted on the step chief-executive",
    somebody_signs_after_their_deputy: "p_ce also acted on the step chief-executive",
}
