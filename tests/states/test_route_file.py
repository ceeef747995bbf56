"""Faults of a route file: each is refused in one sentence that names the file and the key."""

import pytest

from states.routes import RouteFault, read_route
from tests.states.written_routes import FORM, MONEY, OFFICER, OWN, SECOND, WHEN, WRITTEN, changed, read


def fault_of(text: str) -> RouteFault:
    with pytest.raises(RouteFault) as refused:
        read(text)
    return refused.value


FAULTS = {
    "not TOML": ("key = ", "route", "this is not TOML"),
    "number too long": (f"version = {'9' * 5000}", "route", "a number too long or tables too deep"),
    "lists too deep": (f"version = {'[' * 5000}", "route", "a number too long or tables too deep"),
    "unknown key": (changed(MONEY, MONEY.replace("office", "offfice", 1)), "steps.0.offfice", "mean office?"),
    "unknown key like none": (f"zzz = 1\n{WRITTEN}", "zzz", "is not a key of a route; its keys are key, v"),
    "unknown key of an office": (changed("seats", "seat"), "offices.1.seat", "did you mean seats?"),
    "unknown key of a condition": (
        changed("amount_from", "amount"),
        "steps.0.when.amount",
        "is not a key of a condition; did you mean amount_",
    ),
    "unprintable key": (f'"a\\u001b[31m" = 1\n{WRITTEN}', "a?[31m", "is not a key of a route"),
    "missing key": (changed('title = "Board"\nafter', "after"), "steps.1.title", "a step needs it."),
    "missing form": (changed('form = "pcc-decision"', ""), "form", "is missing; a route needs it."),
    "unknown form": (changed('"pcc-decision"', '"pcc-decison"'), "form", "did you mean pcc-decision?"),
    "form of a wrong type": (changed('form = "pcc-decision"', "form = 1"), "form", "must be a table."),
    "text for a number": (changed("version = 1", 'version = "1"'), "version", "must be a whole number."),
    "date for text": (changed('"A small route"', "2025-01-01"), "title", "must be text."),
    "number for yes": (changed("decides = true", "decides = 1"), "steps.1.decides", "must be true or false."),
    "text for a list": (changed('["money"]', '"money"'), "steps.1.after", "must be a list."),
    "text for a table": (changed(WHEN, 'when = "x"'), "steps.0.when", "must be a table."),
    "version nought": (changed("version = 1", "version = 0"), "version", "must be 1 or more."),
    "seats beyond counting": (changed("seats = 7", f"seats = {10**12}"), "offices.1.seats", "or less."),
    "empty title": (changed('"A small route"', '" "'), "title", "is empty; write its text."),
    "invisible character": (
        changed("A small", "A\\u202Esmall"),
        "title",
        "holds a line end or an invisible character",
    ),
    "no decider text": (changed('["The Board"]', "[]"), "decider", "is empty; name at least one."),
    "unknown function": (changed('"decide"', '"decides"'), "offices.1.function", "must be one of certify-"),
    "capital in a key": (changed(MONEY, MONEY.replace("money", "Money")), "steps.0.key", "small letters"),
    "plus in a step's key": (changed(MONEY, MONEY.replace("money", "a+b")), "steps.0.key", "small letters"),
    "step twice": (WRITTEN + SECOND.replace("second", "money"), "steps.2.key", "is money like steps.0.key"),
    "office twice": (
        changed(OFFICER, OFFICER.replace("officer", "board")),
        "offices.1.key",
        "is board like offices.0.key",
    ),
    "no steps": (WRITTEN.split("[[steps]]")[0] + "[[steps]]", "steps.0.key", "is missing"),
    "nobody decides": (changed("decides = true", ""), "steps", "have no deciding one"),
    "two decide": (
        WRITTEN + SECOND + "decides = true",
        "steps.2.decides",
        "is true like steps.1.decides; only one step may decide.",
    ),
    "step after the decision": (
        WRITTEN + SECOND + 'after = ["decision"]',
        "steps.2.after",
        "puts second after the decision",
    ),
    "step beside the decision": (
        WRITTEN + SECOND + 'after = ["money"]',
        "steps.2.after",
        "puts second beside the decision",
    ),
    "waits for no step": (changed('["money"]', '["mony"]'), "steps.1.after.0", "did you mean money?"),
    "waits for itself": (
        changed(MONEY, f'{MONEY}\nafter = ["money"]'),
        "steps.0.after",
        "goes in a circle, money after money",
    ),
    "circle": (
        changed(MONEY, f'{MONEY}\nafter = ["decision"]'),
        "steps.0.after",
        "goes in a circle, money after decision after money",
    ),
    "condition on the decision": (
        WRITTEN + "when = { amount_from = 1 }",
        "steps.1.when",
        "stands on the deciding step",
    ),
    "condition without content": (changed(WHEN, "when = {}"), "steps.0.when", "says nothing"),
    "empty range": (
        changed("amount_from = 1000000", "amount_from = 5, amount_below = 5"),
        "steps.0.when.amount_below",
        "is never reached",
    ),
    "below nought": (
        changed("amount_from = 1000000", "amount_below = 0"),
        "steps.0.when.amount_below",
        "is never reached",
    ),
    "negative amount": (changed("1000000", "-1"), "steps.0.when.amount_from", "must be 0 or more."),
    "no kinds": (changed('["grant", "contract"]', "[]"), "steps.0.when.kinds", "is never reached"),
    "unknown kind": (
        changed('"grant",', '"gift",'),
        "steps.0.when.kinds.0",
        "must be one of grant, contract",
    ),
    "submitted to none": (
        changed("amount_from = 1000000", "submitted_to = []"),
        "steps.0.when.submitted_to",
        "is never reached",
    ),
    "office not listed": (
        changed(MONEY, MONEY.replace('"officer"', '"oficer"')),
        "steps.0.office",
        "did you mean officer?",
    ),
    "quorum over the seats": (changed("quorum = 4", "quorum = 8"), "steps.1.quorum", "board has 7 seats"),
    "one person for two steps": (
        changed(MONEY, MONEY.replace("officer", "board")).replace("seats = 7", "seats = 4"),
        "steps.1.office",
        "needs person 5 of board, which has 4 seats",
    ),
    "no sentence": (changed("certificate = true", ""), "steps.0.statement", "write the sentence"),
}


@pytest.mark.parametrize(("text", "key", "words"), FAULTS.values(), ids=FAULTS)
def test_a_faulty_file_is_refused_by_its_key(text: str, key: str, words: str) -> None:
    fault = fault_of(text)
    shown = "" if key == "route" else f"{key} "
    assert (fault.rule, fault.findings[0].where) == ("route-fault", key)
    assert str(fault).startswith(f"my.toml: {shown}")
    assert words in str(fault)


@pytest.mark.parametrize("text", [text for text, _, _ in FAULTS.values()], ids=FAULTS)
def test_a_fault_is_one_line_that_ends_as_a_sentence(text: str) -> None:
    message = str(fault_of(text))
    assert "\n" not in message
    assert message[-1] in ".?"


FORM_FAULTS = {
    "section missing": ('key = "background"', 'key = "objective"', "form.sections"),
    "question out of place": ('key = "legal-advice"', 'key = "equality"', "form.checklist.questions"),
    "two limbs of one letter": ('letter = "b"', 'letter = "a"', "form.certificate"),
    "fourth column": ('"Saving in tCO2"]', '"Saving in tCO2", "Net"]', "form.emissions.columns"),
    "two columns": (', "Saving in tCO2"]', "]", "form.emissions.columns.2"),
    "label misspelt": ('subject = "', 'subjet = "', "form.labels.subjet"),
}


@pytest.mark.parametrize(("old", "new", "key"), FORM_FAULTS.values(), ids=FORM_FAULTS)
def test_a_faulty_form_is_refused_by_its_key(old: str, new: str, key: str) -> None:
    assert OWN.count(old) == 1
    assert fault_of(OWN.replace(old, new)).findings[0].where == key


def test_a_certifying_step_needs_a_form_with_a_certificate() -> None:
    forms = {"pcc-decision": FORM.model_copy(update={"certificate": None})}
    with pytest.raises(RouteFault) as refused:
        read_route(WRITTEN, name="my.toml", forms=forms)
    assert refused.value.findings[0].where == "steps.0.certificate"
