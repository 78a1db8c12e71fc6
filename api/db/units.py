"""A unit of work is an `async` function that takes a transaction and awaits only its methods.

That restraint is what lets a unit run inside SQLite's own thread, or run again after a deadlock. It is
held in two ways. Before a unit first runs its source is read: each `await` must be a method of the
transaction or a function that is handed the transaction (followed in turn). This finds what never
suspends, such as an uncontended lock. While it runs, a suspension that no method of the transaction
asked for poisons it: whatever the unit then does with the error, nothing commits.
"""

from __future__ import annotations

import ast
import contextvars
import inspect
import textwrap
import types
from collections.abc import Callable, Coroutine, Generator
from dataclasses import dataclass, field
from typing import Any, TypeVar

Answer = TypeVar("Answer")
UnitFunction = Callable[..., Coroutine[Any, Any, Answer]]

_verified: set[types.CodeType] = set()


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


def verify(function: UnitFunction[Any]) -> None:
    """Reads a unit's source once; ForeignAwait where it awaits anything but its transaction."""
    if not inspect.iscoroutinefunction(function):
        raise ForeignAwait(f"{function!r} is not an async function, so it cannot be a unit of work")
    parameters = list(inspect.signature(function).parameters)
    if not parameters:
        raise ForeignAwait(f"{function.__qualname__} takes no transaction")
    _verify_function(function, parameters[0])


def _verify_function(function: Any, transaction: str) -> None:
    code = function.__code__
    if code in _verified:
        return
    try:
        source = textwrap.dedent(inspect.getsource(function))
    except OSError as error:
        raise ForeignAwait(f"the source of {function.__qualname__} cannot be read") from error
    # Marked before its callees are followed, so that functions may call each other.
    _verified.add(code)
    try:
        _AwaitVerifier(function, transaction).visit(ast.parse(source))
    except ForeignAwait:
        _verified.discard(code)
        raise


class _AwaitVerifier(ast.NodeVisitor):
    def __init__(self, function: Any, transaction: str) -> None:
        self.function = function
        self.transaction = transaction

    def visit_Await(self, node: ast.Await) -> None:
        call = node.value
        if not isinstance(call, ast.Call):
            raise self._foreign(node)
        if not self._is_transaction(getattr(call.func, "value", None)):
            self._follow(node, call)
        self.generic_visit(call)

    def visit_AsyncWith(self, node: ast.AsyncWith) -> None:
        raise self._foreign(node)

    def visit_AsyncFor(self, node: ast.AsyncFor) -> None:
        raise self._foreign(node)

    def visit_comprehension(self, node: ast.comprehension) -> None:
        if node.is_async:
            raise self._foreign(node.iter)
        self.generic_visit(node)

    def _follow(self, node: ast.Await, call: ast.Call) -> None:
        callee = inspect.unwrap(self._resolve(call.func))
        if not inspect.iscoroutinefunction(callee):
            raise self._foreign(node)
        names = list(inspect.signature(callee).parameters)
        handed = [names[i] for i, arg in enumerate(call.args) if self._is_transaction(arg)]
        handed += [kw.arg for kw in call.keywords if kw.arg and self._is_transaction(kw.value)]
        if len(handed) != 1:
            raise self._foreign(node)
        _verify_function(callee, handed[0])

    def _resolve(self, node: ast.expr) -> Any:
        if isinstance(node, ast.Attribute):
            owner = self._resolve(node.value)
            return getattr(owner, node.attr, None) if inspect.ismodule(owner) else None
        if isinstance(node, ast.Name):
            captured = inspect.getclosurevars(self.function)
            return {**captured.globals, **captured.nonlocals}.get(node.id)
        return None

    def _is_transaction(self, node: ast.AST | None) -> bool:
        return isinstance(node, ast.Name) and node.id == self.transaction

    def _foreign(self, node: ast.expr | ast.stmt) -> ForeignAwait:
        line = self.function.__code__.co_firstlineno + node.lineno - 1
        return ForeignAwait(
            f"{self.function.__qualname__} awaits something that is not its transaction at "
            f"{self.function.__code__.co_filename}:{line}: {ast.unparse(node)[:120]!r}"
        )


def drive(unit: Unit, transaction: Any) -> Any:
    """Runs a unit to its end in this thread, where its transaction answers without suspending."""
    return unit.context.run(_drive, unit, transaction)


def _drive(unit: Unit, transaction: Any) -> Any:
    coroutine = unit.function(transaction, *unit.args)
    foreign: ForeignAwait | None = None
    try:
        awaited = coroutine.send(None)
        while True:
            foreign = _poison(unit, awaited)
            awaited = coroutine.throw(foreign)
    except StopIteration as end:
        if foreign is not None:
            raise foreign from None
        return end.value
    except Exception:
        if foreign is not None:
            raise foreign from None
        raise
    finally:
        coroutine.close()


@types.coroutine
def watch(
    unit: Unit, coroutine: Coroutine[Any, Any, Answer], is_own: Callable[[], bool]
) -> Generator[Any, Any, Answer]:
    """Runs a unit on the event loop; a suspension for which `is_own()` is false poisons it."""
    foreign: ForeignAwait | None = None
    resume: Callable[[Any], Any] = coroutine.send
    value: Any = None
    try:
        while True:
            awaited = resume(value)
            if not is_own():
                foreign = _poison(unit, awaited)
                resume, value = coroutine.throw, foreign
                continue
            try:
                value, resume = (yield awaited), coroutine.send
            except BaseException as error:
                value, resume = error, coroutine.throw
    except StopIteration as end:
        if foreign is not None:
            raise foreign from None
        answer: Answer = end.value
        return answer
    except Exception:
        if foreign is not None:
            raise foreign from None
        raise
    finally:
        coroutine.close()


def _poison(unit: Unit, awaited: Any) -> ForeignAwait:
    # A future that a unit took from elsewhere must not stay marked as awaited by it.
    if hasattr(awaited, "_asyncio_future_blocking"):
        awaited._asyncio_future_blocking = False
    return ForeignAwait(f"{unit.name} awaited {awaited!r}, which is not its transaction")
