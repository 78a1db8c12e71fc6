"""The pytest plugin that gives each test its own migrated database on each engine.

One process prepares the servers and their templates for all workers of a parallel run.
`--engines sqlite` leaves the other engines out. With CI=true a server that cannot be had is a failure.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from typing import Any

import pytest

from tests.infrastructure.databases import Place, SqliteTemplate, sqlite_url
from tests.infrastructure.mariadb_databases import MariadbCopies, MariadbHost
from tests.infrastructure.postgres_databases import PostgresCopies, PostgresHost
from tests.infrastructure.servers import ServerUnavailable

ENGINES = ("sqlite", "postgresql", "mariadb")
NAMES = {"postgresql": "PostgreSQL", "mariadb": "MariaDB"}
"""The engines with a server, as people call them."""
Host = PostgresHost | MariadbHost
Copies = PostgresCopies | MariadbCopies
HOSTS: dict[str, type[Host]] = {"postgresql": PostgresHost, "mariadb": MariadbHost}
FIGURES = pytest.StashKey[list[str]]()
"""What the fault tests want told at the end of a run."""
FOUND = pytest.StashKey[dict[str, Host | str]]()
"""The host of each engine that was asked for, or the reason why there is none."""


def pytest_addoption(parser: pytest.Parser) -> None:
    """Let a developer leave an engine out, and choose how long the fault tests go on."""
    parser.addoption("--faults", choices=("short", "full"), default="short", help="length of tests/faults")
    parser.addoption("--engines", default=",".join(ENGINES), help="database engines to test on, with commas")


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Run each test that has a database once per engine, and one that has a server once per server."""
    engines = wanted(metafunc.config)
    if "engine_name" in metafunc.fixturenames:
        metafunc.parametrize("engine_name", engines, scope="session", indirect=True)
    if "server_name" in metafunc.fixturenames:
        servers = [name for name in engines if name in NAMES]
        metafunc.parametrize("server_name", servers, scope="session", indirect=True)


def wanted(config: pytest.Config) -> list[str]:
    """The engines that this run is about."""
    engines: str = config.getoption("--engines")
    return engines.split(",")


@pytest.hookimpl(optionalhook=True)
def pytest_configure_node(node: Any) -> None:
    """In a parallel run: tell each worker where the one server of each engine is."""
    told = {}
    for engine in wanted(node.config):
        if engine in NAMES:
            host = _host(node.config, engine)
            told[engine] = host if isinstance(host, str) else asdict(host.place)
    node.workerinput["servers"] = told


def pytest_unconfigure(config: pytest.Config) -> None:
    """Stop what was started."""
    for host in config.stash.get(FOUND, {}).values():
        if not isinstance(host, str):
            host.close()


def pytest_terminal_summary(terminalreporter: Any, config: pytest.Config) -> None:
    """Say which servers the tests ran on, or why on none, and what the fault tests measured."""
    for figure in config.stash.get(FIGURES, []):
        terminalreporter.write_line(figure)
    for engine, host in config.stash.get(FOUND, {}).items():
        origin = f"none: {host}" if isinstance(host, str) else host.place.origin
        terminalreporter.write_line(f"{NAMES[engine]} of the tests: {origin}")


def _host(config: pytest.Config, engine: str) -> Host | str:
    found = config.stash.setdefault(FOUND, {})
    if engine not in found:
        try:
            found[engine] = HOSTS[engine]()
        except ServerUnavailable as refusal:
            found[engine] = str(refusal)
    return found[engine]


def _place(config: pytest.Config, engine: str) -> Place:
    """Where the server is; skips where there is none, and fails where nothing may be skipped."""
    told: dict[str, Any] | None = getattr(config, "workerinput", None)
    if told is None:
        host = _host(config, engine)
        place: dict[str, str] | str = host if isinstance(host, str) else asdict(host.place)
    else:
        place = told["servers"][engine]
    if not isinstance(place, str):
        return Place(**place)
    reason = f"no {NAMES[engine]}: {place}"
    if os.environ.get("CI") == "true":
        pytest.fail(reason)
    pytest.skip(reason)


@pytest.fixture(scope="session")
def postgres_copies(pytestconfig: pytest.Config) -> Iterator[PostgresCopies]:
    """The databases of the PostgreSQL server."""
    with PostgresCopies(_place(pytestconfig, "postgresql")) as copies:
        yield copies


@pytest.fixture(scope="session")
def mariadb_copies(pytestconfig: pytest.Config) -> Iterator[MariadbCopies]:
    """The databases of the MariaDB server."""
    with MariadbCopies(_place(pytestconfig, "mariadb")) as copies:
        yield copies


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> SqliteTemplate:
    """The migrated SQLite file that the tests copy."""
    return SqliteTemplate(tmp_path_factory.mktemp("template") / "outlay.db")


@pytest.fixture(scope="session")
def engine_name(request: pytest.FixtureRequest) -> str:
    """`sqlite`, `postgresql` or `mariadb`: every test that has a database runs on each."""
    name: str = request.param
    return name


@pytest.fixture(scope="session")
def server_name(request: pytest.FixtureRequest) -> str:
    """`postgresql` or `mariadb`: for what only an engine with a server can do."""
    name: str = request.param
    return name


@contextmanager
def server_database(request: pytest.FixtureRequest, engine: str, *, empty: bool = False) -> Iterator[str]:
    """The address of a database on a server: migrated, or without any table."""
    if engine not in wanted(request.config):
        pytest.skip(f"{NAMES[engine]} was left out with --engines")
    fixture = "postgres_copies" if engine == "postgresql" else "mariadb_copies"
    copies: Copies = request.getfixturevalue(fixture)
    name = copies.create(empty=empty)
    yield copies.place.database_url(name)
    copies.drop(name)


@pytest.fixture
def database_url(engine_name: str, request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The address of a migrated database that is this test's alone."""
    if engine_name == "sqlite":
        template: SqliteTemplate = request.getfixturevalue("sqlite_template")
        yield template.copy(tmp_path)
        return
    with server_database(request, engine_name) as url:
        yield url


@pytest.fixture
def empty_database_url(engine_name: str, request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The address of a database without any table, for the tests of the migrations."""
    if engine_name == "sqlite":
        yield sqlite_url(tmp_path / "empty.db")
        return
    with server_database(request, engine_name, empty=True) as url:
        yield url
