"""The service keeps to its own description: made-up requests to every operation, in and out of its schema.

It runs as in production, behind uvicorn on a socket, so that nothing of the test stands in for it.
"""

from __future__ import annotations

import secrets
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from typing import Any

import httpx
import pytest
import schemathesis
import uvicorn
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis.strategies import SearchStrategy
from schemathesis import GenerationMode
from schemathesis.core.result import Ok

from api.app import create_app
from api.settings import Settings
from tests.factories import expense_body
from tests.people import PASSWORD

EXAMPLES = 8
# What a schema cannot say is refused all the same: a day out of range, a stale condition, a spent cursor.
ACCEPTED_OF_POSITIVE = ["2xx", "304", "401", "403", "404", "409", "412", "422"]
NAMES_EXPENSES = {"/expenses/batch"}
ENDS_THE_SESSION = "/logout"


@dataclass(frozen=True)
class Served:
    """A running service: where it is, and what it says of itself."""

    url: str
    document: dict[str, Any]


class Caller:
    """Somebody new, with a wallet in which there is something."""

    def __init__(self, served: Served) -> None:
        self.url = served.url
        body = {"username": "ann", "password": PASSWORD}
        token = self.post("/register", body)["access_token"]
        self.headers = {"Authorization": f"Bearer {token}"}

    headers: dict[str, str] | None = None

    def post(self, path: str, body: dict[str, Any]) -> dict[str, Any]:
        """What a POST that succeeds answers."""
        answer = httpx.post(f"{self.url}{path}", json=body, headers=self.headers)
        assert answer.is_success, answer.text
        found: dict[str, Any] = answer.json()
        return found

    def existing_ids(self) -> dict[str, str]:
        """The ids of an expense and of a category with a budget, made for the purpose."""
        name = f"Category {secrets.token_hex(8)}"
        made = self.post("/expenses", expense_body(category=name))
        self.post("/budget", {"category": name, "budget": 5})
        return {"expense_id": made["id"], "category_id": made["category_id"]}


@pytest.fixture
def served(settings: Settings) -> Iterator[Served]:
    app = create_app(
        settings.model_copy(
            update={
                "registrations_per_hour": 1_000_000,
                "login_failures_per_name": 1_000_000,
                "login_failures_per_address": 1_000_000,
            }
        )
    )
    server = uvicorn.Server(uvicorn.Config(app, port=0, log_level="warning", lifespan="on"))
    thread = threading.Thread(target=server.run)
    thread.start()
    while not server.started and thread.is_alive():
        time.sleep(0.01)
    port = server.servers[0].sockets[0].getsockname()[1]
    yield Served(f"http://127.0.0.1:{port}", app.openapi())
    server.should_exit = True
    thread.join()


def test_every_operation_does_what_it_says(served: Served, subtests: pytest.Subtests) -> None:
    schema = schemathesis.openapi.from_dict(served.document)
    schema.config.update(base_url=served.url)
    schema.config.checks.positive_data_acceptance.expected_statuses = ACCEPTED_OF_POSITIVE
    operations = [found.ok() for found in schema.get_all_operations() if isinstance(found, Ok)]
    assert len(operations) == sum(len(item) for item in served.document["paths"].values())
    ann = Caller(served)
    for operation in sorted(operations, key=lambda operation: operation.path == ENDS_THE_SESSION):
        with subtests.test(f"{operation.method} {operation.path}, as described"):
            # Else nearly every answer would be a 404.
            ids = ann.existing_ids() if "{" in operation.path or operation.path in NAMES_EXPENSES else None
            strategy = operation.as_strategy(path_parameters=ids if "{" in operation.path else None)
            probe(strategy.map(partial(about, ids)), ann)
        if "parameters" in operation.definition.raw or "requestBody" in operation.definition.raw:
            with subtests.test(f"{operation.method} {operation.path}, not as described"):
                probe(operation.as_strategy(generation_mode=GenerationMode.NEGATIVE), ann)


def about(ids: dict[str, str] | None, case: schemathesis.Case[Any]) -> schemathesis.Case[Any]:
    """The same request, about expenses that exist where its body names any."""
    if ids is not None and isinstance(case.body, dict):
        if case.body.get("ids"):
            case.body["ids"] = [ids["expense_id"]]
        match case.body.get("items"):
            case [dict() as first, *_]:
                case.body["items"] = [first | {"id": ids["expense_id"]}]
    return case


def probe(cases: SearchStrategy[Any], caller: Caller) -> None:
    """Some requests, each answer held against the description."""

    @hypothesis_settings(
        max_examples=EXAMPLES,
        deadline=None,
        database=None,
        derandomize=True,
        suppress_health_check=list(HealthCheck),
    )
    @given(cases)
    def ask(case: schemathesis.Case[Any]) -> None:
        case.call_and_validate(headers=caller.headers)

    ask()
