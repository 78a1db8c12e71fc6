"""Setting, listing, copying and ending budgets."""

from __future__ import annotations

from starlette.responses import Response

from api.budgets.rows import (
    budgets_by_category,
    budgets_of_category,
    keep_months_before,
    remove_budget,
    require_sum_within_limit,
    store_budget,
)
from api.budgets.schedule import BudgetRow, in_force
from api.budgets.schemas import BudgetAnswer, BudgetCopy, NewBudget
from api.budgets.writing import Written, earlier_attempt, end_attempt
from api.categories.service import (
    Category,
    categories_by_id,
    category_by_id,
    category_named,
)
from api.db.transactions import ReadTransaction, WriteTransaction
from api.errors import NotFound, ValidationFailed
from api.http.answers import json_amount
from api.http.etags import hashed_etag
from api.http.kept_answers import Reading, TaggedList
from api.ledger.access import Claim, Wallet, wallet_of
from api.ledger.entries import Entry, open_entry
from api.ledger.retries import Attempt, Retry, fingerprint_of
from api.money import InvalidAmount, to_minor
from api.periods import month_text

LIST_VERSION = "budgets-1"
"""Part of the list's entity tag: changes whenever the shape of the answer does."""


async def list_budgets(
    tx: ReadTransaction, claim: Claim, month: int | None, reading: Reading
) -> TaggedList[BudgetAnswer] | Response:
    """The budgets in force in a month (default: this month), in the order of the categories."""
    wallet = await wallet_of(tx, claim)
    wanted = month or wallet.this_month(claim.now_ms)
    etag = hashed_etag([LIST_VERSION, wallet.id, wallet.revision, wanted])
    known = reading.known(etag)
    if known is not None:
        return known
    return TaggedList(etag, await _budgets_of_month(tx, wallet, wanted))


async def set_budget(
    tx: WriteTransaction, claim: Claim, new: NewBudget, new_category_id: str
) -> tuple[BudgetAnswer, Written]:
    """Sets a category's budget from a month on. An equal budget leaves no trace."""
    entry = await open_entry(tx, claim)
    amount_minor = _minor(new, entry.wallet)
    month = new.month or entry.wallet.this_month(claim.now_ms)
    category = await category_named(tx, entry, new.category, new_category_id)
    rows = await budgets_of_category(tx, entry.wallet, category.id)
    existing = next((row for row in rows if row.starts_on == month), None)
    if existing is not None and existing.amount_minor == amount_minor:
        tx.discard()
        return _answer(existing, category, entry.wallet), Written(None)
    row = BudgetRow(category.id, month, amount_minor, entry.revision)
    await store_budget(tx, entry, existing, row)
    await require_sum_within_limit(tx, entry)
    return _answer(row, category, entry.wallet), Written(entry.revision)


async def copy_budgets(
    tx: WriteTransaction, claim: Claim, wanted: BudgetCopy, retry: Retry
) -> tuple[list[BudgetAnswer], Written]:
    """Makes the budgets in force in one month those of another; where they are already, nothing.

    Like any budget, a copied one goes on until the next that was set or ended explicitly, and those
    stay as they are. The months before keep what they had. A retry answers the budgets as they are now.
    """
    entry = await open_entry(tx, claim)
    attempt = Attempt(retry, "budget copy", fingerprint_of(str(wanted.from_), str(wanted.to)))
    written = await earlier_attempt(tx, entry, attempt)
    if written is None:
        changed = await _copy_rows(tx, entry, wanted)
        written = await end_attempt(tx, entry, attempt, changed=changed)
    return await _budgets_of_month(tx, entry.wallet, wanted.to), written


async def _copy_rows(tx: WriteTransaction, entry: Entry, wanted: BudgetCopy) -> bool:
    """Writes the copies; whether any was needed."""
    changed = False
    for rows in (await budgets_by_category(tx, entry.wallet)).values():
        source, target = in_force(rows, wanted.from_), in_force(rows, wanted.to)
        amount_minor = None if source is None else source.amount_minor
        if amount_minor == (None if target is None else target.amount_minor):
            continue
        changed = True
        row = BudgetRow(rows[0].category_id, wanted.to, amount_minor, entry.revision)
        await keep_months_before(tx, entry, rows, row)
        existing = next((before for before in rows if before.starts_on == wanted.to), None)
        await store_budget(tx, entry, existing, row)
    if changed:
        await require_sum_within_limit(tx, entry)
    return changed


async def end_budget(
    tx: WriteTransaction, claim: Claim, category_id: str, month: int | None, retry: Retry
) -> Written:
    """Ends a category's budget from a month on (default: this month).

    The months before keep what they had. NotFound where the wallet has no such category, or the
    category has no budget in that month nor later.
    """
    entry = await open_entry(tx, claim)
    attempt = Attempt(retry, "budget end", fingerprint_of(category_id, str(month or "")))
    earlier = await earlier_attempt(tx, entry, attempt)
    if earlier is not None:
        return earlier
    category = await category_by_id(tx, entry.wallet.id, category_id)
    rows = await budgets_of_category(tx, entry.wallet, category.id)
    since = month or entry.wallet.this_month(claim.now_ms)
    if in_force(rows, since) is None and not any(row.starts_on > since for row in rows):
        raise NotFound
    end = BudgetRow(category.id, since, None, entry.revision)
    await keep_months_before(tx, entry, rows, end)
    for row in rows:
        if row.starts_on > since:
            await remove_budget(tx, entry, row)
    current = next((row for row in rows if row.starts_on == since), None)
    await store_budget(tx, entry, current, end)
    return await end_attempt(tx, entry, attempt, changed=True)


async def _budgets_of_month(tx: ReadTransaction, wallet: Wallet, month: int) -> list[BudgetAnswer]:
    rows = await budgets_by_category(tx, wallet)
    categories = await categories_by_id(tx, wallet.id)
    return [
        _answer(row, category, wallet)
        for category in categories.values()
        if (row := in_force(rows.get(category.id, []), month)) is not None
    ]


def _minor(new: NewBudget, wallet: Wallet) -> int:
    try:
        return to_minor(new.budget, wallet.currency, zero_allowed=True)
    except InvalidAmount as error:
        raise ValidationFailed.of("budget", error.code, str(error)) from error


def _answer(row: BudgetRow, category: Category, wallet: Wallet) -> BudgetAnswer:
    return {
        "category": category.name,
        "category_id": category.id,
        "budget": json_amount(row.amount_minor or 0, wallet.digits),
        "starts_on": month_text(row.starts_on),
        "revision": row.revision,
    }
