"""What the household's purchases cost elsewhere: exact, payable, and of a believable size."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from api.money import CURRENCIES, MAX_AMOUNT, minor_unit_digits
from api.samples.prices import _PER_EURO, _PER_UNIT, monthly_budget, price

currencies = st.sampled_from(sorted(CURRENCIES))
cents = st.integers(1, 200_000)


class TestPrices:
    @pytest.mark.parametrize(
        ("currency", "coffee", "rent"),
        [
            ("EUR", 349, 118_000),
            ("USD", 349, 118_000),
            ("SEK", 4_188, 1_416_000),
            ("CZK", 10_500, 3_540_000),
            ("JPY", 520, 177_000),
            ("HUF", 140_000, 47_200_000),
            ("KWD", 1_165, 393_335),
            ("VND", 87_000, 29_500_000),
        ],
    )
    def test_are_those_of_the_place(self, currency: str, coffee: int, rent: int) -> None:
        assert (price(349, currency), price(118_000, currency)) == (coffee, rent)

    @given(currencies, cents, cents)
    def test_keep_their_order_and_are_never_nothing(self, currency: str, one: int, other: int) -> None:
        cheap, dear = sorted((one, other))
        assert 0 < price(cheap, currency) <= price(dear, currency) <= MAX_AMOUNT

    @given(currencies)
    def test_add_up_to_the_same_everywhere_but_for_the_rate(self, currency: str) -> None:
        rate = price(100_000_000, currency) / 10 ** minor_unit_digits(currency) / 1_000_000
        assert rate == pytest.approx(_PER_EURO.get(currency, 1) / _PER_UNIT.get(currency, 1), rel=0.001)

    def test_know_only_currencies_that_there_are_and_each_once(self) -> None:
        assert set(_PER_EURO) | set(_PER_UNIT) <= set(CURRENCIES)
        assert not set(_PER_EURO) & set(_PER_UNIT)


class TestBudgets:
    @pytest.mark.parametrize(
        ("currency", "minor"),
        [("EUR", 145_000), ("JPY", 220_000), ("KWD", 485_000), ("HUF", 58_000_000), ("CLF", 415_000)],
    )
    def test_are_round_sums(self, currency: str, minor: int) -> None:
        assert monthly_budget(1_450, currency) == minor

    @given(currencies, st.integers(1, 5_000))
    def test_are_near_the_price(self, currency: str, euros: int) -> None:
        exact = price(euros * 100, currency)
        assert abs(monthly_budget(euros, currency) - exact) <= max(1, exact / 20)
