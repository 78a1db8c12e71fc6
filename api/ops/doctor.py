"""Recomputes what the ledger keeps beside the rows, and reports every difference.

Totals follow from the rows, and the journal has an entry for each revision. Each wallet is examined
on one consistent view of the database, so a running server may be examined.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator, Sequence
from dataclasses import dataclass

from api.db.database import Database
from api.db.transactions import ReadTransaction, Row
from api.ops import queries
from api.periods import month_text

BATCH = 100
_BEFORE_ALL = "00000000-0000-0000-0000-000000000000"

Cells = dict[tuple[int, str], tuple[int, int]]
"""An amount in minor units and a count, by month YYYYMM and category id."""


@dataclass(frozen=True, slots=True)
class Finding:
    """A difference in one wallet: what stands there, and what follows from its rows."""

    wallet_id: str
    what: str
    stored: str
    expected: str

    def __str__(self) -> str:
        return f"wallet {self.wallet_id}: {self.what} is {self.stored}, expected {self.expected}"


@dataclass(frozen=True, slots=True)
class Examination:
    """One wallet's findings; none is health."""

    wallet_id: str
    expenses: int
    findings: list[Finding]


async def examine(database: Database) -> AsyncIterator[Examination]:
    """Examines every wallet in turn."""
    last = _BEFORE_ALL
    while True:
        wallet_ids = await database.read(_wallet_ids_after, last)
        for wallet_id in wallet_ids:
            yield await database.read(examine_wallet, wallet_id)
        if len(wallet_ids) < BATCH:
            return
        last = wallet_ids[-1]


async def examine_wallet(tx: ReadTransaction, wallet_id: str) -> Examination:
    """Compares a wallet's totals, counts, revision and journal with its rows."""
    of_wallet = {"wallet": wallet_id}
    wallet = await tx.one(queries.WALLET, of_wallet)
    if wallet is None:
        return Examination(wallet_id, 0, [])
    from_rows = _cells(await tx.all(queries.ROWS_BY_MONTH, of_wallet))
    stored = _cells(await tx.all(queries.STORED_TOTALS, of_wallet))
    span = await tx.one(queries.JOURNAL_SPAN, of_wallet)
    strays = int(await tx.value(queries.EXPENSES_NOT_IN_JOURNAL, of_wallet))
    misplaced = int(await tx.value(queries.EXPENSES_IN_WRONG_MONTH, of_wallet))
    findings = [
        *_differing_totals(wallet_id, stored, from_rows),
        *_differing_wallet(wallet, from_rows),
        *_gaps(wallet, span),
        *_counted(wallet_id, "the number of expenses without a journal entry", strays),
        *_counted(wallet_id, "the number of expenses in the wrong month", misplaced),
    ]
    return Examination(wallet_id, sum(cell[1] for cell in from_rows.values()), findings)


async def _wallet_ids_after(tx: ReadTransaction, last: str) -> list[str]:
    rows = await tx.all(queries.WALLETS_AFTER, {"last": last, "limit": BATCH})
    return [row["id"] for row in rows]


def _cells(rows: Sequence[Row]) -> Cells:
    """Amount and count by month and category; what has come down to nothing is left out."""
    cells = {
        (row["month"], row["category_id"]): (int(row["amount_minor"]), int(row["expense_count"]))
        for row in rows
    }
    return {key: cell for key, cell in cells.items() if cell != (0, 0)}


def _differing_totals(wallet_id: str, stored: Cells, from_rows: Cells) -> Iterator[Finding]:
    for month, category_id in sorted(stored.keys() | from_rows.keys()):
        has = stored.get((month, category_id), (0, 0))
        wants = from_rows.get((month, category_id), (0, 0))
        if has != wants:
            what = f"the total of {month_text(month)} in category {category_id}"
            yield Finding(wallet_id, what, _said(has), _said(wants))


def _differing_wallet(wallet: Row, from_rows: Cells) -> Iterator[Finding]:
    has = (wallet["total_minor"], wallet["expense_count"])
    wants = (
        sum(cell[0] for cell in from_rows.values()),
        sum(cell[1] for cell in from_rows.values()),
    )
    if has != wants:
        yield Finding(wallet["id"], "the total of the wallet", _said(has), _said(wants))


def _gaps(wallet: Row, span: Row | None) -> Iterator[Finding]:
    revision = wallet["revision"]
    has = (span["first"], span["last"], span["revisions"]) if span else (None, None, 0)
    wants = (1, revision, revision)
    if has != wants:
        found = f"{has[2]} revisions from {has[0]} to {has[1]}"
        yield Finding(wallet["id"], "the journal", found, f"{revision} from 1 to {revision}")


def _counted(wallet_id: str, what: str, number: int) -> Iterator[Finding]:
    if number:
        yield Finding(wallet_id, what, str(number), "0")


def _said(cell: tuple[int, int]) -> str:
    return f"{cell[0]} minor units in {cell[1]} expenses"
