"""Settings come from the environment, are checked once, and an unsafe one does not start."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from states.refusals import Refused
from states.rules.customs import Customs
from tests.system.commands import OFFICE
from workflow.config import SENDER_HERE, read_settings
from workflow.store.engine import Store
from workflow.usecases.office_plan import read_plan

SECURE = {
    "SIGNOFF_ENV": "production",
    "SIGNOFF_BASE_URL": "https://decisions.example.org/",
    "SIGNOFF_MAIL_FROM": "decisions@example.org",
}


def _refused(settings: dict[str, str]) -> Refused:
    with pytest.raises(Refused) as found:
        read_settings(settings)
    return found.value


def test_without_any_setting_everything_lies_in_one_folder() -> None:
    chosen = read_settings({})
    assert chosen.database == "sqlite:///var/signoff.db"
    assert chosen.mail == "maildir:var/mail"
    assert chosen.mail_from == SENDER_HERE
    assert (chosen.audit_key, chosen.link_key) == (Path("var/audit.key"), Path("var/link.key"))


def test_what_belongs_to_a_database_lies_beside_it() -> None:
    chosen = read_settings({"SIGNOFF_DATABASE": "sqlite:////srv/office/signoff.db"})
    assert chosen.audit_key == Path("/srv/office/audit.key")
    assert chosen.mail == "maildir:/srv/office/mail"


def test_variables_of_other_programs_are_nobodys_business() -> None:
    assert read_settings({"PATH": "/bin", "SIGN": "x"}) == read_settings({})


def test_a_secure_production_starts() -> None:
    chosen = read_settings(SECURE)
    assert (chosen.base_url, chosen.origin) == (
        "https://decisions.example.org",
        "decisions.example.org/audit/1",
    )
    assert not chosen.is_local


@pytest.mark.parametrize(
    ("settings", "name"),
    [
        pytest.param({"SIGNOFF_ENV": "test"}, "SIGNOFF_ENV", id="an environment there is not"),
        pytest.param({"SIGNOFF_BASE_URL": "decisions.example.org"}, "SIGNOFF_BASE_URL", id="no scheme"),
        pytest.param({"SIGNOFF_BASE_URL": "ftp://example.org"}, "SIGNOFF_BASE_URL", id="another scheme"),
        pytest.param({"SIGNOFF_BASE_URL": "https://"}, "SIGNOFF_BASE_URL", id="no host"),
        pytest.param({"SIGNOFF_BASE_URL": "https://a.example/?x=1"}, "SIGNOFF_BASE_URL", id="a query"),
        pytest.param({"SIGNOFF_BASE_URL": "https://me:pw@a.example"}, "SIGNOFF_BASE_URL", id="a password"),
        pytest.param({"SIGNOFF_BASE_URL": "http://[::1]:8000"}, "SIGNOFF_BASE_URL", id="IPv6"),
        pytest.param({"SIGNOFF_BASE_URL": "http://["}, "SIGNOFF_BASE_URL", id="half an address"),
        pytest.param({"SIGNOFF_BASE_URL": "https://exämple.org"}, "SIGNOFF_BASE_URL", id="not ASCII"),
        pytest.param({"SIGNOFF_MAIL_FROM": "signoff@localhost"}, "SIGNOFF_MAIL_FROM", id="no domain"),
        pytest.param(
            {"SIGNOFF_MAIL_FROM": "a@b.example, c@d.example"}, "SIGNOFF_MAIL_FROM", id="two senders"
        ),
        pytest.param({"SIGNOFF_TESTING": "perhaps"}, "SIGNOFF_TESTING", id="neither yes nor no"),
        pytest.param({"SIGNOFF_KILL_AT": "3"}, "SIGNOFF_KILL_AT", id="a kill point without testing"),
        pytest.param({"SIGNOFF_KILL_AT": "x", "SIGNOFF_TESTING": "1"}, "SIGNOFF_KILL_AT", id="no number"),
        pytest.param({"SIGNOFF_TESTING": "1", **SECURE}, "SIGNOFF_TESTING", id="testing in production"),
        pytest.param(
            {"SIGNOFF_TESTING": "1", "SIGNOFF_BASE_URL": "http://10.0.0.7:8000"},
            "SIGNOFF_TESTING",
            id="testing in a network",
        ),
        pytest.param(
            {**SECURE, "SIGNOFF_BASE_URL": "http://decisions.example.org"},
            "SIGNOFF_BASE_URL",
            id="production in the clear",
        ),
        pytest.param(
            {"SIGNOFF_ENV": "production", "SIGNOFF_BASE_URL": "https://decisions.example.org"},
            "SIGNOFF_MAIL_FROM",
            id="production without a sender",
        ),
        pytest.param({"SIGNOFF_MARKINGS": " ; "}, "SIGNOFF_MARKINGS", id="no marking at all"),
        pytest.param({"SIGNOFF_ABBREVIATIONS": "SVDuty, SV"}, "SIGNOFF_ABBREVIATIONS", id="parted by commas"),
        pytest.param({"SIGNOFF_ABBREVIATIONS": "Svd"}, "SIGNOFF_ABBREVIATIONS", id="one capital"),
        pytest.param({"SIGNOFF_ALIASES": "CC"}, "SIGNOFF_ALIASES", id="a short name alone"),
        pytest.param({"SIGNOFF_ALIASES": "CC=A=B"}, "SIGNOFF_ALIASES", id="a name of three parts"),
        pytest.param({"SIGNOFF_ALIASES": "=Mayor"}, "SIGNOFF_ALIASES", id="a full name alone"),
        pytest.param({"SIGNOFF_CONTRACT_LINE": "£10,000"}, "SIGNOFF_CONTRACT_LINE", id="a pound sign"),
        pytest.param({"SIGNOFF_CONTRACT_LINE": "-1"}, "SIGNOFF_CONTRACT_LINE", id="less than nothing"),
        pytest.param({"SIGNOFF_CONTRACT_LINE": "10.005"}, "SIGNOFF_CONTRACT_LINE", id="half a penny"),
        pytest.param({"SIGNOFF_CONTRACT_LINE": "NaN"}, "SIGNOFF_CONTRACT_LINE", id="no sum"),
        pytest.param({"SIGNOFF_PUBLISH_WITHIN": "0"}, "SIGNOFF_PUBLISH_WITHIN", id="no day to publish"),
        pytest.param({"SIGNOFF_PUBLISH_WITHIN": "a week"}, "SIGNOFF_PUBLISH_WITHIN", id="days in words"),
        pytest.param({"SIGNOFF_REUSED_PERCENT": "101"}, "SIGNOFF_REUSED_PERCENT", id="more than all"),
        pytest.param({"SIGNOFF_REUSED_PERCENT": "0.4"}, "SIGNOFF_REUSED_PERCENT", id="a part of one"),
        pytest.param({"SIGNOFF_NUMBER_PATTERN": "(["}, "SIGNOFF_NUMBER_PATTERN", id="half a pattern"),
        pytest.param({"SIGNOFF_NUMBER_PATTERN": ""}, "SIGNOFF_NUMBER_PATTERN", id="an empty pattern"),
        pytest.param({"SIGNOFF_PORT": "80"}, "SIGNOFF_PORT", id="a setting there is not"),
    ],
)
def test_a_setting_that_does_not_start_is_named_in_one_sentence(settings: dict[str, str], name: str) -> None:
    found = _refused(settings)
    assert found.rule in {"setting-invalid", "setting-unknown"}
    assert name in str(found)
    assert "\n" not in str(found)


def test_an_office_that_sets_nothing_has_the_customs_of_the_form() -> None:
    assert read_settings({}).customs == Customs()


@pytest.mark.parametrize(
    ("settings", "custom", "value"),
    [
        pytest.param(
            {"SIGNOFF_MARKINGS": "Official; Secret"}, "markings", ("Official", "Secret"), id="own markings"
        ),
        pytest.param(
            {"SIGNOFF_ABBREVIATIONS": "SVDuty;SV;"},
            "abbreviations",
            Customs().abbreviations | {"SVDuty", "SV"},
            id="more abbreviations",
        ),
        pytest.param(
            {"SIGNOFF_ALIASES": "CC=Chief Constable"},
            "aliases",
            {"PCC": "Police and Crime Commissioner", "CC": "Chief Constable"},
            id="one more alias",
        ),
        pytest.param(
            {"SIGNOFF_ALIASES": "PCC=Mayor"}, "aliases", {"PCC": "Mayor"}, id="another meaning of an alias"
        ),
        pytest.param({"SIGNOFF_CONTRACT_LINE": "5000"}, "contract_line_pence", 500_000, id="whole pounds"),
        pytest.param({"SIGNOFF_CONTRACT_LINE": "0.29"}, "contract_line_pence", 29, id="pence"),
        pytest.param({"SIGNOFF_PUBLISH_WITHIN": "10"}, "publish_within_days", 10, id="two weeks"),
        pytest.param({"SIGNOFF_REUSED_PERCENT": "55"}, "reused_share", 0.55, id="a higher share"),
        pytest.param({"SIGNOFF_NUMBER_PATTERN": "PCC-[0-9]+"}, "number_pattern", "PCC-[0-9]+", id="pattern"),
    ],
)
def test_a_setting_changes_one_custom_and_no_other(settings: dict[str, str], custom: str, value: Any) -> None:
    assert read_settings(settings).customs == replace(Customs(), **{custom: value})


@pytest.mark.parametrize(
    "address", ["http://localhost:8000", "http://127.0.0.1", "http://demo.invalid", "http://a.localhost"]
)
def test_testing_is_for_addresses_that_mean_this_machine_or_none(address: str) -> None:
    assert read_settings({"SIGNOFF_TESTING": "1", "SIGNOFF_BASE_URL": address}).is_local


@pytest.mark.parametrize(
    "address",
    ["", "signoff.db", "mysql://host/name", "postgresql://host/name", "postgresql+nodriver://h/n", "sqlite"],
)
def test_a_database_address_that_is_none_is_refused(address: str) -> None:
    with pytest.raises(Refused, match="SIGNOFF_DATABASE"):
        Store(address)


def test_a_refused_database_address_does_not_repeat_its_password() -> None:
    with pytest.raises(Refused) as found:
        Store("mysql://me:secret@host/name")
    assert "secret" not in str(found.value)


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        pytest.param('name = "Office', 'nome = "Office', "name", id="a key there is not"),
        pytest.param('function = "govern"', 'function = "rule"', "offices.1.function", id="a function"),
        pytest.param('office = "governance"', 'office = "sheriff"', "appointments.1.office", id="an office"),
        pytest.param('person = "go"', 'person = "nobody"', "appointments.1.person", id="a person"),
        pytest.param("governance@opcc.example", "governance", "people.1.email", id="an address"),
        pytest.param("2020-01-01", "soon", "TOML", id="a day"),
        pytest.param(
            'name = "The Governance Officer"',
            'name = "One"\nemail = "one@opcc.example"\n[[people]]\nkey = "go"\nname = "Two"',
            "people: a key stands twice",
            id="a key twice",
        ),
        pytest.param('title = "Chief Executive"', 'title = " "', "offices.0.title", id="an empty title"),
        pytest.param("[[people]]", "[[persons]]", "people", id="a table's name"),
    ],
)
def test_an_office_file_with_a_fault_is_refused_naming_the_place(
    tmp_path: Path, old: str, new: str, words: str
) -> None:
    path = tmp_path / "OFFICE.toml"
    path.write_text(OFFICE.replace(old, new))
    with pytest.raises(Refused) as found:
        read_plan(path)
    assert found.value.rule == "office-file"
    assert words in str(found.value)
    assert "OFFICE.toml" in str(found.value)
    assert "\n" not in str(found.value)
