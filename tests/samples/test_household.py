"""The demo household's year is believable on whatever day it is made."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta

import pytest

from api.categories.service import DEFAULTS
from api.samples.household import BUDGETS, Purchase, purchases

DAYS = [date(2026, 1, 1), date(2026, 11, 21), date(2028, 2, 29), date(2027, 7, 31)]


def year_to(today: date) -> list[Purchase]:
    return purchases(today - timedelta(days=364), today)


@pytest.mark.parametrize("today", DAYS, ids=str)
class TestYear:
    def test_has_about_nine_hundred_purchases_of_one_year(self, today: date) -> None:
        year = year_to(today)
        assert 800 <= len(year) <= 1000
        assert min(purchase.day for purchase in year) > today - timedelta(days=366)
        assert max(purchase.day for purchase in year) <= today

    def test_is_the_same_for_everybody(self, today: date) -> None:
        assert year_to(today) == year_to(today)

    def test_uses_the_categories_of_a_new_wallet(self, today: date) -> None:
        names = {name for name, _, _ in DEFAULTS}
        assert {purchase.category for purchase in year_to(today)} == names
        assert set(BUDGETS) <= names

    def test_costs_something(self, today: date) -> None:
        assert min(purchase.cents for purchase in year_to(today)) > 0

    def test_overspends_a_budget_this_month(self, today: date) -> None:
        spent: Counter[str] = Counter()
        for purchase in year_to(today):
            if (purchase.day.year, purchase.day.month) == (today.year, today.month):
                spent[purchase.category] += purchase.cents
        assert [category for category, budget in BUDGETS.items() if spent[category] > budget * 100]
