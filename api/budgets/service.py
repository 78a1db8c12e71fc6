"""Setting, listing and ending budgets."""

from __future__ import annotations

from api.budgets import queries
from api.budgets.schedule import BudgetRow, by_category, in_force, largest_month
from api.budgets.schemas import BudgetAnswer, NewBudget
from api.categories.service import (
    Category,
    categories_by_id,
    category_by_id,
    category_named,
)
from api.db.transactions import ReadTransaction, WriteTransaction
from api.errors import NotFound, ValidationFailed
from api.http.answers import TaggedList, json_amount
from api.http.etags import Preconditions, hashed_etag
from api.ledger.access import Claim, Wallet, wallet_of
from api.ledger.entries import Entry, WalletTotalTooLarge, open_entry, record
from api.money import MAX_TOTAL_MINOR, InvalidAmount, to_minor
from api.periods import add_months, month_text

KIND = "budget"

LIST_VERSION = "budgets-1"
"""Part of the list's entity tag: changes whenever the shape of the answer does."""


async def list_budgets(
    tx: ReadTransaction, claim: Claim, month: int | None, conditions: Preconditions
) -> TaggedList[BudgetAnswer]:
    """The budgets in force in a month (default: this month), in the order of the categories."""
    wallet = await wallet_of(tx, claim)
    wanted = month or wallet.this_month(claim.now_ms)
    etag = hashed_etag([LIST_VERSION, wallet.id, wallet.revision, wanted])
    if conditions.is_unchanged(etag):
        return TaggedList(etag, None)
    rows = await budgets_by_category(tx, wallet)
    categories = await categories_by_id(tx, wallet.id)
    answers = [
        _answer(row, category, wallet)
        for category in categories.values()
        if (row := in_force(rows.get(category.id, []), wanted)) is not None
    ]
    return TaggedList(etag, answers)


async def budgets_by_category(tx: ReadTransaction, wallet: Wallet) -> dict[str, list[BudgetRow]]:
    """Every budget row of the wallet by category id, each category's earliest first."""
    rows = await tx.all(queries.BUDGETS_OF_WALLET, {"wallet": wallet.id})
    return by_category(
        BudgetRow(row["category_id"], row["starts_on"], row["amount_minor"], row["revision"]) for row in rows
    )


async def set_budget(
    tx: WriteTransaction, claim: Claim, new: NewBudget, new_category_id: str
) -> BudgetAnswer:
    """Sets a category's budget from a month on. An equal budget leaves no trace."""
    entry = await open_entry(tx, claim)
    amount_minor = _minor(new, entry.wallet)
    month = new.month or entry.wallet.this_month(claim.now_ms)
    category = await category_named(tx, entry, new.category, new_category_id)
    rows = await _rows_of(tx, entry, category.id)
    existing = next((row for row in rows if row.starts_on == month), None)
    if existing is not None and existing.amount_minor == amount_minor:
        tx.discard()
        return _answer(existing, category, entry.wallet)
    await _store(tx, entry, existing, BudgetRow(category.id, month, amount_minor, entry.revision))
    await _require_sum_within_limit(tx, entry)
    return _answer(BudgetRow(category.id, month, amount_minor, entry.revision), category, entry.wallet)


async def end_budget(tx: WriteTransaction, claim: Claim, category_id: str) -> None:
    """Ends a category's budget from this month on; the months before keep what they had.

    NotFound where the wallet has no such category, or the category has no budget now nor later.
    """
    entry = await open_entry(tx, claim)
    category = await category_by_id(tx, entry.wallet.id, category_id)
    rows = await _rows_of(tx, entry, category.id)
    month = entry.wallet.this_month(claim.now_ms)
    if in_force(rows, month) is None and not any(row.starts_on > month for row in rows):
        raise NotFound
    before = add_months(month, -1)
    kept = in_force(rows, before)
    if kept is not None and kept.starts_on > before:
        # Past months had this budget only because it was the first: now it must start there.
        await _store(tx, entry, None, BudgetRow(category.id, before, kept.amount_minor, entry.revision))
    for row in rows:
        if row.starts_on > month:
            await _remove(tx, entry, row)
    current = next((row for row in rows if row.starts_on == month), None)
    await _store(tx, entry, current, BudgetRow(category.id, month, None, entry.revision))


async def _rows_of(tx: ReadTransaction, entry: Entry, category_id: str) -> list[BudgetRow]:
    rows = await tx.all(queries.BUDGETS_OF_CATEGORY, {"wallet": entry.wallet.id, "category": category_id})
    return [BudgetRow(category_id, row["starts_on"], row["amount_minor"], row["revision"]) for row in rows]


async def _store(tx: WriteTransaction, entry: Entry, before: BudgetRow | None, after: BudgetRow) -> None:
    if before is None:
        await tx.run(
            queries.INSERT_BUDGET,
            {
                "wallet_id": entry.wallet.id,
                "category_id": after.category_id,
                "starts_on": after.starts_on,
                "amount_minor": after.amount_minor,
                "updated_at": entry.now_ms,
                "revision": entry.revision,
            },
        )
    else:
        await tx.run(
            queries.UPDATE_BUDGET,
            {
                **_place(entry, after),
                "new_amount_minor": after.amount_minor,
                "now": entry.now_ms,
                "stamp": entry.revision,
            },
        )
    await record(tx, entry, KIND, _row_id(after), _snapshot(before), _snapshot(after))


async def _remove(tx: WriteTransaction, entry: Entry, row: BudgetRow) -> None:
    await tx.run(queries.DELETE_BUDGET, _place(entry, row))
    await record(tx, entry, KIND, _row_id(row), _snapshot(row), None)


async def _require_sum_within_limit(tx: ReadTransaction, entry: Entry) -> None:
    # No month can hold more than all rows together, which is all that most wallets need to know.
    total = await tx.value(queries.SUM_OF_BUDGETS, {"wallet": entry.wallet.id})
    if int(total or 0) <= MAX_TOTAL_MINOR:
        return
    rows = await budgets_by_category(tx, entry.wallet)
    if largest_month(rows.values()) > MAX_TOTAL_MINOR:
        raise WalletTotalTooLarge


def _place(entry: Entry, row: BudgetRow) -> dict[str, str | int | None]:
    return {"wallet": entry.wallet.id, "category": row.category_id, "month": row.starts_on}


def _row_id(row: BudgetRow) -> str:
    return f"{row.category_id}/{month_text(row.starts_on)}"


def _snapshot(row: BudgetRow | None) -> dict[str, str | int | None] | None:
    return None if row is None else {"amount_minor": row.amount_minor}


def _minor(new: NewBudget, wallet: Wallet) -> int:
    try:
        return to_minor(new.budget, wallet.currency, zero_allowed=True)
    except InvalidAmount as error:
        raise ValidationFailed.of("budget", error.code, str(error)) from error


def _answer(row: BudgetRow, category: Category, wallet: Wallet) -> BudgetAnswer:
    return {
        "category": category.name,
        "category_id": category.id,
        "budget": json_amount(row.amount_minor or 0, wallet.digits),
        "starts_on": month_text(row.starts_on),
        "revision": row.revision,
    }
