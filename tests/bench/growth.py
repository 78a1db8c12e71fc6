"""Does it stay as quick while a ledger grows? A wallet of 1,000 expenses beside a large one, in one database.

Both are asked in turn, and the ratio is taken within the turn. Nothing is kept from one answer to the next;
SQLite's file is in the system's cache.
"""

from __future__ import annotations

import base64
import itertools
import json
import time
from collections.abc import Awaitable, Callable, Iterator
from dataclasses import dataclass, replace
from datetime import timedelta
from decimal import Decimal
from functools import partial
from pathlib import Path
from statistics import median

import httpx

from api.analytics.service import summary
from api.clock import SystemClock
from api.db.database import Database
from api.expenses.filters import ExpenseFilter
from api.expenses.listing import PageRequest, expenses_page
from api.expenses.recording import NewIds, Recording, record_expenses
from api.expenses.schemas import NewExpense
from api.http.kept_answers import Reading
from api.ids import new_id
from api.ledger.access import Claim
from api.ledger.retries import Retry
from api.ops.doctor import examine
from api.periods import Period, month_of
from tests.bench import servers
from tests.bench.filling import AMOUNTS, DAYS, FIRST, MIDDLE_MONTH, SHOPS, fill
from tests.bench.load import Call, send
from tests.bench.servers import Server
from tests.bench.stores import Stores, read_through, settled

SMALL = 1_000
CONNECTIONS = 16
READS, CREATES = 1_500, 300
"""Requests of each kind in each turn. Few are creates, for the small wallet shall stay small."""
RECENT_DAYS = 28
RETRY_WINDOW_MS = 600_000
CASES = ("list of the newest 50", "50 from the middle of the list", "summary of a month", "create")

Ask = Callable[[str], Awaitable[float]]
"""Asks for a case many times and answers the median of the times in seconds."""


@dataclass(frozen=True)
class Ledger:
    """Somebody's filled wallet: how they sign in, and where the pages in the middle of the list begin."""

    headers: dict[str, str]
    claim: Claim
    cursors: list[str]


def _registered(server: Server, name: str) -> tuple[dict[str, str], Claim]:
    body = {"username": name, "password": "a long enough password"}
    answer = httpx.post(f"http://127.0.0.1:{server.port}/register", json=body, timeout=30)
    answer.raise_for_status()
    token: str = answer.json()["access_token"]
    payload = token.split(".")[1]
    said = json.loads(base64.urlsafe_b64decode(payload + "=" * (-len(payload) % 4)))
    claim = Claim(said["sub"], said["sid"], wallet_id=None, now_ms=SystemClock().now_ms(), live_since_ms=0)
    return {"Authorization": f"Bearer {token}"}, claim


async def _filled(
    server: Server, database: Database, sizes: tuple[int, int], tell: Callable[[str], None]
) -> list[Ledger]:
    ledgers = []
    for name, size in zip(("small", "large"), sizes, strict=True):
        headers, claim = _registered(server, name)
        ledgers.append(Ledger(headers, claim, await fill(database, claim, size, tell)))
    return ledgers


def _new_expenses() -> Iterator[dict[str, object]]:
    """Expenses of the newest days, no two of them alike."""
    newest = FIRST + timedelta(days=DAYS)
    for number in itertools.count():
        yield {
            "amount": f"{Decimal(100 + number * 7_919 % AMOUNTS) / 100}",
            "category": ("Food", "Housing")[number % 2],
            "description": f"Shop {number * 31 % SHOPS}",
            "date": (newest - timedelta(days=number % RECENT_DAYS)).isoformat(),
        }


def _over_http(server: Server, ledger: Ledger) -> Ask:
    new = _new_expenses()

    async def ask(case: str) -> float:
        newest = "/expenses?limit=50"
        paths = {
            CASES[0]: [newest],
            CASES[1]: [f"{newest}&cursor={cursor}" for cursor in ledger.cursors],
            CASES[2]: [f"/summary?month={MIDDLE_MONTH:%Y-%m}"],
        }
        if case in paths:
            calls = itertools.cycle([Call(path, headers=ledger.headers) for path in paths[case]])
            some: Iterator[Call] = itertools.islice(calls, READS)
            status = 200
        else:
            call = Call("/expenses", "POST", ledger.headers)
            some = (replace(call, body=next(new)) for _ in range(CREATES))
            status = 201
        requests = (one.encode() for one in some)
        measured = await send(server.port, requests, status=status, connections=CONNECTIONS)
        return measured.percentile(0.5)

    return ask


def _in_store(database: Database, ledger: Ledger) -> Ask:
    new = _new_expenses()
    cursors = itertools.cycle(ledger.cursors)
    claim, reading, everything = ledger.claim, Reading(), ExpenseFilter()
    month = Period.of_month(month_of(MIDDLE_MONTH))

    async def once(case: str) -> None:
        if case == CASES[0]:
            await database.read(expenses_page, claim, PageRequest(everything, 50), reading)
        elif case == CASES[1]:
            await database.read(expenses_page, claim, PageRequest(everything, 50, next(cursors)), reading)
        elif case == CASES[2]:
            await database.read(summary, claim, month, reading)
        else:
            body = next(new)
            expense = NewExpense.model_validate({**body, "amount": Decimal(str(body["amount"]))})
            ids = NewIds(new_id(claim.now_ms), new_id(claim.now_ms))
            recording = Recording(claim, expense, Retry(None, RETRY_WINDOW_MS), ids)
            await database.write_jointly(record_expenses, recording.group, recording)

    async def ask(case: str) -> float:
        times = []
        for _ in range(CREATES if case == CASES[3] else READS):
            begun = time.perf_counter()
            await once(case)
            times.append(time.perf_counter() - begun)
        return median(times)

    return ask


async def _compared(small: Ask, large: Ask, rounds: int, prepare: Callable[[], None]) -> list[str]:
    lines = []
    for case in CASES:
        for ask in (small, large):
            await ask(case)  # not counted: the first to ask compiles the statements
        pairs = []
        for turn in range(rounds):
            prepare()
            if turn % 2:
                of_large = await large(case)
                pairs.append((await small(case), of_large))
            else:
                of_small = await small(case)
                pairs.append((of_small, await large(case)))
        times = [median(times) * 1000 for times in zip(*pairs, strict=True)]
        growth = median(of_large / of_small for of_small, of_large in pairs)
        lines.append(f"| {case} | {times[0]:.2f} ms | {times[1]:.2f} ms | {growth:.2f} × |")
    return lines


async def grown(
    folder: Path, stores: Stores, size: int, rounds: int, *, store_alone: bool, small: int = SMALL
) -> list[str]:
    """Fills both wallets, measures, lets the doctor look at everything, and returns the lines of a table.

    `store_alone` asks the units of work without HTTP. RuntimeError where the doctor finds a difference.
    """

    def tell(text: str) -> None:
        print(text, flush=True)

    with servers.outlay(folder, database_url=stores.outlay, kept_answers_mib=0) as server:
        database = Database(stores.outlay)
        await database.connect()
        try:
            ledgers = await _filled(server, database, (small, size), tell)
            await settled(stores)
            of_small, of_large = (
                _in_store(database, ledger) if store_alone else _over_http(server, ledger)
                for ledger in ledgers
            )
            lines = await _compared(of_small, of_large, rounds, partial(read_through, stores))
            tell("measured; now the doctor looks at every row")
            findings = [found async for one in examine(database) for found in one.findings]
        finally:
            await database.disconnect()
    if findings:
        raise RuntimeError(f"the wallets were filled wrongly: {findings[0]}")
    return [
        f"{stores.engine}, {'the store alone' if store_alone else f'over HTTP, {CONNECTIONS} connections'}",
        f"| | p50 at {small:,} | p50 at {size:,} | growth |",
        "|---|---:|---:|---:|",
        *lines,
    ]
