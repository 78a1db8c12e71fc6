"""A wallet as plain Python sees it: what the ledger must agree with after every step."""

from __future__ import annotations

from dataclasses import dataclass, field

from api.periods import add_months


@dataclass
class ModelExpense:
    """An expense that was acknowledged. `order` is the revision that created it."""

    date: str
    category: str
    minor: int
    description: str
    order: int
    deleted: bool = False

    @property
    def month(self) -> int:
        return int(self.date[:4]) * 100 + int(self.date[5:7])


@dataclass
class ModelWallet:
    """Everything that was acknowledged, and the revision that follows from it."""

    revision: int = 1
    expenses: dict[str, ModelExpense] = field(default_factory=dict)
    budgets: dict[str, dict[int, int | None]] = field(default_factory=dict)
    names: dict[str, str] = field(default_factory=dict)

    def living(self) -> dict[str, ModelExpense]:
        return {key: expense for key, expense in self.expenses.items() if not expense.deleted}

    def listed(self) -> list[str]:
        """The ids in the order of the list: the newest day first, then the latest entered."""
        living = self.living().items()
        return [
            key for key, _ in sorted(living, key=lambda item: (item[1].date, item[1].order), reverse=True)
        ]

    def spent(self, months: tuple[int, int] | None = None) -> dict[str, int]:
        """Minor units by category, over the months or over everything."""
        sums: dict[str, int] = {}
        for expense in self.living().values():
            if months is None or months[0] <= expense.month <= months[1]:
                sums[expense.category] = sums.get(expense.category, 0) + expense.minor
        return sums

    def budget(self, category: str, month: int) -> int | None:
        """The budget in force: the latest that started, or before the first one, the first."""
        rows = self.budgets.get(category, {})
        if not rows:
            return None
        started = [start for start in rows if start <= month]
        return rows[max(started)] if started else rows[min(rows)]

    def may_end_budget(self, category: str, this_month: int) -> bool:
        """Whether there is a budget now or later that can be ended."""
        later = any(start > this_month for start in self.budgets.get(category, {}))
        return later or self.budget(category, this_month) is not None

    def end_budget(self, category: str, this_month: int) -> None:
        """Ends it now; the months before keep what they had."""
        rows = self.budgets[category]
        before = add_months(this_month, -1)
        kept = self.budget(category, before)
        ended = {start: amount for start, amount in rows.items() if start < this_month}
        if not ended and kept is not None:
            ended = {before: kept}
        self.budgets[category] = {**ended, this_month: None}
