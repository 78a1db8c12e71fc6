"""What the expense routes read from a request besides its body."""

from __future__ import annotations

import re
from typing import Annotated

from fastapi import Depends, Path, Query
from pydantic import BeforeValidator
from pydantic_core import PydanticCustomError

from api.categories.schemas import CategoryName
from api.errors import NotFound, ValidationFailed
from api.expenses.batches import Batch, batch_of
from api.expenses.filters import ExpenseFilter, Sort
from api.expenses.listing import PageRequest
from api.expenses.recording import NewIds
from api.expenses.schemas import ExpenseBatch
from api.http.deps import AppClock
from api.http.fields import Day, Month
from api.ids import new_id, parse_id
from api.names import has_control_characters, search_text
from api.periods import Period

LONGEST_TEXT = 200
MOST_CATEGORIES = 100

_PLAIN_NUMERAL = re.compile(r"\d{1,9}", re.ASCII)


async def requested_period(
    month: Annotated[Month | None, Query(description="A whole month")] = None,
    first: Annotated[Day | None, Query(alias="from", description="First day, included")] = None,
    last: Annotated[Day | None, Query(alias="to", description="Last day, included")] = None,
) -> Period:
    """The period that a request names by `month`, or by `from` and `to`; open where it names none."""
    if month is not None:
        if first is not None or last is not None:
            raise ValidationFailed.of("query.month", "period_ambiguous", "Give either month, or from and to.")
        return Period.of_month(month)
    if first is not None and last is not None and first > last:
        raise ValidationFailed.of("query.from", "period_reversed", "`from` must not be after `to`.")
    return Period(first, last)


RequestedPeriod = Annotated[Period, Depends(requested_period)]
"""The period of a list or a summary."""


def searched_text(q: str) -> str:
    """The search text of `q`; ValidationFailed where it has control characters."""
    text = search_text(q)
    if has_control_characters(text):
        # No description has one, and NUL ends a pattern on one engine and fails on another.
        raise ValidationFailed.of("query.q", "character_refused", "Control characters are not allowed here.")
    return text


async def _filter(
    period: RequestedPeriod,
    category: Annotated[
        list[CategoryName] | None,
        Query(description="A category's name; repeat it for several", max_length=MOST_CATEGORIES),
    ] = None,
    q: Annotated[str, Query(description="Text in the description or category", max_length=LONGEST_TEXT)] = "",
    sort: Annotated[Sort, Query(description="`-` is newest or largest first")] = "-date",
) -> ExpenseFilter:
    return ExpenseFilter(tuple(category or ()), period, searched_text(q), sort)


RequestedFilter = Annotated[ExpenseFilter, Depends(_filter)]
"""The filter of a list or an export."""


def plain_numeral(value: object) -> object:
    """Pydantic would read `" 5 "`, `1_000` and `5.0` as whole numbers, too."""
    if isinstance(value, str) and not _PLAIN_NUMERAL.fullmatch(value):
        raise PydanticCustomError("not_a_whole_number", "Give a whole number.")
    return value


Limit = Annotated[
    int,
    Query(ge=1, le=1000, description="Rows a page"),
    BeforeValidator(plain_numeral, json_schema_input_type=int),
]


async def _page(
    wanted: RequestedFilter,
    limit: Limit = 500,
    cursor: Annotated[
        str | None, Query(max_length=400, description="From the `Link` header of the page before")
    ] = None,
) -> PageRequest:
    return PageRequest(wanted, limit, cursor)


RequestedPage = Annotated[PageRequest, Depends(_page)]
"""The page of a list."""


async def _expense_id(expense_id: Annotated[str, Path(description="The expense's id, a UUID")]) -> str:
    canonical = parse_id(expense_id)
    if canonical is None:
        raise NotFound
    return canonical


ExpenseId = Annotated[str, Depends(_expense_id)]
"""The id in the path; one that is no UUID is as unknown as any other."""


async def _fresh_ids(clock: AppClock) -> NewIds:
    now_ms = clock.now_ms()
    return NewIds(expense=new_id(now_ms), category=new_id(now_ms))


FreshIds = Annotated[NewIds, Depends(_fresh_ids)]
"""Ids for what the request may make."""


async def _ids_under_path(expense_id: ExpenseId, clock: AppClock) -> NewIds:
    return NewIds(expense=expense_id, category=new_id(clock.now_ms()))


PathIds = Annotated[NewIds, Depends(_ids_under_path)]
"""The id in the path, and one for a category that the request may make."""


async def _batch(body: ExpenseBatch, clock: AppClock) -> Batch:
    return batch_of(body, clock.now_ms())


RequestedBatch = Annotated[Batch, Depends(_batch)]
"""The many changes of a request."""
