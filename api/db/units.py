"""A unit of work is an `async` function that takes a transaction and awaits only its methods.

That restraint is what lets a unit run inside SQLite's own thread, or run again after a deadlock. It is
held in two ways. Before a unit first runs its source is read (`verification`). While it runs, a
suspension that no method of the transaction asked for poisons it: whatever the unit then does with the
error, nothing commits.
"""

from __future__ import annotations

import asyncio
import contextvars
import types
from collections.abc import Callable, Coroutine, Generator
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any, TypeVar

Answer = TypeVar("Answer")
UnitFunction = Callable[..., Coroutine[Any, Any, Answer]]


class ForeignAwait(RuntimeError):
    """A unit awaited something that is not its transaction. Nothing of it is committed."""


@dataclass(frozen=True, slots=True)
class Unit:
    """A function, its arguments, and a copy of the context of the request that asked for it."""

    function: UnitFunction[Any]
    args: tuple[Any, ...]
    context: contextvars.Context = field(default_factory=contextvars.copy_context)

    @property
    def name(self) -> str:
        """How errors and logs call it."""
        return self.function.__qualname__


def drive(unit: Unit, transaction: Any) -> Any:
    """Runs a unit to its end in this thread, where its transaction answers without suspending."""
    # A copy for each run: one that runs again sees nothing of its first try.
    return unit.context.copy().run(_drive, unit, transaction)


def _drive(unit: Unit, transaction: Any) -> Any:
    coroutine = unit.function(transaction, *unit.args)
    try:
        awaited = coroutine.send(None)
        foreign = _poison(unit, awaited)
        # Its `finally` clauses still run; what it makes of the error no longer matters.
        with suppress(Exception):
            coroutine.throw(foreign)
        raise foreign
    except StopIteration as end:
        return end.value
    finally:
        _close(coroutine)


@types.coroutine
def watch(unit: Unit, transaction: Any) -> Generator[Any, Any, Any]:
    """Runs a unit on the event loop; a suspension while its transaction is not asking poisons it."""
    coroutine = unit.function(transaction, *unit.args)
    run = unit.context.copy().run
    foreign: ForeignAwait | None = None
    resume: Callable[[Any], Any] = coroutine.send
    value: Any = None
    try:
        while True:
            awaited = run(resume, value)
            if not transaction.is_asking:
                if foreign is not None:
                    raise foreign
                foreign = _poison(unit, awaited)
                resume, value = coroutine.throw, foreign
                continue
            try:
                value, resume = (yield awaited), coroutine.send
            except BaseException as error:
                value, resume = error, coroutine.throw
    except Exception as end:
        if foreign is not None:
            raise foreign from None
        if isinstance(end, StopIteration):
            return end.value
        raise
    finally:
        _close(coroutine)


def mark_as_seen(answer: asyncio.Future[Any]) -> None:
    """Lets an error go by in silence whose caller went away: asyncio complains of one that nobody took."""
    if answer.done() and not answer.cancelled():
        answer.exception()


def _close(coroutine: Coroutine[Any, Any, Any]) -> None:
    # One that awaits again instead of ending is left to the garbage collector.
    with suppress(RuntimeError):
        coroutine.close()


def _poison(unit: Unit, awaited: Any) -> ForeignAwait:
    # A future that a unit took from elsewhere must not stay marked as awaited by it.
    if hasattr(awaited, "_asyncio_future_blocking"):
        awaited._asyncio_future_blocking = False
    return ForeignAwait(f"{unit.name} awaited {awaited!r}, which is not its transaction")
