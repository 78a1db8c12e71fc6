"""`make bench`: the three servers in turn, pair by pair, and the ratios of each round in their median."""

from __future__ import annotations

import argparse
import itertools
import platform
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass, replace
from pathlib import Path
from statistics import median

import httpx
import uvloop

from tests.bench import servers
from tests.bench.load import Call, Measured, send
from tests.bench.servers import Server

CONNECTIONS = 16
EXPENSES = 1_000
MONTH = "2026-06"
CATEGORIES = ("Food", "Housing", "Transport", "Leisure", "Health", "Clothing", "Gifts", "Travel", "Other")

NOOP = Call("/noop")


@dataclass(frozen=True)
class Case:
    """What is asked of both servers that record expenses, or of Outlay alone."""

    name: str
    outlay: Call
    plain: Call | None


def expense(number: int) -> dict[str, object]:
    """One of a year's expenses, the same for each server: spread over all days, months and categories."""
    return {
        "amount": f"{number % 90 + 1}.{number % 100:02}",
        "category": CATEGORIES[number % len(CATEGORIES)],
        "description": f"Expense {number}",
        "date": f"2026-{number % 12 + 1:02}-{number % 28 + 1:02}",
    }


def signed_in(server: Server) -> dict[str, str]:
    """The headers of a new account."""
    account = {"username": "bench", "password": "a long enough password"}
    answer = httpx.post(f"http://127.0.0.1:{server.port}/register", json=account, timeout=30)
    answer.raise_for_status()
    return {"Authorization": f"Bearer {answer.json()['access_token']}"}


def recording(headers: dict[str, str]) -> Call:
    """The call that records an expense."""
    return Call("/expenses", "POST", headers, expense(0), status=201)


def recordings(call: Call, numbers: Iterator[int]) -> Iterator[bytes]:
    """A request for each number, no two of them alike."""
    return (replace(call, body=expense(number)).encode() for number in numbers)


async def filled(server: Server, expenses: int) -> dict[str, str]:
    """An account with so many expenses, recorded one after the other."""
    headers = signed_in(server)
    call = recording(headers)
    await send(server.port, recordings(call, iter(range(expenses))), status=201, connections=1)
    return headers


def reads(outlay: Server, mine: dict[str, str], plain: dict[str, str]) -> list[Case]:
    """The cases that change nothing."""
    newest, summary = "/expenses?limit=50", f"/summary?month={MONTH}"
    answer = httpx.get(f"http://127.0.0.1:{outlay.port}{newest}", headers=mine)
    known = {**mine, "If-None-Match": answer.headers["ETag"]}
    return [
        Case("list of the newest 50", Call(newest, headers=mine), Call(newest, headers=plain)),
        Case("summary of a month", Call(summary, headers=mine), Call(summary, headers=plain)),
        Case("the list unchanged (304)", Call(newest, headers=known, status=304), None),
    ]


async def repeated(server: Server, call: Call, seconds: float) -> Measured:
    """The call over and over for some seconds."""
    requests = itertools.repeat(call.encode())
    return await send(server.port, requests, status=call.status, connections=CONNECTIONS, seconds=seconds)


async def recorded(server: Server, call: Call, seconds: float, numbers: Iterator[int]) -> Measured:
    """New expenses for some seconds."""
    requests = recordings(call, numbers)
    return await send(server.port, requests, status=201, connections=CONNECTIONS, seconds=seconds)


@dataclass(frozen=True)
class Round:
    """What was measured of one case in one turn."""

    noop: Measured
    outlay: Measured
    plain: Measured | None


def row(case: str, rounds: list[Round]) -> str:
    """The medians of a case as a line of a table."""
    of_noop = median(one.outlay.per_second / one.noop.per_second for one in rounds)
    pairs = [one.outlay.per_second / one.plain.per_second for one in rounds if one.plain is not None]
    of_plain = f"{median(pairs):.1f} ×" if pairs else ""
    spread = median(one.outlay.percentile(0.99) / one.outlay.percentile(0.5) for one in rounds)
    p50 = median(one.outlay.percentile(0.5) for one in rounds) * 1000
    return f"| {case} | {of_noop:.2f} | {of_plain} | {p50:.1f} ms | {spread:.1f} |"


async def compare(rounds: int, seconds: float, expenses: int = EXPENSES) -> list[str]:
    """Runs everything and returns the lines of the table."""
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="outlay-bench-")))
        noop = stack.enter_context(servers.noop())
        plain = stack.enter_context(servers.plain_way(folder))
        outlay = stack.enter_context(servers.outlay(folder))
        mine, theirs = await filled(outlay, expenses), await filled(plain, expenses)
        lines = []
        for case in reads(outlay, mine, theirs):
            taken = [
                Round(
                    await repeated(noop, NOOP, seconds),
                    await repeated(outlay, case.outlay, seconds),
                    None if case.plain is None else await repeated(plain, case.plain, seconds),
                )
                for _ in range(rounds)
            ]
            lines.append(row(case.name, taken))
        numbers = itertools.count(expenses)
        # Last: the others are measured in a wallet of the size that is told.
        taken = [
            Round(
                await repeated(noop, NOOP, seconds),
                await recorded(outlay, recording(mine), seconds, numbers),
                await recorded(plain, recording(theirs), seconds, numbers),
            )
            for _ in range(rounds)
        ]
        return [row("create, durable", taken), *lines]


def main() -> None:
    """Prints a table of ratios; see docs/benchmarks.md."""
    parser = argparse.ArgumentParser(prog="make bench", description=main.__doc__)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--seconds", type=float, default=3.0, help="of each server in each round")
    given = parser.parse_args()
    lines = uvloop.run(compare(given.rounds, given.seconds))
    print(f"Python {platform.python_version()}, {CONNECTIONS} connections, {EXPENSES} expenses, SQLite")
    print("| | of the no-op | of the plain way | p50 | p99 / p50 |\n|---|---:|---:|---:|---:|")
    print("\n".join(lines))


if __name__ == "__main__":
    main()
