"""What an act on a step is written as: the members of its entry, and its row."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from states.facts import Actor
from tests.workflow.audit.office_book import holder

STATEMENT = "5" * 64
ACTS = {
    "signed": "sign",
    "sent_back": "send_back",
    "approved": "approve",
    "refused": "refuse",
    "deferred": "defer",
}


def state_after(name: str, step: str) -> str:
    if name in ("sent_back", "approved", "refused", "deferred"):
        return name
    raise ValueError(f"say where {name} on {step} leads")


def members_of(act: str, given: Mapping[str, Any], *, day: str) -> dict[str, Any]:
    own = {
        "signed": {"statement": STATEMENT},
        "approved": {"effective_on": day},
        "deferred": {"back_on": "2026-06-30"},
    }
    return {name: value for name, value in own.get(act, {}).items() if name not in given}


def sealed_of(name: str, act: str) -> dict[str, Any]:
    sealed: dict[str, Any] = {}
    if act in ("sent_back", "refused", "deferred"):
        sealed["reason"] = "Not yet."
    if name == "recorded_from_paper":
        sealed["paper_reason"] = "Signed in ink."
    if name == "meeting_recorded":
        sealed["minute"] = "12/2026"
    return sealed


def sign_off_row(
    name: str, data: Mapping[str, Any], who: Actor, *, today: date, office: str
) -> dict[str, Any]:
    meeting = name == "meeting_recorded"
    signer = who
    if meeting:
        signer = holder(who.person or "", office)
    if name == "recorded_from_paper":
        signer = holder(data["person"], data["office"], capacity=data["capacity"], for_person=data["for"])
    written = data.get("signed_on") or data.get("met_on")
    return {
        "person": signer.person,
        "person_name": f"Name of {signer.person}",
        "office": signer.office,
        "office_title": f"Title of {signer.office}",
        "capacity": signer.capacity,
        "for_person": signer.for_person,
        "for_name": signer.for_person and f"Name of {signer.for_person}",
        "signed_on": date.fromisoformat(written) if written else today,
        "proof": who.proof,
        "paper": name in ("recorded_from_paper", "meeting_recorded"),
        "details": _details(data, meeting=meeting),
        "findings": [],
    }


def _details(data: Mapping[str, Any], *, meeting: bool) -> dict[str, Any]:
    shown = {name: data[name] for name in ("statement", "effective_on", "back_on") if name in data}
    if meeting:
        shown["members"] = [person for person in data["present"] if person not in data["abstained"]]
    return shown
