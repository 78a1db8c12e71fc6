"""Backups: everything into one file, and back into a database."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from api.db import schema
from api.db.database import Database
from api.db.integrity import IntegrityViolation
from api.db.transactions import ReadTransaction, WriteTransaction
from api.ops.archive import ArchiveWriter
from api.ops.archive_reading import ArchiveReader, Contents, verified
from api.ops.contents import (
    delete_all,
    insert_rows,
    is_empty,
    read_contents,
    table_tallies,
)
from api.ops.shapes import TableShape


class RestoreRefused(Exception):
    """Nothing was restored; the text says why, in a sentence."""


async def back_up(database: Database, file: Path, shapes: Sequence[TableShape], at_ms: int) -> Contents:
    """Writes one consistent view of the database to `file`, while it is in use.

    The file has its name once it was written durably, read again and found whole.
    """
    with ArchiveWriter(file, shapes, schema=schema.NEWEST, at_ms=at_ms) as writer:
        await database.read(_write_all, shapes, writer)
    try:
        contents = verified(writer.part)
        writer.publish()
    finally:
        writer.discard()
    return contents


async def _write_all(tx: ReadTransaction, shapes: Sequence[TableShape], writer: ArchiveWriter) -> None:
    writer.restart()
    await read_contents(tx, shapes, writer)


async def restore(database: Database, file: Path, contents: Contents, *, replace: bool) -> None:
    """Puts the rows of a verified backup into a database of its schema: all of them, or none.

    RestoreRefused where the database is not empty and its rows are not to be replaced, where it refuses
    a row, and where what was stored differs from the file.
    """
    try:
        await database.write_alone(_restore, file, contents, replace)
    except IntegrityViolation as error:
        raise RestoreRefused(
            f"The database refuses a row of the backup, so nothing was restored: {error}."
        ) from error


async def _restore(tx: WriteTransaction, file: Path, contents: Contents, replace: bool) -> None:
    shapes = contents.head.shapes
    if await tx.value(schema.STORED_REVISION) != contents.head.schema:
        raise RestoreRefused("Somebody else migrates this database: stop its servers first.")
    if not replace and not await is_empty(tx):
        raise RestoreRefused("The database is not empty, so nothing was restored.")
    await delete_all(tx, shapes)
    for shape, rows in ArchiveReader(file).batches():
        await insert_rows(tx, shape, rows)
    stored = await table_tallies(tx, shapes)
    different = [name for name, tally in contents.tallies.items() if stored[name] != tally]
    if different:
        raise RestoreRefused(
            f"The database does not keep these as they are in the backup, so nothing was restored: "
            f"{', '.join(different)}."
        )
