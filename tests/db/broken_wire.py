"""A wire to a server that can be cut, also in the middle of a COMMIT."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from typing import Literal

from sqlalchemy.engine import make_url

from api.db.database import kind_of

CutAt = Literal["before", "after", "refused"]

# MariaDB's packet of an error: its length and number, then the error's own number and words.
_REFUSAL = b"\xff" + (1180).to_bytes(2, "little") + b"#HY000Got error 28 during COMMIT"
ROLLBACK = b"\x09\0\0\0\x03ROLLBACK"
REFUSAL = len(_REFUSAL).to_bytes(3, "little") + b"\x01" + _REFUSAL


class Wire:
    """Passes bytes on in both directions. `cut_at` says what becomes of the next COMMIT.

    `before`: the server never hears of it. `after`: it commits, and its answer is lost. `refused`, for
    MariaDB, which checks nothing at COMMIT: it rolls back and answers with an error.
    """

    def __init__(self, url: str) -> None:
        self._target = make_url(url)
        self._open: set[asyncio.StreamWriter] = set()
        self._deaf: set[asyncio.StreamWriter] = set()
        self._refused: set[asyncio.StreamWriter] = set()
        self._tasks: set[asyncio.Task[None]] = set()
        self._server: asyncio.Server | None = None
        self.cut_at: CutAt | None = None
        self._is_mariadb = kind_of(url) == "mariadb"
        self.cut_word = self.word_for("COMMIT")
        self.url = ""

    def word_for(self, statement: str) -> bytes:
        """How a packet reads that asks for this statement."""
        return b"\x03" + statement.encode() if self._is_mariadb else statement.encode() + b"\0"

    async def open(self, port: int = 0) -> None:
        self._server = await asyncio.start_server(self._connected, "127.0.0.1", port)
        self.port: int = self._server.sockets[0].getsockname()[1]
        through = self._target.set(host="127.0.0.1", port=self.port)
        self.url = through.render_as_string(hide_password=False)

    async def close(self) -> None:
        """As if the server were gone."""
        assert self._server is not None
        self._server.close()
        await self.cut()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        await self._server.wait_closed()

    async def cut(self) -> None:
        """Cuts every connection; new ones can be made."""
        for writer in list(self._open):
            writer.transport.abort()
        await asyncio.sleep(0)

    async def _connected(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        host, port = self._target.host, self._target.port or (3306 if self._is_mariadb else 5432)
        server_reader, server_writer = await asyncio.open_connection(host, port)
        ends = {writer, server_writer}
        self._open |= ends
        line = {
            asyncio.create_task(self._ask(reader, server_writer, writer)),
            asyncio.create_task(self._answer(server_reader, writer)),
        }
        self._tasks |= line
        await asyncio.wait(line, return_when=asyncio.FIRST_COMPLETED)
        for end in ends:
            end.transport.abort()
        self._open -= ends
        self._deaf.discard(writer)

    async def _ask(
        self, client: asyncio.StreamReader, server: asyncio.StreamWriter, back: asyncio.StreamWriter
    ) -> None:
        with suppress(ConnectionError):
            while asked := await client.read(65536):
                cut = self.cut_at if self.cut_word in asked else None
                if cut is not None:
                    self.cut_at = None
                if cut == "before":
                    return
                if cut == "after":
                    self._deaf.add(back)
                if cut == "refused":
                    self._refused.add(back)
                    asked = ROLLBACK
                server.write(asked)
                await server.drain()

    async def _answer(self, server: asyncio.StreamReader, client: asyncio.StreamWriter) -> None:
        with suppress(ConnectionError):
            while answered := await server.read(65536):
                if client in self._deaf:
                    return
                if client in self._refused:
                    self._refused.discard(client)
                    answered = REFUSAL
                client.write(answered)
                await client.drain()


@asynccontextmanager
async def wire_to(url: str) -> AsyncIterator[Wire]:
    """A wire for one test."""
    wire = Wire(url)
    await wire.open()
    yield wire
    await wire.close()
