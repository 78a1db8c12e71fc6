"""What is watched on request: `Server-Timing`, and statements that take long."""

from __future__ import annotations

import logging
import re

import httpx
import pytest

from api.db.database import Database
from api.db.watching import DatabaseUse
from api.ops.leases import BACKUP, lease_of, renew
from api.settings import Settings
from tests.factories import a_user, an_expense
from tests.infrastructure.frozen_clock import FrozenClock
from tests.ops.test_metrics import served

pytestmark = pytest.mark.anyio

TIMING = re.compile(r"total;dur=(\d+\.\d), db;dur=(\d+\.\d)")


class TestServerTiming:
    async def test_is_not_told_unless_asked_for(self, client: httpx.AsyncClient) -> None:
        assert "server-timing" not in (await client.get("/health/ready")).headers

    async def test_tells_the_whole_time_and_that_of_the_database(
        self, settings: Settings, clock: FrozenClock
    ) -> None:
        async with served(settings.model_copy(update={"server_timing": True}), clock) as client:
            user = await a_user(client)
            for answer in (
                await user.post("/expenses", json={"date": "2026-11-15", "category": "Food", "amount": 5}),
                await user.get("/expenses"),
                await client.get("/no/such/address"),
            ):
                told = TIMING.fullmatch(answer.headers["server-timing"])
                assert told is not None
                assert 0 <= float(told[2]) <= float(told[1])


class TestASlowStatement:
    async def test_is_logged_by_name_and_without_its_values(
        self, database: Database, caplog: pytest.LogCaptureFixture
    ) -> None:
        # Every statement takes longer than that.
        database.watch(DatabaseUse(), 1e-9)
        with caplog.at_level(logging.WARNING, "outlay.database"):
            await database.read(lease_of, BACKUP)
            await database.write(renew, BACKUP, "a secret name", 0)
        first, second = caplog.messages
        assert re.fullmatch(r"slow statement: ops\.lease in lease_of took \d+ ms", first)
        assert re.fullmatch(r"slow statement: ops\.renew_lease in renew took \d+ ms", second)
        assert "secret" not in caplog.text

    async def test_leaves_the_others_alone(
        self, settings: Settings, clock: FrozenClock, caplog: pytest.LogCaptureFixture
    ) -> None:
        patient = settings.model_copy(update={"slow_statement_ms": 60_000})
        async with served(patient, clock) as client:
            user = await a_user(client)
            row = {"date": "2026-11-15", "category": "Food", "amount": 5}
            made = await user.post("/expenses", json=row, headers={"Idempotency-Key": "one"})
            again = await user.post("/expenses", json=row, headers={"Idempotency-Key": "one"})
            assert (made.status_code, again.status_code) == (201, 200)
            # The replay gave its revision back, through the transaction that was timed.
            revision = await user.revision()
            await an_expense(user)
            assert await user.revision() == revision + 1
        assert "slow statement" not in caplog.text
