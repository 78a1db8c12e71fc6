"""Writing sample data into a wallet and taking it out: each is one write of the ledger."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from datetime import date

from api.budgets.rows import (
    budget_changes_at,
    budgets_by_category,
    remove_budget,
    require_sum_within_limit,
    store_budget,
)
from api.budgets.schedule import BudgetRow
from api.categories.service import DEFAULTS, Category, categories_by_id
from api.db.transactions import WriteTransaction
from api.errors import Conflict, NotFound
from api.expenses.expense import Expense
from api.expenses.rows import expenses_created_at, insert_expenses, purge_expenses
from api.ledger.access import Claim
from api.ledger.entries import Entry, open_entry
from api.names import key_of
from api.periods import add_months, first_day_of, month_of
from api.samples.household import SAMPLE_BUDGETS, SAMPLE_SHARE, Purchase, purchases
from api.samples.prices import monthly_budget, price
from api.samples.schemas import RemovedSampleDataAnswer, SampleDataAnswer
from api.samples.words import said_in, spoken_language
from api.users.schemas import Language
from api.users.service import user_by_id
from api.wallets.service import mark_sample_data

MONTHS_BEFORE = 3
"""Whole months before the current one."""
MOST_EXPENSES = 300
SOURCE = "sample data"


class SampleDataPresent(Conflict):
    """The wallet has sample data already."""

    code = "sample_data_present"
    title = "The sample data is there already"
    default_detail = "This wallet has sample data. Remove it before you ask for new."


async def add_sample_data(tx: WriteTransaction, claim: Claim, ids: Sequence[str]) -> SampleDataAnswer:
    """Writes the household's last months up to today into the wallet; `ids` are the expenses'.

    It makes no category and touches no budget. SampleDataPresent where there is some already;
    WalletTotalTooLarge where the wallet cannot hold it.
    """
    entry = await open_entry(tx, replace(claim, source=SOURCE))
    if entry.wallet.sample_revision is not None:
        raise SampleDataPresent
    user = await user_by_id(tx, claim.user_id)
    today = entry.wallet.today(entry.now_ms)
    first = first_day_of(add_months(month_of(today), -MONTHS_BEFORE))
    places = _places((await categories_by_id(tx, entry.wallet.id)).values())
    bought = purchases(first, today, share=SAMPLE_SHARE)
    language = spoken_language(user.language, user.locale)
    expenses = [
        _expense(entry, purchase, places[purchase.category], language, (expense_id, position))
        for position, (expense_id, purchase) in enumerate(zip(ids, bought, strict=False))
    ]
    await insert_expenses(tx, entry, expenses)
    budgets = await _add_budgets(tx, entry, places, first)
    await mark_sample_data(tx, entry, entry.revision)
    return {"expenses": len(expenses), "budgets": budgets}


async def remove_sample_data(tx: WriteTransaction, claim: Claim) -> RemovedSampleDataAnswer:
    """Takes out every expense the sample data brought, and its budgets where they are unchanged.

    NotFound where the wallet has none.
    """
    entry = await open_entry(tx, replace(claim, source=SOURCE))
    revision = entry.wallet.sample_revision
    if revision is None:
        raise NotFound
    expenses = await expenses_created_at(tx, entry.wallet, revision)
    await purge_expenses(tx, entry, expenses)
    budgets = await budgets_by_category(tx, entry.wallet)
    for change in await budget_changes_at(tx, entry.wallet, revision):
        if change.after is not None and change.stands(budgets.get(change.category_id, [])):
            await remove_budget(tx, entry, change.after)
    await mark_sample_data(tx, entry, None)
    return {"expenses": sum(not expense.deleted_at for expense in expenses)}


def _places(categories: Collection[Category]) -> Mapping[str, Category]:
    """Where each of the household's categories goes: to the one of its name, else of its icon, else any.

    No category is made, for none could be taken away again.
    """
    usable = [category for category in categories if category.archived_at is None] or list(categories)
    by_key = {category.key: category for category in usable}
    by_icon = {category.icon: category for category in reversed(usable)}
    return {
        name: by_key.get(key_of(name)) or by_icon.get(icon) or usable[number % len(usable)]
        for number, (name, icon, _) in enumerate(DEFAULTS)
    }


def _expense(
    entry: Entry, purchase: Purchase, category: Category, language: Language, place: tuple[str, int]
) -> Expense:
    return Expense(
        id=place[0],
        date=purchase.day.isoformat(),
        month=month_of(purchase.day),
        category_id=category.id,
        category=category.name,
        category_revision=category.revision,
        amount_minor=price(purchase.cents, entry.wallet.currency),
        description=said_in(language, purchase.description),
        created_by=entry.claim.user_id,
        created_at=entry.now_ms,
        updated_at=entry.now_ms,
        deleted_at=0,
        created_revision=entry.revision,
        position=place[1],
        revision=entry.revision,
    )


async def _add_budgets(
    tx: WriteTransaction, entry: Entry, places: Mapping[str, Category], first: date
) -> int:
    """Budgets for the categories that never had one; how many."""
    decided = set(await budgets_by_category(tx, entry.wallet))
    count = 0
    for name, euros in SAMPLE_BUDGETS.items():
        category_id = places[name].id
        if category_id not in decided:
            decided.add(category_id)
            amount_minor = monthly_budget(euros, entry.wallet.currency)
            row = BudgetRow(category_id, month_of(first), amount_minor, entry.revision)
            await store_budget(tx, entry, None, row)
            count += 1
    await require_sum_within_limit(tx, entry)
    return count
