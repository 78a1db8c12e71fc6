"""Access tokens: JWTs signed with HS256. The only module that knows python-jose.

A token names a user and a session and proves nothing more; whether that session still lives is
asked of the database by every request. That is why verified tokens may be remembered here.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from jose import jwk, jws
from jose.exceptions import JOSEError

from api.ids import parse_id

ALGORITHM = "HS256"
ISSUER = "outlay"
_LONGEST = 2048
_MOST_REMEMBERED = 4096
_HEADERS = {"alg", "typ"}


@dataclass(frozen=True, slots=True)
class TokenClaims:
    """What a verified token says; `expires_at` is in seconds since the epoch."""

    user_id: str
    session_id: str
    expires_at: int


class Tokens:
    """Issues and reads access tokens that live `lifetime_s` seconds."""

    def __init__(self, secret: bytes, lifetime_s: int) -> None:
        self.lifetime_s = lifetime_s
        self._key = jwk.construct(secret, ALGORITHM)
        self._verified: dict[str, TokenClaims] = {}

    def issue(self, user_id: str, session_id: str, now_ms: int) -> str:
        """A token for a session of a user."""
        now_s = now_ms // 1000
        claims = {
            "iss": ISSUER,
            "sub": user_id,
            "sid": session_id,
            "iat": now_s,
            "exp": now_s + self.lifetime_s,
        }
        return str(jws.sign(claims, self._key, algorithm=ALGORITHM))

    def read(self, token: str, now_ms: int) -> TokenClaims | None:
        """The claims of a token of ours that has not expired; None for every other text."""
        claims = self._verified.get(token)
        if claims is None:
            claims = self._verify(token)
            if claims is None:
                return None
            self._remember(token, claims)
        return claims if now_ms < claims.expires_at * 1000 else None

    def _remember(self, token: str, claims: TokenClaims) -> None:
        if len(self._verified) >= _MOST_REMEMBERED:
            # A dict keeps the order of insertion: the first one is the oldest.
            del self._verified[next(iter(self._verified))]
        self._verified[token] = claims

    def _verify(self, token: str) -> TokenClaims | None:
        if len(token) > _LONGEST:
            return None
        try:
            # python-jose does not enforce `crit`, so no header beside these two is let in.
            if not set(jws.get_unverified_headers(token)) <= _HEADERS:
                return None
            payload = jws.verify(token, self._key, algorithms=[ALGORITHM])
            claims = json.loads(payload)
        except (JOSEError, ValueError, RecursionError):
            return None
        return _claims(claims)


def _claims(claims: Any) -> TokenClaims | None:
    """The claims where all that we require are there, in the form in which we write them."""
    if not isinstance(claims, dict) or claims.get("iss") != ISSUER:
        return None
    user_id, session_id = claims.get("sub"), claims.get("sid")
    issued, expires = claims.get("iat"), claims.get("exp")
    # `type` and not `isinstance`: true is an int in Python.
    if type(issued) is not int or type(expires) is not int:
        return None
    if not isinstance(user_id, str) or not isinstance(session_id, str):
        return None
    if parse_id(user_id) != user_id or parse_id(session_id) != session_id:
        return None
    return TokenClaims(user_id, session_id, expires)
