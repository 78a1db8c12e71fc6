"""What tests ask of answers: exact numbers, and refusals that name the field."""

from __future__ import annotations

import json
from decimal import Decimal
from typing import Any

import httpx


def exact(answer: httpx.Response) -> Any:
    """The JSON of an answer with its numbers digit by digit, as no float could keep them."""
    return json.loads(answer.content, parse_float=Decimal, parse_int=Decimal)


def refusal(answer: httpx.Response) -> tuple[int, str]:
    """The status and code of a problem; a look at its form besides."""
    assert answer.headers["content-type"] == "application/problem+json", answer.text
    problem = answer.json()
    assert problem["status"] == answer.status_code
    assert {"type", "title", "detail", "code"} <= set(problem)
    return answer.status_code, problem["code"]


def refused_field(answer: httpx.Response) -> tuple[str, str]:
    """The one field that a 422 names, and its code."""
    assert refusal(answer) == (422, "validation_failed"), answer.text
    (problem,) = answer.json()["errors"]
    return problem["field"], problem["code"]
