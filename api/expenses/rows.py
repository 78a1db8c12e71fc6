"""An expense's row, the totals it counts in and its journal: written together or not at all."""

from __future__ import annotations

from api.db.transactions import ReadTransaction, WriteTransaction
from api.errors import NotFound
from api.expenses import queries
from api.expenses.expense import KIND, Expense
from api.ledger.access import Wallet
from api.ledger.entries import Entry, move_totals, record
from api.names import search_text


async def expense_by_id(tx: ReadTransaction, wallet: Wallet, expense_id: str) -> Expense | None:
    """The expense of that id in the wallet, deleted or not, or None."""
    row = await tx.one(queries.EXPENSE_BY_ID, {"wallet": wallet.id, "id": expense_id})
    return None if row is None else Expense.of_row(row)


async def any_expense(tx: ReadTransaction, wallet: Wallet, expense_id: str) -> Expense:
    """The expense of that id in the wallet, deleted or not; NotFound where there is none."""
    expense = await expense_by_id(tx, wallet, expense_id)
    if expense is None:
        raise NotFound
    return expense


async def living_expense(tx: ReadTransaction, wallet: Wallet, expense_id: str) -> Expense:
    """The expense of that id in the wallet; NotFound where there is none or it is deleted."""
    expense = await any_expense(tx, wallet, expense_id)
    if expense.deleted_at:
        raise NotFound
    return expense


async def insert_expense(tx: WriteTransaction, entry: Entry, expense: Expense) -> None:
    """Adds a row; WalletTotalTooLarge where the wallet cannot hold its amount."""
    await move_totals(tx, entry, [expense.movement(1)])
    await tx.run(queries.INSERT_EXPENSE, _insert_params(entry, expense))
    await record(tx, entry, KIND, expense.id, None, expense.snapshot())


async def update_expense(tx: WriteTransaction, entry: Entry, before: Expense, after: Expense) -> None:
    """Makes the row `before` the row `after`, which may be deleted or living again.

    Raises WalletTotalTooLarge where the wallet cannot hold the new amount.
    """
    movements = []
    if not before.deleted_at:
        movements.append(before.movement(-1))
    if not after.deleted_at:
        movements.append(after.movement(1))
    await move_totals(tx, entry, movements)
    await tx.run(
        queries.UPDATE_EXPENSE,
        {
            "wallet": entry.wallet.id,
            "which": after.id,
            "new_date": after.date,
            "new_month": after.month,
            "new_category_id": after.category_id,
            "new_amount_minor": after.amount_minor,
            "new_description": after.description,
            "new_search_text": search_text(after.description),
            "new_deleted_at": after.deleted_at,
            "now": after.updated_at,
            "stamp": after.revision,
        },
    )
    await record(tx, entry, KIND, after.id, before.snapshot(), after.snapshot())


def _insert_params(entry: Entry, expense: Expense) -> dict[str, str | int | None]:
    return {
        "wallet_id": entry.wallet.id,
        "id": expense.id,
        "date": expense.date,
        "month": expense.month,
        "category_id": expense.category_id,
        "amount_minor": expense.amount_minor,
        "description": expense.description,
        "search_text": search_text(expense.description),
        "created_by": expense.created_by,
        "created_at": expense.created_at,
        "updated_at": expense.updated_at,
        "deleted_at": expense.deleted_at,
        "created_revision": expense.created_revision,
        "position": expense.position,
        "revision": expense.revision,
    }
