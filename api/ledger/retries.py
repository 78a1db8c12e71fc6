"""Retry safety: the first result of a request is remembered under its key, and looked up under the lock.

A client's `Idempotency-Key` holds for good. Without one, the content itself is the key, for as long as
the setting says and only while the row it made stands unchanged.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from api.db.statements import Params
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
class Attempt:
    """A request that may have been sent before: how it may be recognised, and what it asks for."""

    retry: Retry
    kind: str
    fingerprint: str

    @property
    def key(self) -> str:
        """Under what its result is remembered."""
        return f"c:{self.fingerprint}" if self.retry.key is None else f"k:{self.retry.key}"


@dataclass(frozen=True, slots=True)
class Result:
    """What a request made: a row of the kind, and the stamp that the row was made with."""

    key: str
    fingerprint: str
    kind: str
    target_id: str
    revision: int
    created_at: int


class Results:
    """Results of one author's requests in a wallet: those that are stored, and `new` ones."""

    def __init__(self, stored: Iterable[Result] = ()) -> None:
        self._by_key: dict[str, Result] = {}
        self._newest: dict[tuple[str, str], Result] = {}
        self.new: list[Result] = []
        for result in stored:
            self._know(result)

    def earlier(self, attempt: Attempt, now_ms: int) -> Result | None:
        """What an earlier request with the key, or else with the content, made.

        Raises IdempotencyKeyReused where the key was used for another body.
        """
        if attempt.retry.key is None:
            newest = self._newest.get((attempt.kind, attempt.fingerprint))
            is_recent = newest is not None and newest.created_at > now_ms - attempt.retry.window_ms
            return newest if is_recent else None
        result = self._by_key.get(attempt.key)
        if result is not None and (result.kind, result.fingerprint) != (attempt.kind, attempt.fingerprint):
            raise IdempotencyKeyReused
        return result

    def add(self, attempt: Attempt, target_id: str, revision: int, now_ms: int) -> None:
        """Notes what an attempt has made, for `remember` to store and for the attempts behind it."""
        result = Result(attempt.key, attempt.fingerprint, attempt.kind, target_id, revision, now_ms)
        self._know(result)
        self.new.append(result)

    def _know(self, result: Result) -> None:
        self._by_key[result.key] = result
        content = (result.kind, result.fingerprint)
        newest = self._newest.get(content)
        # A row that is taken over is replaced, whatever its time: two servers' clocks may differ.
        is_taken_over = newest is not None and newest.key == result.key
        is_newer = newest is None or (newest.created_at, newest.revision) < (
            result.created_at,
            result.revision,
        )
        if is_taken_over or is_newer:
            self._newest[content] = result


def fingerprint_of(*parts: str) -> str:
    """A digest of a normalised body; the parts cannot run into each other."""
    digest = hashlib.blake2b(digest_size=20)
    for part in parts:
        encoded = part.encode()
        digest.update(len(encoded).to_bytes(8, "big") + encoded)
    return digest.hexdigest()


async def recall(
    tx: WriteTransaction, entry: Entry, attempts: Sequence[Attempt], earliest_ms: int
) -> Results:
    """What earlier requests of this author made that any of the attempts, all of one kind, may repeat.

    None of the attempts came before `earliest_ms`.
    """
    own = {"wallet": entry.wallet.id, "author": entry.claim.user_id}
    found: list[Result] = []
    keys = [attempt.key for attempt in attempts if attempt.retry.key is not None]
    if keys:
        query, values = queries.KEYS_OF_AUTHOR.of(keys)
        found += [_result(row) for row in await tx.all(query, {**own, **values})]
    contents = [attempt for attempt in attempts if attempt.retry.key is None]
    if contents:
        query, values = queries.NEWEST_WITH_FINGERPRINTS.of([attempt.fingerprint for attempt in contents])
        since = earliest_ms - max(attempt.retry.window_ms for attempt in contents)
        within: Params = {"of_kind": contents[0].kind, "since": since}
        found += [_result(row) for row in await tx.all(query, {**own, **values, **within})]
    return Results(found)


async def recall_one(tx: WriteTransaction, entry: Entry, attempt: Attempt) -> Result | None:
    """What this author's earlier request with the key, or else the content, made.

    Raises IdempotencyKeyReused where the key was used for another body.
    """
    return (await recall(tx, entry, [attempt], entry.now_ms)).earlier(attempt, entry.now_ms)


async def remember(tx: WriteTransaction, entry: Entry, results: Results) -> None:
    """Stores the new results. A content's key that is outdated is taken over."""
    own = {"wallet_id": entry.wallet.id, "author_id": entry.claim.user_id}
    rows = [{**own, **{name: getattr(result, name) for name in Result.__slots__}} for result in results.new]
    await tx.many(queries.STORE_KEYS, rows)


async def remember_one(
    tx: WriteTransaction, entry: Entry, attempt: Attempt, target_id: str, stamp: int
) -> None:
    """Stores what one request has made: the row and its stamp."""
    results = Results()
    results.add(attempt, target_id, stamp, entry.now_ms)
    await remember(tx, entry, results)


def _result(row: Row) -> Result:
    return Result(*(row[name] for name in Result.__slots__))
