"""Clients that record expenses through everything that happens to the server, and know what it promised."""

from __future__ import annotations

import asyncio
import itertools
import time
from collections import Counter
from collections.abc import Callable, Sequence
from http import HTTPStatus
from typing import Any

import httpx

from tests.people import PASSWORD

PATIENCE_SECONDS = 90
"""A recorder that is refused for so long has found a server that does not come back."""


class Recorders:
    """Expenses on their way to one wallet: each has a key of its own and is sent until it is acknowledged.

    `acknowledged` has the id that the server answered for each key. `refusals` counts what was answered
    instead; the only refusals that may be met are 503 with Retry-After.
    """

    def __init__(self, urls: Sequence[str], token: str) -> None:
        self.urls = urls
        self.headers = {"Authorization": f"Bearer {token}"}
        self.acknowledged: dict[str, str] = {}
        self.pending: dict[str, dict[str, Any]] = {}
        self.refusals: Counter[str] = Counter()
        self.unanswered = 0
        self.longest_gap_s = 0.0
        self._numbers = itertools.count(1)
        self._last = time.monotonic()

    @staticmethod
    async def of_somebody_new(urls: Sequence[str], username: str = "ann") -> Recorders:
        """Recorders in the wallet of somebody who has just registered."""
        async with httpx.AsyncClient(timeout=30) as client:
            body = {"username": username, "password": PASSWORD}
            answer = await client.post(f"{urls[0]}/register", json=body)
            assert answer.status_code == 201, answer.text
        return Recorders(urls, answer.json()["access_token"])

    async def record(self, clients: int, until: Callable[[], bool]) -> None:
        """So many clients record one expense after the other until that is so."""
        self._last = time.monotonic()
        await asyncio.gather(*(self._one_client(number, until) for number in range(clients)))

    async def settle(self, clients: int = 8) -> None:
        """Sends again whatever was not acknowledged, under its first key, until all of it is."""
        turns = asyncio.Semaphore(clients)
        async with httpx.AsyncClient(headers=self.headers, timeout=60) as client:

            async def insist(key: str) -> None:
                deadline = time.monotonic() + PATIENCE_SECONDS
                while key in self.pending:
                    async with turns:
                        await self._send(client, self.urls[0], key)
                    assert time.monotonic() < deadline, self.refusals
                    await asyncio.sleep(0.05)

            await asyncio.gather(*(insist(key) for key in list(self.pending)))

    async def _one_client(self, number: int, until: Callable[[], bool]) -> None:
        url = self.urls[number % len(self.urls)]
        async with httpx.AsyncClient(headers=self.headers, timeout=60) as client:
            while not until():
                key = self._begin_one()
                if not await self._send(client, url, key):
                    # The server is away, or asked for a pause. What was not acknowledged waits for `settle`.
                    await asyncio.sleep(0.05)

    def _begin_one(self) -> str:
        number = next(self._numbers)
        # Every tenth is a real twin of the one before: the same content under another key.
        content = number - 1 if number % 10 == 9 else number
        key = f"row-{number}"
        self.pending[key] = {
            "date": f"2026-{1 + content % 11:02d}-{1 + content % 28:02d}",
            "category": f"Category {content % 7}",
            "amount": f"{1 + content % 900}.25",
            "description": f"Row {content}",
        }
        return key

    async def _send(self, client: httpx.AsyncClient, url: str, key: str) -> bool:
        body = self.pending[key]
        try:
            answer = await client.post(f"{url}/expenses", json=body, headers={"Idempotency-Key": key})
        except httpx.TransportError:
            self.unanswered += 1
            return False
        if answer.status_code in {200, 201}:
            now = time.monotonic()
            self.longest_gap_s = max(self.longest_gap_s, now - self._last)
            self._last = now
            self.acknowledged[key] = answer.json()["id"]
            self.pending.pop(key, None)
            return True
        if answer.status_code == HTTPStatus.BAD_GATEWAY:
            # A proxy's way to say that the server went away in the middle.
            self.unanswered += 1
            return False
        assert answer.status_code == 503, (answer.status_code, answer.text)
        assert "Retry-After" in answer.headers
        self.refusals[answer.json()["code"]] += 1
        return False

    async def stored(self) -> dict[str, dict[str, Any]]:
        """Every expense of the wallet by its id; AssertionError where one is listed twice."""
        found: list[dict[str, Any]] = []
        address: str | None = f"{self.urls[0]}/expenses?limit=1000"
        async with httpx.AsyncClient(headers=self.headers, timeout=60) as client:
            while address is not None:
                answer = await client.get(address)
                assert answer.status_code == 200, answer.text
                found += answer.json()
                following = answer.links.get("next")
                address = None if following is None else str(answer.url.join(following["url"]))
        by_id = {expense["id"]: expense for expense in found}
        assert len(by_id) == len(found)
        return by_id

    async def assert_nothing_is_lost(self) -> None:
        """Every acknowledged expense is there."""
        missing = set(self.acknowledged.values()) - set(await self.stored())
        assert not missing, f"{len(missing)} of {len(self.acknowledged)} acknowledged expenses are gone"

    async def assert_each_is_there_once(self) -> None:
        """After `settle`: what was sent is what is stored, each once, twins included."""
        assert not self.pending
        stored = await self.stored()
        assert len(set(self.acknowledged.values())) == len(self.acknowledged)
        assert set(stored) == set(self.acknowledged.values())
