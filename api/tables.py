"""Every table's metadata, for migrations. Importing this makes `metadata` complete."""

from __future__ import annotations

from api.auth import tables as auth_tables
from api.budgets import tables as budget_tables
from api.categories import tables as category_tables
from api.db.columns import metadata
from api.expenses import tables as expense_tables
from api.ledger import tables as ledger_tables
from api.ops import tables as ops_tables
from api.users import tables as user_tables

MODULES = (
    user_tables,
    auth_tables,
    ledger_tables,
    category_tables,
    expense_tables,
    budget_tables,
    ops_tables,
)

__all__ = ["MODULES", "metadata"]
