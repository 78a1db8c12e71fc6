"""Lists of expenses, a page at a time, with the sum of all that the filter matches."""

from __future__ import annotations

from dataclasses import dataclass

from starlette.responses import Response

from api.categories.service import categories_by_id
from api.db.paging import InvalidCursor, read_cursor, write_cursor
from api.db.transactions import ReadTransaction
from api.errors import ValidationFailed
from api.expenses import queries
from api.expenses.expense import Expense
from api.expenses.filters import ExpenseFilter
from api.expenses.totals import Spending, spending_of_filter
from api.http.etags import hashed_etag
from api.http.kept_answers import Reading
from api.ids import parse_id
from api.ledger.access import Claim, Wallet, wallet_of
from api.names import key_of
from api.periods import InvalidPeriod, parse_day

LIST_VERSION = "expenses-1"
"""Part of every list's entity tag: changes whenever the shape of the answer does."""

_NO_CATEGORY = ("00000000-0000-0000-0000-000000000000",)


@dataclass(frozen=True, slots=True)
class ExpensesPage:
    """Some rows of a list. `total` is there on the first page; `next_cursor` unless it is the last."""

    wallet: Wallet
    etag: str
    expenses: list[Expense]
    next_cursor: str | None
    total: Spending | None


@dataclass(frozen=True, slots=True)
class PageRequest:
    """Which page of which list is wanted."""

    filter: ExpenseFilter
    limit: int
    cursor: str | None = None


async def expenses_page(
    tx: ReadTransaction, claim: Claim, wanted: PageRequest, reading: Reading
) -> ExpensesPage | Response:
    """A page of the claim's wallet, or the answer where it is known already."""
    wallet = await wallet_of(tx, claim)
    position = _position(wanted)
    etag = hashed_etag(
        [LIST_VERSION, wallet.id, wallet.revision, wanted.filter.list_key, wanted.limit, wanted.cursor]
    )
    known = reading.known(etag)
    if known is not None:
        return known
    category_ids = await _resolved(tx, wallet, wanted.filter)
    expenses = await _rows(tx, wallet, wanted, category_ids, position)
    next_cursor = None
    if len(expenses) > wanted.limit:
        expenses.pop()
        next_cursor = _cursor_after(expenses[-1], wanted.filter)
    total = None
    if wanted.cursor is None:
        total = await spending_of_filter(tx, wallet, wanted.filter, category_ids)
    return ExpensesPage(wallet, etag, expenses, next_cursor, total)


async def _rows(
    tx: ReadTransaction,
    wallet: Wallet,
    wanted: PageRequest,
    category_ids: tuple[str, ...],
    position: list[str | int],
) -> list[Expense]:
    shape = wanted.filter.shape(category_ids, after_cursor=bool(position))
    params = wanted.filter.params(wallet.id, category_ids)
    params |= {f"at_{n}": value for n, value in enumerate(position)}
    if position:
        params |= narrowed_period(wanted.filter, params)
    # One row more than asked for tells whether there is a next page.
    params["limit"] = wanted.limit + 1
    return [Expense.of_row(row) for row in await tx.all(queries.EXPENSES_PAGE(shape), params)]


def narrowed_period(
    wanted: ExpenseFilter, params: dict[str, str | int | None]
) -> dict[str, str | int | None]:
    """The end of the period that the cursor has passed, moved to the cursor's day.

    Else an engine that takes the period for its range reads all the pages before this one again.
    """
    reached = str(params["at_0"])
    if wanted.sort == "-date" and "last" in params:
        return {"last": min(str(params["last"]), reached)}
    if wanted.sort == "date" and "first" in params:
        return {"first": max(str(params["first"]), reached)}
    return {}


async def _resolved(tx: ReadTransaction, wallet: Wallet, wanted: ExpenseFilter) -> tuple[str, ...]:
    """The ids behind the filter's names. A name the wallet does not have matches nothing."""
    if not wanted.categories:
        return ()
    keys = {key_of(name) for name in wanted.categories}
    known = (await categories_by_id(tx, wallet.id)).values()
    return tuple(c.id for c in known if c.key in keys) or _NO_CATEGORY


def _position(wanted: PageRequest) -> list[str | int]:
    if wanted.cursor is None:
        return []
    leading: type = int if wanted.filter.sort.endswith("amount") else str
    try:
        start, revision, place, last_id = read_cursor(
            wanted.cursor, wanted.filter.list_key, [leading, int, int, str]
        )
        if leading is str:
            parse_day(str(start))
        canonical = parse_id(str(last_id))
        if canonical is None:
            raise InvalidCursor("no id")
        return [start, revision, place, canonical]
    except (InvalidCursor, InvalidPeriod) as error:
        raise ValidationFailed.of(
            "query.cursor", "cursor_mismatch", "Take the cursor from the Link header of this list."
        ) from error


def _cursor_after(expense: Expense, wanted: ExpenseFilter) -> str:
    leading = expense.amount_minor if wanted.sort.endswith("amount") else expense.date
    return write_cursor(wanted.list_key, [leading, expense.created_revision, expense.position, expense.id])
