"""Many expenses changed in one write: all of them or none, at one revision."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from api.categories.service import Category, categories_named
from api.db.transactions import WriteTransaction
from api.errors import NotFound, ValidationFailed
from api.expenses.expense import Expense
from api.expenses.recording import require_day_in_range
from api.expenses.rows import expenses_by_ids, update_expenses
from api.expenses.schemas import BatchAnswer, BatchChanges, ExpenseBatch
from api.ids import new_id, parse_id
from api.ledger.access import Claim, Wallet
from api.ledger.entries import Entry, give_revision_back, open_entry
from api.ledger.retries import Attempt, Retry, fingerprint_of, recall_one, remember_one
from api.names import key_of
from api.periods import month_of

RETRY_KIND = "expense batch"


@dataclass(frozen=True, slots=True)
class BatchRow:
    """One expense of a batch and what it is to become; `place` is where the request says so."""

    id: str
    date: date | None
    category: str | None
    place: str


@dataclass(frozen=True, slots=True)
class Batch:
    """A batch whose form is sound. `new_categories` has an id for each category that may be new."""

    action: Literal["update", "delete", "restore"]
    rows: tuple[BatchRow, ...]
    new_categories: Mapping[str, str]

    @property
    def ids(self) -> list[str]:
        """The expenses in the order of the request."""
        return [row.id for row in self.rows]

    @property
    def fingerprint(self) -> str:
        """The same for every way to write the same batch."""
        parts: list[str] = [self.action]
        for row in self.rows:
            parts.append(row.id)
            parts.append("" if row.date is None else row.date.isoformat())
            parts.append("" if row.category is None else key_of(row.category))
        return fingerprint_of(*parts)


@dataclass(frozen=True, slots=True)
class WrittenBatch:
    """A batch after its write, or after an earlier attempt at it."""

    answer: BatchAnswer
    replayed: bool = False


def batch_of(body: ExpenseBatch, now_ms: int) -> Batch:
    """The batch that a request means; ValidationFailed where its members contradict each other.

    NotFound for an id that is no UUID: it is as unknown as any other.
    """
    _require_members_that_fit(body)
    if body.items is not None:
        rows = [_row(item.id, item, f"items.{number}") for number, item in enumerate(body.items)]
    else:
        changes = body.changes or BatchChanges()
        rows = [_row(expense_id, changes, "changes") for expense_id in body.ids or ()]
    seen: set[str] = set()
    for number, row in enumerate(rows):
        if row.id in seen:
            field = f"ids.{number}" if body.items is None else f"items.{number}.id"
            raise ValidationFailed.of(field, "duplicate", "This expense is named twice.")
        seen.add(row.id)
    keys = {key_of(row.category) for row in rows if row.category is not None}
    return Batch(body.action, tuple(rows), {key: new_id(now_ms) for key in keys})


def _require_members_that_fit(body: ExpenseBatch) -> None:
    is_update = body.action == "update"
    of_items = body.items is not None
    if body.ids is None and not of_items:
        raise ValidationFailed.of("ids", "required", "This is required.")
    if is_update and body.changes is None and not of_items:
        raise ValidationFailed.of("changes", "required", "This is required.")
    for name, excluded in (
        ("ids", body.ids is not None and of_items),
        ("changes", body.changes is not None and (of_items or not is_update)),
        ("items", of_items and not is_update),
    ):
        if excluded:
            message = "Give ids and changes, or items, to update; give ids alone to delete or restore."
            raise ValidationFailed.of(name, "not_together", message)


def _row(expense_id: str, changes: BatchChanges, place: str) -> BatchRow:
    canonical = parse_id(expense_id)
    if canonical is None:
        raise NotFound
    return BatchRow(canonical, changes.date, changes.category, place)


async def write_batch(tx: WriteTransaction, claim: Claim, batch: Batch, retry: Retry) -> WrittenBatch:
    """Updates, deletes or restores every expense of the batch, or answers what an earlier attempt did.

    Rows that are already as wanted stay untouched. NotFound where one id is unknown, or deleted and to be
    updated; ValidationFailed for a day out of range; WalletTotalTooLarge where the wallet cannot hold what
    is restored. Then nothing is written.
    """
    entry = await open_entry(tx, claim)
    attempt = Attempt(retry, RETRY_KIND, batch.fingerprint)
    is_retry = retry.key is not None and await recall_one(tx, entry, attempt) is not None
    before = await expenses_by_ids(tx, entry.wallet, batch.ids)
    if is_retry:
        tx.discard()
        return WrittenBatch(_answer(before, entry.wallet, entry.revision - 1), replayed=True)
    after = await _wanted(tx, entry, batch, before)
    changes = [pair for pair in zip(before, after, strict=True) if pair[0] is not pair[1]]
    if changes:
        await update_expenses(tx, entry, changes)
    else:
        await give_revision_back(tx, entry)
    if retry.key is not None:
        await remember_one(tx, entry, attempt, batch.ids[0], entry.revision)
    return WrittenBatch(_answer(after, entry.wallet, entry.revision))


async def _wanted(
    tx: WriteTransaction, entry: Entry, batch: Batch, before: Sequence[Expense]
) -> list[Expense]:
    """The expenses as they are to be: those that are so already, unchanged."""
    if batch.action == "update":
        return await _updated(tx, entry, batch, before)
    deleted_at = entry.now_ms if batch.action == "delete" else 0
    return [
        expense
        if bool(expense.deleted_at) == bool(deleted_at)
        else _stamped(expense._replace(deleted_at=deleted_at), entry)
        for expense in before
    ]


async def _updated(
    tx: WriteTransaction, entry: Entry, batch: Batch, before: Sequence[Expense]
) -> list[Expense]:
    if any(expense.deleted_at for expense in before):
        raise NotFound
    names = [row.category for row in batch.rows if row.category is not None]
    categories = await categories_named(tx, entry, names, batch.new_categories) if names else {}
    after = []
    for row, expense in zip(batch.rows, before, strict=True):
        changed = _with_day(row, expense, entry)
        if row.category is not None:
            changed = _with_category(changed, categories[key_of(row.category)])
        is_same = changed.snapshot() == expense.snapshot()
        after.append(expense if is_same else _stamped(changed, entry))
    return after


def _with_day(row: BatchRow, expense: Expense, entry: Entry) -> Expense:
    if row.date is None or row.date.isoformat() == expense.date:
        return expense
    require_day_in_range(row.date, entry.wallet, entry.now_ms, f"{row.place}.date")
    return expense._replace(date=row.date.isoformat(), month=month_of(row.date))


def _with_category(expense: Expense, category: Category) -> Expense:
    return expense._replace(
        category_id=category.id,
        category=category.name,
        category_revision=category.revision,
    )


def _stamped(expense: Expense, entry: Entry) -> Expense:
    return expense._replace(updated_at=entry.now_ms, revision=entry.revision)


def _answer(expenses: Sequence[Expense], wallet: Wallet, revision: int) -> BatchAnswer:
    return {"revision": revision, "expenses": [expense.answer(wallet) for expense in expenses]}
