"""A clock that stands still until a test moves it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

# A Sunday in the middle of a month, far from every summer-time change.
NOON = datetime(2026, 11, 15, 12, 0, tzinfo=UTC)


class FrozenClock:
    """Satisfies `api.clock.Clock`."""

    def __init__(self, moment: datetime = NOON) -> None:
        self.moment = moment

    def now_ms(self) -> int:
        """The instant the clock shows, in milliseconds since the epoch."""
        return round(self.moment.timestamp() * 1000)

    def advance(self, **duration: float) -> None:
        """Move the clock on: `advance(days=1, minutes=5)`."""
        self.moment += timedelta(**duration)

    def set(self, moment: datetime) -> None:
        """Move the clock to a moment."""
        self.moment = moment
