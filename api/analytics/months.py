"""Month by month: what was spent in each, in all and by category, from the monthly totals alone."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass

from starlette.responses import Response

from api.analytics import queries
from api.analytics.schemas import MonthAnswer, MonthCategoryAnswer
from api.categories.service import Category, categories_by_id
from api.db.transactions import ReadTransaction, Row
from api.errors import ValidationFailed
from api.http.answers import json_amount
from api.http.etags import hashed_etag
from api.http.kept_answers import Reading, TaggedList
from api.ledger.access import Claim, Wallet, wallet_of
from api.names import key_of
from api.periods import FIRST_DAY, add_months, count_months, month_of, month_text

MONTHS_VERSION = "months-1"
"""Part of the entity tag: changes whenever the shape of the answer does."""

MOST_MONTHS = 240
USUAL_MONTHS = 12


@dataclass(frozen=True, slots=True)
class RequestedMonths:
    """The first and last month YYYYMM of a request, None where it leaves one out, and its categories."""

    first: int | None
    last: int | None
    categories: Collection[str]


async def month_by_month(
    tx: ReadTransaction, claim: Claim, wanted: RequestedMonths, reading: Reading
) -> TaggedList[MonthAnswer] | Response:
    """Every month of the range, also those without spending, the earliest first.

    Names of categories narrow it; one that the wallet does not have matches nothing. ValidationFailed
    for a range that is reversed or longer than `MOST_MONTHS`.
    """
    wallet = await wallet_of(tx, claim)
    first, last = _range(wanted, wallet.this_month(claim.now_ms))
    keys = frozenset(key_of(name) for name in wanted.categories)
    etag = hashed_etag([MONTHS_VERSION, wallet.id, wallet.revision, first, last, *sorted(keys)])
    known = reading.known(etag)
    if known is not None:
        return known
    rows = await tx.all(queries.TOTALS_BY_MONTH, {"wallet": wallet.id, "from_month": first, "to_month": last})
    categories = (await categories_by_id(tx, wallet.id)).values()
    shown = [category for category in categories if not keys or category.key in keys]
    return TaggedList(etag, list(_months(rows, shown, (first, last), wallet)))


def _range(wanted: RequestedMonths, this_month: int) -> tuple[int, int]:
    last = wanted.last or max(this_month, wanted.first or this_month)
    # There is no month before the calendar of the expenses begins.
    first = wanted.first or max(add_months(last, 1 - USUAL_MONTHS), month_of(FIRST_DAY))
    if first > last:
        raise ValidationFailed.of("query.from", "period_reversed", "`from` must not be after `to`.")
    if count_months(first, last) > MOST_MONTHS:
        raise ValidationFailed.of("query.from", "period_too_long", "Ask for at most 240 months.")
    return first, last


def _months(
    rows: Iterable[Row], categories: Collection[Category], span: tuple[int, int], wallet: Wallet
) -> Iterator[MonthAnswer]:
    cells: dict[int, dict[str, tuple[int, int]]] = defaultdict(dict)
    for row in rows:
        cells[row["month"]][row["category_id"]] = (row["amount_minor"], row["expense_count"])
    for number in range(count_months(*span)):
        month = add_months(span[0], number)
        found = [(c, *cells[month][c.id]) for c in categories if c.id in cells[month]]
        yield {
            "month": month_text(month),
            "total": json_amount(sum(minor for _, minor, _ in found), wallet.digits),
            "count": sum(count for _, _, count in found),
            "categories": [_category(*cell, wallet) for cell in found],
        }


def _category(category: Category, minor: int, count: int, wallet: Wallet) -> MonthCategoryAnswer:
    return {
        "category": category.name,
        "category_id": category.id,
        "total": json_amount(minor, wallet.digits),
        "count": count,
    }
