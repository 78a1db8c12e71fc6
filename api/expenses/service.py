"""Reading and changing one expense: each function is a unit of work through the ledger."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal

from api.categories.service import category_named
from api.db.transactions import ReadTransaction, WriteTransaction
from api.errors import NotFound, OutlayError
from api.expenses.expense import Expense
from api.expenses.recording import (
    NewIds,
    Written,
    minor_units,
    new_expense,
    require_day_in_range,
    written,
)
from api.expenses.rows import any_expense, expense_by_id, insert_expenses, living_expense, update_expense
from api.expenses.schemas import ExpenseChanges, NewExpense
from api.http.etags import Preconditions
from api.ledger.access import Claim, Wallet, wallet_of
from api.ledger.entries import Entry, open_entry
from api.periods import month_of


class Stale(OutlayError):
    """The condition of the request does not hold: `current` is the expense as it is now."""

    status = 412
    code = "stale"
    title = "The expense has changed"
    default_detail = "The expense is no longer in the state that this request was made for."


async def read_expense(tx: ReadTransaction, claim: Claim, expense_id: str) -> Written:
    """One living expense; NotFound for any other id."""
    wallet = await wallet_of(tx, claim)
    expense = await living_expense(tx, wallet, expense_id)
    return written(expense, wallet)


async def put_expense(
    tx: WriteTransaction, claim: Claim, new: NewExpense, conditions: Preconditions, ids: NewIds
) -> Written:
    """Replaces the expense `ids.expense`, or with `If-None-Match: *` creates it under that id.

    Raises Stale where a condition does not hold, NotFound for an unknown id without one.
    """
    entry = await open_entry(tx, claim)
    existing = await expense_by_id(tx, entry.wallet, ids.expense)
    if conditions.if_none_match is not None and conditions.if_none_match.anything:
        if existing is not None or conditions.is_stale(None):
            raise _stale(existing, entry.wallet)
        amount_minor = minor_units(new.amount, entry.wallet)
        require_day_in_range(new.date, entry.wallet, entry.now_ms)
        category = await category_named(tx, entry, new.category, ids.category)
        created = new_expense(entry, new, category, amount_minor, ids.expense)
        await insert_expenses(tx, entry, [created])
        return replace(written(created, entry.wallet), created=True)
    wanted: dict[str, date | str | Decimal] = {
        "date": new.date,
        "category": new.category,
        "amount": new.amount,
        "description": new.description,
    }
    return await _edit(tx, entry, ids, wanted, conditions)


async def patch_expense(
    tx: WriteTransaction,
    claim: Claim,
    changes: ExpenseChanges,
    conditions: Preconditions,
    ids: NewIds,
) -> Written:
    """Changes what is given of the expense `ids.expense`; an equal value changes nothing."""
    entry = await open_entry(tx, claim)
    return await _edit(tx, entry, ids, changes.given(), conditions)


async def delete_expense(
    tx: WriteTransaction, claim: Claim, expense_id: str, conditions: Preconditions
) -> Written:
    """Takes a living expense out of lists and totals; `restore_expense` brings it back."""
    entry = await open_entry(tx, claim)
    expense = await _expected_expense(tx, entry.wallet, expense_id, conditions)
    after = expense._replace(deleted_at=entry.now_ms, updated_at=entry.now_ms, revision=entry.revision)
    await update_expense(tx, entry, expense, after)
    return written(after, entry.wallet)


async def restore_expense(
    tx: WriteTransaction, claim: Claim, expense_id: str, conditions: Preconditions
) -> Written:
    """Brings a deleted expense back; a living one stays as it is."""
    entry = await open_entry(tx, claim)
    expense = await any_expense(tx, entry.wallet, expense_id)
    _require_fresh(expense, entry.wallet, conditions)
    if not expense.deleted_at:
        tx.discard()
        return written(expense, entry.wallet)
    after = expense._replace(deleted_at=0, updated_at=entry.now_ms, revision=entry.revision)
    await update_expense(tx, entry, expense, after)
    return written(after, entry.wallet)


async def _edit(
    tx: WriteTransaction,
    entry: Entry,
    ids: NewIds,
    wanted: Mapping[str, date | str | Decimal],
    conditions: Preconditions,
) -> Written:
    before = await _expected_expense(tx, entry.wallet, ids.expense, conditions)
    after = await _with_changes(tx, entry, before, wanted, ids)
    if after.snapshot() == before.snapshot():
        tx.discard()
        return written(before, entry.wallet)
    after = after._replace(updated_at=entry.now_ms, revision=entry.revision)
    await update_expense(tx, entry, before, after)
    return written(after, entry.wallet)


async def _with_changes(
    tx: WriteTransaction,
    entry: Entry,
    expense: Expense,
    wanted: Mapping[str, date | str | Decimal],
    ids: NewIds,
) -> Expense:
    day, amount = wanted.get("date"), wanted.get("amount")
    name, description = wanted.get("category"), wanted.get("description")
    if isinstance(day, date) and day.isoformat() != expense.date:
        require_day_in_range(day, entry.wallet, entry.now_ms)
        expense = expense._replace(date=day.isoformat(), month=month_of(day))
    if isinstance(amount, Decimal):
        expense = expense._replace(amount_minor=minor_units(amount, entry.wallet))
    if isinstance(description, str):
        expense = expense._replace(description=description)
    if isinstance(name, str):
        category = await category_named(tx, entry, name, ids.category)
        expense = expense._replace(
            category_id=category.id,
            category=category.name,
            category_revision=category.revision,
        )
    return expense


async def _expected_expense(
    tx: WriteTransaction, wallet: Wallet, expense_id: str, conditions: Preconditions
) -> Expense:
    """A living expense in the state the request was made for.

    One deleted since the client saw it is Stale for who says so with `If-Match`, else NotFound.
    """
    expense = await any_expense(tx, wallet, expense_id)
    if conditions.if_match is not None or not expense.deleted_at:
        _require_fresh(expense, wallet, conditions)
    if expense.deleted_at:
        raise NotFound
    return expense


def _require_fresh(expense: Expense, wallet: Wallet, conditions: Preconditions) -> None:
    if conditions.is_stale(expense.etag):
        raise _stale(expense, wallet)


def _stale(expense: Expense | None, wallet: Wallet) -> Stale:
    if expense is None:
        return Stale()
    return Stale(headers={"ETag": expense.etag}, extra={"current": expense.answer(wallet)})
