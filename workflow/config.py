"""Settings from the environment, read once and checked at the start. An unsafe one does not start."""

import ipaddress
import re
from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path
from typing import Annotated, Any, Literal
from urllib.parse import urlsplit

from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator, model_validator

from notifications.addresses import require_address
from states.refusals import Refused, refusal
from states.rules.customs import Customs

PREFIX = "SIGNOFF_"

SENDER_HERE = "signoff@signoff.localhost"
"""Who sends where nobody has set it: an address that no mail leaves this machine with."""

# What stands in every letter's link and, as the host, in every entry of the history.
_ADDRESS = re.compile(
    r"https?://[a-z0-9]([a-z0-9.-]{0,251}[a-z0-9])?(:[0-9]{1,5})?(/[A-Za-z0-9._~/-]*)?", re.I
)

Pounds = Annotated[Decimal, Field(ge=0, le=10**11, decimal_places=2, description="pounds such as 10000")]
Days = Annotated[int, Field(ge=1, le=366, description="a number of working days, 1 to 366")]
Percent = Annotated[int, Field(ge=1, le=100, description="a whole number from 1 to 100")]
Pattern = Annotated[str, Field(min_length=1, description="a regular expression")]

_FORMS_OWN = Customs()
"""What holds where an office sets nothing."""

_ABBREVIATION = re.compile(r"[A-Z]{2}[A-Za-z]{0,7}")
"""Source: the rule `undefined-abbreviation`."""


class Settings(BaseModel):
    """Everything that differs between installations. Names are those of the variables, without SIGNOFF_."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    env: Literal["local", "production"] = "local"
    database: str = "sqlite:///var/signoff.db"
    base_url: str = "http://localhost:8000"
    mail: str = ""
    mail_from: str = SENDER_HERE
    audit_key: Path = Path()
    link_key: Path = Path()
    markings: tuple[str, ...] = _FORMS_OWN.markings
    abbreviations: frozenset[str] = _FORMS_OWN.abbreviations
    aliases: Mapping[str, str] = Field(default_factory=lambda: _FORMS_OWN.aliases)
    contract_line: Pounds = Decimal(_FORMS_OWN.contract_line_pence) / 100
    publish_within: Days = _FORMS_OWN.publish_within_days
    reused_percent: Percent = round(_FORMS_OWN.reused_share * 100)
    number_pattern: Pattern = _FORMS_OWN.number_pattern
    testing: bool = False
    kill_at: int = 0

    @field_validator("base_url")
    @classmethod
    def _is_address(cls, value: str) -> str:
        if not _ADDRESS.fullmatch(value):
            raise ValueError("use an address such as https://decisions.example.org")
        return value.rstrip("/")

    @field_validator("mail_from")
    @classmethod
    def _is_sender(cls, value: str) -> str:
        try:
            return require_address(value)
        except Refused:
            raise ValueError("use one plain e-mail address such as decisions@example.org") from None

    @field_validator("markings", mode="before")
    @classmethod
    def _are_markings(cls, value: Any) -> Any:
        return tuple(_parted(value)) if isinstance(value, str) else value

    @field_validator("abbreviations", mode="before")
    @classmethod
    def _are_abbreviations(cls, value: Any) -> Any:
        if not isinstance(value, str):
            return value
        added = _parted(value)
        if odd := [word for word in added if not _ABBREVIATION.fullmatch(word)]:
            raise ValueError(f"{odd[0]} is no abbreviation of two to nine letters; part them by semicolons")
        return _FORMS_OWN.abbreviations | set(added)

    @field_validator("aliases", mode="before")
    @classmethod
    def _are_aliases(cls, value: Any) -> Any:
        if not isinstance(value, str):
            return value
        return {**_FORMS_OWN.aliases, **dict(_pair(part) for part in _parted(value))}

    @field_validator("number_pattern")
    @classmethod
    def _compiles(cls, value: str) -> str:
        try:
            re.compile(value)
        except (re.error, OverflowError, RecursionError) as error:
            raise ValueError(f"{value} is no regular expression ({error})") from None
        return value

    @model_validator(mode="after")
    def _is_safe(self) -> "Settings":
        if self.testing and (self.env == "production" or not self.is_local):
            raise ValueError("SIGNOFF_TESTING is for a local address only; unset it")
        if self.kill_at and not self.testing:
            raise ValueError("SIGNOFF_KILL_AT needs SIGNOFF_TESTING=1; unset it")
        if self.env == "production" and urlsplit(self.base_url).scheme != "https":
            raise ValueError("SIGNOFF_BASE_URL must begin with https:// in production")
        if self.env == "production" and self.mail_from == SENDER_HERE:
            raise ValueError(
                "SIGNOFF_MAIL_FROM must be set in production: the address that letters come from"
            )
        return self

    @property
    def customs(self) -> Customs:
        """What rules compare this office's papers with."""
        return Customs(
            markings=self.markings,
            abbreviations=self.abbreviations,
            aliases=self.aliases,
            number_pattern=self.number_pattern,
            contract_line_pence=int(self.contract_line * 100),
            publish_within_days=self.publish_within,
            reused_share=self.reused_percent / 100,
        )

    @property
    def host(self) -> str:
        """The host people reach the service at, without a port."""
        return urlsplit(self.base_url).hostname or ""

    @property
    def is_local(self) -> bool:
        """Whether the service's address can only mean this machine, or no machine at all."""
        if self.host == "localhost" or self.host.endswith((".localhost", ".invalid")):
            return True
        try:
            return ipaddress.ip_address(self.host).is_loopback
        except ValueError:
            return False

    @property
    def origin(self) -> str:
        """The name of the history's first epoch."""
        return f"{self.host}/audit/1"


def read_settings(environment: Mapping[str, str]) -> Settings:
    """The settings that an environment holds. Raises Refused naming the variable and what to do."""
    given = {
        name.removeprefix(PREFIX).lower(): value
        for name, value in environment.items()
        if name.startswith(PREFIX)
    }
    database = given.get("database", Settings.model_fields["database"].default)
    home = home_of(database)
    paths = {
        "mail": f"maildir:{home / 'mail'}",
        "audit_key": str(home / "audit.key"),
        "link_key": str(home / "link.key"),
    }
    try:
        return Settings.model_validate(paths | given)
    except ValidationError as error:
        raise _refused(error) from None


def home_of(database: str) -> Path:
    """The folder for what lies beside the database: that of the SQLite file, else `var`."""
    path = database.removeprefix("sqlite:///")
    return Path(path).parent if path != database and path else Path("var")


def _parted(written: str) -> list[str]:
    """The entries of a setting that has several. ValueError if it has none."""
    parts = [part.strip() for part in written.split(";") if part.strip()]
    if not parts:
        raise ValueError("name at least one, or unset it")
    return parts


def _pair(part: str) -> tuple[str, str]:
    short, _, full = (side.strip() for side in part.partition("="))
    if not short or not full or "=" in full:
        raise ValueError("write each as SHORT=Full name of the office, parted by semicolons")
    return short, full


def _refused(error: ValidationError) -> Refused:
    first = error.errors()[0]
    name = PREFIX + "_".join(str(part) for part in first["loc"]).upper() if first["loc"] else "The settings"
    if first["type"] == "extra_forbidden":
        return refusal("setting-unknown", f"{name} is no setting of Signoff: unset it.", where=name)
    field = Settings.model_fields.get(str(first["loc"][0])) if first["loc"] else None
    if field and field.description and first["type"] != "value_error":
        return refusal("setting-invalid", f"{name}: write {field.description}.", where=name)
    message = first["msg"].removeprefix("Value error, ")
    return refusal("setting-invalid", f"{name}: {message}.", where=name)
