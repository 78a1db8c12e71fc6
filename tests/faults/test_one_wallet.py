"""Two servers and 32 clients write to one wallet: with retries, edits, deletions and a model of it all."""

from __future__ import annotations

import asyncio
import random
import time
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx
import pytest

from tests.faults.conftest import Report
from tests.faults.recorders import Recorders
from tests.infrastructure.outlay_server import OutlayServer

pytestmark = [pytest.mark.anyio, pytest.mark.timeout(900)]
CLIENTS = 32


@dataclass
class Writer:
    """Does at random what people do, asks now one server, now the other, and remembers what is so."""

    client: httpx.AsyncClient
    urls: list[str]
    number: int
    dice: random.Random
    done: Counter[str]
    alive: dict[str, dict[str, Any]] = field(default_factory=dict)
    gone: dict[str, dict[str, Any]] = field(default_factory=dict)
    writes: int = 0

    async def act_until(self, end: float) -> None:
        """One act after the other."""
        acts = [self.create, self.create, self.create_twice_at_once, self.change, self.remove, self.restore]
        acts.append(self.change_what_is_stale)
        while time.monotonic() < end:
            await self.dice.choice(acts)()

    async def ask(self, method: str, path: str, **request: Any) -> httpx.Response:
        """The answer, at last: a refusal for want of time is taken as the advice that it is.

        A kept connection that the server closed just then is the client's to notice. What is sent again
        for that is marked: its first try may have arrived.
        """
        repeated = False
        for _ in range(50):
            try:
                answer = await self.client.request(method, self.dice.choice(self.urls) + path, **request)
            except (httpx.RemoteProtocolError, httpx.ReadError, httpx.WriteError):
                self.done["sent again"] += 1
                repeated = True
                continue
            if answer.status_code != 503:
                answer.extensions["repeated"] = repeated
                return answer
            assert "Retry-After" in answer.headers
            self.done["told to come back"] += 1
            await asyncio.sleep(0.1)
        raise AssertionError("never answered")

    def _new(self) -> tuple[dict[str, Any], dict[str, str]]:
        self.writes += 1
        name = f"{self.number}-{self.writes}"
        body = {
            "date": f"2026-{self.dice.randint(1, 11):02d}-{self.dice.randint(1, 28):02d}",
            "category": f"Category {self.dice.randint(1, 5)}",
            "amount": self.dice.randint(1, 99_999) / 100,
            "description": name,
        }
        return body, {"Idempotency-Key": name}

    async def create(self) -> None:
        body, key = self._new()
        answer = await self.ask("POST", "/expenses", json=body, headers=key)
        assert answer.status_code == 201 or answer.extensions["repeated"], answer.text
        self._keep(answer.json())
        self.done["created"] += 1

    async def create_twice_at_once(self) -> None:
        body, key = self._new()
        both = [self.ask("POST", "/expenses", json=body, headers=key) for _ in range(2)]
        answers = await asyncio.gather(*both)
        repeated = any(answer.extensions["repeated"] for answer in answers)
        assert repeated or sorted(answer.status_code for answer in answers) == [200, 201]
        assert answers[0].json()["id"] == answers[1].json()["id"]
        self._keep(answers[0].json())
        self.done["created and retried"] += 1

    async def change(self) -> None:
        if not self.alive:
            return
        mine = self.dice.choice(list(self.alive.values()))
        changes = {
            "amount": self.dice.randint(1, 99_999) / 100,
            "category": f"Category {self.dice.randint(1, 5)}",
        }
        etag = {"If-Match": f'"{mine["revision"]}"'}
        answer = await self.ask("PATCH", f"/expenses/{mine['id']}", json=changes, headers=etag)
        now = await self._as_it_is(answer, mine["id"])
        assert now["amount"] == changes["amount"]
        self._keep(now)
        self.done["changed"] += 1

    async def change_what_is_stale(self) -> None:
        if not self.alive:
            return
        mine = self.dice.choice(list(self.alive.values()))
        stale = {"If-Match": f'"{mine["revision"] - 1}"'}
        answer = await self.ask("PATCH", f"/expenses/{mine['id']}", json={"amount": 1}, headers=stale)
        assert answer.status_code == 412, answer.text
        self.done["refused as stale"] += 1

    async def remove(self) -> None:
        if not self.alive:
            return
        mine = self.alive.pop(self.dice.choice(list(self.alive)))
        answer = await self.ask("DELETE", f"/expenses/{mine['id']}")
        assert (await self._as_it_is(answer, mine["id"]))["deleted_at"] is not None
        self.gone[mine["id"]] = mine
        self.done["deleted"] += 1

    async def restore(self) -> None:
        if not self.gone:
            return
        name = self.dice.choice(list(self.gone))
        answer = await self.ask("POST", f"/expenses/{name}/restore")
        now = await self._as_it_is(answer, name)
        assert now["deleted_at"] is None
        del self.gone[name]
        self._keep(now)
        self.done["restored"] += 1

    async def _as_it_is(self, answer: httpx.Response, name: str) -> dict[str, Any]:
        """What the act made of the expense; where it was sent again, what its first try may have made."""
        if answer.status_code != 200 and answer.extensions["repeated"]:
            answer = await self.ask("GET", f"/expenses/{name}")
        assert answer.status_code == 200, answer.text
        expense: dict[str, Any] = answer.json()
        return expense

    def _keep(self, expense: dict[str, Any]) -> None:
        self.alive[expense["id"]] = expense


async def test_two_servers_and_32_clients(
    database_url: str, tmp_path: Path, full: bool, report: Report
) -> None:
    servers = [OutlayServer(database_url, tmp_path, database_pool_size=8) for _ in range(2)]
    with servers[0].running(), servers[1].running():
        urls = [server.url for server in servers]
        recorders = await Recorders.of_somebody_new(urls)
        done: Counter[str] = Counter()
        begun = (await _wallet(urls[0], recorders))["revision"]
        end = time.monotonic() + (60 if full else 2)
        limits = httpx.Limits(max_connections=2 * CLIENTS)
        async with httpx.AsyncClient(headers=recorders.headers, timeout=60, limits=limits) as client:
            writers = [Writer(client, urls, n, random.Random(n), done) for n in range(CLIENTS)]
            await asyncio.gather(*(writer.act_until(end) for writer in writers))
            expected = {name: row for writer in writers for name, row in writer.alive.items()}
            stored = await recorders.stored()
            assert {n: r["amount"] for n, r in stored.items()} == {
                n: r["amount"] for n, r in expected.items()
            }
            assert {n: r["category_id"] for n, r in stored.items()} == {
                n: r["category_id"] for n, r in expected.items()
            }
            first = await client.get(f"{urls[1]}/expenses?limit=1")
            total = sum(round(row["amount"] * 100) for row in expected.values())
            assert first.headers["X-Total-Amount"] == f"{total // 100}.{total % 100:02d}"
            # Each act but the refused and the repeated moved the revision by one: no gap and no repeat.
            moved = sum(
                done[act] for act in ("created", "created and retried", "changed", "deleted", "restored")
            )
            assert (await _wallet(urls[1], recorders))["revision"] == begun + moved
    assert [server.traces() for server in servers] == [[], []]
    servers[0].doctor()
    acts = ", ".join(f"{count} {act}" for act, count in sorted(done.items()))
    report(f"{sum(done.values())} acts ({acts}); revisions 1 to {begun + moved} without a gap")


async def _wallet(url: str, recorders: Recorders) -> dict[str, Any]:
    async with httpx.AsyncClient(headers=recorders.headers, timeout=60) as client:
        wallets: list[dict[str, Any]] = (await client.get(f"{url}/wallets")).json()
    return wallets[0]
