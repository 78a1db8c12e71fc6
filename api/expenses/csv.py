"""Expenses as CSV (RFC 4180), written row by row while it is sent."""

from __future__ import annotations

import csv
import io
from collections.abc import AsyncIterator, Iterable, Sequence

from api.expenses.listing import ExpensesPage
from api.money import decimal_text

HEADER = ("date", "category", "amount", "description")


async def csv_lines(pages: AsyncIterator[ExpensesPage]) -> AsyncIterator[str]:
    """The header with the first page's rows, then each page's; amounts with all decimals of the currency."""
    # The header waits for the first page: a wallet that refuses must not begin a file.
    rows: list[Sequence[str]] = [HEADER]
    async for page in pages:
        digits = page.wallet.digits
        rows += [
            (e.date, e.category, decimal_text(e.amount_minor, digits), e.description) for e in page.expenses
        ]
        yield _lines(rows)
        rows = []


def _lines(rows: Iterable[Sequence[str]]) -> str:
    buffer = io.StringIO()
    csv.writer(buffer).writerows(rows)
    return buffer.getvalue()
