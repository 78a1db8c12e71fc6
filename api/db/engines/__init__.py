"""The only engine-specific SQL, drivers and pragmas."""

from __future__ import annotations

from typing import Any, Protocol

from api.db.units import Unit


class Engine(Protocol):
    """What the database layer asks of an engine."""

    async def connect(self) -> None:
        """Opens the pool; raises when the database cannot be reached."""

    async def disconnect(self) -> None:
        """Waits for the units that run, then closes every connection."""

    async def read(self, unit: Unit) -> Any:
        """Runs a unit that cannot write, on one consistent view of the database."""

    async def write(self, unit: Unit, *, alone: bool) -> Any:
        """Runs a unit and answers after its COMMIT; `alone` keeps a long unit out of any group."""
