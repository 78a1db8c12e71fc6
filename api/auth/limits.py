"""How often one may try: failed logins by name and address, and by address; registrations by address.

An attempt is counted before its password is looked at, under a lock of its address, and taken back when
it succeeds. So guesses that come at once meet the same limits as guesses one after another.
"""

from __future__ import annotations

from collections.abc import Callable, Coroutine
from dataclasses import dataclass
from hashlib import blake2b
from typing import Any, TypeVar, TypeVarTuple
from uuid import NAMESPACE_URL, uuid5

from api.auth import queries
from api.clock import DAY_MS
from api.db.database import Database
from api.db.integrity import IntegrityViolation
from api.db.transactions import ReadTransaction, WriteTransaction
from api.errors import OutlayError
from api.settings import Settings

MINUTE_MS = 60_000
HOUR_MS = 60 * MINUTE_MS
_LOCK = "lock"

Args = TypeVarTuple("Args")
Answer = TypeVar("Answer")


class TooManyAttempts(OutlayError):
    """A limit is reached; `Retry-After` says when the next attempt is free."""

    status = 429
    code = "too_many_attempts"
    title = "Too many attempts"
    default_detail = "There were too many attempts from here. Please wait a little."

    def __init__(self, retry_after_s: int = 1) -> None:
        super().__init__(headers={"Retry-After": str(max(retry_after_s, 1))})


@dataclass(frozen=True, slots=True)
class Limit:
    """At most `most` attempts of a kind in one bucket within `window_ms`."""

    kind: str
    bucket: str
    most: int
    window_ms: int


@dataclass(frozen=True, slots=True)
class LoginLimits:
    """What a failed login counts towards.

    `typed` is the name as it was written, `user` whoever it means. Only a full `typed` or `address` is
    told: were a full `user` told as well, then ten failures under a username would show which email
    address belongs to it. A full `user` still ends the guessing, with the answer to a wrong password.
    """

    typed: Limit
    user: Limit
    address: Limit

    @property
    def told(self) -> tuple[Limit, ...]:
        """The limits that answer 429."""
        return (self.typed, self.address)

    @property
    def all(self) -> tuple[Limit, ...]:
        """Everything that an attempt counts towards."""
        return (self.typed, self.user, self.address)


def login_limits(settings: Settings, name_key: str, user_id: str | None, address: str) -> LoginLimits:
    """The limits a login meets: `name_key` is the key of what was typed, None the id of nobody.

    The address is part of the first buckets, so a stranger's guesses lock nobody out elsewhere.
    """
    window_ms = settings.login_window_minutes * MINUTE_MS
    most = settings.login_failures_per_name
    return LoginLimits(
        Limit("login_name", _bucket(name_key, address), most, window_ms),
        Limit("login_user", _bucket(user_id or name_key, address), most, window_ms),
        Limit("login_address", address, settings.login_failures_per_address, window_ms),
    )


def _bucket(subject: str, address: str) -> str:
    # Hashed: people type passwords where the name should be.
    return blake2b(f"{subject}\n{address}".encode(), digest_size=16).hexdigest()


def registration_limit(settings: Settings, address: str) -> Limit:
    """The limit a registration meets, whether it succeeds or finds its name taken."""
    return Limit("registration", address, settings.registrations_per_hour, HOUR_MS)


async def lock_address(tx: WriteTransaction, address: str, now_ms: int) -> None:
    """Lets the attempts of one address count one after another; the first statement of their unit.

    IntegrityViolation where two make the lock's row at once: see `write_attempt`.
    """
    lock_id = str(uuid5(NAMESPACE_URL, f"outlay:attempts:{address}"))
    if await tx.run(queries.LOCK_ADDRESS, {"lock": lock_id, "now": now_ms}) == 1:
        return
    await tx.run(queries.PURGE_ATTEMPTS, {"of_kind": _LOCK, "until": now_ms - DAY_MS})
    await tx.run(queries.INSERT_ATTEMPT, {"id": lock_id, "kind": _LOCK, "bucket": address, "at": now_ms})


async def write_attempt(
    database: Database,
    function: Callable[[WriteTransaction, *Args], Coroutine[Any, Any, Answer]],
    *args: *Args,
) -> Answer:
    """Runs a unit that begins with `lock_address`, again if another made the lock's row meanwhile."""
    try:
        return await database.write(function, *args)
    except IntegrityViolation:
        return await database.write(function, *args)


async def require_free(tx: ReadTransaction, limits: tuple[Limit, ...], now_ms: int) -> None:
    """TooManyAttempts where one of the limits is reached."""
    for limit in limits:
        free_in_ms = await free_in(tx, limit, now_ms)
        if free_in_ms:
            raise TooManyAttempts(-(-free_in_ms // 1000))


async def free_in(tx: ReadTransaction, limit: Limit, now_ms: int) -> int:
    """In how many milliseconds the next attempt is free; 0 where it is now."""
    reached_by: int | None = await tx.value(
        queries.NTH_NEWEST_ATTEMPT,
        {
            "of_kind": limit.kind,
            "in_bucket": limit.bucket,
            "since": now_ms - limit.window_ms,
            "newer": limit.most - 1,
        },
    )
    return 0 if reached_by is None else reached_by + limit.window_ms - now_ms


async def count_attempt(
    tx: WriteTransaction, limits: tuple[Limit, ...], attempt_ids: tuple[str, ...], now_ms: int
) -> None:
    """Counts one attempt towards each limit, and drops the attempts that no longer count."""
    for limit, attempt_id in zip(limits, attempt_ids, strict=True):
        await tx.run(queries.PURGE_ATTEMPTS, {"of_kind": limit.kind, "until": now_ms - limit.window_ms})
        await tx.run(
            queries.INSERT_ATTEMPT,
            {"id": attempt_id, "kind": limit.kind, "bucket": limit.bucket, "at": now_ms},
        )


async def take_back(tx: WriteTransaction, attempt_ids: tuple[str, ...]) -> None:
    """Counts an attempt no longer: it succeeded."""
    for attempt_id in attempt_ids:
        await tx.run(queries.TAKE_BACK_ATTEMPT, {"attempt": attempt_id})
