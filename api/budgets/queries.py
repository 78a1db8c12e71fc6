"""Every statement of the budgets."""

from __future__ import annotations

from sqlalchemy import bindparam, delete, func, insert, select, update

from api.budgets.tables import budgets
from api.db.statements import command, query

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
