"""Recording and changing expenses: each function is a unit of work through the ledger."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from api.categories.service import category_named
from api.db.transactions import ReadTransaction, WriteTransaction
from api.errors import NotFound, OutlayError, ValidationFailed
from api.expenses.expense import KIND, Expense
from api.expenses.rows import any_expense, expense_by_id, insert_expense, living_expense, update_expense
from api.expenses.schemas import ExpenseAnswer, ExpenseChanges, NewExpense
from api.http.etags import Preconditions
from api.ledger.access import Claim, Wallet, wallet_of
from api.ledger.entries import Entry, open_entry
from api.ledger.retries import Retry, fingerprint_of, recall, remember
from api.money import InvalidAmount, to_minor
from api.names import key_of
from api.periods import FIRST_DAY, last_day, month_of


class Stale(OutlayError):
    """The condition of the request does not hold: `current` is the expense as it is now."""

    status = 412
    code = "stale"
    title = "The expense has changed"
    default_detail = "The expense is no longer in the state that this request was made for."


@dataclass(frozen=True, slots=True)
class NewIds:
    """Ids for the rows that a write may make; a unit that runs again makes the same."""

    expense: str
    category: str


@dataclass(frozen=True, slots=True)
class Written:
    """An expense after a write: its answer, its entity tag, and how it came to be."""

    expense: ExpenseAnswer
    etag: str
    created: bool = False
    replayed: bool = False


async def read_expense(tx: ReadTransaction, claim: Claim, expense_id: str) -> Written:
    """One living expense; NotFound for any other id."""
    wallet = await wallet_of(tx, claim)
    expense = await living_expense(tx, wallet, expense_id)
    return _written(expense, wallet)


async def create_expense(
    tx: WriteTransaction, claim: Claim, new: NewExpense, retry: Retry, ids: NewIds
) -> Written:
    """Records an expense, or answers the one that an earlier attempt at this request recorded."""
    entry = await open_entry(tx, claim)
    amount_minor = _minor(new.amount, entry.wallet)
    fingerprint = _fingerprint(new, amount_minor)
    earlier = await recall(tx, entry, KIND, retry, fingerprint)
    if earlier is not None:
        expense = await any_expense(tx, entry.wallet, earlier.target_id)
        untouched = expense.revision == earlier.revision and not expense.deleted_at
        if earlier.by_key or untouched:
            tx.discard()
            return replace(_written(expense, entry.wallet), replayed=True)
    # Only now: a retry of what was once in range is still a retry, whatever the wallet's today is.
    require_day_in_range(new.date, entry)
    expense = await _insert(tx, entry, new, amount_minor, ids)
    await remember(tx, entry, KIND, retry, fingerprint, expense.id)
    return replace(_written(expense, entry.wallet), created=True)


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
        amount_minor = _minor(new.amount, entry.wallet)
        require_day_in_range(new.date, entry)
        created = await _insert(tx, entry, new, amount_minor, ids)
        return replace(_written(created, entry.wallet), created=True)
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
    return _written(after, entry.wallet)


async def restore_expense(
    tx: WriteTransaction, claim: Claim, expense_id: str, conditions: Preconditions
) -> Written:
    """Brings a deleted expense back; a living one stays as it is."""
    entry = await open_entry(tx, claim)
    expense = await any_expense(tx, entry.wallet, expense_id)
    _require_fresh(expense, entry.wallet, conditions)
    if not expense.deleted_at:
        tx.discard()
        return _written(expense, entry.wallet)
    after = expense._replace(deleted_at=0, updated_at=entry.now_ms, revision=entry.revision)
    await update_expense(tx, entry, expense, after)
    return _written(after, entry.wallet)


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
        return _written(before, entry.wallet)
    after = after._replace(updated_at=entry.now_ms, revision=entry.revision)
    await update_expense(tx, entry, before, after)
    return _written(after, entry.wallet)


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
        require_day_in_range(day, entry)
        expense = expense._replace(date=day.isoformat(), month=month_of(day))
    if isinstance(amount, Decimal):
        expense = expense._replace(amount_minor=_minor(amount, entry.wallet))
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


async def _insert(
    tx: WriteTransaction, entry: Entry, new: NewExpense, amount_minor: int, ids: NewIds
) -> Expense:
    category = await category_named(tx, entry, new.category, ids.category)
    expense = Expense(
        id=ids.expense,
        date=new.date.isoformat(),
        month=month_of(new.date),
        category_id=category.id,
        category=category.name,
        category_revision=category.revision,
        amount_minor=amount_minor,
        description=new.description,
        created_by=entry.claim.user_id,
        created_at=entry.now_ms,
        updated_at=entry.now_ms,
        deleted_at=0,
        created_revision=entry.revision,
        position=0,
        revision=entry.revision,
    )
    await insert_expense(tx, entry, expense)
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


def require_day_in_range(day: date, entry: Entry, field: str = "date") -> None:
    """ValidationFailed of the field where no expense may have that day."""
    latest = last_day(entry.wallet.today(entry.now_ms))
    if not FIRST_DAY <= day <= latest:
        raise ValidationFailed.of(
            field, "date_out_of_range", "Dates run from 1900-01-01 to one year and a day ahead."
        )


def _written(expense: Expense, wallet: Wallet) -> Written:
    return Written(expense.answer(wallet), expense.etag)


def _minor(amount: Decimal, wallet: Wallet) -> int:
    try:
        return to_minor(amount, wallet.currency)
    except InvalidAmount as error:
        raise ValidationFailed.of("amount", error.code, str(error)) from error


def _fingerprint(new: NewExpense, amount_minor: int) -> str:
    return fingerprint_of(new.date.isoformat(), key_of(new.category), str(amount_minor), new.description)
