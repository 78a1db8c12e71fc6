"""House rules that no linter knows: each names the file and line that breaks it."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi.routing import APIRoute

from api.http.body import ExactJsonRoute
from api.routes import ROUTERS

ROOT = Path(__file__).parents[2]
SOURCES = sorted((ROOT / "api").rglob("*.py"))
TREES = {path.relative_to(ROOT).as_posix(): ast.parse(path.read_text(encoding="utf-8")) for path in SOURCES}

CATCH_ALLS = {"utils", "helpers", "common", "core", "misc", "util", "helper"}
# What they wrap, and the one place that may know it.
BEHIND_ONE_MODULE = {
    "passlib": {"api/security/passwords.py"},
    "jose": {"api/security/tokens.py"},
    "databases": {path for path in TREES if path.startswith("api/db/")},
    "argon2": set[str](),
}
MONEY_PATHS = (
    "api/money.py",
    "api/expenses/",
    "api/budgets/",
    "api/analytics/",
    "api/descriptions/",
    "api/ledger/",
    "api/wallets/",
    "api/samples/prices.py",
    "api/samples/service.py",
)
OUTLIVE_ANY_FAULT = {"api/http/middleware.py", "api/ops/daily_backup.py"}
LONGEST_FILE, LONGEST_FUNCTION = 300, 40


def imports(tree: ast.AST) -> Iterator[tuple[str, int]]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from ((alias.name, node.lineno) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield node.module or "", node.lineno


def calls(tree: ast.AST) -> Iterator[tuple[str, ast.Call]]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            yield str(getattr(node.func, "attr", None) or getattr(node.func, "id", "")), node


class TestNames:
    def test_no_module_is_a_drawer_for_everything(self) -> None:
        named = {part for path in TREES for part in Path(path).with_suffix("").parts}
        assert not named & CATCH_ALLS


class TestImports:
    @pytest.mark.parametrize("package", BEHIND_ONE_MODULE)
    def test_a_package_is_known_behind_its_module_only(self, package: str) -> None:
        found = {
            path
            for path, tree in TREES.items()
            for name, _ in imports(tree)
            if name == package or name.startswith(f"{package}.")
        }
        assert found <= BEHIND_ONE_MODULE[package]


def inexact(tree: ast.AST) -> Iterator[ast.AST]:
    """Where a float could come into being."""
    for node in ast.walk(tree):
        is_literal = isinstance(node, ast.Constant) and isinstance(node.value, float)
        is_division = isinstance(node, ast.BinOp) and isinstance(node.op, ast.Div)
        is_made = isinstance(node, ast.Call) and getattr(node.func, "id", "") in {"float", "round"}
        if is_literal or is_division or is_made:
            yield node


class TestMoney:
    def test_no_float_comes_into_being_where_amounts_pass(self) -> None:
        found = [
            (path, ast.unparse(node))
            for path, tree in TREES.items()
            if path.startswith(MONEY_PATHS)
            for node in inexact(tree)
        ]
        assert found == []

    def test_nobody_makes_a_float_of_anything(self) -> None:
        found = [
            (path, node.lineno)
            for path, tree in TREES.items()
            for name, node in calls(tree)
            if name == "float"
        ]
        assert found == []


class TestCalls:
    def test_nothing_iterates_a_query_or_reaches_past_the_unit_of_work(self) -> None:
        found = [
            (path, node.lineno)
            for path, tree in TREES.items()
            for name, node in calls(tree)
            if name == "iterate"
            or (name in {"execute", "fetch_all", "fetch_one"} and not path.startswith("api/db/"))
        ]
        assert found == []

    def test_no_feature_catches_everything(self) -> None:
        found = [
            (path, node.lineno)
            for path, tree in TREES.items()
            for node in ast.walk(tree)
            if isinstance(node, ast.ExceptHandler)
            and not path.startswith(("api/db/", "api/cli/"))
            and path not in OUTLIVE_ANY_FAULT
            and (node.type is None or getattr(node.type, "id", "") in {"Exception", "BaseException"})
        ]
        assert found == []


class TestSizes:
    def test_no_file_is_longer_than_one_can_read_at_once(self) -> None:
        lengths = {path: len((ROOT / path).read_text(encoding="utf-8").splitlines()) for path in TREES}
        assert {path: length for path, length in lengths.items() if length > LONGEST_FILE} == {}

    def test_no_function_does_more_than_one_thing(self) -> None:
        found = {
            f"{path}:{node.name}": node.end_lineno - node.lineno + 1
            for path, tree in TREES.items()
            for node in ast.walk(tree)
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and node.end_lineno is not None
        }
        assert {name: length for name, length in found.items() if length > LONGEST_FUNCTION} == {}


class TestRouters:
    def test_each_that_takes_a_body_reads_it_exactly(self) -> None:
        with_bodies = [
            route
            for router in ROUTERS
            for route in router.routes
            if isinstance(route, APIRoute) and route.body_field is not None
        ]
        assert len(with_bodies) >= 10
        assert {route.path for route in with_bodies if not isinstance(route, ExactJsonRoute)} == set()


def test_the_rules_look_at_the_whole_service() -> None:
    assert len(TREES) > 80
    assert {path.startswith(MONEY_PATHS) for path in TREES} == {True, False}
