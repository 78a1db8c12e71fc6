"""What the sign-in routes take and answer."""

from __future__ import annotations

from typing import Annotated, Any, Literal, Self

from pydantic import ConfigDict, Field, model_validator
from pydantic_core import PydanticCustomError
from typing_extensions import TypedDict

from api.http.body import JsonBody
from api.users.schemas import LONGEST_EMAIL, GivenPassword, NewPassword

GivenName = Annotated[str, Field(min_length=1, max_length=LONGEST_EMAIL)]


def with_name_or_email(schema: dict[str, Any]) -> None:
    """Tells the schema of a body what its validator asks for: one of the two, and not null."""
    schema["anyOf"] = [
        {"required": [name], "properties": {name: {"type": "string"}}} for name in ("username", "email")
    ]


class LoginBody(JsonBody):
    """A name or an email address, in `username` or in `email`, and the password."""

    model_config = ConfigDict(json_schema_extra=with_name_or_email)

    username: GivenName | None = Field(None, description="The username or the email address")
    email: GivenName | None = Field(None, description="Instead of `username`")
    password: GivenPassword

    @model_validator(mode="after")
    def _names_somebody(self) -> Self:
        if self.username is None and self.email is None:
            raise PydanticCustomError("username_or_email_required", "Give a username or an email.")
        return self

    @property
    def name_or_email(self) -> str:
        """Whom the login means."""
        return self.username or self.email or ""


class PasswordBody(JsonBody):
    """A new password, and the one it replaces."""

    current_password: GivenPassword
    new_password: NewPassword


class TokenAnswer(TypedDict):
    """An access token and its life in seconds."""

    access_token: str
    token_type: Literal["bearer"]
    expires_in: int
