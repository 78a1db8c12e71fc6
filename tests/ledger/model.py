"""A wallet as plain Python sees it: what the ledger must agree with after every step."""

from __future__ import annotations

from dataclasses import dataclass, field

from api.periods import add_months

Content = tuple[str, int, str]
"""Category, minor units and description of a row."""


@dataclass
class ModelExpense:
    """An expense that was acknowledged. `order` is the revision that created it, and its place therein."""

    date: str
    category: str
    minor: int
    description: str
    order: tuple[int, int]
    deleted: bool = False

    @property
    def content(self) -> Content:
        return (self.category, self.minor, self.description)

    @property
    def month(self) -> int:
        return int(self.date[:4]) * 100 + int(self.date[5:7])


BudgetRows = dict[tuple[str, int], int | None]
"""The amount of each row, by category and month."""


@dataclass
class BudgetWrite:
    """All budgets before and after one write of them."""

    before: BudgetRows
    after: BudgetRows

    def changed(self) -> set[tuple[str, int]]:
        """The places of the rows that the write made, changed or removed."""
        places = self.before.keys() | self.after.keys()
        return {p for p in places if self.before.get(p, "no row") != self.after.get(p, "no row")}


@dataclass
class ModelWallet:
    """Everything that was acknowledged, and the revision that follows from it."""

    revision: int = 1
    expenses: dict[str, ModelExpense] = field(default_factory=dict)
    budgets: dict[str, dict[int, int | None]] = field(default_factory=dict)
    names: dict[str, str] = field(default_factory=dict)
    budget_writes: dict[int, BudgetWrite] = field(default_factory=dict)
    sample_revision: int | None = None
    sample_budgets: dict[str, int] = field(default_factory=dict)

    def living(self) -> dict[str, ModelExpense]:
        return {key: expense for key, expense in self.expenses.items() if not expense.deleted}

    def listed(self) -> list[str]:
        """The ids in the order of the list: the newest day first, then the latest entered."""
        living = self.living().items()
        return [
            key for key, _ in sorted(living, key=lambda item: (item[1].date, item[1].order), reverse=True)
        ]

    def on_day(self, day: str) -> list[str]:
        """The ids of a day in the order they were recorded."""
        found = [(expense.order, key) for key, expense in self.living().items() if expense.date == day]
        return [key for _, key in sorted(found)]

    def day_after(
        self, day: str, named: dict[str, Content], unnamed: list[Content]
    ) -> tuple[dict[str, Content], list[Content]]:
        """What the expenses of a day become where a sheet has these rows, and which rows are new."""
        after, new = dict(named), []
        for row in unnamed:
            free = [key for key in self.on_day(day) if key not in after]
            equal = next((key for key in free if self.expenses[key].content == row), None)
            if equal is None:
                new.append(row)
            else:
                after[equal] = row
        return after, new

    def save_day(self, day: str, after: dict[str, Content]) -> bool:
        """Gives the expenses of a day their rows and deletes the others; whether that changes anything."""
        changed = False
        for key in self.on_day(day):
            expense = self.expenses[key]
            if key not in after:
                expense.deleted = True
            elif after[key] != expense.content:
                expense.category, expense.minor, expense.description = after[key]
            else:
                continue
            changed = True
        return changed

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

    def copy_budgets(self, source: int, target: int) -> bool:
        """Gives a month the budgets of another; whether that changes anything."""
        changed = False
        for category, rows in self.budgets.items():
            wanted, before = self.budget(category, source), add_months(target, -1)
            if wanted == self.budget(category, target):
                continue
            changed = True
            if min(rows) > before and self.budget(category, before) != wanted:
                rows[before] = self.budget(category, before)
            rows[target] = wanted
        return changed

    def budget_rows(self) -> BudgetRows:
        return {
            (name, month): amount for name, rows in self.budgets.items() for month, amount in rows.items()
        }

    def budgets_written(self, before: BudgetRows) -> None:
        """Notes what the write that has just moved the revision did; `before` is how it was until then."""
        self.budget_writes[self.revision] = BudgetWrite(before, self.budget_rows())

    def may_undo(self, revision: int) -> bool:
        """Whether every row that the write changed is still as it left it."""
        write, now = self.budget_writes[revision], self.budget_rows()
        return all(now.get(place, "no row") == write.after.get(place, "no row") for place in write.changed())

    def undo_budgets(self, revision: int) -> None:
        """Puts back every row that the write changed."""
        write, rows = self.budget_writes[revision], self.budget_rows()
        for place in write.changed():
            rows.pop(place, None)
            if place in write.before:
                rows[place] = write.before[place]
        self.budgets = {}
        for (name, month), amount in rows.items():
            self.budgets.setdefault(name, {})[month] = amount

    def add_sample_budgets(self, month: int, amounts: dict[str, int]) -> int:
        """Gives budgets to the categories that never had one; how many."""
        new = [name for name in amounts if name not in self.budgets]
        self.budgets |= {name: {month: amounts[name]} for name in new}
        self.sample_budgets = dict.fromkeys(new, month)
        return len(new)

    def remove_sample_data(self) -> int:
        """Forgets what the sample data brought; how many expenses still lived."""
        brought = {key: e for key, e in self.expenses.items() if e.order[0] == self.sample_revision}
        for key in brought:
            del self.expenses[key]
        for name, month in self.sample_budgets.items():
            del self.budgets[name][month]
            if not self.budgets[name]:
                del self.budgets[name]
        self.sample_revision = None
        return sum(not expense.deleted for expense in brought.values())

    def may_end_budget(self, category: str, month: int) -> bool:
        """Whether there is a budget then or later that can be ended."""
        later = any(start > month for start in self.budgets.get(category, {}))
        return later or self.budget(category, month) is not None

    def end_budget(self, category: str, month: int) -> None:
        """Ends it from a month on; the months before keep what they had."""
        rows = self.budgets[category]
        before = add_months(month, -1)
        kept = self.budget(category, before)
        ended = {start: amount for start, amount in rows.items() if start < month}
        if not ended and kept is not None:
            ended = {before: kept}
        self.budgets[category] = {**ended, month: None}
