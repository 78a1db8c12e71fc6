"""Counts and times requests: a look-up in a dict and a few additions each, nothing where it is off."""

from __future__ import annotations

import time
from bisect import bisect_left
from collections.abc import Callable
from typing import Any, Protocol

from starlette.types import ASGIApp, Message, Receive, Scope, Send

BUCKETS = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0)
"""Upper bounds of the durations, in seconds; one more bucket takes what is longer."""
NO_ROUTE = "none"
METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})
_REPLAYED = b"idempotency-replayed"


class Spending(Protocol):
    """What one request spent elsewhere."""

    seconds: float


class Traffic:
    """The requests of this process since it began."""

    def __init__(self) -> None:
        self.statuses: dict[tuple[str, str, int], int] = {}
        """Answers by method, the route's template and status."""
        self.durations: dict[tuple[str, str], list[float]] = {}
        """By method and route: the sum in seconds, then how many fell into each bucket."""
        self.running = 0
        self.replayed = 0

    def count(self, method: str, route: str, status: int, seconds: float) -> None:
        """Counts one request that has ended."""
        answered = (method, route, status)
        self.statuses[answered] = self.statuses.get(answered, 0) + 1
        durations = self.durations.get((method, route))
        if durations is None:
            durations = self.durations[method, route] = [0] * (len(BUCKETS) + 2)
        durations[0] += seconds
        durations[1 + bisect_left(BUCKETS, seconds)] += 1


class Measuring:
    """Counts every request into `traffic`, and tells its client the times where `spend` is given."""

    def __init__(self, app: ASGIApp, traffic: Traffic, spend: Callable[[], Spending] | None) -> None:
        self.app = app
        self.traffic = traffic
        self.spend = spend

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        traffic, spent = self.traffic, self.spend() if self.spend is not None else None
        status = 500
        started = time.perf_counter()

        async def send_measured(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                headers = message.get("headers", ())
                if status == 200 and any(name == _REPLAYED for name, _ in headers):
                    traffic.replayed += 1
                if spent is not None:
                    told = _server_timing(time.perf_counter() - started, spent.seconds)
                    message["headers"] = [*headers, (b"server-timing", told)]
            await send(message)

        traffic.running += 1
        try:
            await self.app(scope, receive, send_measured)
        finally:
            traffic.running -= 1
            # Only what we named ourselves: a client could otherwise make a series with every request.
            method = scope["method"] if scope["method"] in METHODS else "OTHER"
            route: Any = getattr(scope.get("route"), "path", NO_ROUTE)
            traffic.count(method, route, status, time.perf_counter() - started)


def _server_timing(total_s: float, database_s: float) -> bytes:
    return f"total;dur={total_s * 1000:.1f}, db;dur={database_s * 1000:.1f}".encode()
