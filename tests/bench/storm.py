"""What logins do to everybody else: hashing a password costs 18 ms of a core."""

from __future__ import annotations

import asyncio
import itertools
from statistics import median

from tests.bench.load import Call, Measured, send
from tests.bench.servers import Server

ACCOUNT = {"username": "bench", "password": "a long enough password"}
LOGINS = 16
OTHERS = 4


async def logins_at_once(server: Server, headers: dict[str, str], rounds: int, seconds: float) -> list[str]:
    """Lines on the others' requests while so many log in without a pause, against the same in quiet."""
    kept, slower, logins = [], [], []
    for _ in range(rounds):
        quiet = await _others(server, headers, seconds)
        stormy, entered = await asyncio.gather(_others(server, headers, seconds), _log_in(server, seconds))
        kept.append(stormy.per_second / quiet.per_second)
        slower.append(stormy.percentile(0.99) / quiet.percentile(0.99))
        logins.append(entered.per_second)
    return [
        f"| {LOGINS} logins at once: others' requests kept | {median(kept):.0%} |",
        f"| their p99 against quiet | {median(slower):.1f} × |",
        f"| logins a second meanwhile | {median(logins):.0f} |",
    ]


async def _others(server: Server, headers: dict[str, str], seconds: float) -> Measured:
    requests = itertools.repeat(Call("/wallets", headers=headers).encode())
    return await send(server.port, requests, status=200, connections=OTHERS, seconds=seconds)


async def _log_in(server: Server, seconds: float) -> Measured:
    requests = itertools.repeat(Call("/login", "POST", body=ACCOUNT).encode())
    return await send(server.port, requests, status=200, connections=LOGINS, seconds=seconds)
