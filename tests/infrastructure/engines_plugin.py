"""The pytest plugin that gives each test its own migrated database on each engine.

One process prepares the PostgreSQL server and template for all workers of a parallel run.
`--engines sqlite` leaves the other engine out. With CI=true a server that cannot be had is a failure.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Any

import pytest

from tests.infrastructure.databases import (
    PostgresCopies,
    PostgresHost,
    PostgresPlace,
    PostgresUnavailableError,
    SqliteTemplate,
    sqlite_url,
)

ENGINES = ("sqlite", "postgresql")
HOST = pytest.StashKey[PostgresHost | PostgresUnavailableError]()


def pytest_addoption(parser: pytest.Parser) -> None:
    """Let a developer leave an engine out."""
    parser.addoption("--engines", default=",".join(ENGINES), help="database engines to test on, with commas")


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Run each test that has a database once per engine."""
    if "engine_name" in metafunc.fixturenames:
        wanted = metafunc.config.getoption("--engines").split(",")
        metafunc.parametrize("engine_name", wanted, scope="session", indirect=True)


@pytest.hookimpl(optionalhook=True)
def pytest_configure_node(node: Any) -> None:
    """In a parallel run: tell each worker where the one server is."""
    if "postgresql" not in node.config.getoption("--engines"):
        return
    host = _host(node.config)
    if isinstance(host, PostgresHost):
        node.workerinput["postgres_place"] = asdict(host.place)
    else:
        node.workerinput["postgres_refusal"] = str(host)


def pytest_unconfigure(config: pytest.Config) -> None:
    """Stop what was started."""
    host = config.stash.get(HOST, None)
    if isinstance(host, PostgresHost):
        host.close()


def pytest_terminal_summary(terminalreporter: Any, config: pytest.Config) -> None:
    """Say which server the tests ran on, or why on none."""
    host = config.stash.get(HOST, None)
    if host is None:
        return
    origin = host.place.origin if isinstance(host, PostgresHost) else f"none: {host}"
    terminalreporter.write_line(f"PostgreSQL of the tests: {origin}")


def _host(config: pytest.Config) -> PostgresHost | PostgresUnavailableError:
    if HOST not in config.stash:
        try:
            config.stash[HOST] = PostgresHost()
        except PostgresUnavailableError as refusal:
            config.stash[HOST] = refusal
    return config.stash[HOST]


def _place(config: pytest.Config) -> PostgresPlace | str:
    """Where the server is, or the reason why there is none."""
    told: dict[str, Any] | None = getattr(config, "workerinput", None)
    if told is not None:
        if "postgres_place" in told:
            return PostgresPlace(**told["postgres_place"])
        return str(told["postgres_refusal"])
    host = _host(config)
    return host.place if isinstance(host, PostgresHost) else str(host)


@pytest.fixture(scope="session")
def postgres_copies(pytestconfig: pytest.Config) -> Iterator[PostgresCopies]:
    """The server's databases; skipped where there is none, failed where nothing may be skipped."""
    place = _place(pytestconfig)
    if isinstance(place, str):
        reason = f"no PostgreSQL: {place}"
        if os.environ.get("CI") == "true":
            pytest.fail(reason)
        pytest.skip(reason)
    with PostgresCopies(place) as copies:
        yield copies


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> SqliteTemplate:
    """The migrated SQLite file that the tests copy."""
    return SqliteTemplate(tmp_path_factory.mktemp("template") / "outlay.db")


@pytest.fixture(scope="session")
def engine_name(request: pytest.FixtureRequest) -> str:
    """`sqlite` or `postgresql`: every test that has a database runs on both."""
    name: str = request.param
    return name


@pytest.fixture
def database_url(engine_name: str, request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The address of a migrated database that is this test's alone."""
    if engine_name == "sqlite":
        template: SqliteTemplate = request.getfixturevalue("sqlite_template")
        yield template.copy(tmp_path)
        return
    copies: PostgresCopies = request.getfixturevalue("postgres_copies")
    name = copies.create()
    yield copies.place.database_url(name)
    copies.drop(name)


@pytest.fixture
def empty_database_url(engine_name: str, request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The address of a database without any table, for the tests of the migrations."""
    if engine_name == "sqlite":
        yield sqlite_url(tmp_path / "empty.db")
        return
    copies: PostgresCopies = request.getfixturevalue("postgres_copies")
    name = copies.create(empty=True)
    yield copies.place.database_url(name)
    copies.drop(name)
