"""What a route takes to know the settings and the time."""

from __future__ import annotations

from typing import Annotated

from fastapi import Depends
from starlette.requests import Request

from api.clock import Clock
from api.settings import Settings


async def _settings(request: Request) -> Settings:
    settings: Settings = request.app.state.settings
    return settings


async def _clock(request: Request) -> Clock:
    clock: Clock = request.app.state.clock
    return clock


AppSettings = Annotated[Settings, Depends(_settings)]
"""The settings of the running app."""

AppClock = Annotated[Clock, Depends(_clock)]
"""The clock of the running app."""
