"""Settings from the environment, read once and checked at the start. An unsafe one does not start."""

import ipaddress
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Literal
from urllib.parse import urlsplit

from pydantic import BaseModel, ConfigDict, ValidationError, field_validator, model_validator

from notifications.addresses import require_address
from states.refusals import Refused, refusal

PREFIX = "SIGNOFF_"

SENDER_HERE = "signoff@signoff.localhost"
"""Who sends where nobody has set it: an address that no mail leaves this machine with."""

# What stands in every letter's link and, as the host, in every entry of the history.
_ADDRESS = re.compile(
    r"https?://[a-z0-9]([a-z0-9.-]{0,251}[a-z0-9])?(:[0-9]{1,5})?(/[A-Za-z0-9._~/-]*)?", re.I
)


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


def _refused(error: ValidationError) -> Refused:
    first = error.errors()[0]
    name = PREFIX + "_".join(str(part) for part in first["loc"]).upper() if first["loc"] else "The settings"
    if first["type"] == "extra_forbidden":
        return refusal("setting-unknown", f"{name} is no setting of Signoff: unset it.", where=name)
    message = first["msg"].removeprefix("Value error, ")
    return refusal("setting-invalid", f"{name}: {message}.", where=name)
