"""The one list of routers."""

from __future__ import annotations

from api.accounts.routes import router as accounts
from api.analytics.routes import router as analytics
from api.auth.routes import router as auth
from api.budgets.routes import router as budgets
from api.categories.routes import router as categories
from api.days.routes import router as days
from api.descriptions.routes import router as descriptions
from api.expenses.routes import category_list
from api.expenses.routes import router as expenses
from api.ops.routes import router as ops
from api.samples.routes import router as samples
from api.wallets.routes import router as wallets

ROUTERS = (
    accounts,
    auth,
    expenses,
    days,
    descriptions,
    category_list,
    categories,
    budgets,
    analytics,
    wallets,
    samples,
    ops,
)
