"""The summary: what was spent in a period, against what was budgeted for it."""

from __future__ import annotations

from collections.abc import Sequence

from starlette.responses import Response

from api.analytics import queries
from api.analytics.schemas import SummaryAnswer
from api.budgets.rows import budgets_by_category
from api.budgets.schedule import BudgetRow, total_of_months
from api.categories.service import Category, categories_by_id
from api.db.transactions import ReadTransaction
from api.errors import ValidationFailed
from api.expenses.totals import Spending, spending_by_category
from api.http.answers import json_amount
from api.http.etags import hashed_etag
from api.http.kept_answers import Reading, TaggedList
from api.ledger.access import Claim, Wallet, wallet_of
from api.money import MAX_TOTAL_MINOR
from api.periods import Period, month_of

SUMMARY_VERSION = "summary-1"
"""Part of the entity tag: changes whenever the shape of the answer does."""


async def summary(
    tx: ReadTransaction, claim: Claim, period: Period, reading: Reading
) -> TaggedList[SummaryAnswer] | Response:
    """Every category with a budget or spending in the period, in the order of the categories.

    Budgets count once for each month that the period touches; without a period everything ever spent
    stands against the budgets of this month.
    """
    wallet = await wallet_of(tx, claim)
    this_month = wallet.this_month(claim.now_ms)
    etag = hashed_etag([SUMMARY_VERSION, wallet.id, wallet.revision, period.first, period.last, this_month])
    known = reading.known(etag)
    if known is not None:
        return known
    months = await _budget_months(tx, wallet, period, this_month)
    spending = await spending_by_category(tx, wallet, period)
    budgets = await budgets_by_category(tx, wallet)
    rows = [
        _row(category, spending.get(category.id), budgets.get(category.id, []), months, wallet)
        for category in (await categories_by_id(tx, wallet.id)).values()
    ]
    return TaggedList(etag, [row for row in rows if row is not None])


async def _budget_months(
    tx: ReadTransaction, wallet: Wallet, period: Period, this_month: int
) -> tuple[int, int]:
    """The first and last month whose budgets count.

    An open end reaches to the first spending, or to this month.
    """
    if period.is_everything:
        return this_month, this_month
    if period.first is not None:
        first = month_of(period.first)
    else:
        earliest = await tx.value(queries.FIRST_MONTH_WITH_SPENDING, {"wallet": wallet.id})
        latest = this_month if period.last is None else month_of(period.last)
        first = min(earliest or this_month, latest)
    last = month_of(period.last) if period.last is not None else max(first, this_month)
    return first, last


def _row(
    category: Category,
    spending: Spending | None,
    budget_rows: Sequence[BudgetRow],
    months: tuple[int, int],
    wallet: Wallet,
) -> SummaryAnswer | None:
    budget = total_of_months(budget_rows, *months)
    if budget is None and spending is None:
        return None
    if budget is not None and budget > MAX_TOTAL_MINOR:
        raise ValidationFailed.of(
            "query.from", "period_too_long", "The budgets of so many months add up to more than 15 digits."
        )
    spent = spending or Spending()
    remaining = None if budget is None else json_amount(budget - spent.amount_minor, wallet.digits)
    return {
        "category": category.name,
        "category_id": category.id,
        "colour": category.colour,
        "icon": category.icon,
        "budget": None if budget is None else json_amount(budget, wallet.digits),
        "spent": json_amount(spent.amount_minor, wallet.digits),
        "remaining": remaining,
        "expense_count": spent.count,
    }
