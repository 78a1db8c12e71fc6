"""Every statement of the service's examination of itself."""

from __future__ import annotations

from sqlalchemy import Text, and_, bindparam, cast, func, select

from api.db.statements import query
from api.expenses.tables import expenses
from api.ledger.tables import journal, monthly_totals, wallets

WALLETS_AFTER = query(
    "ops.wallets_after",
    select(wallets.c.id)
    .where(wallets.c.id > bindparam("last"))
    .order_by(wallets.c.id)
    .limit(bindparam("limit")),
)

WALLET = query("ops.wallet", select(wallets).where(wallets.c.id == bindparam("wallet")))

ROWS_BY_MONTH = query(
    "ops.rows_by_month",
    select(
        expenses.c.month,
        expenses.c.category_id,
        func.sum(expenses.c.amount_minor).label("amount_minor"),
        func.count().label("expense_count"),
    )
    .where(expenses.c.wallet_id == bindparam("wallet"), expenses.c.deleted_at == 0)
    .group_by(expenses.c.month, expenses.c.category_id),
)

STORED_TOTALS = query(
    "ops.stored_totals",
    select(
        monthly_totals.c.month,
        monthly_totals.c.category_id,
        monthly_totals.c.amount_minor,
        monthly_totals.c.expense_count,
    ).where(monthly_totals.c.wallet_id == bindparam("wallet")),
)

JOURNAL_SPAN = query(
    "ops.journal_span",
    select(
        func.min(journal.c.revision).label("first"),
        func.max(journal.c.revision).label("last"),
        func.count(journal.c.revision.distinct()).label("revisions"),
    ).where(journal.c.wallet_id == bindparam("wallet")),
)

EXPENSES_NOT_IN_JOURNAL = query(
    "ops.expenses_not_in_journal",
    select(func.count())
    .select_from(
        expenses.outerjoin(
            journal,
            and_(
                journal.c.wallet_id == expenses.c.wallet_id,
                journal.c.row_id == cast(expenses.c.id, Text),
                journal.c.revision == expenses.c.revision,
            ),
        )
    )
    .where(expenses.c.wallet_id == bindparam("wallet"), journal.c.revision.is_(None)),
)

EXPENSES_IN_WRONG_MONTH = query(
    "ops.expenses_in_wrong_month",
    select(func.count()).where(
        expenses.c.wallet_id == bindparam("wallet"),
        func.substr(cast(expenses.c.date, Text), 1, 7)
        != func.substr(cast(expenses.c.month, Text), 1, 4)
        .concat("-")
        .concat(func.substr(cast(expenses.c.month, Text), 5, 2)),
    ),
)
