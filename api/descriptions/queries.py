"""Every statement of the known descriptions."""

from __future__ import annotations

from typing import Any

from sqlalchemy import (
    ColumnElement,
    Executable,
    FromClause,
    ScalarSelect,
    bindparam,
    func,
    literal_column,
    select,
)
from sqlalchemy.sql.base import ReadOnlyColumnCollection

from api.categories.tables import categories
from api.db.statements import MARIADB, along, query_family
from api.expenses.tables import expenses

_use = [
    expenses.c[name]
    for name in (
        "wallet_id", "search_head", "description", "category_id", "amount_minor",
        "date", "created_revision", "position", "id",
    )
]  # fmt: skip
_BY_HEAD = "ix_expenses_by_head"
_living = (expenses.c.wallet_id == bindparam("wallet"), expenses.c.deleted_at == 0)


def _newest_first(columns: ReadOnlyColumnCollection[str, Any]) -> list[ColumnElement[Any]]:
    """The order of the list of expenses."""
    return [columns[name].desc() for name in ("date", "created_revision", "position", "id")]


def _in_range(head: ColumnElement[Any], *, bounded: bool) -> list[ColumnElement[bool]]:
    """The heads that begin with a prefix; one that nothing follows has no end."""
    return [head >= bindparam("first"), *([head < bindparam("end")] if bounded else [])]


def _uses(uses: Any) -> Executable:
    """The answer's columns of a subquery of expenses."""
    with_category = uses.join(
        categories,
        (categories.c.wallet_id == uses.c.wallet_id) & (categories.c.id == uses.c.category_id),
    )
    columns = (uses.c.search_head, uses.c.description, uses.c.category_id, uses.c.amount_minor, uses.c.date)
    named = select(*columns, categories.c.name.label("category")).select_from(with_category)
    return named.order_by(*_newest_first(uses.c)).limit(bindparam("limit"))


def _of_newest(*, bounded: bool) -> Executable:
    """The latest use of each head among the newest expenses of the wallet.

    The inner limit comes before the prefix, so that a rare one does not walk through the whole wallet.
    """
    newest = (
        along(select(*_use), expenses, "ix_expenses_by_date")
        .where(*_living)
        .order_by(*_newest_first(expenses.c))
        .limit(bindparam("looked_at"))
        .subquery("newest")
    )
    place = func.row_number().over(partition_by=newest.c.search_head, order_by=_newest_first(newest.c))
    placed = (
        select(newest, place.label("place"))
        .where(*_in_range(newest.c.search_head, bounded=bounded))
        .subquery("placed")
    )
    uses = select(placed).where(placed.c.place == 1).subquery("uses")
    return _uses(uses)


def _next_head(*after: ColumnElement[bool]) -> ScalarSelect[Any]:
    found = select(expenses.c.search_head).where(*_living, *after)
    return found.order_by(expenses.c.search_head).limit(1).scalar_subquery()


def _stepped_heads(*, bounded: bool) -> FromClause:
    """The first heads by the alphabet.

    From each head to the next it is one step into the index, however many expenses share it.
    """
    end = [expenses.c.search_head < bindparam("end")] if bounded else []
    first = _next_head(*_in_range(expenses.c.search_head, bounded=bounded))
    heads = select(literal_column("1").label("number"), first.label("head")).cte("heads", recursive=True)
    return heads.union_all(
        select(heads.c.number + 1, _next_head(expenses.c.search_head > heads.c.head, *end)).where(
            heads.c.head.is_not(None), heads.c.number < bindparam("heads")
        )
    )


def _distinct_heads(*, bounded: bool) -> FromClause:
    """The same heads where the engine makes those steps by itself: MariaDB's loose scan of an index.

    It wants all columns of the index up to this one, and comes by the alphabet without being told; told,
    it would sort the heads of the whole wallet.
    """
    up_to_head = (expenses.c.wallet_id, expenses.c.deleted_at, expenses.c.search_head.label("head"))
    heads = along(select(*up_to_head).distinct(), expenses, _BY_HEAD)
    in_range = _in_range(expenses.c.search_head, bounded=bounded)
    return heads.where(*_living, *in_range).limit(bindparam("heads")).subquery("heads")


def _latest_of(heads: FromClause) -> Executable:
    """The latest use of each head."""
    latest = (
        along(select(expenses.c.id), expenses, _BY_HEAD)
        .where(*_living, expenses.c.search_head == heads.c.head)
        .order_by(*_newest_first(expenses.c))
        .limit(1)
        .scalar_subquery()
    )
    found = select(latest.label("id")).where(heads.c.head.is_not(None)).subquery("found")
    at = (expenses.c.wallet_id == bindparam("wallet")) & (expenses.c.id == found.c.id)
    uses = select(*_use).select_from(found.join(expenses, at)).subquery("uses")
    return _uses(uses)


def _of_heads(*, bounded: bool) -> Executable:
    return _latest_of(_stepped_heads(bounded=bounded))


def _of_distinct_heads(*, bounded: bool) -> Executable:
    return _latest_of(_distinct_heads(bounded=bounded))


USES_OF_NEWEST = query_family("descriptions.uses_of_newest", _of_newest)

USES_OF_HEADS = query_family("descriptions.uses_of_heads", _of_heads, otherwise={MARIADB: _of_distinct_heads})
