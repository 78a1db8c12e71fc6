"""A write of budgets as its client sees it: which revision it is, also when it is sent again."""

from __future__ import annotations

from dataclasses import dataclass

from api.db.transactions import WriteTransaction
from api.ledger.entries import Entry, give_revision_back
from api.ledger.retries import Attempt, recall_one, remember_one

_NOTHING_CHANGED = 0
"""Remembered in the place of a revision; no wallet has this one."""


@dataclass(frozen=True, slots=True)
class Written:
    """What became of a write: its revision, or None where there was nothing to change."""

    revision: int | None
    replayed: bool = False


async def earlier_attempt(tx: WriteTransaction, entry: Entry, attempt: Attempt) -> Written | None:
    """What an earlier attempt with the key did; then this one must do nothing.

    Raises IdempotencyKeyReused where the key was used for another request.
    """
    if attempt.retry.key is None:
        return None
    found = await recall_one(tx, entry, attempt)
    if found is None:
        return None
    tx.discard()
    return Written(found.revision or None, replayed=True)


async def end_attempt(tx: WriteTransaction, entry: Entry, attempt: Attempt, *, changed: bool) -> Written:
    """Ends the write and remembers it under its key; one that changed nothing leaves no revision."""
    revision = entry.revision if changed else None
    if attempt.retry.key is None:
        if not changed:
            tx.discard()
        return Written(revision)
    if not changed:
        await give_revision_back(tx, entry)
    stamp = _NOTHING_CHANGED if revision is None else revision
    await remember_one(tx, entry, attempt, entry.wallet.id, stamp)
    return Written(revision)
