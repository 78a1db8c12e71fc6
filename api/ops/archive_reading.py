"""Reading the file of a backup: every count, sum and checksum is compared on the way."""

from __future__ import annotations

import gzip
import hashlib
import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import groupby, islice
from operator import itemgetter
from pathlib import Path
from typing import Any

import orjson

from api.ops.archive import FORMAT, VERSION
from api.ops.contents import BATCH, Counting, PlainRow, Tally
from api.ops.shapes import TableShape

LONGEST_LINE = 64 * 1024 * 1024
_NAME = re.compile(r"[a-z][a-z0-9_]{0,62}", re.ASCII)


class ArchiveRefused(Exception):
    """The file is no backup, not whole, or damaged; the text says which, in a sentence."""


@dataclass(frozen=True, slots=True)
class Head:
    """What the first line says."""

    schema: str
    created_at: str
    shapes: tuple[TableShape, ...]


@dataclass(slots=True)
class Contents:
    """What a backup that is whole holds: the tally of each table, and of how many wallets."""

    head: Head
    tallies: dict[str, Tally] = field(default_factory=dict)
    wallets: int = 0

    @property
    def rows(self) -> int:
        """All rows of all tables."""
        return sum(tally.rows for tally in self.tallies.values())


def verified(file: Path) -> Contents:
    """Reads the whole file and compares everything; ArchiveRefused where it is not what it says."""
    archive = ArchiveReader(file)
    for _ in archive.rows():
        pass
    return archive.contents


class ArchiveReader:
    """One reading of a file, in constant memory; `contents` is complete once `rows` has ended."""

    contents: Contents

    def __init__(self, file: Path) -> None:
        self.file = file
        self._digest = hashlib.sha256()
        self._closed_wallet: tuple[str, Tally] | None = None

    def rows(self) -> Iterator[tuple[TableShape, PlainRow]]:
        """Every row with its table; ArchiveRefused where something is wrong, at the latest at the end."""
        try:
            with gzip.open(self.file) as lines:
                yield from self._rows(self._whole_lines(lines))
        except (EOFError, zlib.error, gzip.BadGzipFile) as error:
            raise self._refusal(error) from error

    def batches(self) -> Iterator[tuple[TableShape, list[PlainRow]]]:
        """The same in lists of one table's rows, each at most `BATCH` long."""
        for shape, rows in groupby(self.rows(), key=itemgetter(0)):
            while batch := [row for _, row in islice(rows, BATCH)]:
                yield shape, batch

    def _refusal(self, error: Exception) -> ArchiveRefused:
        if isinstance(error, EOFError):
            return ArchiveRefused(f"{self.file} is not whole: it ends in the middle.")
        if isinstance(error, gzip.BadGzipFile) and "Not a gzipped" in str(error):
            return ArchiveRefused(f"{self.file} is no backup of Outlay.")
        return self._damaged("it cannot be unpacked")

    def _damaged(self, what: str) -> ArchiveRefused:
        return ArchiveRefused(f"{self.file} is damaged: {what}.")

    def _whole_lines(self, lines: gzip.GzipFile) -> Iterator[bytes]:
        while line := lines.readline(LONGEST_LINE):
            if not line.endswith(b"\n"):
                raise EOFError
            yield line

    def _rows(self, lines: Iterator[bytes]) -> Iterator[tuple[TableShape, PlainRow]]:
        head = self._head(next(lines, b""))
        self.contents = Contents(head)
        for shape in head.shapes:
            if self._next(lines) != {"table": shape.name}:
                raise self._damaged(f"the table {shape.name} does not begin where it should")
            for row in self._table(shape, lines):
                yield shape, row
        self._end(lines)

    def _head(self, line: bytes) -> Head:
        self._digest.update(line)
        try:
            said = orjson.loads(line)
            if said["format"] != FORMAT:
                raise ValueError
        except (ValueError, TypeError, KeyError):
            raise ArchiveRefused(f"{self.file} is no backup of Outlay.") from None
        if said.get("version") != VERSION:
            raise ArchiveRefused(f"{self.file} was written by a newer Outlay: restore it with that one.")
        try:
            return Head(str(said["schema"]), str(said["created_at"]), tuple(map(_shape, said["tables"])))
        except (ValueError, TypeError, KeyError):
            raise self._damaged("its first line is not complete") from None

    def _table(self, shape: TableShape, lines: Iterator[bytes]) -> Iterator[PlainRow]:
        """The rows of one table; returns behind its last line."""
        counting = Counting(shape, self._close_wallet)
        width = len(shape.columns)
        while True:
            line = next(lines, b"")
            self._digest.update(line)
            said = self._parsed(line)
            if isinstance(said, list):
                if len(said) != width or not all(type(value) in {str, int, type(None)} for value in said):
                    raise self._damaged(f"a row of {shape.name} has another form")
                counting.add(said, line[:-1])
                if self._closed_wallet is not None:
                    raise self._damaged(f"the rows of a wallet in {shape.name} are not counted")
                yield said
            elif isinstance(said, dict) and "wallet" in said:
                counting.end_wallet()
                self._compare_wallet(shape, said)
            else:
                tally = counting.end()
                if said != {"end": shape.name, **tally.as_json()} or self._closed_wallet is not None:
                    raise self._damaged(f"the counts and checksums of {shape.name} differ from its rows")
                self.contents.tallies[shape.name] = tally
                return

    def _close_wallet(self, shape: TableShape, wallet_id: str, tally: Tally) -> None:  # noqa: ARG002
        self._closed_wallet = (wallet_id, tally)

    def _compare_wallet(self, shape: TableShape, said: dict[str, Any]) -> None:
        closed, self._closed_wallet = self._closed_wallet, None
        if closed is None or said != {"wallet": closed[0], **closed[1].as_json()}:
            raise self._damaged(f"the counts and checksums of a wallet in {shape.name} differ from its rows")

    def _end(self, lines: Iterator[bytes]) -> None:
        digest = self._digest.hexdigest()
        if self._next(lines) != {"rows": self.contents.rows, "sha256": digest}:
            raise self._damaged("its checksum differs from what it holds")
        if next(lines, None) is not None:
            raise self._damaged("it goes on behind its end")
        wallets = self.contents.tallies.get("wallets")
        self.contents.wallets = 0 if wallets is None else wallets.rows

    def _next(self, lines: Iterator[bytes]) -> Any:
        line = next(lines, b"")
        self._digest.update(line)
        return self._parsed(line)

    def _parsed(self, line: bytes) -> Any:
        if not line:
            raise ArchiveRefused(f"{self.file} is not whole: it ends in the middle.")
        try:
            return orjson.loads(line)
        except ValueError:
            raise self._damaged("a line cannot be read") from None


def _shape(said: dict[str, Any]) -> TableShape:
    names = [said["name"], *said["columns"], *said["key"]]
    if not said["key"] or not all(isinstance(name, str) and _NAME.fullmatch(name) for name in names):
        raise ValueError("not the name of a table or column")
    if not set(said["key"]) <= set(said["columns"]):
        raise ValueError("a key without its column")
    return TableShape(said["name"], tuple(said["columns"]), tuple(said["key"]))
