"""Fills a wallet with ten years of expenses: by the functions of the ledger, in units of thousands of rows.

What a request leaves behind is all there: rows, totals, journal, and the key that recognises its retry.
Instants and ids are spread over the years, as they are in a ledger that has grown.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta

from api.categories.service import categories_by_id
from api.db.database import Database
from api.db.paging import write_cursor
from api.db.transactions import WriteTransaction
from api.expenses.expense import KIND, Expense
from api.expenses.filters import ExpenseFilter
from api.expenses.rows import insert_expenses
from api.ids import new_id
from api.ledger import queries
from api.ledger.access import Claim
from api.ledger.entries import Entry, open_entry
from api.ledger.retries import fingerprint_of
from api.periods import month_of

FIRST = date(2016, 1, 1)
DAYS = 3_650
MIDDLE_MONTH = date(2020, 12, 1)
CATEGORIES_USED = 5
SHOPS = 2_000
AMOUNTS = 9_000
PAGES = 20
"""How many places in the middle of the ledger are told."""
ROWS_A_UNIT = 10_000


@dataclass(frozen=True, slots=True)
class Purchase:
    """What is to be recorded; `category` is a place among the wallet's own."""

    id: str
    day: date
    at_ms: int
    category: int
    amount_minor: int
    description: str
    key: str

    @property
    def fingerprint(self) -> str:
        """As long, and as little in order, as that of a request."""
        return fingerprint_of(self.key)


def purchase(number: int, total: int) -> Purchase:
    """One of so many purchases, which are in the order of their days."""
    day = FIRST + timedelta(days=number * DAYS // total)
    at_ms = int(datetime(day.year, day.month, day.day, 12, tzinfo=UTC).timestamp()) * 1000
    return Purchase(
        id=new_id(at_ms),
        day=day,
        at_ms=at_ms,
        category=number % CATEGORIES_USED,
        amount_minor=100 + number * 7 % AMOUNTS,
        description=f"Shop {number * 31 % SHOPS}",
        key=f"k:{uuid.uuid4()}",
    )


async def fill(database: Database, claim: Claim, total: int, tell: Callable[[str], None]) -> list[str]:
    """Records so many expenses and returns cursors to pages around the middle of the list."""
    wanted = {total * 45 // 100 + place * total // 10 // PAGES for place in range(PAGES)}
    cursors = []
    for first in range(0, total, ROWS_A_UNIT):
        bought = [purchase(number, total) for number in range(first, min(first + ROWS_A_UNIT, total))]
        revision = await database.write_alone(_record, claim, bought)
        for position, one in enumerate(bought):
            if first + position in wanted:
                place: list[str | int] = [one.day.isoformat(), revision, position, one.id]
                cursors.append(write_cursor(ExpenseFilter().list_key, place))
        if (first + ROWS_A_UNIT) % (total // 10) < ROWS_A_UNIT:
            tell(f"{first + len(bought):,} of {total:,} expenses recorded")
    return cursors


async def _record(tx: WriteTransaction, claim: Claim, bought: Sequence[Purchase]) -> int:
    """The revision at which the purchases were recorded."""
    entry = await open_entry(tx, replace(claim, source="benchmark"))
    categories = list((await categories_by_id(tx, entry.wallet.id)).values())
    expenses = [
        Expense(
            id=one.id,
            date=one.day.isoformat(),
            month=month_of(one.day),
            category_id=categories[one.category].id,
            category=categories[one.category].name,
            category_revision=categories[one.category].revision,
            amount_minor=one.amount_minor,
            description=one.description,
            created_by=claim.user_id,
            created_at=one.at_ms,
            updated_at=one.at_ms,
            deleted_at=0,
            created_revision=entry.revision,
            position=position,
            revision=entry.revision,
        )
        for position, one in enumerate(bought)
    ]
    await insert_expenses(tx, entry, expenses)
    await tx.many(queries.STORE_KEYS, _keys(entry, bought))
    return entry.revision


def _keys(entry: Entry, bought: Sequence[Purchase]) -> list[dict[str, str | int | None]]:
    # In order, which saves the database most of its way: keys are random.
    return [
        {
            "wallet_id": entry.wallet.id,
            "author_id": entry.claim.user_id,
            "key": one.key,
            "fingerprint": one.fingerprint,
            "kind": KIND,
            "target_id": one.id,
            "revision": entry.revision,
            "created_at": one.at_ms,
        }
        for one in sorted(bought, key=lambda one: one.key)
    ]
