"""A port of its own for Prometheus: it knows one address and no more of HTTP than that takes."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager

from api.ops.counts import CONTENT_TYPE

SECONDS = 10.0
"""How long a request may take to arrive, and its answer to be taken."""
LONGEST_HEAD = 16_384


@asynccontextmanager
async def serve_metrics(
    host: str, port: int, exposition: Callable[[], Awaitable[bytes]]
) -> AsyncIterator[None]:
    """Answers `GET /metrics` on its own port; OSError where it cannot listen there.

    Every process of a server listens, and the system chooses one for each connection.
    """

    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            async with asyncio.timeout(SECONDS):
                writer.write(await _answer(reader, exposition))
                await writer.drain()
        except (OSError, TimeoutError, asyncio.IncompleteReadError, asyncio.LimitOverrunError):
            # Whoever asked has gone or never spoke HTTP: nobody is left to tell.
            pass
        finally:
            writer.close()

    shares_port = hasattr(socket, "SO_REUSEPORT")
    server = await asyncio.start_server(
        answer, host, port, limit=LONGEST_HEAD, reuse_port=True if shares_port else None
    )
    async with server:
        yield


async def _answer(reader: asyncio.StreamReader, exposition: Callable[[], Awaitable[bytes]]) -> bytes:
    head = await reader.readuntil(b"\r\n\r\n")
    method, _, rest = head.partition(b" ")
    path = rest.partition(b" ")[0].partition(b"?")[0]
    if path != b"/metrics":
        return _response("404 Not Found", b"Only /metrics is here.\n", "text/plain")
    if method != b"GET":
        return _response("405 Method Not Allowed", b"Only GET is known here.\n", "text/plain")
    return _response("200 OK", await exposition(), CONTENT_TYPE)


def _response(status: str, body: bytes, kind: str) -> bytes:
    headers = f"Content-Type: {kind}\r\nContent-Length: {len(body)}\r\nConnection: close\r\n"
    return f"HTTP/1.1 {status}\r\n{headers}\r\n".encode() + body
