"""No table holds anything that opens a link: not a token, not the key that makes them."""

import json
from base64 import b64encode, urlsafe_b64encode

from tests.workflow.builders import LINK_KEY, Office, tokens_in
from tests.workflow.sample_office import DETAILS, GOVERNANCE
from workflow.usecases.correct import correct
from workflow.usecases.public_record import PublicRecord


def _dump(office: Office) -> str:
    """Everything in the database, as text and as hex."""
    parts = []
    for rows in office.rows().values():
        for row in rows:
            for value in row:
                raw = bytes(value) if isinstance(value, bytes | memoryview) else None
                parts.append(raw.hex() + raw.decode("latin-1") if raw else json.dumps(value, default=str))
    return "\n".join(parts)


def test_no_token_that_was_ever_mailed_stands_in_any_table(office: Office) -> None:
    office.submitted()
    office.sent_back()
    office.delegate("chief-executive", "chief-executive")
    office.with_decider()
    visit = office.by_hand(GOVERNANCE, office.published())
    correct(office.desk, visit, PublicRecord(details=DETAILS), now=office.tick(), reason="A slip.")
    tokens = {token for mail in office.post() for token in tokens_in(mail.text)}
    dump = _dump(office)
    assert len(tokens) >= 7
    assert [token for token in tokens if token in dump] == []


def test_the_link_key_stands_in_no_table(office: Office) -> None:
    office.published()
    office.post()
    dump = _dump(office)
    written = (
        LINK_KEY.hex(),
        LINK_KEY.decode("latin-1"),
        b64encode(LINK_KEY).decode(),
        urlsafe_b64encode(LINK_KEY).decode().rstrip("="),
    )
    assert [form for form in written if form in dump] == []


def test_letters_are_kept_with_a_placeholder_where_the_link_will_be(office: Office) -> None:
    office.submitted()
    office.post()
    assert "/l/" not in _dump(office)
    assert "{link}" in _dump(office)
