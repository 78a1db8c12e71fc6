"""The codes of the contract are documented in docs/errors.md, all of them and no others."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from api.errors import OutlayError
from api.http import problems
from api.routes import ROUTERS

ROOT = Path(__file__).parents[2]
CODE_ARGUMENT = {
    "PydanticCustomError": 0,
    "InvalidAmount": 0,
    "InvalidName": 0,
    "InvalidPeriod": 0,
    "FieldProblem": 1,
    "of": 1,
}


def documented(heading: str) -> set[str]:
    text = (ROOT / "docs" / "errors.md").read_text().partition(f"## {heading}\n")[2].partition("\n## ")[0]
    rows = [line.split("|") for line in text.splitlines() if line.startswith("|")]
    cells = [row[2] if heading == "Codes" else row[1] for row in rows]
    return set(re.findall(r"`([a-z_]+)`", " ".join(cells)))


FEATURES = [router.tags for router in ROUTERS]
"""With the routers, every module that has refusals is imported."""


def refusals(kind: type[OutlayError]) -> Iterator[type[OutlayError]]:
    # The base of the conflicts is never raised itself.
    if kind.__module__.startswith("api.") and kind.code != "conflict":
        yield kind
    for below in kind.__subclasses__():
        yield from refusals(below)


def field_codes_in(source: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(source.read_text())):
        if not isinstance(node, ast.Call):
            continue
        name = getattr(node.func, "id", None) or getattr(node.func, "attr", None)
        position = CODE_ARGUMENT.get(name or "")
        if position is None or len(node.args) <= position:
            continue
        argument = node.args[position]
        if isinstance(argument, ast.Constant) and isinstance(argument.value, str):
            yield argument.value


def test_every_code_of_a_refusal_is_documented() -> None:
    raised = {kind.code for kind in refusals(OutlayError)}
    framework = {code for code, _ in problems._FRAMEWORK_CODES.values()}
    assert documented("Codes") == raised | framework


def test_every_code_of_a_field_is_documented() -> None:
    raised = {code for source in (ROOT / "api").rglob("*.py") for code in field_codes_in(source)}
    of_pydantic = {code for code, _ in (*problems._CODES.values(), *problems._LENGTHS.values())}
    assert documented("Fields of `validation_failed`") == raised | of_pydantic | {"invalid"}
