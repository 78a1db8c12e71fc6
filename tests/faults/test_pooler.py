"""Behind a pooler that pools by transaction two servers share fewer connections than each thinks it has."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from api.db.migrating import migrate
from tests.faults.conftest import Report
from tests.faults.recorders import Recorders
from tests.infrastructure.outlay_server import OutlayServer
from tests.infrastructure.pooler import pgbouncer, pooled
from tests.infrastructure.postgres_cluster import running_cluster
from tests.infrastructure.servers import ServerUnavailable

pytestmark = [pytest.mark.anyio, pytest.mark.timeout(900), pytest.mark.only_in_full]
CONNECTIONS = 3
EXPENSES = 1000


@pytest.fixture
def pooled_url(pytestconfig: pytest.Config, tmp_path: Path) -> Iterator[str]:
    """The address through PgBouncer of a migrated database."""
    if "postgresql" not in pytestconfig.getoption("--engines"):
        pytest.skip("PostgreSQL was left out with --engines")
    program = pgbouncer()
    if program is None:
        pytest.skip("no pgbouncer on this machine")
    try:
        with running_cluster() as cluster:
            migrate(cluster.database_url)
            with pooled(program, cluster.port, tmp_path, connections=CONNECTIONS) as url:
                yield url
    except ServerUnavailable as refusal:
        pytest.skip(f"no PostgreSQL: {refusal}")


async def looks(server: OutlayServer, recorders: Recorders) -> None:
    """Reads until everything is recorded: one statement alone, several on one snapshot, and totals."""
    async with httpx.AsyncClient(base_url=server.url, headers=recorders.headers, timeout=60) as client:
        while len(recorders.acknowledged) < EXPENSES:
            for path in ("/expenses?limit=50", "/expenses?q=row&limit=1", "/summary?month=2026-03"):
                answer = await client.get(path)
                assert answer.status_code == 200, answer.text


async def test_transactions_that_each_meet_another_connection(
    pooled_url: str, tmp_path: Path, report: Report
) -> None:
    servers = [OutlayServer(pooled_url, tmp_path, database_pool_size=8) for _ in range(2)]
    with servers[0].running(), servers[1].running():
        recorders = await Recorders.of_somebody_new([server.url for server in servers])
        await asyncio.gather(
            recorders.record(16, until=lambda: len(recorders.acknowledged) >= EXPENSES),
            *(looks(server, recorders) for server in servers for _ in range(4)),
        )
        assert (dict(recorders.refusals), recorders.unanswered) == ({}, 0)
        await recorders.assert_each_is_there_once()
    assert [server.traces() for server in servers] == [[], []]
    servers[0].doctor()
    report(
        f"{len(recorders.acknowledged)} expenses by 16 clients at two servers of 8 connections each, over "
        f"{CONNECTIONS} connections to PostgreSQL, while 8 others read lists, sums and a month; no refusal"
    )
