"""`make bench`: the three servers in turn, pair by pair, and the ratios of each round in their median."""

from __future__ import annotations

import argparse
import itertools
import platform
import tempfile
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from statistics import median

import httpx
import uvloop

from tests.bench import servers
from tests.bench.growth import grown
from tests.bench.load import Call, Measured, send
from tests.bench.servers import Server
from tests.bench.stores import Stores, in_folder, on_postgresql
from tests.bench.storm import ACCOUNT, logins_at_once

CONNECTIONS = 16
EXPENSES = 1_000
MONTH = "2026-06"
CATEGORIES = ("Food", "Housing", "Transport", "Leisure", "Health", "Clothing", "Gifts", "Travel", "Other")

NOOP = Call("/noop")
STARTS = 5
# An attempt counts before it is judged, so logins side by side would meet the limit of failures.
UNLIMITED = {"login_failures_per_name": 1_000_000, "login_failures_per_address": 1_000_000}
HEAD_OF_REST = ("| | |", "|---|---:|")


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
    answer = httpx.post(f"http://127.0.0.1:{server.port}/register", json=ACCOUNT, timeout=30)
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
    newest = "/expenses?limit=50"
    answer = httpx.get(f"http://127.0.0.1:{outlay.port}{newest}", headers=mine)
    known = {**mine, "If-None-Match": answer.headers["ETag"]}
    return [
        *lists(mine, plain, ""),
        Case("the list unchanged (304)", Call(newest, headers=known, status=304), None),
    ]


def lists(mine: dict[str, str], plain: dict[str, str], how: str) -> list[Case]:
    """The two lists that are asked for most."""
    newest, summary = "/expenses?limit=50", f"/summary?month={MONTH}"
    return [
        Case(f"list of the newest 50{how}", Call(newest, headers=mine), Call(newest, headers=plain)),
        Case(f"summary of a month{how}", Call(summary, headers=mine), Call(summary, headers=plain)),
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
class Bench:
    """The servers, and how often and how long each is asked."""

    noop: Server
    outlay: Server
    plain: Server
    rounds: int
    seconds: float

    async def of_reads(self, case: Case) -> str:
        """The line of a case that changes nothing."""
        taken = [
            Round(
                await repeated(self.noop, NOOP, self.seconds),
                await repeated(self.outlay, case.outlay, self.seconds),
                None if case.plain is None else await repeated(self.plain, case.plain, self.seconds),
            )
            for _ in range(self.rounds)
        ]
        return row(case.name, taken)

    async def of_recording(self, mine: dict[str, str], theirs: dict[str, str], first: int) -> str:
        """The line of new expenses, whose numbers begin at `first`."""
        numbers = itertools.count(first)
        taken = [
            Round(
                await repeated(self.noop, NOOP, self.seconds),
                await recorded(self.outlay, recording(mine), self.seconds, numbers),
                await recorded(self.plain, recording(theirs), self.seconds, numbers),
            )
            for _ in range(self.rounds)
        ]
        return row("create, durable", taken)


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


async def compare(
    folder: Path, stores: Stores, rounds: int, seconds: float, expenses: int = EXPENSES
) -> list[str]:
    """Runs everything and returns the lines of the tables."""
    start = partial(servers.outlay, folder, database_url=stores.outlay, **UNLIMITED)
    with start():
        pass  # Only the first start of all makes tables, and loads what does so.
    with ExitStack() as stack:
        noop = stack.enter_context(servers.noop())
        plain = stack.enter_context(servers.plain_way(stores.plain))
        outlay = stack.enter_context(start())
        idle_mib = outlay.memory_mib()
        mine, theirs = await filled(outlay, expenses), await filled(plain, expenses)
        bench = Bench(noop, outlay, plain, rounds, seconds)
        lines = [await bench.of_reads(case) for case in reads(outlay, mine, theirs)]
        with start(kept_answers_mib=0) as forgetful:
            anew = replace(bench, outlay=forgetful)
            lines += [await anew.of_reads(case) for case in lists(mine, theirs, ", made anew")]
        # Last: the others are measured in a wallet of the size that is told.
        lines.insert(0, await bench.of_recording(mine, theirs, expenses))
        storm = await logins_at_once(outlay, mine, rounds, seconds)
        return [*lines, "", *HEAD_OF_REST, *storm, *resources(outlay, idle_mib, start)]


def resources(
    outlay: Server, idle_mib: float, start: Callable[[], AbstractContextManager[Server]]
) -> list[str]:
    """Lines on memory and on how long a start takes."""
    starts = []
    for _ in range(STARTS):
        with start() as again:
            starts.append(again.started_s)
    return [
        f"| start to the first answer | {median(starts):.2f} s |",
        f"| memory before and after the run | {idle_mib:.0f} and {outlay.memory_mib():.0f} MiB |",
    ]


def main() -> None:
    """Prints a table of ratios; see docs/benchmarks.md."""
    parser = argparse.ArgumentParser(prog="make bench", description=main.__doc__)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--seconds", type=float, default=3.0, help="of each server in each round")
    parser.add_argument("--postgresql", metavar="URL", help="a server, to compare on two new databases of it")
    parser.add_argument("--growth", type=int, metavar="N", help="a wallet of N expenses beside one of 1,000")
    parser.add_argument("--store-alone", action="store_true", help="with --growth: without HTTP")
    given = parser.parse_args()
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="outlay-bench-")))
        stores = (
            stack.enter_context(on_postgresql(given.postgresql)) if given.postgresql else in_folder(folder)
        )
        if given.growth:
            alone = given.store_alone
            print(*uvloop.run(grown(folder, stores, given.growth, given.rounds, store_alone=alone)), sep="\n")
            return
        lines = uvloop.run(compare(folder, stores, given.rounds, given.seconds))
    print(
        f"Python {platform.python_version()}, {CONNECTIONS} connections, {EXPENSES} expenses, {stores.engine}"
    )
    print("| | of the no-op | of the plain way | p50 | p99 / p50 |\n|---|---:|---:|---:|---:|")
    print("\n".join(lines))


if __name__ == "__main__":
    main()
