"""The shape of docs/scaling.md on one machine: a proxy, two servers, PostgreSQL with a streaming standby."""

from __future__ import annotations

import asyncio
import os
from collections.abc import AsyncIterator, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

import pytest

from api.db.migrating import migrate
from tests.faults.conftest import Report
from tests.faults.recorders import Recorders
from tests.infrastructure.outlay_server import OutlayServer
from tests.infrastructure.postgres_cluster import PostgresCluster, running_cluster
from tests.infrastructure.proxy import haproxy, proxied
from tests.infrastructure.servers import ServerUnavailable

pytestmark = [pytest.mark.anyio, pytest.mark.timeout(900), pytest.mark.only_in_full]
DRAIN_SECONDS = 2


@dataclass
class Shape:
    """What stands where."""

    primary: PostgresCluster
    standby: PostgresCluster
    servers: list[OutlayServer]
    url: str


def skip_or_fail(reason: str) -> None:
    if os.environ.get("CI") == "true" and "haproxy" not in reason:
        pytest.fail(reason)
    pytest.skip(reason)


@pytest.fixture
def clusters(pytestconfig: pytest.Config) -> Iterator[tuple[PostgresCluster, PostgresCluster]]:
    """A primary that acknowledges nothing which its standby has not got, and that standby."""
    if "postgresql" not in pytestconfig.getoption("--engines"):
        pytest.skip("PostgreSQL was left out with --engines")
    try:
        with running_cluster() as primary:
            migrate(primary.database_url)
            standby = primary.standby("standby")
            standby.start()
            try:
                primary.ask("ALTER SYSTEM SET synchronous_standby_names = '*'")
                primary.ask("SELECT pg_reload_conf()")
                yield primary, standby
            finally:
                standby.stop()
    except ServerUnavailable as refusal:
        skip_or_fail(f"no PostgreSQL: {refusal}")


@pytest.fixture
async def shape(clusters: tuple[PostgresCluster, PostgresCluster], tmp_path: Path) -> AsyncIterator[Shape]:
    program = haproxy()
    if program is None:
        skip_or_fail("no haproxy on this machine")
    assert program is not None
    primary, standby = clusters
    hosts = "&".join(f"host=127.0.0.1:{cluster.port}" for cluster in clusters)
    url = f"postgresql://postgres@/outlay?{hosts}&target_session_attrs=read-write"
    with ExitStack() as exits:
        settings = {"drain_seconds": DRAIN_SECONDS, "database_wait_seconds": 3}
        servers = [OutlayServer(url, tmp_path, **settings) for _ in range(2)]
        for server in servers:
            exits.enter_context(server.running())
        ports = (servers[0].port, servers[1].port)
        proxy = exits.enter_context(proxied(program, ports, tmp_path / "proxy.log"))
        yield Shape(primary, standby, servers, proxy)


async def test_servers_and_the_primary_go_and_all_goes_on(shape: Shape, full: bool, report: Report) -> None:
    """A rolling restart, a killed server, a killed primary; every acknowledged expense is there once."""
    recorders = await Recorders.of_somebody_new([shape.url])
    for server in shape.servers:
        await recorders.record(8, until=asyncio.create_task(_restarted(server, recorders)).done)
    # Drained before it ended, and asked no more by then: nobody noticed.
    assert (recorders.unanswered, dict(recorders.refusals)) == (0, {})
    restarted = _figures(recorders)
    for _ in range(5):
        await recorders.record(8, until=asyncio.create_task(_killed(shape.servers[0], recorders)).done)
    killed = _figures(recorders)
    await recorders.record(8, until=asyncio.create_task(_failed_over(shape, recorders)).done)
    failed_over = _figures(recorders)
    await recorders.settle()
    await recorders.assert_each_is_there_once()
    assert shape.standby.ask("SELECT pg_is_in_recovery()") == "f"
    shape.servers[0].doctor()
    report(f"both servers restarted in turn: {restarted}")
    report(f"a server killed and started: {killed}")
    report(f"the primary killed, the standby promoted a second later: {failed_over}")
    report(f"{len(recorders.acknowledged)} expenses, each there once")


def _figures(recorders: Recorders) -> str:
    """What was met since the last time this was asked."""
    text = (
        f"{recorders.unanswered} requests without an answer, refusals {dict(recorders.refusals)}, longest "
        f"time without a recorded expense {recorders.longest_gap_s:.1f} s"
    )
    recorders.unanswered, recorders.longest_gap_s = 0, 0.0
    recorders.refusals.clear()
    return text


async def _some_more(recorders: Recorders, number: int = 100) -> None:
    enough = len(recorders.acknowledged) + number
    while len(recorders.acknowledged) < enough:  # noqa: ASYNC110 - the recorders know of nobody who waits
        await asyncio.sleep(0.001)


async def _restarted(server: OutlayServer, recorders: Recorders) -> None:
    await _some_more(recorders)
    assert await asyncio.to_thread(server.end) == 0
    await _some_more(recorders)
    server.start()
    await asyncio.to_thread(server.wait_until_ready)
    # Until the proxy has seen it, too.
    await asyncio.sleep(1)
    await _some_more(recorders)


async def _killed(server: OutlayServer, recorders: Recorders) -> None:
    await _some_more(recorders)
    await asyncio.to_thread(server.kill)
    await _some_more(recorders)
    server.start()
    await asyncio.to_thread(server.wait_until_ready)
    await asyncio.sleep(1)


async def _failed_over(shape: Shape, recorders: Recorders) -> None:
    await _some_more(recorders)
    await asyncio.to_thread(shape.primary.kill)
    await asyncio.sleep(1)
    await asyncio.to_thread(shape.standby.promote)
    await _some_more(recorders)
