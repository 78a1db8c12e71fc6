"""The document that the web client is generated from is the one that the app produces."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from api.cli.contract import describe

FILE = Path(__file__).parents[2] / "web" / "openapi.json"

AMOUNTS = {
    ("ExpenseAnswer", "amount"),
    ("DescriptionAnswer", "amount"),
    ("BudgetAnswer", "budget"),
    ("SummaryAnswer", "budget"),
    ("SummaryAnswer", "spent"),
    ("SummaryAnswer", "remaining"),
    ("DayAnswer", "total"),
    ("DayTotalAnswer", "total"),
    ("MonthAnswer", "total"),
    ("MonthCategoryAnswer", "total"),
}
FIXED_MEMBERS = {
    "ExpenseAnswer": {
        "id", "wallet_id", "date", "category", "category_id", "amount", "description", "created_by",
        "created_at", "updated_at", "deleted_at", "revision",
    },
    "DayAnswer": {"date", "expenses", "total"},
    "BudgetAnswer": {"category", "category_id", "budget", "starts_on", "revision"},
    "SummaryAnswer": {"category", "budget", "spent", "remaining"},
    "MonthAnswer": {"month", "total", "count", "categories"},
    "TokenAnswer": {"access_token", "token_type", "expires_in"},
}  # fmt: skip
"""What clients outside this repository rely on; more may stand beside it."""


@pytest.fixture(scope="module")
def document() -> dict[str, Any]:
    return describe()


def test_the_file_has_not_drifted(document: dict[str, Any]) -> None:
    assert json.loads(FILE.read_text(encoding="utf-8")) == document, "run `make openapi`"


def test_it_is_the_same_on_every_machine(
    document: dict[str, Any], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("OUTLAY_DEFAULT_CURRENCY", "JPY")
    monkeypatch.setenv("OUTLAY_DATA_DIR", str(tmp_path))
    assert describe() == document


def test_every_amount_of_an_answer_is_a_number(document: dict[str, Any]) -> None:
    found = set()
    for name, schema in document["components"]["schemas"].items():
        for member, part in schema.get("properties", {}).items():
            kinds = {option.get("type") for option in part.get("anyOf", [part])}
            if name.endswith("Answer") and "number" in kinds:
                found.add((name, member))
                assert kinds <= {"number", "null"}
    assert found == AMOUNTS


def test_what_clients_rely_on_is_there_and_always_sent(document: dict[str, Any]) -> None:
    for name, members in FIXED_MEMBERS.items():
        schema = document["components"]["schemas"][name]
        assert members <= set(schema["properties"]), name
        assert members <= set(schema["required"]), name


def test_an_answer_has_no_member_that_may_be_missing(document: dict[str, Any]) -> None:
    for name, schema in document["components"]["schemas"].items():
        if name.endswith("Answer"):
            assert set(schema["required"]) == set(schema["properties"]), name
