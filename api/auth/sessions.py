"""Sessions: a signed-in device each. The units of work that open, renew and end them."""

from __future__ import annotations

from dataclasses import dataclass

from api.auth import queries
from api.auth.limits import Limit, count_attempt, login_limits, require_free
from api.db.statements import Command, Params
from api.db.transactions import ReadTransaction, WriteTransaction
from api.errors import OutlayError, Unauthenticated
from api.ledger.access import Claim, require_session
from api.names import key_of
from api.settings import Settings
from api.users.service import User, mark_disabled, replace_password, user_by_id, user_by_login


class WrongCredentials(OutlayError):
    """No such user, or not the password: nobody is told which. The failure is counted."""

    status = 401
    code = "wrong_credentials"
    title = "Wrong name or password"
    default_detail = "This name and password do not belong together."
    persists = True

    def __init__(self) -> None:
        super().__init__(headers={"WWW-Authenticate": "Bearer"})


class WrongPassword(OutlayError):
    """The current password that a change asks for is wrong; the session goes on. It is counted."""

    status = 403
    code = "wrong_password"
    title = "Wrong password"
    default_detail = "The current password is not right."
    persists = True


@dataclass(frozen=True, slots=True)
class NewSession:
    """A session to open for a device."""

    id: str
    user_id: str
    own_wallet_id: str
    user_agent: str


@dataclass(frozen=True, slots=True)
class PasswordChange:
    """The hash that was verified, and the one that replaces it (None: it stays)."""

    verified_hash: str
    new_hash: str | None


@dataclass(frozen=True, slots=True)
class Attempt:
    """A password about to be verified: whose it should be, and what a failure counts towards."""

    user: User | None
    limits: tuple[Limit, ...]


async def begin_login(
    tx: ReadTransaction, settings: Settings, name_or_email: str, address: str, now_ms: int
) -> Attempt:
    """Finds the user a login means, if there is one who is not disabled; or TooManyAttempts."""
    user = await user_by_login(tx, name_or_email)
    subject = key_of(name_or_email) if user is None else user.id
    limits = login_limits(settings, subject, address)
    await require_free(tx, limits, now_ms)
    return Attempt(user if user is not None and user.disabled_at is None else None, limits)


async def begin_confirmation(
    tx: ReadTransaction, settings: Settings, claim: Claim, address: str
) -> tuple[User, tuple[Limit, ...]]:
    """The user of a live session whose password is asked for again; or TooManyAttempts."""
    await require_session(tx, claim)
    user = await user_by_id(tx, claim.user_id)
    limits = login_limits(settings, user.id, address)
    await require_free(tx, limits, claim.now_ms)
    return user, limits


async def refuse_attempt(
    tx: WriteTransaction,
    refusal: type[WrongCredentials] | type[WrongPassword],
    limits: tuple[Limit, ...],
    attempt_ids: tuple[str, ...],
    now_ms: int,
) -> None:
    """Counts a failed attempt and raises `refusal`, which keeps the count."""
    await count_attempt(tx, limits, attempt_ids, now_ms)
    raise refusal


async def open_session(
    tx: WriteTransaction,
    session: NewSession,
    password: PasswordChange,
    limits: tuple[Limit, ...],
    now_ms: int,
) -> None:
    """Opens a session after the password was verified.

    The limits are asked again, so that guesses made at the same time do not all count as the first;
    so is the user, who may have been disabled or got another password in between.
    """
    await require_free(tx, limits, now_ms)
    user = await user_by_id(tx, session.user_id)
    if user.disabled_at is not None or user.password_hash != password.verified_hash:
        raise WrongCredentials
    if password.new_hash is not None:
        await replace_password(tx, user.id, password.verified_hash, password.new_hash)
    await insert_session(tx, session, now_ms)


async def insert_session(tx: WriteTransaction, session: NewSession, now_ms: int) -> None:
    """Opens a session for a user the caller has made sure of."""
    await tx.run(
        queries.INSERT_SESSION,
        {
            "id": session.id,
            "user_id": session.user_id,
            "wallet_id": session.own_wallet_id,
            "created_at": now_ms,
            "renewed_at": now_ms,
            "ended_at": None,
            "user_agent": session.user_agent,
        },
    )


async def renew_session(tx: WriteTransaction, claim: Claim) -> None:
    """Lets the session live on; Unauthenticated where it has ended."""
    await _touch(tx, queries.RENEW_SESSION, claim)


async def end_session(tx: WriteTransaction, claim: Claim) -> None:
    """Ends the session: its tokens are worth nothing from now on."""
    await _touch(tx, queries.END_SESSION, claim)


async def change_password(tx: WriteTransaction, claim: Claim, password: PasswordChange) -> None:
    """Stores a new password and ends every other session of the user.

    Unauthenticated where the session ended or the password changed while this one was being hashed.
    """
    await renew_session(tx, claim)
    new_hash = password.new_hash or password.verified_hash
    if not await replace_password(tx, claim.user_id, password.verified_hash, new_hash):
        raise Unauthenticated
    await tx.run(
        queries.END_OTHER_SESSIONS,
        {"user": claim.user_id, "session": claim.session_id, "now": claim.now_ms},
    )


async def disable_user(tx: WriteTransaction, user_id: str, now_ms: int) -> None:
    """Signs a user out everywhere and keeps them from signing in again."""
    await mark_disabled(tx, user_id, now_ms)
    await tx.run(queries.END_ALL_SESSIONS, {"user": user_id, "now": now_ms})


async def _touch(tx: WriteTransaction, command: Command, claim: Claim) -> None:
    params: Params = {
        "session": claim.session_id,
        "user": claim.user_id,
        "live_since": claim.live_since_ms,
        "now": claim.now_ms,
    }
    if await tx.run(command, params) != 1:
        raise Unauthenticated
