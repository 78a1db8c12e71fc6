"""Every statement of the days."""

from __future__ import annotations

from sqlalchemy import bindparam, func, select

from api.db.columns import Day
from api.db.statements import along, query
from api.expenses.tables import expenses

TOTALS_BY_DAY = query(
    "days.totals_by_day",
    along(
        select(
            expenses.c.date,
            func.count().label("expense_count"),
            func.sum(expenses.c.amount_minor).label("amount_minor"),
        ),
        expenses,
        "ix_expenses_by_date",
    )
    .where(
        expenses.c.wallet_id == bindparam("wallet"),
        expenses.c.deleted_at == 0,
        expenses.c.date >= bindparam("first", type_=Day),
        expenses.c.date <= bindparam("last", type_=Day),
    )
    .group_by(expenses.c.date)
    .order_by(expenses.c.date),
)
