"""Reading and saving the sheet of a day, and which days of a month have one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from starlette.responses import Response

from api.categories.service import categories_named
from api.days import queries
from api.days.schemas import MOST_ROWS, DayAnswer, DayTotalAnswer
from api.days.sheet import Difference, Sheet, UnknownExpense, difference
from api.db.transactions import ReadTransaction, WriteTransaction
from api.errors import OutlayError
from api.expenses.expense import Expense, answers_of
from api.expenses.recording import require_day_in_range
from api.expenses.rows import expenses_of_day, write_rows
from api.expenses.service import Stale
from api.http.answers import json_amount
from api.http.etags import Preconditions, hashed_etag
from api.http.kept_answers import Reading, TaggedList
from api.ledger.access import Claim, Wallet, wallet_of
from api.ledger.entries import Entry, give_revision_back, open_entry
from api.ledger.retries import Attempt, Retry, recall_one, remember_one
from api.periods import Period

DAY_VERSION, DAYS_VERSION = "day-1", "days-1"
"""Parts of the entity tags: they change whenever the shape of the answers does."""

RETRY_KIND = "day sheet"

MOST_ANSWERED = 100_000
"""How many expenses the answer to a retry has at the most."""


class StaleDay(Stale):
    """The condition of the request does not hold: `current` is the day as it is now."""

    title = "The day has changed"
    default_detail = "The expenses of this day are no longer as this request takes them to be."


class DayTooLarge(OutlayError):
    """The day has more expenses than a sheet may have rows."""

    status = 422
    code = "day_too_large"
    title = "The day has too many expenses for a sheet"
    default_detail = (
        "A sheet has at most 1,000 rows, and this day has more expenses. Change them in the list."
    )


@dataclass(frozen=True, slots=True)
class SheetOfDay:
    """The expenses of a day as an answer, with their entity tag."""

    answer: DayAnswer
    etag: str
    replayed: bool = False


async def read_day(tx: ReadTransaction, claim: Claim, day: date) -> SheetOfDay:
    """The living expenses of the day; DayTooLarge where they are more than a sheet may have."""
    wallet = await wallet_of(tx, claim)
    return _sheet(wallet, day, await _expenses(tx, wallet, day))


async def write_day(
    tx: WriteTransaction, claim: Claim, sheet: Sheet, conditions: Preconditions, retry: Retry
) -> SheetOfDay:
    """Makes the expenses of the day what the sheet says, or answers the day that an earlier attempt made.

    Raises StaleDay where a condition does not hold, UnknownExpense for a named id that the day does not
    have, ValidationFailed for an amount the currency does not have or a day out of range, and
    WalletTotalTooLarge. Then nothing is written.
    """
    entry = await open_entry(tx, claim)
    wallet, day = entry.wallet, sheet.day
    attempt = Attempt(retry, RETRY_KIND, sheet.fingerprint)
    is_retry = retry.key is not None and await recall_one(tx, entry, attempt) is not None
    if is_retry:
        tx.discard()
        # Others may have made it larger than a sheet since.
        there = await expenses_of_day(tx, wallet, day.isoformat(), MOST_ANSWERED)
        return _sheet(wallet, day, there, replayed=True)
    before = await _expenses(tx, wallet, day)
    now = _sheet(wallet, day, before)
    if conditions.is_stale(now.etag):
        raise StaleDay(headers={"ETag": now.etag}, extra={"current": now.answer})
    wanted = await _difference(tx, entry, sheet, before)
    if not wanted.is_none:
        await write_rows(tx, entry, wanted.changes, wanted.added)
    elif retry.key is not None:
        await give_revision_back(tx, entry)
    else:
        tx.discard()
        return now
    if retry.key is not None:
        await remember_one(tx, entry, attempt, wallet.id, entry.revision)
    return _sheet(wallet, day, wanted.living)


async def _difference(
    tx: WriteTransaction, entry: Entry, sheet: Sheet, before: Sequence[Expense]
) -> Difference:
    known = {expense.id for expense in before}
    for line in sheet.lines:
        if line.is_named and line.id not in known:
            raise UnknownExpense.of_row(line.number)
    lines = sheet.priced(entry.wallet)
    names = [line.category for line in lines]
    if any(not line.is_named for line in lines):
        require_day_in_range(sheet.day, entry.wallet, entry.now_ms, "path.date")
    categories = await categories_named(tx, entry, names, sheet.new_categories) if names else {}
    return difference(entry, sheet.day, before, lines, categories)


async def _expenses(tx: ReadTransaction, wallet: Wallet, day: date) -> list[Expense]:
    found = await expenses_of_day(tx, wallet, day.isoformat(), MOST_ROWS + 1)
    if len(found) > MOST_ROWS:
        raise DayTooLarge
    return found


def _sheet(wallet: Wallet, day: date, expenses: Sequence[Expense], *, replayed: bool = False) -> SheetOfDay:
    # Of the rows and not of the wallet: a write to another day does not make this one stale.
    stamps = [part for one in expenses for part in (one.id, one.revision, one.category_revision)]
    answer: DayAnswer = {
        "date": day.isoformat(),
        "expenses": answers_of(expenses, wallet),
        "total": json_amount(sum(one.amount_minor for one in expenses), wallet.digits),
    }
    return SheetOfDay(answer, hashed_etag([DAY_VERSION, wallet.id, day, *stamps]), replayed)


async def days_of_month(
    tx: ReadTransaction, claim: Claim, month: int | None, reading: Reading
) -> TaggedList[DayTotalAnswer] | Response:
    """Every day of the month YYYYMM (by default the wallet's current one) that has expenses, in order."""
    wallet = await wallet_of(tx, claim)
    period = Period.of_month(wallet.this_month(claim.now_ms) if month is None else month)
    etag = hashed_etag([DAYS_VERSION, wallet.id, wallet.revision, period.first])
    known = reading.known(etag)
    if known is not None:
        return known
    ends = {"first": str(period.first), "last": str(period.last)}
    rows = await tx.all(queries.TOTALS_BY_DAY, {"wallet": wallet.id, **ends})
    days: list[DayTotalAnswer] = [
        {
            "date": row["date"],
            "count": row["expense_count"],
            # PostgreSQL adds big integers up to a Decimal.
            "total": json_amount(int(row["amount_minor"]), wallet.digits),
        }
        for row in rows
    ]
    return TaggedList(etag, days)
