"""Every statement of the analytics."""

from __future__ import annotations

from sqlalchemy import bindparam, func, select

from api.db.statements import query
from api.ledger.tables import monthly_totals

FIRST_MONTH_WITH_SPENDING = query(
    "analytics.first_month_with_spending",
    select(func.min(monthly_totals.c.month)).where(
        monthly_totals.c.wallet_id == bindparam("wallet"), monthly_totals.c.expense_count > 0
    ),
)

# A month and category that has come down to nothing keeps its row.
TOTALS_BY_MONTH = query(
    "analytics.totals_by_month",
    select(
        monthly_totals.c.month,
        monthly_totals.c.category_id,
        monthly_totals.c.amount_minor,
        monthly_totals.c.expense_count,
    ).where(
        monthly_totals.c.wallet_id == bindparam("wallet"),
        monthly_totals.c.month >= bindparam("from_month"),
        monthly_totals.c.month <= bindparam("to_month"),
        monthly_totals.c.expense_count > 0,
    ),
)
