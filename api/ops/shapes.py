"""What has to be known of a table to copy it: also of a table as an older schema had it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

Value = str | int | None
"""What a column may hold, on every engine."""

MONEY = ("amount_minor", "total_minor")


@dataclass(frozen=True, slots=True)
class TableShape:
    """A table's name, its columns in order, and those of its primary key."""

    name: str
    columns: tuple[str, ...]
    key: tuple[str, ...]

    @property
    def by_wallet(self) -> bool:
        """Whether its rows come wallet by wallet, in the order of the key."""
        return self.key[0] == "wallet_id"

    @property
    def money(self) -> str | None:
        """The column of amounts in minor units that are worth a sum."""
        return next((name for name in MONEY if name in self.columns), None)

    def position(self, row: Sequence[Value]) -> dict[str, Value]:
        """The values of a row's key by column: where a page ended."""
        return {name: row[self.columns.index(name)] for name in self.key}
