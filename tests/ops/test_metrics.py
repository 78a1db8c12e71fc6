"""`/metrics`: by token or on a port of its own, counted right, and for all processes of a server."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import time
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager
from pathlib import Path
from typing import Any

import httpx
import pytest
from prometheus_client.parser import text_string_to_metric_families
from pydantic import SecretStr

from api.app import create_app
from api.db.database import Database
from api.db.watching import DatabaseUse
from api.http.measuring import Traffic
from api.ops.counts import Shared
from api.ops.leases import BACKUP, finish, take
from api.settings import Settings
from tests.factories import a_user, an_expense
from tests.infrastructure.frozen_clock import FrozenClock
from tests.infrastructure.ports import free_port

pytestmark = pytest.mark.anyio

TOKEN = "a-token-for-prometheus"
LIVE = {"method": "GET", "route": "/health/live", "status": "200"}
BEARER = {"Authorization": f"Bearer {TOKEN}"}


@asynccontextmanager
async def served(settings: Settings, clock: FrozenClock) -> AsyncIterator[httpx.AsyncClient]:
    """A client of a started app with these settings."""
    app = create_app(settings, clock=clock)
    async with app.router.lifespan_context(app):
        transport = httpx.ASGITransport(app=app, client=("127.0.0.1", 50_000), raise_app_exceptions=False)
        async with httpx.AsyncClient(transport=transport, base_url="http://outlay.test") as client:
            yield client


@pytest.fixture
def with_token(settings: Settings) -> Settings:
    return settings.model_copy(update={"metrics_token": SecretStr(TOKEN)})


def sample(text: str, name: str, **labels: str) -> float | None:
    """The value of one sample, or None."""
    for family in text_string_to_metric_families(text):
        for found in family.samples:
            if found.name == name and found.labels == labels:
                return float(found.value)
    return None


async def told(client: httpx.AsyncClient) -> Callable[..., float | None]:
    """What is told now, by name and labels."""
    answer = await client.get("/metrics", headers=BEARER)
    assert answer.status_code == 200, answer.text
    assert answer.headers["content-type"].startswith("text/plain; version=0.0.4")
    text = answer.text
    return lambda name, **labels: sample(text, name, **labels)


class TestTheDoor:
    async def test_is_closed_unless_it_is_opened(self, client: httpx.AsyncClient) -> None:
        answer = await client.get("/metrics", headers=BEARER)
        assert "outlay_" not in answer.text
        assert answer.status_code == 404

    @pytest.mark.parametrize(
        "headers", [{}, {"Authorization": "Bearer another-token-1"}, {"Authorization": TOKEN}]
    )
    async def test_needs_the_token(
        self, with_token: Settings, clock: FrozenClock, headers: dict[str, str]
    ) -> None:
        async with served(with_token, clock) as client:
            answer = await client.get("/metrics", headers=headers)
            assert (answer.status_code, answer.json()["code"]) == (401, "unauthenticated")

    def test_wants_a_token_that_cannot_be_guessed(self) -> None:
        with pytest.raises(ValueError, match="metrics_token"):
            Settings(metrics_token=SecretStr("short"))


class TestWhatIsTold:
    async def test_counts_requests_by_route_and_status_and_never_by_address(
        self, with_token: Settings, clock: FrozenClock
    ) -> None:
        async with served(with_token, clock) as client:
            user = await a_user(client)
            made = await an_expense(user)
            await user.get(f"/expenses/{made['id']}", params={"q": "a secret"})
            await user.get("/expenses/018f0000-0000-7000-8000-000000000001")
            await client.get("/no/such/address")
            await client.request("BREW", "/no/such/address")
            say = await told(client)
            body = (await client.get("/metrics", headers=BEARER)).text
        requests = "outlay_http_requests_total"
        route = "/expenses/{expense_id}"
        assert say(requests, method="POST", route="/expenses", status="201") == 1
        assert say(requests, method="GET", route=route, status="200") == 1
        assert say(requests, method="GET", route=route, status="404") == 1
        seconds = "outlay_http_request_duration_seconds"
        assert say(f"{seconds}_count", method="GET", route=route) == 2
        assert say(f"{seconds}_bucket", method="GET", route=route, le="+Inf") == 2
        assert (say(f"{seconds}_sum", method="GET", route=route) or 0) > 0
        for secret in ("such/address", "BREW", "secret", made["id"], user.id, TOKEN):
            assert secret not in body

    async def test_counts_retries_conflicts_and_what_the_ledgers_wrote(
        self, with_token: Settings, clock: FrozenClock
    ) -> None:
        async with served(with_token, clock) as client:
            user = await a_user(client)
            row = {"date": "2026-11-15", "category": "Food", "amount": 5}
            before = (await told(client))("outlay_ledger_writes_total")
            key = {"Idempotency-Key": "one"}
            made = await user.post("/expenses", json=row, headers=key)
            for _ in range(2):
                assert (await user.post("/expenses", json=row, headers=key)).status_code == 200
            stale = await user.patch(
                f"/expenses/{made.json()['id']}", json={"amount": 6}, headers={"If-Match": '"999"'}
            )
            assert stale.status_code == 412
            say = await told(client)
        assert say("outlay_retries_replayed_total") == 2
        assert say("outlay_conflicts_total") == 1
        assert (say("outlay_ledger_writes_total") or 0) - (before or 0) == 1

    async def test_tells_of_the_database_and_its_backup(
        self, with_token: Settings, clock: FrozenClock, database: Database
    ) -> None:
        async with served(with_token, clock) as client:
            say = await told(client)
            assert say("outlay_database_up") == 1
            assert say("outlay_database_pool_size") == with_token.database_pool_size
            assert say("outlay_workers") == 1
            assert say("outlay_backup_age_seconds") is None
            now = clock.now_ms()
            await database.write(take, BACKUP, "me", now, now + 1, now)
            await database.write(finish, BACKUP, "me", now, "a file")
            clock.advance(hours=2)
            say = await told(client)
            assert say("outlay_backup_age_seconds") == 7200
            assert say("outlay_backup_last_verified_timestamp_seconds") == now // 1000
            assert (say("outlay_database_units_total", kind="read") or 0) > 0


class TestAPortOfItsOwn:
    async def test_tells_the_same_and_nothing_else(self, settings: Settings, clock: FrozenClock) -> None:
        port = free_port()
        async with served(settings.model_copy(update={"metrics_port": port}), clock) as client:
            await client.get("/health/live")
            async with httpx.AsyncClient(base_url=f"http://127.0.0.1:{port}") as prometheus:
                answer = await prometheus.get("/metrics?x=1")
                elsewhere = await prometheus.get("/health/live")
                posted = await prometheus.post("/metrics")
            assert (await client.get("/metrics")).status_code == 404
        assert answer.status_code == 200
        assert (
            sample(
                answer.text, "outlay_http_requests_total", method="GET", route="/health/live", status="200"
            )
            == 1
        )
        assert (elsewhere.status_code, posted.status_code) == (404, 405)


@contextmanager
def workers(settings: Settings, number: int, metrics_port: int) -> Iterator[str]:
    """A server of several processes; its address once it answers."""
    port = free_port()
    environment = {
        **os.environ,
        "OUTLAY_DATABASE_URL": settings.database_url,
        "OUTLAY_DATA_DIR": str(settings.data_dir),
        "OUTLAY_PORT": str(port),
        "OUTLAY_WORKERS": str(number),
        "OUTLAY_METRICS_PORT": str(metrics_port),
        "OUTLAY_DRAIN_SECONDS": "0",
        "OUTLAY_LOG_LEVEL": "warning",
    }
    with subprocess.Popen(
        [sys.executable, "-m", "api.cli", "serve"], env=environment, stdout=subprocess.PIPE, text=True
    ) as process:
        try:
            assert process.stdout is not None
            assert "running" in process.stdout.readline()
            yield f"http://127.0.0.1:{port}"
        finally:
            process.terminate()
            process.wait(30)


class TestSeveralProcesses:
    def test_are_told_as_one_whoever_is_asked(self, settings: Settings) -> None:
        metrics_port, asked = free_port(), 60

        def all_is_told() -> bool:
            texts = [httpx.get(f"http://127.0.0.1:{metrics_port}/metrics").text for _ in range(4)]
            requests = {sample(text, "outlay_http_requests_total", **LIVE) for text in texts}
            return requests == {asked} and {sample(text, "outlay_workers") for text in texts} == {2}

        with workers(settings, 2, metrics_port) as url:
            for _ in range(asked):
                # A connection each, so that both processes get some.
                assert httpx.get(f"{url}/health/live").status_code == 200
            for _ in range(300):
                if all_is_told():
                    break
                time.sleep(0.1)
            assert all_is_told()

    def test_that_have_ended_still_count(self, tmp_path: Path) -> None:
        with subprocess.Popen([sys.executable, "-c", ""]) as ended:
            ended.wait()
        traffic, use = Traffic(), DatabaseUse(reads=3, reading=1)
        traffic.count("GET", "/health/live", 200, 0.004)
        traffic.running = 1
        mine = Shared(traffic, use, tmp_path)
        assert mine.all().workers == 1
        (tmp_path / f"{os.getpid()}.json").rename(tmp_path / f"{ended.pid}.json")
        both = mine.all()
        assert (both.workers, both.running, both.use.reads, both.use.reading) == (1, 1, 6, 1)
        assert both.statuses == [("GET", "/health/live", 200, 2)]
        assert both.durations[0][2][0] == pytest.approx(0.008)


class TestTheDashboard:
    async def test_asks_for_what_is_told_and_nothing_else(
        self, with_token: Settings, clock: FrozenClock, database: Database
    ) -> None:
        now = clock.now_ms()
        await database.write(take, BACKUP, "me", now, now + 1, now)
        await database.write(finish, BACKUP, "me", now, "a file")
        async with served(with_token, clock) as client:
            await client.get("/health/live")
            text = (await client.get("/metrics", headers=BEARER)).text
        families = list(text_string_to_metric_families(text))
        samples = {found.name: set(found.labels) for family in families for found in family.samples}
        queries = [target["expr"] for panel in dashboard()["panels"] for target in panel["targets"]]
        asked = [(name, query) for query in queries for name in re.findall(r"\boutlay_[a-z_]+", query)]
        assert {name for name, _ in asked} <= set(samples)
        # And everything that is told can be seen.
        drawn = {
            name.removesuffix("_bucket").removesuffix("_sum").removesuffix("_count") for name, _ in asked
        }
        told = {
            found.removesuffix("_bucket").removesuffix("_sum").removesuffix("_count") for found in samples
        }
        assert told - drawn == {"outlay_backup_last_verified_timestamp_seconds"}
        for name, query in asked:
            grouped = {
                label for labels in re.findall(r"by \(([a-z, ]+)\)", query) for label in labels.split(", ")
            }
            assert grouped <= samples[name] | {"le"}


def dashboard() -> dict[str, Any]:
    file = Path(__file__).parents[2] / "docs" / "grafana-dashboard.json"
    read: dict[str, Any] = json.loads(file.read_text(encoding="utf-8"))
    return read
