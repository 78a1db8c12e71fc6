"""Every statement of the expenses."""

from __future__ import annotations

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    Executable,
    Select,
    bindparam,
    func,
    insert,
    or_,
    select,
    tuple_,
    update,
)

from api.categories.tables import categories
from api.db.columns import Day
from api.db.statements import command, query, query_family
from api.expenses.filters import Shape
from api.expenses.tables import expenses
from api.ledger.tables import monthly_totals

_in_wallet = expenses.c.wallet_id == bindparam("wallet")
_with_category = expenses.join(
    categories,
    (categories.c.wallet_id == expenses.c.wallet_id) & (categories.c.id == expenses.c.category_id),
)
_row = (
    *(column for column in expenses.c if column.name not in {"wallet_id", "search_text"}),
    categories.c.name.label("category"),
    categories.c.revision.label("category_revision"),
)

EXPENSE_BY_ID = query(
    "expenses.by_id",
    select(*_row).select_from(_with_category).where(_in_wallet, expenses.c.id == bindparam("id")),
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
        deleted_at=bindparam("new_deleted_at"),
        updated_at=bindparam("now"),
        revision=bindparam("stamp"),
    ),
)

# Each sort names its keyset: the columns that order the list, all in one direction.
_KEYSETS = {
    "date": (expenses.c.date, expenses.c.created_revision, expenses.c.position, expenses.c.id),
    "amount": (
        expenses.c.amount_minor,
        expenses.c.created_revision,
        expenses.c.position,
        expenses.c.id,
    ),
}


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
    keyset = _KEYSETS[shape.sort.removeprefix("-")]
    descending = shape.sort.startswith("-")
    page: Select[tuple[object, ...]] = select(*_row).select_from(_with_category).where(*_matching(shape))
    if shape.after_cursor:
        position = tuple_(*(bindparam(f"at_{n}", type_=c.type) for n, c in enumerate(keyset)))
        here = tuple_(*keyset)
        page = page.where(here < position if descending else here > position)
    order = [column.desc() if descending else column.asc() for column in keyset]
    return page.order_by(*order).limit(bindparam("limit"))


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
