"""Which budget counts in which month, against a rule that is written down month by month."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from api.budgets.schedule import BudgetRow, by_category, in_force, largest_month, total_of_months
from api.periods import add_months, count_months

months = st.builds(lambda year, month: year * 100 + month, st.integers(2020, 2023), st.integers(1, 12))
schedules = st.dictionaries(months, st.none() | st.integers(0, 1000), max_size=5).map(
    lambda rows: [BudgetRow("c", month, rows[month], 1) for month in sorted(rows)]
)


def amount_by_the_rule(rows: list[BudgetRow], month: int) -> int | None:
    """The amount of the latest row that has started, or of the first one before any has."""
    amount = rows[0].amount_minor if rows else None
    for row in rows:
        if row.starts_on <= month:
            amount = row.amount_minor
    return amount


class TestInForce:
    @given(schedules, months)
    def test_is_what_the_rule_says(self, rows: list[BudgetRow], month: int) -> None:
        found = in_force(rows, month)
        assert (found.amount_minor if found else None) == amount_by_the_rule(rows, month)


class TestTotals:
    @given(schedules, months, months)
    def test_are_the_sum_of_the_months(self, rows: list[BudgetRow], one: int, other: int) -> None:
        first, last = sorted((one, other))
        every = [add_months(first, n) for n in range(count_months(first, last))]
        amounts = [a for month in every if (a := amount_by_the_rule(rows, month)) is not None]
        assert total_of_months(rows, first, last) == (sum(amounts) if amounts else None)


class TestTheLargestMonth:
    @given(st.lists(schedules.filter(bool), max_size=4))
    def test_is_the_largest_sum_of_any_month(self, found: list[list[BudgetRow]]) -> None:
        every = [add_months(201912, n) for n in range(60)]
        sums = [sum(amount_by_the_rule(rows, month) or 0 for rows in found) for month in every]
        assert largest_month(found) == max(sums)


class TestByCategory:
    def test_keeps_each_categorys_rows_in_their_order(self) -> None:
        rows = [BudgetRow("a", 202601, 1, 1), BudgetRow("a", 202602, 2, 1), BudgetRow("b", 202601, 3, 1)]
        assert by_category(rows) == {"a": rows[:2], "b": rows[2:]}
