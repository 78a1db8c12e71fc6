"""People for tests: registered and signed in over HTTP, like everybody."""

from __future__ import annotations

import base64
import json
from dataclasses import dataclass
from typing import Any

import httpx

PASSWORD = "correct horse battery"


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody signed in: the name and the headers their requests carry."""

    username: str
    token: str

    @property
    def headers(self) -> dict[str, str]:
        """What makes a request theirs."""
        return {"Authorization": f"Bearer {self.token}"}


async def registered(client: httpx.AsyncClient, username: str = "ann", **fields: object) -> Person:
    """A new person; `fields` go into the registration."""
    body = {"username": username, "password": PASSWORD, **fields}
    answer = await client.post("/register", json=body)
    assert answer.status_code == 201, answer.text
    return Person(username, answer.json()["access_token"])


async def signed_in(client: httpx.AsyncClient, username: str = "ann", password: str = PASSWORD) -> Person:
    """The same person on another device."""
    answer = await client.post("/login", json={"username": username, "password": password})
    assert answer.status_code == 200, answer.text
    return Person(username, answer.json()["access_token"])


def claims_of(token: str) -> dict[str, Any]:
    """What a token says, unverified."""
    claims: dict[str, Any] = json.loads(base64.urlsafe_b64decode(token.split(".")[1] + "=="))
    return claims
