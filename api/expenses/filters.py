"""Which expenses a list, a sum or an export means."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from api.ledger.retries import fingerprint_of
from api.names import key_of
from api.periods import Period

Sort = Literal["-date", "date", "-amount", "amount"]


@dataclass(frozen=True, slots=True)
class Shape:
    """Which parts a filter has: all that decides its SQL."""

    sort: Sort = "-date"
    categories: int = 0
    first: bool = False
    last: bool = False
    text: bool = False
    after_cursor: bool = False


@dataclass(frozen=True, slots=True)
class ExpenseFilter:
    """A filter: names of categories, a period, and a text that is folded by `names.search_text`."""

    categories: tuple[str, ...] = ()
    period: Period = field(default_factory=Period)
    text: str = ""
    sort: Sort = "-date"

    @property
    def list_key(self) -> str:
        """Stands for the sort and filter in a cursor."""
        names = sorted({key_of(name) for name in self.categories})
        ends = [str(self.period.first or ""), str(self.period.last or "")]
        return fingerprint_of(self.sort, *ends, self.text, *names)[:16]

    def shape(self, category_ids: tuple[str, ...], *, after_cursor: bool = False) -> Shape:
        """The shape of its SQL once its names are resolved to `category_ids`."""
        return Shape(
            sort=self.sort,
            categories=len(category_ids),
            first=self.period.first is not None,
            last=self.period.last is not None,
            text=bool(self.text),
            after_cursor=after_cursor,
        )

    def params(self, wallet_id: str, category_ids: tuple[str, ...]) -> dict[str, str | int | None]:
        """The parameters of its SQL."""
        params: dict[str, str | int | None] = {"wallet": wallet_id}
        params |= {f"category_{n}": value for n, value in enumerate(category_ids)}
        if self.period.first is not None:
            params["first"] = self.period.first.isoformat()
        if self.period.last is not None:
            params["last"] = self.period.last.isoformat()
        if self.text:
            params["pattern"] = f"%{_escaped(self.text)}%"
        return params


def _escaped(text: str) -> str:
    """The wildcards of LIKE taken as they are."""
    return text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
