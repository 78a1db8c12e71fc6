"""How often one may try: failed logins by name and address, and by address; registrations by address."""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import blake2b

from api.auth import queries
from api.db.transactions import ReadTransaction, WriteTransaction
from api.errors import OutlayError
from api.settings import Settings

MINUTE_MS = 60_000
HOUR_MS = 60 * MINUTE_MS


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


def login_limits(settings: Settings, subject: str, address: str) -> tuple[Limit, Limit]:
    """The limits a login meets. `subject` is the user's id, or the key of a name nobody has.

    The address is part of the first bucket, so a stranger's guesses lock nobody out elsewhere.
    """
    window_ms = settings.login_window_minutes * MINUTE_MS
    # Hashed: people type passwords where the name should be.
    bucket = blake2b(f"{subject}\n{address}".encode(), digest_size=16).hexdigest()
    return (
        Limit("login_name", bucket, settings.login_failures_per_name, window_ms),
        Limit("login_address", address, settings.login_failures_per_address, window_ms),
    )


def registration_limit(settings: Settings, address: str) -> Limit:
    """The limit a registration meets."""
    return Limit("registration", address, settings.registrations_per_hour, HOUR_MS)


async def require_free(tx: ReadTransaction, limits: tuple[Limit, ...], now_ms: int) -> None:
    """TooManyAttempts where one of the limits is reached."""
    for limit in limits:
        reached_by = await tx.value(
            queries.NTH_NEWEST_ATTEMPT,
            {
                "of_kind": limit.kind,
                "in_bucket": limit.bucket,
                "since": now_ms - limit.window_ms,
                "newer": limit.most - 1,
            },
        )
        if reached_by is not None:
            free_in_ms = reached_by + limit.window_ms - now_ms
            raise TooManyAttempts(-(-free_in_ms // 1000))


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
