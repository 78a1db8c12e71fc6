"""What the routes of the sample data answer."""

from __future__ import annotations

from typing_extensions import TypedDict


class SampleDataAnswer(TypedDict):
    """How many rows of sample data were written."""

    expenses: int
    budgets: int


class RemovedSampleDataAnswer(TypedDict):
    """How many expenses of the sample data were still there, and are gone."""

    expenses: int
