"""Calendar months and ranges of days.

A month is the integer YYYYMM in rows and the text `YYYY-MM` outside; a day is ISO text `YYYY-MM-DD`.
"""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta

FIRST_DAY = date(1900, 1, 1)
"""The earliest day an expense may have."""

_DAY_TEXT = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)
_MONTH_TEXT = re.compile(r"\d{4}-\d\d", re.ASCII)


class InvalidPeriod(ValueError):
    """A day or month that is refused; `code` is stable, the text is for people."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code


def last_day(today: date) -> date:
    """The latest day an expense may have: one year and a day ahead of `today`."""
    try:
        ahead = today.replace(year=today.year + 1)
    except ValueError:
        ahead = date(today.year + 1, 3, 1)
    return ahead + timedelta(days=1)


def parse_day(text: str) -> date:
    """The day behind `YYYY-MM-DD`; InvalidPeriod for other text and for days that do not exist."""
    if not _DAY_TEXT.fullmatch(text):
        raise InvalidPeriod("date_format", "Give the date as YYYY-MM-DD.")
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise InvalidPeriod("date_unknown", "There is no such day in the calendar.") from None


def parse_month(text: str) -> int:
    """The month number YYYYMM behind `YYYY-MM`; InvalidPeriod for anything else or before 1900."""
    if not _MONTH_TEXT.fullmatch(text):
        raise InvalidPeriod("month_format", "Give the month as YYYY-MM.")
    year, month = int(text[:4]), int(text[5:])
    if not 1 <= month <= 12 or year < FIRST_DAY.year:
        raise InvalidPeriod("month_unknown", "There is no such month in the calendar.")
    return year * 100 + month


def month_text(month: int) -> str:
    """`202611` as `2026-11`."""
    return f"{month // 100:04d}-{month % 100:02d}"


def month_of(day: date) -> int:
    """The month number YYYYMM of a day."""
    return day.year * 100 + day.month


def add_months(month: int, count: int) -> int:
    """The month `count` months later (earlier when negative)."""
    year, index = divmod(month // 100 * 12 + month % 100 - 1 + count, 12)
    return year * 100 + index + 1


def count_months(first: int, last: int) -> int:
    """How many months there are from `first` to `last`, both included."""
    return (last // 100 - first // 100) * 12 + last % 100 - first % 100 + 1


def first_day_of(month: int) -> date:
    """The first day of a month."""
    return date(month // 100, month % 100, 1)


def last_day_of(month: int) -> date:
    """The last day of a month."""
    year, number = divmod(month, 100)
    return date(year, number, monthrange(year, number)[1])


@dataclass(frozen=True, slots=True)
class Period:
    """A range of days, both ends included; None leaves an end open."""

    first: date | None = None
    last: date | None = None

    @classmethod
    def of_month(cls, month: int) -> Period:
        """The days of one month."""
        return cls(first_day_of(month), last_day_of(month))

    @property
    def is_everything(self) -> bool:
        """True where neither end is given."""
        return self.first is None and self.last is None
