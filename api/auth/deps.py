"""What routes take: who asks, and the parts of the app that answer."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from fastapi import Depends, Query, Request
from fastapi.security import OAuth2PasswordBearer

from api.clock import DAY_MS, Clock
from api.db.database import Database
from api.errors import NotFound, Unauthenticated
from api.http.client_address import client_address, limit_bucket
from api.ids import parse_id
from api.ledger.access import Claim
from api.names import has_control_characters
from api.security.passwords import Passwords
from api.security.tokens import Tokens
from api.settings import Settings

_LONGEST_USER_AGENT = 200


@dataclass(frozen=True, slots=True)
class Services:
    """The parts of the running app that signing in needs, as `create_app` put them in its state."""

    settings: Settings
    clock: Clock
    database: Database
    tokens: Tokens
    passwords: Passwords


@dataclass(frozen=True, slots=True)
class Visitor:
    """Where a request comes from: the address that limits count by, and the browser's name."""

    address: str
    user_agent: str


# Routes depend on `async` functions only: FastAPI runs plain ones in a thread.
async def _services(request: Request) -> Services:
    state = request.app.state
    return Services(state.settings, state.clock, state.database, state.tokens, state.passwords)


async def _visitor(request: Request) -> Visitor:
    user_agent = request.headers.get("user-agent", "")[:_LONGEST_USER_AGENT]
    if has_control_characters(user_agent):
        user_agent = ""
    return Visitor(limit_bucket(client_address(request.scope)), user_agent)


_bearer = OAuth2PasswordBearer(
    tokenUrl="/token", auto_error=False, description="The token of `/token`, `/login` or `/register`"
)
_Token = Annotated[str | None, Depends(_bearer)]


async def _own_claim(request: Request, token: _Token) -> Claim:
    return _claim(request, token, None)


async def _wallet_claim(
    request: Request,
    token: _Token,
    wallet: Annotated[
        str | None, Query(description="The id of the wallet to act in; the own one if left out")
    ] = None,
) -> Claim:
    if wallet is None:
        return _claim(request, token, None)
    claim = _claim(request, token, parse_id(wallet))
    if claim.wallet_id is None:
        # Not even an id: the same answer as for an id of others.
        raise NotFound
    return claim


def _claim(request: Request, token: str | None, wallet_id: str | None) -> Claim:
    """What a verified token says; the session behind it is checked in the unit of work."""
    state = request.app.state
    clock: Clock = state.clock
    tokens: Tokens = state.tokens
    settings: Settings = state.settings
    now_ms = clock.now_ms()
    claims = tokens.read(token, now_ms) if token else None
    if claims is None:
        raise Unauthenticated
    request.state.user_id = claims.user_id
    live_since_ms = now_ms - settings.session_idle_days * DAY_MS
    return Claim(claims.user_id, claims.session_id, wallet_id, now_ms, live_since_ms)


AppServices = Annotated[Services, Depends(_services)]
RequestVisitor = Annotated[Visitor, Depends(_visitor)]
OwnClaim = Annotated[Claim, Depends(_own_claim)]
"""Who asks, in a route that is about the person; a wallet is their own one."""
CurrentClaim = Annotated[Claim, Depends(_wallet_claim)]
"""Who asks, in a route about a wallet: the one of `?wallet=`, else their own."""
