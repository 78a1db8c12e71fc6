"""Minor units: exact in, exact out, and nothing rounded on the way."""

from __future__ import annotations

import json
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from api.money import (
    CURRENCIES,
    MAX_AMOUNT,
    MAX_TOTAL_MINOR,
    InvalidAmount,
    decimal_text,
    minor_unit_digits,
    number_text,
    parse_amount_text,
    to_minor,
)

currencies = st.sampled_from(["JPY", "EUR", "KWD", "CLF"])
totals = st.integers(-MAX_TOTAL_MINOR, MAX_TOTAL_MINOR)


class TestToMinor:
    @given(st.integers(1, MAX_TOTAL_MINOR), currencies)
    def test_reads_back_every_amount_that_is_written(self, minor: int, currency: str) -> None:
        digits = minor_unit_digits(currency)
        amount = Decimal(decimal_text(minor, digits))
        if amount <= MAX_AMOUNT:
            assert to_minor(amount, currency) == minor

    @given(
        st.decimals(min_value=0, allow_nan=False, allow_infinity=False)
        | st.decimals(min_value=0, max_value=10**12, places=3),
        currencies,
    )
    def test_is_exact_or_refuses(self, amount: Decimal, currency: str) -> None:
        digits = minor_unit_digits(currency)
        _, _, exponent = amount.normalize().as_tuple()
        fits = 0 < amount <= MAX_AMOUNT and int(exponent) >= -digits
        if fits:
            assert Decimal(to_minor(amount, currency)).scaleb(-digits) == amount
        else:
            with pytest.raises(InvalidAmount):
                to_minor(amount, currency)

    @pytest.mark.parametrize("text", ["NaN", "sNaN", "Infinity", "-Infinity"])
    def test_refuses_what_is_no_number(self, text: str) -> None:
        with pytest.raises(InvalidAmount) as refused:
            to_minor(Decimal(text), "EUR")
        assert refused.value.code == "amount_format"

    def test_allows_zero_where_it_is_asked_to(self) -> None:
        assert to_minor(Decimal("0.00"), "EUR", zero_allowed=True) == 0
        with pytest.raises(InvalidAmount):
            to_minor(Decimal("-0.01"), "EUR", zero_allowed=True)

    def test_the_largest_amount_is_the_same_in_every_currency(self) -> None:
        assert to_minor(Decimal("999999999999.99"), "EUR") == 99_999_999_999_999
        assert to_minor(Decimal("999999999999"), "JPY") == 999_999_999_999
        assert to_minor(Decimal("999999999999.990"), "KWD") == 999_999_999_999_990
        for currency in ("EUR", "JPY", "KWD", "CLF"):
            with pytest.raises(InvalidAmount) as refused:
                to_minor(Decimal("1000000000000"), currency)
            assert refused.value.code == "amount_too_large"


class TestWriting:
    @given(totals, currencies)
    def test_a_number_is_json_and_means_the_same(self, minor: int, currency: str) -> None:
        digits = minor_unit_digits(currency)
        read = json.loads(number_text(minor, digits), parse_float=Decimal, parse_int=Decimal)
        assert read.scaleb(digits) == minor

    @given(totals, currencies)
    def test_a_number_has_no_digit_that_says_nothing(self, minor: int, currency: str) -> None:
        text = number_text(minor, minor_unit_digits(currency))
        assert "." not in text or text[-1] not in "0."
        assert "e" not in text.lower()
        assert text != "-0"

    @given(totals)
    def test_a_double_keeps_every_total(self, minor: int) -> None:
        text = number_text(minor, 2)
        assert round(float(text) * 100) == minor
        assert Decimal(repr(float(text))) == Decimal(text)

    @pytest.mark.parametrize(
        ("minor", "digits", "decimal", "number"),
        [
            (1999, 2, "19.99", "19.99"),
            (1950, 2, "19.50", "19.5"),
            (25_000, 2, "250.00", "250"),
            (1, 2, "0.01", "0.01"),
            (0, 2, "0.00", "0"),
            (-5, 2, "-0.05", "-0.05"),
            (-100, 2, "-1.00", "-1"),
            (100, 0, "100", "100"),
            (0, 0, "0", "0"),
            (1500, 3, "1.500", "1.5"),
            (1, 4, "0.0001", "0.0001"),
        ],
    )
    def test_the_forms(self, minor: int, digits: int, decimal: str, number: str) -> None:
        assert decimal_text(minor, digits) == decimal
        assert number_text(minor, digits) == number


class TestAmountText:
    @given(st.from_regex(r"[0-9]{1,12}(\.[0-9]{1,20})?", fullmatch=True))
    def test_reads_plain_ascii_numerals(self, text: str) -> None:
        assert parse_amount_text(text) == Decimal(text)

    @given(st.text().filter(lambda text: not text.replace(".", "").isdecimal() or not text.isascii()))
    def test_refuses_everything_else(self, text: str) -> None:
        with pytest.raises(InvalidAmount):
            parse_amount_text(text)


class TestCurrencies:
    @pytest.mark.parametrize(
        ("code", "digits"),
        [("EUR", 2), ("USD", 2), ("INR", 2), ("JPY", 0), ("KRW", 0), ("ISK", 0), ("KWD", 3), ("CLF", 4)],
    )
    def test_have_the_exponent_of_iso_4217(self, code: str, digits: int) -> None:
        assert minor_unit_digits(code) == digits

    def test_are_codes_of_three_letters_with_up_to_four_decimals(self) -> None:
        assert len(CURRENCIES) > 150
        assert all(len(code) == 3 and code.isascii() and code.isupper() for code in CURRENCIES)
        assert set(CURRENCIES.values()) == {0, 2, 3, 4}
