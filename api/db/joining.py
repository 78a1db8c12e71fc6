"""Requests of one kind that wait for each other are answered by one unit.

Writers of one wallet wait for its lock. Those who would meet there go through together, in the
statements and the COMMIT of a single write: a unit is handed a `Joint`, which takes in whoever comes
until the unit, under its lock, asks who is there. The first to come waits for nobody. Where a unit
of several fails, each of them runs again by itself.
"""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Awaitable, Callable, Hashable, Sequence
from contextvars import Context, copy_context
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from api.db.units import Unit, UnitFunction, mark_as_seen
from api.errors import Busy, OutcomeUnknown, OutlayError

MOST_TOGETHER = 64

Request = TypeVar("Request")


@dataclass(slots=True, eq=False)
class _Waiting(Generic[Request]):
    """A request, and whom to answer."""

    request: Request
    answered: asyncio.Future[Any]
    context: Context

    def deliver(self, outcome: Any) -> None:
        if self.answered.done():
            return
        if isinstance(outcome, BaseException):
            self.answered.set_exception(outcome)
        else:
            self.answered.set_result(outcome)


class Joint(Generic[Request]):
    """The requests that a unit answers, in the order they came. `first` is there from the beginning.

    The event loop adds to it while the unit may run in another thread.
    """

    def __init__(self, first: _Waiting[Request]) -> None:
        self.first = first.request
        self.context = first.context
        self.waiting = [first]
        self.is_closed = False
        """Set when the unit has asked who is there."""
        self._lock = threading.Lock()

    def all(self) -> list[Request]:
        """Everyone who came until now: nobody is added from here on. None where all have left."""
        with self._lock:
            self.is_closed = True
        return [waiting.request for waiting in self.waiting]

    def add(self, waiting: _Waiting[Request]) -> bool:
        """Whether there was still room."""
        with self._lock:
            if self.is_closed or len(self.waiting) == MOST_TOGETHER:
                return False
            self.waiting.append(waiting)
            return True

    def leave(self, waiting: _Waiting[Request]) -> bool:
        """Takes a request back; False where the unit has seen it, or it left already."""
        with self._lock:
            if self.is_closed or waiting not in self.waiting:
                return False
            self.waiting.remove(waiting)
            return True


class Joining:
    """The open joints, one for each function and group.

    `write` runs a unit on the engine. A request that no unit has seen within `wait_s` is refused; `refused`
    is told how many were, less one for each unit that the engine refused and counted.
    """

    def __init__(
        self, write: Callable[[Unit], Awaitable[Any]], *, wait_s: float, refused: Callable[[int], None]
    ) -> None:
        self._write = write
        self._wait_s = wait_s
        self._refused = refused
        self._open: dict[Hashable, Joint[Any]] = {}
        self._serving: set[asyncio.Task[None]] = set()
        self._accepts = True

    async def submit(self, function: UnitFunction[Any], group: Hashable, request: Any) -> Any:
        """What the function answers to the request; Busy where it was not taken in time."""
        if not self._accepts:
            raise RuntimeError("the database is not connected")
        loop = asyncio.get_running_loop()
        waiting = _Waiting(request, loop.create_future(), copy_context())
        key = (function, group)
        joint = self._open.get(key)
        if joint is None or not joint.add(waiting):
            joint = self._open[key] = Joint(waiting)
            # What the first to come is told of its own must not be told of all of them.
            serving = loop.create_task(self._serve(key, function, joint), context=Context())
            self._serving.add(serving)
            serving.add_done_callback(self._serving.discard)
        patience = loop.call_later(self._wait_s, self._give_up, joint, waiting)
        try:
            return await waiting.answered
        except asyncio.CancelledError:
            joint.leave(waiting)
            mark_as_seen(waiting.answered)
            raise
        finally:
            patience.cancel()

    async def finish(self) -> None:
        """Refuses what comes now, and returns when everybody is answered."""
        self._accepts = False
        while self._serving:
            await asyncio.wait(self._serving)

    async def _serve(self, key: Hashable, function: UnitFunction[Any], joint: Joint[Any]) -> None:
        try:
            await self._run(function, joint)
        finally:
            if self._open.get(key) is joint:
                del self._open[key]
            # Ended from outside, it leaves nobody waiting for ever.
            for waiting in joint.waiting:
                waiting.answered.cancel()

    async def _run(self, function: UnitFunction[Any], joint: Joint[Any]) -> None:
        try:
            outcomes = await self._write_patiently(Unit(function, (joint,), joint.context), joint)
        except Exception as error:
            joint.all()
            await self._settle(function, joint.waiting, error)
            return
        joint.all()
        for waiting, outcome in zip(joint.waiting, outcomes, strict=True):
            waiting.deliver(outcome)

    async def _write_patiently(self, unit: Unit, joint: Joint[Any]) -> Any:
        """Runs the unit; again where the engine's patience with it ended before that of those who joined."""
        loop = asyncio.get_running_loop()
        while True:
            started = loop.time()
            try:
                return await self._write(unit)
            except Busy:
                used_up = loop.time() - started >= self._wait_s
                if joint.is_closed or not joint.waiting or not used_up:
                    raise
                self._refused(-1)

    async def _settle(
        self, function: UnitFunction[Any], together: Sequence[_Waiting[Any]], error: Exception
    ) -> None:
        """Answers those whose unit failed: each by itself, where running again may help."""
        if isinstance(error, Busy | OutcomeUnknown):
            # Running again would keep a database busy that is, or write twice.
            if isinstance(error, Busy):
                self._refused(len(together) - 1)
            for waiting in together:
                waiting.deliver(_same(error))
        elif len(together) == 1:
            together[0].deliver(error)
        else:
            still_there = [waiting for waiting in together if not waiting.answered.done()]
            await asyncio.gather(*(self._run(function, Joint(waiting)) for waiting in still_there))

    def _give_up(self, joint: Joint[Any], waiting: _Waiting[Any]) -> None:
        if joint.leave(waiting):
            self._refused(1)
            waiting.deliver(Busy())


def _same(error: OutlayError) -> OutlayError:
    """Another of its kind: an error that several tasks raise would gather the traces of all of them."""
    same = type(error)()
    same.__cause__ = error
    return same
