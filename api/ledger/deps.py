"""What a write reads from a request besides its body."""

from __future__ import annotations

from typing import Annotated

from fastapi import Depends, Header

from api.http.deps import AppSettings
from api.ledger.retries import Retry


async def _retry(
    settings: AppSettings,
    key: Annotated[
        str | None,
        Header(
            alias="Idempotency-Key",
            min_length=1,
            max_length=255,
            description="Makes a retry safe for good: the same key never writes twice",
        ),
    ] = None,
) -> Retry:
    return Retry(key, settings.retry_window_minutes * 60_000)


RequestedRetry = Annotated[Retry, Depends(_retry)]
"""How a retry of the request is recognised."""
