"""Instants as text, and the day they fall on."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from api.clock import SystemClock, instant_text, local_date


def at(*parts: int) -> int:
    return int(datetime(*parts, tzinfo=UTC).timestamp() * 1000)  # type: ignore[arg-type,misc]


class TestInstants:
    def test_are_written_in_utc_with_milliseconds(self) -> None:
        assert instant_text(at(2026, 11, 21, 8, 39, 47) + 123) == "2026-11-21T08:39:47.123Z"
        assert instant_text(0) == "1970-01-01T00:00:00.000Z"

    def test_the_machines_clock_counts_milliseconds_since_1970(self) -> None:
        assert instant_text(SystemClock().now_ms()) > "2026"
        assert SystemClock().now_ms() < at(2200, 1, 1)


class TestLocalDates:
    @pytest.mark.parametrize(
        ("zone", "day"),
        [
            ("UTC", date(2026, 12, 31)),
            ("Europe/Berlin", date(2027, 1, 1)),
            ("Pacific/Kiritimati", date(2027, 1, 1)),
            ("America/New_York", date(2026, 12, 31)),
        ],
    )
    def test_are_the_time_zones_own(self, zone: str, day: date) -> None:
        assert local_date(at(2026, 12, 31, 23, 30), zone) == day

    def test_know_summer_time(self) -> None:
        assert local_date(at(2026, 7, 1, 22, 30), "Europe/Berlin") == date(2026, 7, 2)
        assert local_date(at(2026, 11, 1, 22, 30), "Europe/Berlin") == date(2026, 11, 1)
