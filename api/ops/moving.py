"""Everything from one database into another, of whichever engines, and compared afterwards.

The way leads through a file of the backups: the source is read in one snapshot and let go, the target is
written in one transaction, and memory holds some rows at a time however many there are.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import ExitStack
from itertools import zip_longest
from pathlib import Path
from typing import TextIO

import orjson

from api.db import schema
from api.db.database import Database
from api.db.transactions import ReadTransaction
from api.ops import queries
from api.ops.archive import ArchiveWriter
from api.ops.archive_reading import Contents, verified
from api.ops.backing_up import RestoreRefused, restore
from api.ops.contents import PlainRow, Sink, Tally, delete_all, read_contents
from api.ops.shapes import TableShape

MOST_NAMED = 5
"""Differences that are named; whoever has more looks at all of them anyway."""
TOLD_EVERY = 100_000

Told = Callable[[str], None]
"""Takes a sentence about how far it is."""


class MoveRefused(Exception):
    """Nothing was moved, and the target is as empty as before; the text says why."""


async def move(source: Database, target: Database, shapes: Sequence[TableShape], desk: Desk) -> Contents:
    """Copies every row of these tables into an empty target of the same schema; the source only gives.

    MoveRefused where the target holds a row, refuses one, or differs from the source afterwards.
    """
    filled = await target.read(_first_with_rows, shapes)
    if filled is not None:
        raise MoveRefused(f"The target is not empty: its table {filled} has rows. Nothing was changed.")
    contents = await _copy(source, target, shapes, desk)
    desk.told("Comparing each wallet on both sides")
    different = await _differences(source, target, shapes, desk.folder)
    if different:
        await target.write_alone(delete_all, shapes)
        raise MoveRefused(
            f"The two differ in {', '.join(different)}. The target was emptied again. Somebody wrote to the "
            "source meanwhile, most likely: stop its servers and repeat."
        )
    return contents


class Desk:
    """Where a move keeps its files, the instant it began at in milliseconds, and whom it tells."""

    def __init__(self, folder: Path, at_ms: int, told: Told) -> None:
        self.folder = folder
        self.at_ms = at_ms
        self.told = told


async def _first_with_rows(tx: ReadTransaction, shapes: Sequence[TableShape]) -> str | None:
    for shape in shapes:
        if await tx.one(queries.first_page(shape), {"limit": 1}) is not None:
            return shape.name
    return None


async def _copy(source: Database, target: Database, shapes: Sequence[TableShape], desk: Desk) -> Contents:
    file = desk.folder / "everything.outlay"
    with ArchiveWriter(file, shapes, schema=schema.NEWEST, at_ms=desk.at_ms) as writer:
        await source.read(_read_all, shapes, writer, desk.told)
    contents = verified(writer.part)
    desk.told(f"Writing {contents.rows} rows in one transaction")
    try:
        await restore(target, writer.part, contents, replace=False)
    except RestoreRefused as refused:
        raise MoveRefused(f"Nothing was moved, the target is empty. {refused}") from refused
    return contents


async def _read_all(
    tx: ReadTransaction, shapes: Sequence[TableShape], writer: ArchiveWriter, told: Told
) -> None:
    writer.restart()
    await read_contents(tx, shapes, _Telling(writer, told))


class _Telling:
    """A sink that says how far another one is."""

    def __init__(self, sink: Sink, told: Told) -> None:
        self._sink = sink
        self._told = told
        self._rows = 0

    def begin(self, shape: TableShape) -> None:
        self._rows = 0
        self._sink.begin(shape)

    def take(self, shape: TableShape, row: PlainRow, line: bytes) -> None:
        self._sink.take(shape, row, line)
        self._rows += 1
        if self._rows % TOLD_EVERY == 0:
            self._told(f"Read {self._rows} rows of {shape.name} so far")

    def close_wallet(self, shape: TableShape, wallet_id: str, tally: Tally) -> None:
        self._sink.close_wallet(shape, wallet_id, tally)

    def close_table(self, shape: TableShape, tally: Tally) -> None:
        self._sink.close_table(shape, tally)
        self._told(f"Read {tally.rows} rows of {shape.name}")


class _Accounts:
    """A sink that writes down what each wallet has in each table: count, sum and checksum, a line each."""

    def __init__(self, lines: TextIO) -> None:
        self.lines = lines

    def restart(self) -> None:
        self.lines.seek(0)
        self.lines.truncate()

    def begin(self, shape: TableShape) -> None:
        """Each line names its table."""

    def take(self, shape: TableShape, row: PlainRow, line: bytes) -> None:
        """The tally is made by who hands the rows over."""

    def close_wallet(self, shape: TableShape, wallet_id: str, tally: Tally) -> None:
        self._write(f"{shape.name} of wallet {wallet_id}", tally)

    def close_table(self, shape: TableShape, tally: Tally) -> None:
        self._write(shape.name, tally)

    def _write(self, what: str, tally: Tally) -> None:
        self.lines.write(f"{what}\t{orjson.dumps(tally.as_json()).decode()}\n")


async def _differences(
    source: Database, target: Database, shapes: Sequence[TableShape], folder: Path
) -> list[str]:
    """What the two do not have alike, as both are now; the first few."""
    with ExitStack() as files:
        sides = []
        for name, database in (("source", source), ("target", target)):
            lines = files.enter_context((folder / f"{name}.accounts").open("w+", encoding="utf-8"))
            await database.read(_write_accounts, shapes, _Accounts(lines))
            lines.seek(0)
            sides.append(lines)
        # Both come in the same order; behind a wallet that only one of them has, all lines differ.
        different: list[str] = []
        for pair in zip_longest(*sides, fillvalue=""):
            if pair[0] != pair[1]:
                different.append((pair[0] or pair[1]).partition("\t")[0])
            if len(different) == MOST_NAMED:
                break
    return different


async def _write_accounts(tx: ReadTransaction, shapes: Sequence[TableShape], accounts: _Accounts) -> None:
    accounts.restart()
    await read_contents(tx, shapes, accounts)
