"""A COMMIT that fails, and a database that has no time: a clear refusal, and all is well afterwards."""

from __future__ import annotations

import asyncio
from pathlib import Path

import httpx
import pytest

from tests.faults.recorders import Recorders
from tests.infrastructure.outlay_server import OutlayServer
from tests.infrastructure.sabotage import FATAL_WORD, let_commits_fail, may_commits_fail, writers_shut_out

pytestmark = [pytest.mark.anyio, pytest.mark.timeout(600)]
LUNCH = {"date": "2026-11-02", "category": "Food", "amount": 12.5}


async def test_a_failing_commit_is_refused_and_takes_nobody_down(
    server: OutlayServer, database_url: str, full: bool
) -> None:
    """Those that were in one group with it are recorded, and it is no more stored than it was answered."""
    if not may_commits_fail(database_url):
        pytest.skip("MariaDB defers nothing to COMMIT, so none can be made to fail")
    tries = 200 if full else 40
    await let_commits_fail(database_url)
    with server.running():
        recorders = await Recorders.of_somebody_new([server.url])
        async with httpx.AsyncClient(headers=recorders.headers, timeout=60) as client:

            async def fail(number: int) -> None:
                body = {**LUNCH, "description": FATAL_WORD}
                key = {"Idempotency-Key": f"fatal-{number}"}
                answer = await client.post(f"{server.url}/expenses", json=body, headers=key)
                assert (answer.status_code, answer.json()["code"]) == (503, "storage_failed")

            failing = asyncio.gather(*(fail(number) for number in range(tries)))
            await recorders.record(8, until=failing.done)
            await failing
        assert recorders.refusals == {}
        await recorders.assert_each_is_there_once()
        assert FATAL_WORD not in {row["description"] for row in (await recorders.stored()).values()}
    server.doctor()


async def test_a_database_without_time_for_us_is_busy_until_it_has(database_url: str, tmp_path: Path) -> None:
    """Every connection waits for a lock that another program holds; who finds none is told so in time."""
    server = OutlayServer(database_url, tmp_path, database_pool_size=2, database_wait_seconds=1)
    with server.running():
        recorders = await Recorders.of_somebody_new([server.url])
        async with httpx.AsyncClient(headers=recorders.headers, timeout=60) as client:
            async with writers_shut_out(database_url):
                posts = [
                    asyncio.create_task(
                        client.post(
                            f"{server.url}/expenses",
                            json={**LUNCH, "description": f"Row {number}"},
                            headers={"Idempotency-Key": f"row-{number}"},
                        )
                    )
                    for number in range(20)
                ]
                refused, _ = await asyncio.wait(posts, timeout=30, return_when=asyncio.FIRST_COMPLETED)
                while len(refused) < 18:
                    refused, _ = await asyncio.wait(posts, timeout=0.1)
                codes = {(post.result().status_code, post.result().json()["code"]) for post in refused}
                assert codes == {(503, "busy")}
                assert all("Retry-After" in post.result().headers for post in refused)
            # Those that had a connection may have been in time.
            statuses = [answer.status_code for answer in await asyncio.gather(*posts)]
            assert set(statuses) <= {201, 503}
            stored = await recorders.stored()
            assert len(stored) == statuses.count(201)
            for number in range(20):
                again = await client.post(
                    f"{server.url}/expenses",
                    json={**LUNCH, "description": f"Row {number}"},
                    headers={"Idempotency-Key": f"row-{number}"},
                )
                assert again.status_code in {200, 201}
            assert len(await recorders.stored()) == 20
    assert server.traces() == []
    server.doctor()
