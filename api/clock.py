"""The one source of time. Instants are integer milliseconds since 1970-01-01T00:00:00Z."""

from __future__ import annotations

import time
from datetime import UTC, date, datetime
from functools import cache, lru_cache
from typing import Protocol
from zoneinfo import ZoneInfo, available_timezones

DAY_MS = 86_400_000


class Clock(Protocol):
    """What tells the time; tests hand in a frozen one."""

    def now_ms(self) -> int:
        """The present instant in milliseconds since the epoch."""


class SystemClock:
    """The machine's clock."""

    def now_ms(self) -> int:
        """The present instant in milliseconds since the epoch."""
        return time.time_ns() // 1_000_000


def instant_text(instant_ms: int) -> str:
    """An instant as RFC 3339 text in UTC with milliseconds, e.g. `2026-11-21T08:39:47.123Z`."""
    seconds, milliseconds = divmod(instant_ms, 1000)
    return f"{_second_text(seconds)}.{milliseconds:03d}Z"


@lru_cache(maxsize=4096)
def _second_text(seconds: int) -> str:
    # The rows of a list are asked for again and again, and most have two instants in one second.
    return datetime.fromtimestamp(seconds, UTC).isoformat()[:19]


def local_date(instant_ms: int, time_zone: str) -> date:
    """The calendar day of an instant in an IANA time zone."""
    return datetime.fromtimestamp(instant_ms / 1000, ZoneInfo(time_zone)).date()


@cache
def time_zones() -> frozenset[str]:
    """The IANA names of every time zone that a wallet may have."""
    # `localtime` is whatever the server's machine is set to.
    return frozenset(available_timezones()) - {"localtime"}
