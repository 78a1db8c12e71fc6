"""An expense's row, the totals it counts in and its journal: written together or not at all."""

from __future__ import annotations

from collections.abc import Sequence

from api.db.transactions import ReadTransaction, WriteTransaction
from api.errors import NotFound
from api.expenses import queries
from api.expenses.expense import KIND, Expense
from api.ledger.access import Wallet
from api.ledger.entries import Entry, RowChange, move_totals, record_all
from api.ledger.series import Series, end_series
from api.names import search_head, search_text


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


async def expenses_by_ids(tx: ReadTransaction, wallet: Wallet, expense_ids: Sequence[str]) -> list[Expense]:
    """The expenses of up to 1,000 ids in their order, deleted or not; NotFound where one is missing."""
    query, values = queries.EXPENSES_BY_IDS.of(expense_ids)
    rows = await tx.all(query, {"wallet": wallet.id, **values})
    found = {row["id"]: Expense.of_row(row) for row in rows}
    if any(expense_id not in found for expense_id in expense_ids):
        raise NotFound
    return [found[expense_id] for expense_id in expense_ids]


async def expenses_of_day(tx: ReadTransaction, wallet: Wallet, day: str, most: int) -> list[Expense]:
    """The living expenses of a day YYYY-MM-DD in the order they were recorded, and no more than `most`."""
    rows = await tx.all(queries.EXPENSES_OF_DAY, {"wallet": wallet.id, "day": day, "limit": most})
    return [Expense.of_row(row) for row in rows]


async def expenses_created_at(tx: ReadTransaction, wallet: Wallet, revision: int) -> list[Expense]:
    """The expenses that a revision of the wallet created, deleted or not, however they were changed since."""
    rows = await tx.all(queries.EXPENSES_CREATED_AT, {"wallet": wallet.id, "at_revision": revision})
    return [Expense.of_row(row) for row in rows]


async def insert_expenses(tx: WriteTransaction, entry: Entry, expenses: Sequence[Expense]) -> None:
    """Adds rows in one write, in few statements; WalletTotalTooLarge where the wallet cannot hold them."""
    await write_rows(tx, entry, (), expenses)


async def insert_series(
    tx: WriteTransaction, series: Series, written: Sequence[tuple[Entry, Expense]]
) -> None:
    """Adds the rows of a series, each in a write of its own, and ends the series."""
    await end_series(tx, series, [expense.movement(1) for _, expense in written])
    await _insert_rows(tx, written)


async def _insert_rows(tx: WriteTransaction, written: Sequence[tuple[Entry, Expense]]) -> None:
    await tx.many(queries.INSERT_EXPENSE, [_insert_params(entry, expense) for entry, expense in written])
    lines = [(entry, RowChange(expense.id, None, expense.snapshot())) for entry, expense in written]
    await record_all(tx, KIND, lines)


async def update_expense(tx: WriteTransaction, entry: Entry, before: Expense, after: Expense) -> None:
    """Makes the row `before` the row `after`, which may be deleted or living again.

    Raises WalletTotalTooLarge where the wallet cannot hold the new amount.
    """
    await update_expenses(tx, entry, [(before, after)])


async def update_expenses(
    tx: WriteTransaction, entry: Entry, changes: Sequence[tuple[Expense, Expense]]
) -> None:
    """Makes each row of a pair `before, after` what it is afterwards, in few statements.

    Raises WalletTotalTooLarge where the wallet cannot hold the new amounts.
    """
    await write_rows(tx, entry, changes, ())


async def write_rows(
    tx: WriteTransaction,
    entry: Entry,
    changes: Sequence[tuple[Expense, Expense]],
    added: Sequence[Expense],
) -> None:
    """Changes rows, each from `before` to `after`, and adds others, in one write and in few statements.

    Raises WalletTotalTooLarge where the wallet cannot hold what it comes to.
    """
    movements = [before.movement(-1) for before, _ in changes if not before.deleted_at]
    movements += [after.movement(1) for _, after in changes if not after.deleted_at]
    movements += [expense.movement(1) for expense in added]
    await move_totals(tx, entry, movements)
    if changes:
        await tx.many(queries.UPDATE_EXPENSE, [_update_params(entry, after) for _, after in changes])
        lines = [
            (entry, RowChange(after.id, before.snapshot(), after.snapshot())) for before, after in changes
        ]
        await record_all(tx, KIND, lines)
    if added:
        await _insert_rows(tx, [(entry, expense) for expense in added])


async def purge_expenses(tx: WriteTransaction, entry: Entry, expenses: Sequence[Expense]) -> None:
    """Takes rows out for good, deleted ones too: only the journal still tells of them."""
    living = [expense for expense in expenses if not expense.deleted_at]
    await move_totals(tx, entry, [expense.movement(-1) for expense in living])
    places = [{"wallet": entry.wallet.id, "which": expense.id} for expense in expenses]
    await tx.many(queries.DELETE_EXPENSE, places)
    journal = [(entry, RowChange(expense.id, expense.snapshot(), None)) for expense in expenses]
    await record_all(tx, KIND, journal)


def _contents(expense: Expense) -> dict[str, str | int | None]:
    """The columns that may change, and those that are made from them."""
    return {
        "date": expense.date,
        "month": expense.month,
        "category_id": expense.category_id,
        "amount_minor": expense.amount_minor,
        "description": expense.description,
        "search_text": search_text(expense.description),
        "search_head": search_head(expense.description),
        "deleted_at": expense.deleted_at,
    }


def _update_params(entry: Entry, after: Expense) -> dict[str, str | int | None]:
    return {
        **{f"new_{column}": value for column, value in _contents(after).items()},
        "wallet": entry.wallet.id,
        "which": after.id,
        "now": after.updated_at,
        "stamp": after.revision,
    }


def _insert_params(entry: Entry, expense: Expense) -> dict[str, str | int | None]:
    return {
        **_contents(expense),
        "wallet_id": entry.wallet.id,
        "id": expense.id,
        "created_by": expense.created_by,
        "created_at": expense.created_at,
        "updated_at": expense.updated_at,
        "created_revision": expense.created_revision,
        "position": expense.position,
        "revision": expense.revision,
    }
