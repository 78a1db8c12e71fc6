"""Writing the file of a backup: gzipped lines of JSON, the same from every engine.

The first line says what it is. Then each table has a line `{"table": …}`, its rows as arrays, behind each
wallet's rows a line of their count, sum and checksum, and such a line behind the table. The last line has
the SHA-256 of all the lines before it.
"""

from __future__ import annotations

import hashlib
import os
import zlib
from collections.abc import Sequence
from pathlib import Path
from types import TracebackType
from typing import BinaryIO

import orjson

from api.clock import instant_text
from api.ops.contents import PlainRow, Tally
from api.ops.shapes import TableShape

FORMAT = "outlay-backup"
VERSION = 1
# The highest level takes several times as long for a tenth less.
COMPRESSION = 4
GZIP = 31
"""zlib's number for the largest window in the form of gzip."""
FLUSH_BYTES = 65_536


class ArchiveWriter:
    """A sink that writes a backup to FILE.part, which its owner alone may read.

    Leaving the block makes the file complete and durable under that name; `publish` then gives it its
    own. An error leaves nothing behind.
    """

    def __init__(self, file: Path, shapes: Sequence[TableShape], *, schema: str, at_ms: int) -> None:
        self.file = file
        self.part = file.with_name(file.name + ".part")
        self._head = {
            "format": FORMAT,
            "version": VERSION,
            "schema": schema,
            "created_at": instant_text(at_ms),
            "tables": [
                {"name": shape.name, "columns": list(shape.columns), "key": list(shape.key)}
                for shape in shapes
            ],
        }

    def __enter__(self) -> ArchiveWriter:
        # Made anew, for whoever could read an old one could read this.
        self.part.unlink(missing_ok=True)
        descriptor = os.open(self.part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        self._raw: BinaryIO = os.fdopen(descriptor, "wb")
        self.restart()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        complete = False
        try:
            if error is None:
                self._finish()
                complete = True
        finally:
            self._raw.close()
            if not complete:
                self.part.unlink(missing_ok=True)

    def restart(self) -> None:
        """Begins with the first line again: a unit that reads the database may run more than once."""
        self._raw.seek(0)
        self._raw.truncate()
        self._digest = hashlib.sha256()
        self._zip = zlib.compressobj(COMPRESSION, wbits=GZIP)
        self._waiting: list[bytes] = []
        self._waiting_bytes = 0
        self._rows = 0
        self._write(orjson.dumps(self._head))

    def begin(self, shape: TableShape) -> None:
        """Writes which table follows."""
        self._write(orjson.dumps({"table": shape.name}))

    def take(self, shape: TableShape, row: PlainRow, line: bytes) -> None:  # noqa: ARG002 - a sink
        """Writes a row."""
        self._rows += 1
        self._write(line)

    def close_wallet(self, shape: TableShape, wallet_id: str, tally: Tally) -> None:  # noqa: ARG002 - a sink
        """Writes what the wallet's rows came to."""
        self._write(orjson.dumps({"wallet": wallet_id, **tally.as_json()}))

    def close_table(self, shape: TableShape, tally: Tally) -> None:
        """Writes what the table came to."""
        self._write(orjson.dumps({"end": shape.name, **tally.as_json()}))

    def publish(self) -> None:
        """Gives the complete file its own name, durably."""
        self.part.replace(self.file)
        folder = os.open(self.file.parent, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)

    def discard(self) -> None:
        """Removes what was not published."""
        self.part.unlink(missing_ok=True)

    def _write(self, line: bytes) -> None:
        self._waiting.append(line)
        self._waiting_bytes += len(line)
        if self._waiting_bytes >= FLUSH_BYTES:
            self._flush()

    def _flush(self) -> None:
        block = b"\n".join((*self._waiting, b""))
        self._digest.update(block)
        self._raw.write(self._zip.compress(block))
        self._waiting, self._waiting_bytes = [], 0

    def _finish(self) -> None:
        self._flush()
        self._write(orjson.dumps({"rows": self._rows, "sha256": self._digest.hexdigest()}))
        self._flush()
        self._raw.write(self._zip.flush())
        self._raw.flush()
        os.fsync(self._raw.fileno())
