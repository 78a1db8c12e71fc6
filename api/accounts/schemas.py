"""What registration and the profile take and answer."""

from __future__ import annotations

from typing import Self

from pydantic import ConfigDict, Field, model_validator
from pydantic_core import PydanticCustomError
from typing_extensions import TypedDict

from api.auth.schemas import with_name_or_email
from api.http.body import JsonBody
from api.users.schemas import (
    Currency,
    DateFormat,
    DisplayName,
    Email,
    FirstDayOfWeek,
    GivenPassword,
    Language,
    Locale,
    NewPassword,
    TimeZone,
    Username,
)
from api.wallets.schemas import WalletAnswer


class RegisterBody(JsonBody):
    """A person to be. Without a username one is made from the email address."""

    model_config = ConfigDict(json_schema_extra=with_name_or_email)

    username: Username | None = None
    password: NewPassword
    email: Email | None = None
    currency: Currency | None = Field(None, description="ISO 4217; else the server's default")
    time_zone: TimeZone | None = Field(None, description="IANA name; else the server's default")
    locale: Locale | None = Field(None, description="BCP 47; else the browser's")
    language: Language | None = Field(None, description="Of the browser app; else the browser's")

    @model_validator(mode="after")
    def _has_a_name(self) -> Self:
        if self.username is None and self.email is None:
            raise PydanticCustomError("username_or_email_required", "Give a username or an email.")
        return self


class MeChanges(JsonBody):
    """What to change of oneself; what is left out stays. Null removes what may be null in the answer."""

    display_name: DisplayName | None = None
    email: Email | None = Field(None, description="Needs `current_password`; null removes it")
    current_password: GivenPassword | None = None
    currency: Currency | None = Field(
        None, description="Only while the own wallet has no expense and no budget"
    )
    time_zone: TimeZone | None = None
    locale: Locale | None = Field(None, description="Null means the browser's")
    language: Language | None = Field(None, description="Null means the browser's")
    date_format: DateFormat | None = Field(None, description="Null means the locale's")
    first_day_of_week: FirstDayOfWeek | None = Field(None, description="Null means the locale's")


class MeAnswer(TypedDict):
    """The signed-in person and the wallet they own."""

    id: str
    username: str
    email: str | None
    display_name: str
    locale: str | None
    language: Language | None
    date_format: DateFormat | None
    first_day_of_week: FirstDayOfWeek | None
    wallet: WalletAnswer
