"""How long the fault tests go on, what they report, and the servers that they do it to."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.infrastructure.engines_plugin import FIGURES
from tests.infrastructure.outlay_server import OutlayServer

Report = Callable[[str], None]


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """`make test` leaves out what has no short form."""
    if config.getoption("--faults") == "full":
        return
    left_out = [item for item in items if item.get_closest_marker("only_in_full")]
    config.hook.pytest_deselected(items=left_out)
    items[:] = [item for item in items if item not in left_out]


@pytest.fixture
def full(pytestconfig: pytest.Config) -> bool:
    """Whether this is `make test-faults`, which takes its time; `make test` runs a short form."""
    return bool(pytestconfig.getoption("--faults") == "full")


@pytest.fixture
def report(request: pytest.FixtureRequest) -> Report:
    """Takes a figure for docs/reliability.md, told at the end of the run."""
    figures = request.config.stash.setdefault(FIGURES, [])

    def take(figure: str) -> None:
        figures.append(f"{request.node.name}: {figure}")

    return take


@pytest.fixture
def server(database_url: str, tmp_path: Path) -> OutlayServer:
    """A server on this test's database, not started yet."""
    return OutlayServer(database_url, tmp_path)
