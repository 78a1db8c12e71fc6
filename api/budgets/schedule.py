"""Which budget counts in which month. Pure: rows in, a row out."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby

from api.periods import add_months, count_months

KIND = "budget"
"""What the journal calls a budget's row."""


@dataclass(frozen=True, slots=True)
class BudgetRow:
    """An amount a month in minor units from the month YYYYMM on; None ends the budget there."""

    category_id: str
    starts_on: int
    amount_minor: int | None
    revision: int


@dataclass(frozen=True, slots=True)
class BudgetChange:
    """What one write did to a row; None before it was made, None after it was removed."""

    category_id: str
    starts_on: int
    before: BudgetRow | None
    after: BudgetRow | None

    def stands(self, rows: Sequence[BudgetRow]) -> bool:
        """Whether the row is still as the change left it; `rows` are those of its category."""
        now = next((row for row in rows if row.starts_on == self.starts_on), None)
        if now is None or self.after is None:
            return now is self.after
        return now.amount_minor == self.after.amount_minor


def in_force(rows: Sequence[BudgetRow], month: int) -> BudgetRow | None:
    """The budget of one category in a month; `rows` are its own, the earliest first.

    The latest row that has started counts. Before the first one, the first one counts as well.
    """
    if not rows:
        return None
    started = [row for row in rows if row.starts_on <= month]
    row = started[-1] if started else rows[0]
    return None if row.amount_minor is None else row


def by_category(rows: Iterable[BudgetRow]) -> dict[str, list[BudgetRow]]:
    """The rows of each category, in their order; `rows` are ordered by category."""
    return {key: list(group) for key, group in groupby(rows, key=lambda row: row.category_id)}


def total_of_months(rows: Sequence[BudgetRow], first: int, last: int) -> int | None:
    """The sum of a category's budgets over the months `first` to `last`, or None where it has none.

    Each row counts until the next one starts, and the first one also for all months before.
    """
    found: list[int] = []
    for index, row in enumerate(rows):
        begins = first if index == 0 else max(first, row.starts_on)
        ends = last if index + 1 == len(rows) else min(last, add_months(rows[index + 1].starts_on, -1))
        if row.amount_minor is not None and begins <= ends:
            found.append(row.amount_minor * count_months(begins, ends))
    return sum(found) if found else None


def largest_month(schedules: Iterable[Sequence[BudgetRow]]) -> int:
    """The sum of all budgets in the month where it is largest; each schedule is one category's rows."""
    changes: dict[int, int] = defaultdict(int)
    running = 0
    for rows in schedules:
        before = rows[0].amount_minor or 0
        running += before
        for row in rows[1:]:
            changes[row.starts_on] += (row.amount_minor or 0) - before
            before = row.amount_minor or 0
    largest = running
    for month in sorted(changes):
        running += changes[month]
        largest = max(largest, running)
    return largest
