"""A budget's row and its journal: written together or not at all."""

from __future__ import annotations

import orjson

from api.budgets import queries
from api.budgets.schedule import KIND, BudgetChange, BudgetRow, by_category, in_force, largest_month
from api.db.transactions import ReadTransaction, Row, WriteTransaction
from api.ledger.access import Wallet
from api.ledger.entries import Entry, WalletTotalTooLarge, record
from api.money import MAX_TOTAL_MINOR
from api.periods import FIRST_DAY, add_months, month_of, month_text, parse_month


async def budgets_by_category(tx: ReadTransaction, wallet: Wallet) -> dict[str, list[BudgetRow]]:
    """Every budget row of the wallet by category id, each category's earliest first."""
    rows = await tx.all(queries.BUDGETS_OF_WALLET, {"wallet": wallet.id})
    return by_category(
        BudgetRow(row["category_id"], row["starts_on"], row["amount_minor"], row["revision"]) for row in rows
    )


async def budgets_of_category(tx: ReadTransaction, wallet: Wallet, category_id: str) -> list[BudgetRow]:
    """The budget rows of one category, the earliest first."""
    rows = await tx.all(queries.BUDGETS_OF_CATEGORY, {"wallet": wallet.id, "category": category_id})
    return [BudgetRow(category_id, row["starts_on"], row["amount_minor"], row["revision"]) for row in rows]


async def budget_changes_at(tx: ReadTransaction, wallet: Wallet, revision: int) -> list[BudgetChange]:
    """What a revision of the wallet did to its budgets, in the order it was done."""
    entries = await tx.all(queries.BUDGETS_CHANGED_AT, {"wallet": wallet.id, "at_revision": revision})
    return [_change(row, revision) for row in entries]


async def store_budget(
    tx: WriteTransaction, entry: Entry, before: BudgetRow | None, after: BudgetRow
) -> None:
    """Makes the row `before` the row `after`, or adds it where there was none."""
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


async def remove_budget(tx: WriteTransaction, entry: Entry, row: BudgetRow) -> None:
    """Takes a row away: the one before it goes on."""
    await tx.run(queries.DELETE_BUDGET, _place(entry, row))
    await record(tx, entry, KIND, _row_id(row), _snapshot(row), None)


async def keep_months_before(
    tx: WriteTransaction, entry: Entry, rows: list[BudgetRow], new: BudgetRow
) -> None:
    """Lets the months before `new` keep what they have; `rows` are the category's without it.

    They may have it only because the earliest row counts for them, too: then it must start there.
    """
    before = add_months(new.starts_on, -1)
    if not rows or rows[0].starts_on <= before or before < month_of(FIRST_DAY):
        return
    kept = in_force(rows, before)
    amount_minor = None if kept is None else kept.amount_minor
    if amount_minor != new.amount_minor:
        row = BudgetRow(new.category_id, before, amount_minor, entry.revision)
        await store_budget(tx, entry, None, row)


async def require_sum_within_limit(tx: ReadTransaction, entry: Entry) -> None:
    """WalletTotalTooLarge where the budgets of any one month add up to more than 15 digits."""
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


def _change(row: Row, revision: int) -> BudgetChange:
    category_id, _, month = row["row_id"].partition("/")
    starts_on = parse_month(month)

    def side(snapshot: str | None) -> BudgetRow | None:
        if snapshot is None:
            return None
        return BudgetRow(category_id, starts_on, orjson.loads(snapshot)["amount_minor"], revision)

    return BudgetChange(category_id, starts_on, side(row["before"]), side(row["after"]))
