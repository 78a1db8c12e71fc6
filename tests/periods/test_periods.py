"""Days and months: what is read, and how they are counted."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from api.periods import (
    InvalidPeriod,
    Period,
    add_months,
    count_months,
    first_day_of,
    last_day,
    last_day_of,
    month_of,
    month_text,
    parse_day,
    parse_month,
)

months = st.builds(lambda year, month: year * 100 + month, st.integers(1900, 9998), st.integers(1, 12))


class TestDays:
    @given(st.dates())
    def test_read_back_every_day(self, day: date) -> None:
        assert parse_day(day.isoformat()) == day

    @given(st.text())
    def test_nothing_but_that_form_is_read(self, text: str) -> None:
        with pytest.raises(InvalidPeriod):
            parse_day(f"{text}x")
        try:
            day = parse_day(text)
        except InvalidPeriod:
            return
        assert day.isoformat() == text

    @pytest.mark.parametrize(
        ("today", "last"),
        [
            (date(2026, 11, 15), date(2027, 11, 16)),
            (date(2026, 12, 31), date(2028, 1, 1)),
            (date(2027, 2, 28), date(2028, 2, 29)),
            # There is no 29 February a year later: the year ends with the day before 1 March.
            (date(2028, 2, 29), date(2029, 3, 2)),
        ],
    )
    def test_the_last_one_is_a_year_and_a_day_ahead(self, today: date, last: date) -> None:
        assert last_day(today) == last


class TestMonths:
    @given(months)
    def test_read_back_every_month(self, month: int) -> None:
        assert parse_month(month_text(month)) == month

    @pytest.mark.parametrize(
        "text",
        [
            "",
            "2026",
            "2026-1",
            "2026-00",
            "2026-13",
            "1899-12",
            "2026-11-01",
            "٢٠٢٦-11",
            "2026-11\n",
            " 2026-11",
        ],
    )
    def test_refuse_everything_else(self, text: str) -> None:
        with pytest.raises(InvalidPeriod) as refused:
            parse_month(text)
        assert refused.value.code in {"month_format", "month_unknown"}

    @given(months, st.integers(-240, 240))
    def test_adding_and_counting_agree(self, month: int, count: int) -> None:
        later = add_months(month, count)
        assert add_months(later, -count) == month
        assert count_months(month, later) == count + 1
        assert 1 <= later % 100 <= 12

    @given(months)
    def test_their_days_follow_each_other(self, month: int) -> None:
        assert month_of(first_day_of(month)) == month_of(last_day_of(month)) == month
        assert last_day_of(month) + timedelta(days=1) == first_day_of(add_months(month, 1))

    def test_the_last_month_of_the_calendar_ends(self) -> None:
        assert Period.of_month(999_912) == Period(date(9999, 12, 1), date(9999, 12, 31))


class TestPeriods:
    def test_only_the_open_one_is_everything(self) -> None:
        assert Period().is_everything
        assert not Period(first=date(2026, 1, 1)).is_everything
        assert not Period(last=date(2026, 1, 1)).is_everything
