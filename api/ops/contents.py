"""Everything a database holds, as plain rows: read in one snapshot, counted, summed and checked.

Backups, restores and copies from one engine to another all go through here. A row is a list of texts,
integers and None in the order of its table's columns, the same on every engine, so its JSON is too.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Protocol

import orjson
from sqlalchemy import MetaData

from api.db.transactions import ReadTransaction, WriteTransaction
from api.ops import queries
from api.ops.shapes import TableShape, Value

BATCH = 1000
"""Rows that are held at once."""
_WHOLE = 1 << 256

PlainRow = Sequence[Value]


ABOUT_SERVERS = frozenset({"leases"})
"""Tables that tell of the servers and not of the people: they are never copied."""


def shapes_of(metadata: MetaData) -> list[TableShape]:
    """The tables of the present schema, each after those that its foreign keys name."""
    return [
        TableShape(
            table.name,
            tuple(column.name for column in table.columns),
            tuple(column.name for column in table.primary_key),
        )
        for table in metadata.sorted_tables
        if table.name not in ABOUT_SERVERS
    ]


@dataclass(slots=True)
class Tally:
    """How many rows, the sum of their amounts in minor units, and a checksum that no order changes.

    The checksum is the sum of the rows' SHA-256 modulo 2^256: it finds damage and difference.
    """

    rows: int = 0
    amount: int = 0
    checksum: int = 0

    def add(self, line: bytes, amount: int) -> None:
        """Counts one row by its JSON."""
        self.rows += 1
        self.amount += amount
        self.checksum = (self.checksum + int.from_bytes(hashlib.sha256(line).digest())) % _WHOLE

    def add_all(self, other: Tally) -> None:
        """Counts what another tally counted."""
        self.rows += other.rows
        self.amount += other.amount
        self.checksum = (self.checksum + other.checksum) % _WHOLE

    def as_json(self) -> dict[str, object]:
        """Its members for a line of JSON: the amount as text, for it may be larger than 64 bits."""
        return {"rows": self.rows, "amount": str(self.amount), "checksum": f"{self.checksum:064x}"}


class Sink(Protocol):
    """Who takes the contents, table by table. Nothing here may wait for the event loop."""

    def begin(self, shape: TableShape) -> None:
        """The rows of this table follow."""

    def take(self, shape: TableShape, row: PlainRow, line: bytes) -> None:
        """One row, and its JSON."""

    def close_wallet(self, shape: TableShape, wallet_id: str, tally: Tally) -> None:
        """Every row that this wallet has in the table was taken; not called for tables without wallets."""

    def close_table(self, shape: TableShape, tally: Tally) -> None:
        """Every row of the table was taken."""


class Counting:
    """Tallies of one table's rows, which come wallet by wallet where their keys lead with it."""

    def __init__(self, shape: TableShape, close_wallet: Callable[[TableShape, str, Tally], None]) -> None:
        self.shape = shape
        self.table = Tally()
        self._close_wallet = close_wallet
        self._wallet_id: str | None = None
        self._wallet = Tally()
        self._wallet_at = shape.columns.index("wallet_id") if shape.by_wallet else None
        self._amount_at = None if shape.money is None else shape.columns.index(shape.money)

    def add(self, row: PlainRow, line: bytes) -> None:
        """Counts a row. Where it is another wallet's, the one before is closed first."""
        if self._wallet_at is not None:
            wallet_id = row[self._wallet_at]
            if wallet_id != self._wallet_id:
                self.end_wallet()
                self._wallet_id = str(wallet_id)
        amount = 0 if self._amount_at is None else row[self._amount_at]
        self._wallet.add(line, amount if isinstance(amount, int) else 0)

    def end(self) -> Tally:
        """Closes the last wallet; what the whole table came to."""
        self.end_wallet()
        return self.table

    def end_wallet(self) -> None:
        """Closes the wallet whose rows came last, if any came."""
        if self._wallet_id is not None:
            self._close_wallet(self.shape, self._wallet_id, self._wallet)
        self.table.add_all(self._wallet)
        self._wallet, self._wallet_id = Tally(), None


async def read_contents(tx: ReadTransaction, shapes: Sequence[TableShape], sink: Sink) -> None:
    """Hands every row of these tables to the sink; as one unit it is one snapshot, in constant memory.

    A unit may run more than once: begin the sink anew in the unit that calls this.
    """
    for shape in shapes:
        counting = Counting(shape, sink.close_wallet)
        sink.begin(shape)
        rows = [list(row) for row in await tx.all(queries.first_page(shape), {"limit": BATCH})]
        while rows:
            for row in rows:
                line = orjson.dumps(row)
                counting.add(row, line)
                sink.take(shape, row, line)
            if len(rows) < BATCH:
                break
            after = shape.position(rows[-1])
            rows = [list(row) for row in await tx.all(queries.next_page(shape), {**after, "limit": BATCH})]
        sink.close_table(shape, counting.end())


async def insert_rows(tx: WriteTransaction, shape: TableShape, rows: Iterable[PlainRow]) -> None:
    """Adds rows to a table, as they are. Tables in the order of their shapes satisfy every foreign key."""
    named = [dict(zip(shape.columns, row, strict=True)) for row in rows]
    if named:
        await tx.many(queries.insert_into(shape), named)


async def delete_all(tx: WriteTransaction, shapes: Sequence[TableShape]) -> None:
    """Empties these tables."""
    for shape in reversed(shapes):
        await tx.run(queries.delete_from(shape))


async def is_empty(tx: ReadTransaction) -> bool:
    """Whether there is neither a user nor a wallet; nothing else outlives those but failed logins."""
    return await tx.one(queries.ANY_USER) is None and await tx.one(queries.ANY_WALLET) is None


@dataclass(slots=True)
class TableTallies:
    """A sink that only remembers what each table came to."""

    tallies: dict[str, Tally]

    def begin(self, shape: TableShape) -> None:
        """Nothing to prepare."""

    def take(self, shape: TableShape, row: PlainRow, line: bytes) -> None:
        """The tally is made by who hands the rows over."""

    def close_wallet(self, shape: TableShape, wallet_id: str, tally: Tally) -> None:
        """The table's tally holds it."""

    def close_table(self, shape: TableShape, tally: Tally) -> None:
        """Remembers the tally."""
        self.tallies[shape.name] = tally


async def table_tallies(tx: ReadTransaction, shapes: Sequence[TableShape]) -> dict[str, Tally]:
    """What each table holds now, by its name."""
    sink = TableTallies({})
    await read_contents(tx, shapes, sink)
    return sink.tallies
