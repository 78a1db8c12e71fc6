"""Taking back one write of budgets: the journal knows each row as it was before."""

from __future__ import annotations

from dataclasses import replace

from api.budgets.rows import (
    budget_changes_at,
    budgets_by_category,
    remove_budget,
    require_sum_within_limit,
    store_budget,
)
from api.budgets.writing import Written, earlier_attempt, end_attempt
from api.db.transactions import WriteTransaction
from api.errors import Conflict, NotFound
from api.ledger.access import Claim
from api.ledger.entries import open_entry
from api.ledger.retries import Attempt, Retry, fingerprint_of
from api.wallets.service import currency_changed_since


class ChangedSince(Conflict):
    """What is to be undone was changed again since."""

    code = "changed_since"
    title = "It was changed since"
    default_detail = "What is to be undone was changed again since, so nothing was undone."


async def undo_budgets(tx: WriteTransaction, claim: Claim, revision: int, retry: Retry) -> Written:
    """Makes every budget row that a revision of the wallet changed what it was before, or removes it.

    That is a write like any other, which can be undone as well. NotFound where the revision changed no
    budget; ChangedSince where a row is no longer as it left it, or the amounts were of another currency;
    WalletTotalTooLarge where the budgets would add up to too much. Then nothing is written.
    """
    entry = await open_entry(tx, claim)
    attempt = Attempt(retry, "budget undo", fingerprint_of(str(revision)))
    earlier = await earlier_attempt(tx, entry, attempt)
    if earlier is not None:
        return earlier
    changes = await budget_changes_at(tx, entry.wallet, revision)
    if not changes:
        raise NotFound
    rows = await budgets_by_category(tx, entry.wallet)
    stand = all(change.stands(rows.get(change.category_id, [])) for change in changes)
    if not stand or await currency_changed_since(tx, entry.wallet, revision):
        raise ChangedSince
    for change in changes:
        if change.before is not None:
            before = replace(change.before, revision=entry.revision)
            await store_budget(tx, entry, change.after, before)
        elif change.after is not None:
            await remove_budget(tx, entry, change.after)
    await require_sum_within_limit(tx, entry)
    return await end_attempt(tx, entry, attempt, changed=True)
