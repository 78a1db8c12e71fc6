"""Clients as they are out there: some hang up in the middle, some read or write a byte at a time."""

from __future__ import annotations

import asyncio
import json
import random
import socket
from dataclasses import dataclass

BODY = {"date": "2026-11-02", "category": "Food", "amount": "3.50"}


@dataclass(frozen=True)
class BadClients:
    """All of them send with one person's token to one server."""

    port: int
    token: str

    def request_of(self, key: str) -> bytes:
        """A whole request that records an expense under a key."""
        body = json.dumps({**BODY, "description": f"Row {key}"}).encode()
        head = f"POST /expenses HTTP/1.1\r\nHost: outlay\r\nAuthorization: Bearer {self.token}\r\n"
        head += f"Idempotency-Key: {key}\r\nContent-Type: application/json\r\n"
        return f"{head}Content-Length: {len(body)}\r\n\r\n".encode() + body

    async def hang_up(self, key: str, dice: random.Random) -> None:
        """Sends some or all of a request and goes away at a random moment, mostly without a good-bye."""
        request = self.request_of(key)
        whole = dice.random() < 0.7
        reader, writer = await asyncio.open_connection("127.0.0.1", self.port)
        try:
            writer.write(request if whole else request[: dice.randrange(len(request))])
            await writer.drain()
            await asyncio.sleep(dice.random() * 0.03)
            if dice.random() < 0.2:
                await asyncio.wait_for(reader.read(dice.randint(1, 40)), 0.5)
        finally:
            if dice.random() < 0.7:
                # A reset: what the server sends from now on fails at once.
                writer.transport.abort()
            writer.close()

    async def send_slowly(self, key: str, may_end: asyncio.Event | None = None) -> int:
        """Sends a request in twenty pieces, the last ones when it may end; the status of its answer."""
        request = self.request_of(key)
        reader, writer = await asyncio.open_connection("127.0.0.1", self.port)
        size = len(request) // 20 + 1
        for start in range(0, len(request), size):
            if may_end is not None and start > len(request) - 3 * size:
                await may_end.wait()
            writer.write(request[start : start + size])
            await writer.drain()
            await asyncio.sleep(0.001)
        status = int((await reader.readline()).split()[1])
        writer.close()
        return status

    def asks_and_does_not_read(self, path: str) -> socket.socket:
        """Asks for something long, with hardly any room to receive it, and leaves it lying."""
        asked = socket.socket()
        asked.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        asked.connect(("127.0.0.1", self.port))
        asked.sendall(
            f"GET {path} HTTP/1.1\r\nHost: outlay\r\nAuthorization: Bearer {self.token}\r\n"
            "Connection: close\r\n\r\n".encode()
        )
        return asked
