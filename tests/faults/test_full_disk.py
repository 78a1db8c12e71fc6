"""A disk that is full: writes are refused with 507, reads go on, and writes resume once there is room."""

from __future__ import annotations

import asyncio
from collections import Counter
from pathlib import Path

import httpx
import pytest
from fastapi import FastAPI

from api.db.database import Database
from api.db.transactions import WriteTransaction
from tests.db.units import raw_of
from tests.factories import a_user
from tests.faults.conftest import Report
from tests.faults.recorders import Recorders
from tests.infrastructure.databases import SqliteTemplate
from tests.infrastructure.small_disk import ServerOnSmallDisk, require_small_disks

pytestmark = [pytest.mark.anyio, pytest.mark.timeout(600)]


def expense(number: int) -> dict[str, object]:
    return {"date": "2026-11-02", "category": "Food", "amount": 1, "description": f"{number} " + "x" * 400}


class TestASmallDisk:
    """The server is a process of its own, its disk a real one."""

    async def test_is_filled_and_emptied_again(self, tmp_path: Path, full: bool, report: Report) -> None:
        require_small_disks(tmp_path)
        server = ServerOnSmallDisk(tmp_path)
        rounds, refused = (10, 0) if full else (2, 0)
        with server.running("--migrate"):
            recorders = await Recorders.of_somebody_new([server.url])
            async with httpx.AsyncClient(
                headers=recorders.headers, timeout=60, base_url=server.url
            ) as client:
                kept: dict[str, int] = {}
                for turn in range(rounds):
                    refused += await _until_it_is_full(server, client, kept, turn)
                    listed = await client.get("/expenses?limit=1000")
                    assert (listed.status_code, len(listed.json())) == (200, len(kept))
                    assert (await client.get("/summary")).status_code == 200
                    server.make_room()
                    answer = await client.post("/expenses", json=expense(-turn - 1))
                    assert answer.status_code == 201, answer.text
                    kept[answer.json()["id"]] = 1
                assert set(await recorders.stored()) == set(kept)
            server.doctor()
        report(f"{rounds} rounds, {refused} writes refused with 507, {len(kept)} expenses, each there once")


async def _until_it_is_full(
    server: ServerOnSmallDisk, client: httpx.AsyncClient, kept: dict[str, int], turn: int
) -> int:
    """Eight clients record while the disk is filled: what they got is in `kept`. How many were refused."""
    enough = len(kept) + 20
    refusals: Counter[str] = Counter()

    async def record(number: int) -> None:
        for more in range(40):
            key = {"Idempotency-Key": f"{turn}-{number}-{more}"}
            answer = await client.post(
                "/expenses", json=expense(1000 * turn + 40 * number + more), headers=key
            )
            if answer.status_code == 201:
                kept[answer.json()["id"]] = 1
                continue
            assert (answer.status_code, answer.json()["code"]) == (507, "storage_full"), answer.text
            assert "Retry-After" in answer.headers
            refusals["full"] += 1

    async def fill() -> None:
        # What they recorded may fill it, too.
        while len(kept) < enough and not refusals:  # noqa: ASYNC110 - the clients know of nobody who waits
            await asyncio.sleep(0.001)
        await asyncio.to_thread(server.fill)

    await asyncio.gather(fill(), *(record(number) for number in range(8)))
    assert refusals["full"] > 0
    return refusals["full"]


class TestAFileThatMayNotGrow:
    """The page limit of SQLite stands for the disk where none can be made."""

    @pytest.fixture
    def database_url(self, sqlite_template: SqliteTemplate, tmp_path: Path) -> str:
        return sqlite_template.copy(tmp_path)

    async def test_refuses_writes_with_507_and_reads_on(
        self, client: httpx.AsyncClient, app: FastAPI
    ) -> None:
        ann = await a_user(client)
        writer: Database = app.state.database
        begun = await ann.revision()
        before = [await ann.post("/expenses", json=expense(number)) for number in range(3)]
        await writer.write_alone(_let_grow, 2)
        statuses = [(await ann.post("/expenses", json=expense(100 + n))).status_code for n in range(60)]
        assert set(statuses) == {201, 507}
        refused = await ann.post("/expenses", json=expense(999))
        assert (refused.status_code, refused.json()["code"]) == (507, "storage_full")
        assert "Retry-After" in refused.headers
        recorded = len(before) + statuses.count(201)
        listed = await ann.get("/expenses")
        assert (listed.status_code, len(listed.json())) == (200, recorded)
        await writer.write_alone(_let_grow, 1_000_000)
        assert (await ann.post("/expenses", json=expense(999))).status_code == 201
        assert len((await ann.get("/expenses")).json()) == recorded + 1
        assert await ann.revision() == begun + recorded + 1


async def _let_grow(tx: WriteTransaction, pages: int) -> None:
    raw = raw_of(tx)
    (count,) = raw.execute("PRAGMA page_count").fetchone()
    raw.execute(f"PRAGMA max_page_count = {count + pages}")
