"""PostgreSQL is killed under load: requests are told to come back, and service resumes by itself."""

from __future__ import annotations

import asyncio
import os
import random
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from api.db.migrating import migrate
from tests.faults.conftest import Report
from tests.faults.recorders import Recorders
from tests.infrastructure.outlay_server import OutlayServer
from tests.infrastructure.postgres_cluster import PostgresCluster, running_cluster
from tests.infrastructure.servers import ServerUnavailable

pytestmark = [pytest.mark.anyio, pytest.mark.timeout(1800)]
POOL = 4


@pytest.fixture
def cluster(pytestconfig: pytest.Config) -> Iterator[PostgresCluster]:
    """A durable PostgreSQL of this test's own, migrated."""
    if "postgresql" not in pytestconfig.getoption("--engines"):
        pytest.skip("PostgreSQL was left out with --engines")
    try:
        with running_cluster() as cluster:
            yield cluster
    except ServerUnavailable as refusal:
        if os.environ.get("CI") == "true":
            pytest.fail(str(refusal))
        pytest.skip(f"no PostgreSQL: {refusal}")


async def test_sigkill_of_the_postmaster_under_load(
    cluster: PostgresCluster, tmp_path: Path, full: bool, report: Report
) -> None:
    rounds = 10 if full else 2
    dice = random.Random(11)
    await asyncio.to_thread(migrate, cluster.database_url)
    server = OutlayServer(cluster.database_url, tmp_path, database_pool_size=POOL, database_wait_seconds=3)
    with server.running():
        recorders = await Recorders.of_somebody_new([server.url])
        for _ in range(rounds):
            before = len(recorders.acknowledged)
            fate = asyncio.create_task(
                _killed_and_started(cluster, recorders, before + dice.randint(20, 200), dice.uniform(0.2, 1))
            )
            await recorders.record(8, until=fate.done)
            await fate
            # The same server goes on, and nothing that it acknowledged is gone.
            await recorders.settle()
            await recorders.assert_each_is_there_once()
            await _pool_is_whole(server, cluster, recorders)
        assert recorders.unanswered == 0
        assert recorders.refusals
        assert set(recorders.refusals) <= {"busy", "outcome_unknown"}
    server.doctor()
    report(
        f"{rounds} rounds, {len(recorders.acknowledged)} expenses, refusals {dict(recorders.refusals)}, each "
        f"expense there once; longest time without a recorded expense {recorders.longest_gap_s:.1f} s"
    )


async def _killed_and_started(
    cluster: PostgresCluster, recorders: Recorders, acknowledged: int, away_s: float
) -> None:
    while len(recorders.acknowledged) < acknowledged:  # noqa: ASYNC110 - the recorders know of nobody who waits
        await asyncio.sleep(0.001)
    await asyncio.to_thread(cluster.kill)
    await asyncio.sleep(away_s)
    await asyncio.to_thread(cluster.start)
    back = len(recorders.acknowledged) + 20
    while len(recorders.acknowledged) < back:  # noqa: ASYNC110 - as above
        await asyncio.sleep(0.001)


async def _pool_is_whole(server: OutlayServer, cluster: PostgresCluster, recorders: Recorders) -> None:
    """Many at once are all served, on no more connections than there should be."""
    async with httpx.AsyncClient(headers=recorders.headers, timeout=60) as client:
        answers = await asyncio.gather(
            *(client.get(f"{server.url}/expenses?limit=1") for _ in range(10 * POOL))
        )
    assert {answer.status_code for answer in answers} == {200}
    count = "SELECT count(*) FROM pg_stat_activity WHERE datname = 'outlay' AND pid <> pg_backend_pid()"
    assert int(await asyncio.to_thread(cluster.ask, count)) <= POOL
