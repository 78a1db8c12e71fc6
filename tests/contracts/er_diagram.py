"""docs/schema.md, made from the tables: `python -m tests.contracts.er_diagram` writes it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from sqlalchemy import Column, Table

from api.tables import metadata

FILE = Path(__file__).parents[2] / "docs" / "schema.md"

HEAD = """\
# The schema

Made from the tables in `api/*/tables.py` by `python -m tests.contracts.er_diagram`; a test fails when it is
out of date.

- Keys lead with `wallet_id`, so that a wallet can live on any server and nobody's id meets another's.
- Instants are milliseconds since 1970 in UTC, money is minor units of the wallet's currency, a month is
  YYYYMM.
- `deleted_at` of an expense is 0 while it lives. `amount_minor` of a budget is null where the budget ends.
- `key` and `search_text` are made from a name by `api/names.py`: the first decides equality, the second is
  searched. `search_head` is the beginning of the second, short enough for an index.

"""


def schema_page() -> str:
    """The page as it should be."""
    tables = [*metadata.sorted_tables]
    lines = ["```mermaid", "erDiagram"]
    for table in tables:
        lines += [f"    {line}" for line in _entity(table)]
    for table in tables:
        lines += [f"    {line}" for line in _relations(table)]
    lines.append("```")
    parts = [HEAD + "\n".join(lines) + "\n", "\n## Indexes\n\n| table | columns | |\n|---|---|---|\n"]
    parts += [f"{row}\n" for table in sorted(tables, key=lambda table: table.name) for row in _indexes(table)]
    return "".join(parts)


def _entity(table: Table) -> Iterator[str]:
    yield f"{table.name} {{"
    for column in table.columns:
        yield f"    {_kind(column)} {column.name}{_marks(column)}"
    yield "}"


def _kind(column: Column[object]) -> str:
    # The types of PostgreSQL say more than SQLite's two.
    variants = column.type._variant_mapping
    name = type(variants.get("postgresql", column.type)).__name__.lower()
    return {"biginteger": "bigint"}.get(name, name)


def _marks(column: Column[object]) -> str:
    keys = []
    if column.primary_key:
        keys.append("PK")
    if column.foreign_keys:
        keys.append("FK")
    mark = f" {', '.join(keys)}" if keys else ""
    return f'{mark} "may be null"' if column.nullable else mark


def _relations(table: Table) -> Iterator[str]:
    for constraint in sorted(table.foreign_key_constraints, key=lambda constraint: str(constraint.name)):
        columns = ", ".join(constraint.column_keys)
        yield f'{constraint.referred_table.name} ||--o{{ {table.name} : "{columns}"'


def _indexes(table: Table) -> Iterator[str]:
    for index in sorted(table.indexes, key=lambda index: str(index.name)):
        columns = ", ".join(f"`{column.name}`" for column in index.columns)
        yield f"| `{table.name}` | {columns} | {'unique' if index.unique else ' '} |"
    for constraint in sorted(table.constraints, key=lambda constraint: str(constraint.name)):
        if type(constraint).__name__ == "UniqueConstraint":
            columns = ", ".join(f"`{column.name}`" for column in constraint.columns)  # type: ignore[attr-defined]
            yield f"| `{table.name}` | {columns} | unique |"


if __name__ == "__main__":
    FILE.write_text(schema_page(), encoding="utf-8")
