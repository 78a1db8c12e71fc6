"""The benchmark itself: what it measures is answered as it should be, and what is not stops it."""

from __future__ import annotations

import asyncio
import itertools
from pathlib import Path

import pytest

from tests.bench import servers
from tests.bench.__main__ import compare
from tests.bench.growth import CASES, grown
from tests.bench.load import Call, WrongStatus, send
from tests.bench.stores import in_folder


async def test_it_tells_of_each_case(tmp_path: Path) -> None:
    lines = await compare(tmp_path, in_folder(tmp_path), rounds=1, seconds=0.2, expenses=30)
    names = [line.split(" | ")[0].removeprefix("| ") for line in lines]
    assert names[:6] == [
        "create, durable",
        "list of the newest 50",
        "summary of a month",
        "the list unchanged (304)",
        "list of the newest 50, made anew",
        "summary of a month, made anew",
    ]
    assert names[-5:] == [
        "16 logins at once: others' requests kept",
        "their p99 against quiet",
        "logins a second meanwhile",
        "start to the first answer",
        "memory before and after the run",
    ]


async def test_an_answer_of_another_kind_stops_it() -> None:
    missing = itertools.repeat(Call("/missing").encode())
    with servers.noop() as server, pytest.raises(WrongStatus, match="404 instead of 200"):
        await send(server.port, missing, status=200, connections=2, seconds=5)


async def test_each_request_is_sent_once_and_its_answer_counted() -> None:
    with servers.noop() as server:
        requests = itertools.repeat(Call("/noop").encode(), 25)
        measured = await asyncio.wait_for(send(server.port, requests, status=200, connections=3), 30)
    assert len(measured.latencies) == 25
    assert 0 < measured.percentile(0.5) <= measured.percentile(0.99) <= measured.seconds


@pytest.mark.parametrize("store_alone", [False, True])
async def test_growth_is_told_of_each_case_after_the_doctor_was_there(
    tmp_path: Path, store_alone: bool
) -> None:
    how, *table = await grown(
        tmp_path, in_folder(tmp_path), 400, rounds=2, store_alone=store_alone, small=200
    )
    assert how.startswith("SQLite")
    assert [line.split(" | ")[0].removeprefix("| ") for line in table[2:]] == list(CASES)
    assert all(line.endswith(" × |") for line in table[2:])
