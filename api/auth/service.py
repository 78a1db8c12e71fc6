"""Signing in: what happens around the units of work, above all the hashing, which never blocks one."""

from __future__ import annotations

from api.auth.deps import Services, Visitor
from api.auth.limits import write_attempt
from api.auth.schemas import TokenAnswer
from api.auth.sessions import (
    NewSession,
    PasswordChange,
    WrongCredentials,
    WrongPassword,
    begin_confirmation,
    begin_login,
    change_password,
    end_confirmation,
    end_session,
    open_session,
    renew_session,
)
from api.clock import DAY_MS
from api.ids import new_id
from api.ledger.access import Claim


def token_answer(services: Services, user_id: str, session_id: str, now_ms: int) -> TokenAnswer:
    """A new token of a session."""
    return {
        "access_token": services.tokens.issue(user_id, session_id, now_ms),
        "token_type": "bearer",
        "expires_in": services.tokens.lifetime_s,
    }


async def sign_in(services: Services, name_or_email: str, password: str, visitor: Visitor) -> TokenAnswer:
    """Opens a session for a name or email and its password.

    Raises WrongCredentials, the same and in the same time for an unknown name, and TooManyAttempts.
    """
    now_ms = services.clock.now_ms()
    ids = _attempt_ids(now_ms)
    with services.passwords.turn(visitor.address):
        attempt = await write_attempt(
            services.database, begin_login, services.settings, name_or_email, visitor.address, ids, now_ms
        )
        user = attempt.user
        verdict = await services.passwords.verify(password, None if user is None else user.password_hash)
    if user is None or not verdict.is_right:
        raise WrongCredentials
    session = NewSession(new_id(now_ms), user.id, user.own_wallet_id, visitor.user_agent, now_ms)
    verified = PasswordChange(user.password_hash, verdict.better_hash)
    live_since_ms = now_ms - services.settings.session_idle_days * DAY_MS
    await services.database.write(open_session, session, verified, ids, live_since_ms)
    return token_answer(services, user.id, session.id, now_ms)


async def renew(services: Services, claim: Claim) -> TokenAnswer:
    """A new token of the same session, which lives on."""
    await services.database.write(renew_session, claim)
    return token_answer(services, claim.user_id, claim.session_id, claim.now_ms)


async def sign_out(services: Services, claim: Claim) -> None:
    """Ends the claim's session."""
    await services.database.write(end_session, claim)


async def confirm_password(services: Services, claim: Claim, password: str, visitor: Visitor) -> str:
    """The hash that `password` was verified against.

    Raises WrongPassword, and TooManyAttempts under the same limits as a login: a stolen token must
    not be a way to guess.
    """
    ids = _attempt_ids(claim.now_ms)
    with services.passwords.turn(visitor.address):
        user = await write_attempt(
            services.database, begin_confirmation, services.settings, claim, visitor.address, ids
        )
        verdict = await services.passwords.verify(password, user.password_hash)
    if not verdict.is_right:
        raise WrongPassword
    await services.database.write(end_confirmation, ids)
    return user.password_hash


async def set_password(
    services: Services, claim: Claim, current: str, new: str, visitor: Visitor
) -> TokenAnswer:
    """Changes the password, ends all other sessions and renews this one."""
    verified_hash = await confirm_password(services, claim, current, visitor)
    with services.passwords.turn(visitor.address):
        change = PasswordChange(verified_hash, await services.passwords.hash(new))
    await services.database.write(change_password, claim, change)
    return token_answer(services, claim.user_id, claim.session_id, claim.now_ms)


def _attempt_ids(now_ms: int) -> tuple[str, ...]:
    """An id for each limit of `LoginLimits`."""
    return tuple(new_id(now_ms) for _ in range(3))
