"""Sessions: a signed-in device each. The units of work that open, renew and end them."""

from __future__ import annotations

from dataclasses import dataclass

from api.auth import queries
from api.auth.limits import count_attempt, free_in, lock_address, login_limits, require_free, take_back
from api.db.statements import Command, Params
from api.db.transactions import WriteTransaction
from api.errors import OutlayError, Unauthenticated
from api.ledger.access import Claim, require_session
from api.names import key_of
from api.settings import Settings
from api.users.service import User, locked_user, mark_disabled, replace_password, user_by_id, user_by_login


class WrongCredentials(OutlayError):
    """No such user, or not the password: nobody is told which. The failure is counted."""

    status = 401
    code = "wrong_credentials"
    title = "Wrong name or password"
    default_detail = "This name and password do not belong together."

    def __init__(self) -> None:
        super().__init__(headers={"WWW-Authenticate": "Bearer"})


class WrongPassword(OutlayError):
    """The current password that a change asks for is wrong; the session goes on. It is counted."""

    status = 403
    code = "wrong_password"
    title = "Wrong password"
    default_detail = "The current password is not right."


@dataclass(frozen=True, slots=True)
class NewSession:
    """A session to open for a device."""

    id: str
    user_id: str
    own_wallet_id: str
    user_agent: str
    opened_at: int


@dataclass(frozen=True, slots=True)
class PasswordChange:
    """The hash that was verified, and the one that replaces it (None: it stays)."""

    verified_hash: str
    new_hash: str | None


@dataclass(frozen=True, slots=True)
class Attempt:
    """A password about to be verified, which counts as wrong until it is known to be right.

    `ids` name what `take_back` takes back. Without a `user` it is wrong whatever it is.
    """

    user: User | None
    ids: tuple[str, ...]


async def begin_login(
    tx: WriteTransaction,
    settings: Settings,
    name_or_email: str,
    address: str,
    ids: tuple[str, ...],
    now_ms: int,
) -> Attempt:
    """Finds the user a login means, if there is one who may sign in; or TooManyAttempts.

    Where other names of the same user took all attempts, the password is not looked at any more.
    """
    await lock_address(tx, address, now_ms)
    user = await user_by_login(tx, name_or_email)
    user_id = None if user is None else user.id
    limits = login_limits(settings, key_of(name_or_email), user_id, address)
    await require_free(tx, limits.told, now_ms)
    is_spent = await free_in(tx, limits.user, now_ms) > 0
    await count_attempt(tx, limits.all, ids, now_ms)
    may_sign_in = user is not None and user.disabled_at is None and not is_spent
    return Attempt(user if may_sign_in else None, ids)


async def begin_confirmation(
    tx: WriteTransaction, settings: Settings, claim: Claim, address: str, ids: tuple[str, ...]
) -> User:
    """The user of a live session whose password is asked for again; or TooManyAttempts.

    It counts like a login by the username. Whoever is signed in may be told of every limit.
    """
    await lock_address(tx, address, claim.now_ms)
    await require_session(tx, claim)
    user = await user_by_id(tx, claim.user_id)
    limits = login_limits(settings, key_of(user.username), user.id, address)
    await require_free(tx, limits.all, claim.now_ms)
    await count_attempt(tx, limits.all, ids, claim.now_ms)
    return user


async def end_confirmation(tx: WriteTransaction, attempt_ids: tuple[str, ...]) -> None:
    """The password was right, so it counts for nothing."""
    await take_back(tx, attempt_ids)


async def open_session(
    tx: WriteTransaction,
    session: NewSession,
    password: PasswordChange,
    attempt_ids: tuple[str, ...],
    live_since_ms: int,
) -> None:
    """Opens a session after the password was verified, and drops those that are over.

    The user is asked again, who may have been disabled or got another password in between.
    """
    user = await user_by_id(tx, session.user_id)
    if user.disabled_at is not None or user.password_hash != password.verified_hash:
        raise WrongCredentials
    if password.new_hash is not None:
        await replace_password(tx, user.id, password.verified_hash, password.new_hash)
    await take_back(tx, attempt_ids)
    await tx.run(queries.PURGE_SESSIONS, {"user": user.id, "live_since": live_since_ms})
    await insert_session(tx, session)


async def insert_session(tx: WriteTransaction, session: NewSession) -> None:
    """Opens a session for a user the caller has made sure of."""
    await tx.run(
        queries.INSERT_SESSION,
        {
            "id": session.id,
            "user_id": session.user_id,
            "wallet_id": session.own_wallet_id,
            "created_at": session.opened_at,
            "renewed_at": session.opened_at,
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
    await locked_user(tx, claim)
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
