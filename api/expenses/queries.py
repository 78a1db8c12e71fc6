"""Every statement of the expenses."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    Executable,
    Select,
    bindparam,
    case,
    cast,
    delete,
    func,
    insert,
    or_,
    select,
    tuple_,
    union_all,
    update,
)
from sqlalchemy.sql.base import ReadOnlyColumnCollection

from api.categories.tables import categories
from api.db.columns import Day, Id
from api.db.statements import QueryOfMany, along, command, query, query_family
from api.expenses.expense import KIND, Expense
from api.expenses.filters import Shape
from api.expenses.tables import expenses
from api.ledger.tables import journal, monthly_totals

_in_wallet = expenses.c.wallet_id == bindparam("wallet")
_with_category = expenses.join(
    categories,
    (categories.c.wallet_id == expenses.c.wallet_id) & (categories.c.id == expenses.c.category_id),
)


def _row_of(rows: ReadOnlyColumnCollection[str, Any]) -> tuple[ColumnElement[Any], ...]:
    """The columns of an `Expense` in the order of its fields."""
    of_category = {
        "category": categories.c.name.label("category"),
        "category_revision": categories.c.revision.label("category_revision"),
    }
    return tuple(of_category[name] if name in of_category else rows[name] for name in Expense._fields)


_row = _row_of(expenses.c)

EXPENSE_BY_ID = query(
    "expenses.by_id",
    select(*_row).select_from(_with_category).where(_in_wallet, expenses.c.id == bindparam("id")),
)


EXPENSES_BY_IDS = QueryOfMany(
    "expenses.by_ids",
    lambda ids: select(*_row).select_from(_with_category).where(_in_wallet, expenses.c.id.in_(ids)),
    lengths=(1, 10, 100, 1000),
)

EXPENSES_OF_DAY = query(
    "expenses.of_day",
    along(select(*_row).select_from(_with_category), expenses, "ix_expenses_by_date")
    .where(_in_wallet, expenses.c.deleted_at == 0, expenses.c.date == bindparam("day", type_=Day))
    .order_by(expenses.c.created_revision, expenses.c.position, expenses.c.id)
    .limit(bindparam("limit")),
)

# The journal has an index by revision; the expenses need none for this alone. Rows of other kinds have
# ids of other forms, which must not reach the cast.
EXPENSES_CREATED_AT = query(
    "expenses.created_at",
    select(*_row)
    .select_from(
        _with_category.join(
            journal,
            (journal.c.wallet_id == expenses.c.wallet_id)
            & (expenses.c.id == case((journal.c.kind == KIND, cast(journal.c.row_id, Id)))),
        )
    )
    .where(
        journal.c.wallet_id == bindparam("wallet"),
        journal.c.revision == bindparam("at_revision"),
        expenses.c.created_revision == journal.c.revision,
    )
    .order_by(expenses.c.position),
)

INSERT_EXPENSE = command("expenses.insert", insert(expenses))

UPDATE_EXPENSE = command(
    "expenses.update",
    update(expenses)
    .where(_in_wallet, expenses.c.id == bindparam("which"))
    .values(
        date=bindparam("new_date"),
        month=bindparam("new_month"),
        category_id=bindparam("new_category_id"),
        amount_minor=bindparam("new_amount_minor"),
        description=bindparam("new_description"),
        search_text=bindparam("new_search_text"),
        search_head=bindparam("new_search_head"),
        deleted_at=bindparam("new_deleted_at"),
        updated_at=bindparam("now"),
        revision=bindparam("stamp"),
    ),
)


LAST_USED_BY_CATEGORY = query(
    "expenses.last_used_by_category",
    select(
        categories.c.id,
        # One step into the index of each category, however many expenses it has.
        along(select(expenses.c.date), expenses, "ix_expenses_by_category")
        .where(
            expenses.c.wallet_id == categories.c.wallet_id,
            expenses.c.category_id == categories.c.id,
            expenses.c.deleted_at == 0,
        )
        .order_by(expenses.c.date.desc(), expenses.c.created_revision.desc())
        .limit(1)
        .scalar_subquery()
        .label("last_used"),
    ).where(categories.c.wallet_id == bindparam("wallet")),
)

DELETE_EXPENSE = command(
    "expenses.delete", delete(expenses).where(_in_wallet, expenses.c.id == bindparam("which"))
)


def _matching(shape: Shape) -> list[ColumnElement[bool]]:
    found: list[ColumnElement[bool]] = [_in_wallet, expenses.c.deleted_at == 0]
    if shape.categories == 1:
        found.append(expenses.c.category_id == bindparam("category_0"))
    elif shape.categories:
        names: list[BindParameter[str]] = [bindparam(f"category_{n}") for n in range(shape.categories)]
        found.append(expenses.c.category_id.in_(names))
    if shape.first:
        found.append(expenses.c.date >= bindparam("first", type_=Day))
    if shape.last:
        found.append(expenses.c.date <= bindparam("last", type_=Day))
    if shape.text:
        pattern: BindParameter[str] = bindparam("pattern")
        found.append(
            or_(
                expenses.c.search_text.like(pattern, escape="\\"),
                categories.c.search_text.like(pattern, escape="\\"),
            )
        )
    return found


def _page(shape: Shape) -> Executable:
    if shape.categories > 1 and not shape.text:
        return _merged_page(shape)
    page: Select[tuple[object, ...]] = select(*_row).select_from(_with_category).where(*_matching(shape))
    page = _in_order(page.where(*_behind_cursor(shape)), shape)
    return page.order_by(*_order(shape, expenses.c)).limit(bindparam("limit"))


def _merged_page(shape: Shape) -> Executable:
    """The first rows of each category, merged.

    One range of an index for each of them: with `IN`, an engine walks through the whole wallet, or sorts
    all rows of the categories.
    """
    each = _matching(replace(shape, categories=0)) + _behind_cursor(shape)
    pages = [
        _in_order(select(expenses), replace(shape, categories=1))
        .where(*each, expenses.c.category_id == bindparam(f"category_{n}"))
        .order_by(*_order(shape, expenses.c))
        .limit(bindparam("limit"))
        .subquery(f"page_{n}")
        for n in range(shape.categories)
    ]
    merged = union_all(*(select(page) for page in pages)).subquery("merged")
    with_category = merged.join(
        categories,
        (categories.c.wallet_id == merged.c.wallet_id) & (categories.c.id == merged.c.category_id),
    )
    page = select(*_row_of(merged.c)).select_from(with_category)
    return page.order_by(*_order(shape, merged.c)).limit(bindparam("limit"))


def _keyset(shape: Shape) -> tuple[str, ...]:
    """The columns that order the list, all in one direction."""
    leading = "amount_minor" if shape.sort.endswith("amount") else "date"
    return (leading, "created_revision", "position", "id")


def _order(shape: Shape, columns: ReadOnlyColumnCollection[str, Any]) -> list[ColumnElement[Any]]:
    keyset = [columns[name] for name in _keyset(shape)]
    return [column.desc() if shape.sort.startswith("-") else column.asc() for column in keyset]


def _in_order(page: Select[Any], shape: Shape) -> Select[Any]:
    """The page along the index that has its rows in the order of the list."""
    by_amount = shape.sort.endswith("amount")
    if by_amount and (shape.first or shape.last):
        return page  # whether few days or few rows are to be looked at is known to nobody before
    of_category = "by_category_amount" if by_amount else "by_category"
    index = of_category if shape.categories == 1 else "by_amount" if by_amount else "by_date"
    return along(page, expenses, f"ix_expenses_{index}")


def _behind_cursor(shape: Shape) -> list[ColumnElement[bool]]:
    if not shape.after_cursor:
        return []
    keyset = [expenses.c[name] for name in _keyset(shape)]
    here = tuple_(*keyset)
    position = tuple_(*(bindparam(f"at_{n}", type_=c.type) for n, c in enumerate(keyset)))
    return [here < position if shape.sort.startswith("-") else here > position]


def _sums(shape: Shape) -> Executable:
    source = _with_category if shape.text else expenses
    return (
        select(
            expenses.c.category_id,
            func.sum(expenses.c.amount_minor).label("amount_minor"),
            func.count().label("expense_count"),
        )
        .select_from(source)
        .where(*_matching(shape))
        .group_by(expenses.c.category_id)
    )


EXPENSES_PAGE = query_family("expenses.page", _page)

SUMS_BY_CATEGORY = query_family("expenses.sums_by_category", _sums)

TOTALS_OF_MONTHS = query(
    "expenses.totals_of_months",
    select(
        monthly_totals.c.category_id,
        func.sum(monthly_totals.c.amount_minor).label("amount_minor"),
        func.sum(monthly_totals.c.expense_count).label("expense_count"),
    )
    .where(
        monthly_totals.c.wallet_id == bindparam("wallet"),
        monthly_totals.c.month >= bindparam("from_month"),
        monthly_totals.c.month <= bindparam("to_month"),
    )
    .group_by(monthly_totals.c.category_id),
)
