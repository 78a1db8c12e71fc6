"""What the routes of the days read from a request."""

from __future__ import annotations

from typing import Annotated

from fastapi import Depends, Path

from api.days.schemas import DaySheet
from api.days.sheet import Sheet, sheet_of
from api.http.deps import AppClock
from api.http.fields import Day

PathDay = Annotated[Day, Path(alias="date", description="The day, YYYY-MM-DD")]
"""The day in the path."""


async def _sheet(day: PathDay, body: DaySheet, clock: AppClock) -> Sheet:
    return sheet_of(body, day, clock.now_ms())


RequestedSheet = Annotated[Sheet, Depends(_sheet)]
"""The sheet of a request."""
