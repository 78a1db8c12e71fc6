"""Retry safety: the first result of a request is remembered under its key, and looked up under the lock.

A client's `Idempotency-Key` holds for good. Without one, the content itself is the key, for as long as
the setting says and only while the row it made stands unchanged.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

from api.db.transactions import Row, WriteTransaction
from api.errors import OutlayError
from api.ledger import queries
from api.ledger.entries import Entry


class IdempotencyKeyReused(OutlayError):
    """The key was used before, for another body."""

    status = 422
    code = "idempotency_key_reused"
    title = "The Idempotency-Key was used for another request"
    default_detail = "Send a new Idempotency-Key with a new request, and the same key with a retry."


@dataclass(frozen=True, slots=True)
class Retry:
    """How a request may be recognised: the client's key, if any, and the window of its content."""

    key: str | None
    window_ms: int


@dataclass(frozen=True, slots=True)
class Remembered:
    """An earlier result: the row it made and the stamp that row was made with."""

    target_id: str
    revision: int
    by_key: bool


def fingerprint_of(*parts: str) -> str:
    """A digest of a normalised body; the parts cannot run into each other."""
    digest = hashlib.blake2b(digest_size=20)
    for part in parts:
        encoded = part.encode()
        digest.update(len(encoded).to_bytes(8, "big") + encoded)
    return digest.hexdigest()


async def recall(
    tx: WriteTransaction, entry: Entry, kind: str, retry: Retry, fingerprint: str
) -> Remembered | None:
    """What this author's earlier request with the key, or else the content, made.

    Raises IdempotencyKeyReused where the key was used for another body.
    """
    own = {"wallet": entry.wallet.id, "author": entry.claim.user_id}
    if retry.key is not None:
        row = await tx.one(queries.KEY_OF_AUTHOR, {**own, "retry_key": f"k:{retry.key}"})
        if row is not None and (row["fingerprint"] != fingerprint or row["kind"] != kind):
            raise IdempotencyKeyReused
        return _remembered(row, by_key=True)
    since = entry.now_ms - retry.window_ms
    row = await tx.one(
        queries.NEWEST_WITH_FINGERPRINT,
        {**own, "print": fingerprint, "of_kind": kind, "since": since},
    )
    return _remembered(row, by_key=False)


async def remember(  # noqa: PLR0913 - what the row holds, by name
    tx: WriteTransaction,
    entry: Entry,
    kind: str,
    retry: Retry,
    fingerprint: str,
    target_id: str,
    stamp: int | None = None,
) -> None:
    """Remembers the row that a request made, and its stamp (default: the revision of the write).

    An outdated content key is taken over.
    """
    stamp = entry.revision if stamp is None else stamp
    key = f"c:{fingerprint}" if retry.key is None else f"k:{retry.key}"
    if retry.key is None and await _take_over(tx, entry, key, target_id, stamp):
        return
    await tx.run(
        queries.INSERT_KEY,
        {
            "wallet_id": entry.wallet.id,
            "author_id": entry.claim.user_id,
            "key": key,
            "fingerprint": fingerprint,
            "kind": kind,
            "target_id": target_id,
            "revision": stamp,
            "created_at": entry.now_ms,
        },
    )


async def _take_over(tx: WriteTransaction, entry: Entry, key: str, target_id: str, stamp: int) -> bool:
    """Lets a key that is there already stand for another row; False where it is not there."""
    taken_over = await tx.run(
        queries.TAKE_OVER_KEY,
        {
            "wallet": entry.wallet.id,
            "author": entry.claim.user_id,
            "retry_key": key,
            "target": target_id,
            "stamp": stamp,
            "now": entry.now_ms,
        },
    )
    return taken_over > 0


def _remembered(row: Row | None, *, by_key: bool) -> Remembered | None:
    return None if row is None else Remembered(row["target_id"], row["revision"], by_key)
