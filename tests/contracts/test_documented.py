"""What an operator or a client can choose is written down."""

from __future__ import annotations

import re
from pathlib import Path

from api.settings import Settings

ROOT = Path(__file__).parents[2]
README = (ROOT / "README.md").read_text(encoding="utf-8")
ROW = re.compile(r"^\| `(OUTLAY_[A-Z_]+)`[^|]*\|([^|]*)\|[^|]+\|$", re.MULTILINE)


def shown(value: object) -> str:
    """A default as the table writes it."""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, list):
        return ",".join(value)
    return "" if value is None else str(value)


class TestTheSettings:
    def test_are_all_in_the_readme_and_no_others(self) -> None:
        rows = [match[1] for match in ROW.finditer(README)]
        assert len(rows) == len(set(rows))
        assert set(rows) == {f"OUTLAY_{name.upper()}" for name in Settings.model_fields}

    def test_are_there_with_their_defaults(self) -> None:
        written = {match[1]: match[2].strip(" `") for match in ROW.finditer(README)}
        for name, field in Settings.model_fields.items():
            default = shown(field.default)
            assert written[f"OUTLAY_{name.upper()}"] in {default, default.removesuffix(".0")}, name

    def test_each_say_what_they_are_for(self) -> None:
        assert all(field.description for field in Settings.model_fields.values())
