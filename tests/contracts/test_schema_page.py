"""docs/schema.md draws the tables as they are."""

from __future__ import annotations

from api.tables import metadata
from tests.contracts.er_diagram import FILE, schema_page


def test_the_page_has_not_drifted() -> None:
    assert FILE.read_text(encoding="utf-8") == schema_page(), "run `python -m tests.contracts.er_diagram`"


def test_the_page_has_every_table_and_column() -> None:
    page = FILE.read_text(encoding="utf-8")
    for table in metadata.sorted_tables:
        entity = page.partition(f"    {table.name} {{\n")[2].partition("    }")[0]
        assert [line.split()[1] for line in entity.splitlines()] == table.columns.keys()
