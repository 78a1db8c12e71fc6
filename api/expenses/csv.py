"""Expenses as CSV (RFC 4180)."""

from __future__ import annotations

import csv
import io
from collections.abc import AsyncIterator
from typing import IO, Any, Protocol

from api.db.transactions import ReadTransaction
from api.expenses.filters import ExpenseFilter
from api.expenses.listing import ExpensesPage, PageRequest, expenses_page
from api.http.kept_answers import Reading
from api.ledger.access import Claim
from api.money import decimal_text


class Writer(Protocol):
    """What `csv.writer` makes."""

    def writerow(self, row: Any, /) -> Any: ...

    def writerows(self, rows: Any, /) -> Any: ...


HEADER = ("date", "category", "amount", "description")
PAGE = 1000
CHUNK_BYTES = 65_536


async def write_csv(tx: ReadTransaction, claim: Claim, wanted: ExpenseFilter, file: IO[bytes]) -> None:
    """Writes the header and every row that matches; amounts with all decimals of the currency.

    All rows come from one view of the database: an expense that moves meanwhile is neither lost nor
    there twice. The file is begun anew, because a unit may run more than once.
    """
    file.seek(0)
    file.truncate()
    text = io.TextIOWrapper(file, encoding="utf-8", newline="", write_through=True)
    try:
        await _write_rows(tx, claim, wanted, csv.writer(text))
    finally:
        # Else the file would be closed with it, and a unit that runs again could not write.
        text.detach()


async def _write_rows(tx: ReadTransaction, claim: Claim, wanted: ExpenseFilter, writer: Writer) -> None:
    writer.writerow(HEADER)
    cursor: str | None = None
    while True:
        page = await expenses_page(tx, claim, PageRequest(wanted, PAGE, cursor), Reading())
        assert isinstance(page, ExpensesPage)
        digits = page.wallet.digits
        writer.writerows(
            (e.date, e.category, decimal_text(e.amount_minor, digits), e.description) for e in page.expenses
        )
        cursor = page.next_cursor
        if cursor is None:
            break


async def chunks_of(file: IO[bytes]) -> AsyncIterator[bytes]:
    """The file from its beginning, piece by piece; it is closed at the end."""
    with file:
        file.seek(0)
        while chunk := file.read(CHUNK_BYTES):
            yield chunk
