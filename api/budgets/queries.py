"""Every statement of the budgets."""

from __future__ import annotations

from sqlalchemy import bindparam, delete, func, insert, select, update

from api.budgets.schedule import KIND
from api.budgets.tables import budgets
from api.db.statements import command, query
from api.ledger.tables import journal

_in_wallet = budgets.c.wallet_id == bindparam("wallet")
_of_category = budgets.c.category_id == bindparam("category")

BUDGETS_OF_WALLET = query(
    "budgets.of_wallet",
    select(budgets).where(_in_wallet).order_by(budgets.c.category_id, budgets.c.starts_on),
)

BUDGETS_OF_CATEGORY = query(
    "budgets.of_category",
    select(budgets).where(_in_wallet, _of_category).order_by(budgets.c.starts_on),
)

BUDGETS_CHANGED_AT = query(
    "budgets.changed_at",
    select(journal.c.row_id, journal.c.before, journal.c.after)
    .where(
        journal.c.wallet_id == bindparam("wallet"),
        journal.c.revision == bindparam("at_revision"),
        journal.c.kind == KIND,
    )
    .order_by(journal.c.position),
)

SUM_OF_BUDGETS = query("budgets.sum", select(func.sum(budgets.c.amount_minor)).where(_in_wallet))

INSERT_BUDGET = command("budgets.insert", insert(budgets))

UPDATE_BUDGET = command(
    "budgets.update",
    update(budgets)
    .where(_in_wallet, _of_category, budgets.c.starts_on == bindparam("month"))
    .values(
        amount_minor=bindparam("new_amount_minor"),
        updated_at=bindparam("now"),
        revision=bindparam("stamp"),
    ),
)

DELETE_BUDGET = command(
    "budgets.delete",
    delete(budgets).where(_in_wallet, _of_category, budgets.c.starts_on == bindparam("month")),
)
