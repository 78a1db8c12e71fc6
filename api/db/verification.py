"""Reads a unit's source before it first runs: it may await its transaction and nothing else.

Each `await` must be a method of the transaction, or an `async` function that is handed the transaction
and is read in turn. This finds what never suspends, such as an uncontended lock, which no watching at
run time could. A source is read once; the functions that a closure captured are looked up at each call.
"""

from __future__ import annotations

import ast
import inspect
import types
from collections.abc import Callable, Coroutine
from dataclasses import dataclass
from typing import Any

from api.db.units import ForeignAwait

_PACKED = "*"


@dataclass(frozen=True, slots=True)
class _Callee:
    """A function that is handed the transaction: how to find it, and what the call looks like."""

    path: tuple[str, ...]
    call: ast.Call
    transaction: str
    line: int


# A function is known by its code and by the parameter that carries the transaction.
_Key = tuple[types.CodeType, str]
_callees: dict[_Key, tuple[_Callee, ...]] = {}
_verified: set[_Key] = set()
_verified_units: set[types.CodeType] = set()


def verify(function: Callable[..., Coroutine[Any, Any, Any]]) -> None:
    """Returns where a unit awaits only its transaction; ForeignAwait names the place otherwise."""
    code = getattr(function, "__code__", None)
    if code in _verified_units:
        return
    if code is None or not _is_coroutine_function(function):
        raise ForeignAwait(f"{function!r} is not an async function, so it cannot be a unit of work")
    transaction = _parameter(function, 0)
    if transaction is None:
        raise ForeignAwait(f"{function.__qualname__} takes no transaction")
    try:
        lasting = _verify_all(function, transaction)
    except ForeignAwait as error:
        raise ForeignAwait(f"The unit {function.__qualname__} is refused: {error}") from None
    if lasting:
        _verified_units.add(code)


def _verify_all(function: Any, transaction: str) -> bool:
    """Follows every function that is handed the transaction; True where that need not be repeated."""
    seen: set[_Key] = set()
    captures = False
    waiting = [(function, transaction)]
    while waiting:
        function, transaction = waiting.pop()
        code = function.__code__
        if (code, transaction) in seen or (code, transaction) in _verified:
            continue
        seen.add((code, transaction))
        for callee in _callees_of(code, transaction):
            captures = captures or callee.path[0] in code.co_freevars
            found = _resolve(function, callee.path)
            receiver = _receiver(found, callee.call, callee.transaction)
            if receiver is None:
                raise _foreign(code, callee.call, callee.line)
            waiting.append((found, receiver))
    # What a closure captured may be another function next time, so only its reading is kept.
    if not captures:
        _verified.update(seen)
    return not captures


def _callees_of(code: types.CodeType, transaction: str) -> tuple[_Callee, ...]:
    known = _callees.get((code, transaction))
    if known is None:
        definition, first_line = _definition(code)
        reading = _Reading(code, transaction, first_line)
        reading.read(definition)
        known = _callees[code, transaction] = tuple(reading.callees)
    return known


def _definition(code: types.CodeType) -> tuple[ast.AsyncFunctionDef, int]:
    """The syntax of a function, and the line of the file before its first."""
    try:
        # Of the code and not of the function, which would be read past its decorators.
        source = inspect.getsource(code)
        if source[0].isspace():
            indented = ast.parse("if True:\n" + source).body[0]
            assert isinstance(indented, ast.If)
            definition, before = indented.body[0], code.co_firstlineno - 2
        else:
            definition, before = ast.parse(source).body[0], code.co_firstlineno - 1
    except (OSError, SyntaxError) as error:
        raise ForeignAwait(f"the source of {code.co_qualname} cannot be read") from error
    if not isinstance(definition, ast.AsyncFunctionDef) or definition.name != code.co_name:
        raise ForeignAwait(f"the source of {code.co_qualname} cannot be read")
    return definition, before


class _Reading(ast.NodeVisitor):
    """Collects who is handed the transaction; ForeignAwait for any other await."""

    def __init__(self, code: types.CodeType, transaction: str, line_before: int) -> None:
        self.code = code
        self.transaction = transaction
        self.line_before = line_before
        self.callees: list[_Callee] = []
        self._inner: dict[str, ast.AsyncFunctionDef | None] = {}
        self._read: set[tuple[str, str]] = set()
        self._hidden: set[str] = set()

    def read(self, definition: ast.AsyncFunctionDef) -> None:
        """Reads the body; what is defined inside is read where it is awaited."""
        for node in ast.walk(definition):
            if isinstance(node, ast.AsyncFunctionDef) and node is not definition:
                # Defined twice or decorated, its name says nothing about what is awaited.
                plain = node.name not in self._inner and not node.decorator_list
                self._inner[node.name] = node if plain else None
        for statement in definition.body:
            self.visit(statement)

    def visit_AsyncFunctionDef(self, node: ast.AsyncFunctionDef) -> None:
        """A definition awaits nothing yet."""

    def visit_Name(self, node: ast.Name) -> None:
        trusted = node.id == self.transaction.lstrip(_PACKED) or node.id in self._inner
        if trusted and not isinstance(node.ctx, ast.Load):
            raise self._foreign(node)

    def visit_AsyncWith(self, node: ast.AsyncWith) -> None:
        raise self._foreign(node)

    def visit_AsyncFor(self, node: ast.AsyncFor) -> None:
        raise self._foreign(node)

    def visit_comprehension(self, node: ast.comprehension) -> None:
        if node.is_async:
            raise self._foreign(node.iter)
        self.generic_visit(node)

    def visit_Await(self, node: ast.Await) -> None:
        call = node.value
        if not isinstance(call, ast.Call):
            raise self._foreign(node)
        owner = call.func.value if isinstance(call.func, ast.Attribute) else None
        if not _is_transaction(owner, self.transaction):
            self._follow(call)
        self.generic_visit(call)

    def _follow(self, call: ast.Call) -> None:
        path = _path(call.func)
        if path is None or path[0] in self._hidden:
            raise self._foreign(call)
        if path[0] not in self._inner:
            self.callees.append(_Callee(path, call, self.transaction, self._line(call)))
            return
        inner = self._inner[path[0]] if len(path) == 1 else None
        receiver = None if inner is None else _inner_receiver(inner, call, self.transaction)
        if inner is None or receiver is None:
            raise self._foreign(call)
        self._read_inner(inner, receiver)

    def _read_inner(self, inner: ast.AsyncFunctionDef, receiver: str) -> None:
        if (inner.name, receiver) in self._read:
            return
        self._read.add((inner.name, receiver))
        before = self.transaction, self._hidden
        # Its own variables hide what the names mean outside.
        self.transaction, self._hidden = receiver, self._hidden | _variables(inner)
        for statement in inner.body:
            self.visit(statement)
        self.transaction, self._hidden = before

    def _line(self, node: ast.expr | ast.stmt) -> int:
        return self.line_before + node.lineno

    def _foreign(self, node: ast.expr | ast.stmt) -> ForeignAwait:
        return _foreign(self.code, node, self._line(node))


def _foreign(code: types.CodeType, node: ast.AST, line: int) -> ForeignAwait:
    return ForeignAwait(
        f"{code.co_qualname} awaits something that is not its transaction at "
        f"{code.co_filename}:{line}: {ast.unparse(node)[:120]!r}"
    )


def _variables(definition: ast.AsyncFunctionDef) -> set[str]:
    nodes = list(ast.walk(definition))
    assigned = {
        node.id for node in nodes if isinstance(node, ast.Name) and not isinstance(node.ctx, ast.Load)
    }
    return assigned | {node.arg for node in nodes if isinstance(node, ast.arg)}


def _is_transaction(node: ast.AST | None, transaction: str) -> bool:
    if transaction.startswith(_PACKED):
        # A decorator's `*args` carries it in the first place, and is handed on whole.
        return isinstance(node, ast.Starred) and _is_transaction(node.value, transaction.lstrip(_PACKED))
    return isinstance(node, ast.Name) and node.id == transaction


def _path(node: ast.expr) -> tuple[str, ...] | None:
    if isinstance(node, ast.Name):
        return (node.id,)
    if isinstance(node, ast.Attribute):
        owner = _path(node.value)
        return None if owner is None else (*owner, node.attr)
    return None


def _resolve(function: Any, path: tuple[str, ...]) -> Any:
    """What a name stands for where the function was defined; attributes of modules only."""
    code = function.__code__
    name, *attributes = path
    if name in code.co_freevars:
        try:
            found = function.__closure__[code.co_freevars.index(name)].cell_contents
        except ValueError:  # not assigned yet
            return None
    elif name in code.co_varnames or name in code.co_cellvars:
        return None  # its own variable, which could be anything
    else:
        found = function.__globals__.get(name)
    for attribute in attributes:
        if not inspect.ismodule(found):
            return None
        found = getattr(found, attribute, None)
    return found


def _is_coroutine_function(function: Any) -> bool:
    plain = isinstance(function, types.FunctionType | types.MethodType)
    return plain and inspect.iscoroutinefunction(function)


def _receiver(function: Any, call: ast.Call, transaction: str) -> str | None:
    """The parameter of `function` that the call hands the transaction to; None for none or several."""
    if not _is_coroutine_function(function):
        return None
    return _handed(call, transaction, lambda position: _parameter(function, position))


def _inner_receiver(inner: ast.AsyncFunctionDef, call: ast.Call, transaction: str) -> str | None:
    names = [argument.arg for argument in (*inner.args.posonlyargs, *inner.args.args)]
    return _handed(call, transaction, lambda position: names[position] if position < len(names) else None)


def _handed(call: ast.Call, transaction: str, name_at: Callable[[int], str | None]) -> str | None:
    handed = [kw.arg for kw in call.keywords if kw.arg and _is_transaction(kw.value, transaction)]
    for position, argument in enumerate(call.args):
        if _is_transaction(argument, transaction):
            handed.append(name_at(position) or "")
        if isinstance(argument, ast.Starred):
            break  # how many it stands for is not known
    return handed[0] or None if len(handed) == 1 else None


def _parameter(function: Any, position: int) -> str | None:
    """The name of a positional parameter; that of `*args` with its star."""
    parameters = inspect.signature(function, follow_wrapped=False).parameters.values()
    named = [p.name for p in parameters if p.kind in {p.POSITIONAL_ONLY, p.POSITIONAL_OR_KEYWORD}]
    if position < len(named):
        return named[position]
    packed = [p.name for p in parameters if p.kind is p.VAR_POSITIONAL]
    return _PACKED + packed[0] if packed and position == len(named) == 0 else None
