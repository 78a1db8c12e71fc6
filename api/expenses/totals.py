"""Exact sums and counts by category for any period, at a cost that does not grow with the ledger.

Whole months come from the monthly totals; only the rows of a range's two edge months are added up.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from api.db.transactions import ReadTransaction, Row
from api.expenses import queries
from api.expenses.filters import ExpenseFilter
from api.ledger.access import Wallet
from api.periods import Period, add_months, first_day_of, last_day_of, month_of

FIRST_MONTH, LAST_MONTH = 0, 999_912


@dataclass(slots=True)
class Spending:
    """An amount in minor units, and how many expenses make it up."""

    amount_minor: int = 0
    count: int = 0


async def spending_by_category(tx: ReadTransaction, wallet: Wallet, period: Period) -> dict[str, Spending]:
    """What was spent in the period, by category id; categories without an expense are left out."""
    months, edges = _split(period)
    rows: list[Row] = []
    if months is not None:
        rows += await tx.all(
            queries.TOTALS_OF_MONTHS,
            {"wallet": wallet.id, "from_month": months[0], "to_month": months[1]},
        )
    for edge in edges:
        rows += await _sums_of_rows(tx, wallet, ExpenseFilter(period=edge), ())
    return _added(rows)


async def spending_of_filter(
    tx: ReadTransaction, wallet: Wallet, wanted: ExpenseFilter, category_ids: tuple[str, ...]
) -> Spending:
    """The sum of all that a filter matches. `category_ids` are what its names resolved to."""
    if wanted.text:
        by_category = _added(await _sums_of_rows(tx, wallet, wanted, category_ids))
    elif wanted.period.is_everything and not category_ids:
        return Spending(wallet.total_minor, wallet.expense_count)
    else:
        by_category = await spending_by_category(tx, wallet, wanted.period)
    chosen = category_ids or tuple(by_category)
    cells = [by_category[key] for key in chosen if key in by_category]
    return Spending(sum(cell.amount_minor for cell in cells), sum(cell.count for cell in cells))


async def _sums_of_rows(
    tx: ReadTransaction, wallet: Wallet, wanted: ExpenseFilter, category_ids: tuple[str, ...]
) -> list[Row]:
    query = queries.SUMS_BY_CATEGORY(wanted.shape(category_ids))
    return list(await tx.all(query, wanted.params(wallet.id, category_ids)))


def _added(rows: Iterable[Row]) -> dict[str, Spending]:
    sums: dict[str, Spending] = defaultdict(Spending)
    for row in rows:
        # PostgreSQL adds big integers up to a Decimal.
        cell = sums[row["category_id"]]
        cell.amount_minor += int(row["amount_minor"])
        cell.count += int(row["expense_count"])
    return {key: cell for key, cell in sums.items() if cell.count}


def _split(period: Period) -> tuple[tuple[int, int] | None, list[Period]]:
    """The whole months of a period, and the ranges of days at its edges that are no whole month."""
    first_month, last_month, edges = FIRST_MONTH, LAST_MONTH, []
    if period.first is not None:
        first_month = month_of(period.first)
        if period.first != first_day_of(first_month):
            edges.append(Period(period.first, _earlier(period.last, last_day_of(first_month))))
            first_month = add_months(first_month, 1)
    if period.last is not None:
        last_month = month_of(period.last)
        if period.last != last_day_of(last_month):
            if not edges or last_month >= first_month:
                edges.append(Period(first_day_of(last_month), period.last))
            last_month = add_months(last_month, -1)
    months = (first_month, last_month) if first_month <= last_month else None
    return months, edges


def _earlier(one: date | None, other: date) -> date:
    return other if one is None else min(one, other)
