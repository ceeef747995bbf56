"""The closed sets of the field, with the labels people read. Stored values never change; labels may."""

from enum import StrEnum


class Act(StrEnum):
    """What somebody can do to a submission. The table of who may do it, and from where, is `moves`."""

    SUBMIT = "submit"
    RESUBMIT = "resubmit"
    SIGN = "sign"
    SEND_BACK = "send_back"
    APPROVE = "approve"
    REFUSE = "refuse"
    DEFER = "defer"
    BRING_BACK = "bring_back"
    WITHDRAW = "withdraw"
    DECLARE_INTEREST = "declare_interest"
    PAUSE = "pause"
    RESUME = "resume"
    PUBLISH = "publish"
    CORRECT = "correct"
    WITHHOLD = "withhold"

    @property
    def label(self) -> str:
        return _ACT_LABELS.get(self, self.value.replace("_", " "))

    @property
    def past(self) -> str:
        """What somebody has done, for after "has already"."""
        return _ACT_PASTS[self]


_ACT_LABELS = {
    Act.BRING_BACK: "bring back after deferral",
    Act.DECLARE_INTEREST: "declare an interest",
    Act.PAUSE: "pause the clock",
    Act.RESUME: "resume the clock",
}

_ACT_PASTS = {
    Act.SUBMIT: "submitted it",
    Act.RESUBMIT: "resubmitted it",
    Act.SIGN: "signed",
    Act.SEND_BACK: "sent it back",
    Act.APPROVE: "approved it",
    Act.REFUSE: "refused it",
    Act.DEFER: "deferred it",
    Act.BRING_BACK: "brought it back",
    Act.WITHDRAW: "withdrawn it",
    Act.DECLARE_INTEREST: "declared an interest",
    Act.PAUSE: "paused the clock",
    Act.RESUME: "resumed the clock",
    Act.PUBLISH: "published it",
    Act.CORRECT: "corrected it",
    Act.WITHHOLD: "withheld part of it",
}


class State(StrEnum):
    """The states that do not depend on a route. `with:<step>[+<step>…]` names the open steps instead."""

    DRAFT = "draft"
    SENT_BACK = "sent_back"
    DEFERRED = "deferred"
    APPROVED = "approved"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"
    PUBLISHED = "published"
    HISTORIC = "historic"


OPEN_PREFIX = "with:"


def open_state(steps: tuple[str, ...]) -> str:
    """The state in which exactly these steps (keys in route order) are open."""
    return OPEN_PREFIX + "+".join(steps)


def open_steps(state: str) -> tuple[str, ...]:
    """The keys of the steps open in a state, in route order; none for any state but `with:`."""
    if not state.startswith(OPEN_PREFIX):
        return ()
    return tuple(state[len(OPEN_PREFIX) :].split("+"))


class Capacity(StrEnum):
    """In what capacity a person holds an office or acts for one who does."""

    SUBSTANTIVE = "substantive"
    ACTING = "acting"
    DEPUTY = "deputy"


class Proof(StrEnum):
    """How the person was identified at the moment of the act."""

    CODE = "code"
    SSO = "sso"
    PASSKEY = "passkey"
    LINK = "link"
    CLI = "cli"
    DEMO = "demo"
    NONE = "none"


class ActorKind(StrEnum):
    """Who is behind a fact: a person, the system's own clock, an operator at the command line, a visitor."""

    PERSON = "person"
    SYSTEM = "system"
    OPERATOR = "operator"
    VISITOR = "visitor"


class Severity(StrEnum):
    """What a finding does: stop the act that its rule guards, or be shown and kept with it."""

    BLOCKS = "blocks"
    WARNS = "warns"


class Kind(StrEnum):
    """What kind of decision a paper asks for; which duty to publish follows from it."""

    GRANT = "grant"
    CONTRACT = "contract"
    SPEND = "spend"
    POLICY = "policy"
    APPOINTMENT = "appointment"
    OTHER = "other"


class Outcome(StrEnum):
    """What a decision was, as a paper or the record states it."""

    APPROVED = "approved"
    REFUSED = "refused"
    DEFERRED = "deferred"


class Function(StrEnum):
    """What an office does in the route or for it, whatever its title is this year."""

    CERTIFY_ADVICE = "certify-advice"
    CERTIFY_MONEY = "certify-money"
    DECIDE = "decide"
    GOVERN = "govern"
    OTHER = "other"


SECTIONS = (
    "objective",
    "background",
    "considerations",
    "options",
    "strategic_aims",
    "financial",
    "environmental",
    "other_implications",
)
"""Keys of the form's eight sections, in its order (domain: the form, rows 13 to 23)."""

CHECKLIST = (
    "legal-advice",
    "finance-consulted",
    "equality",
    "human-resources",
    "plan-consistent",
    "consultation",
    "communications",
    "sustainability",
    "issues-highlighted",
)
"""Keys of the nine checklist questions, in the form's order. Wording belongs to the route's form."""
