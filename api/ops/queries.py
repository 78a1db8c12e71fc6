"""Every statement of the service's examination of itself, and of copies of all it holds."""

from __future__ import annotations

from functools import lru_cache

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    Select,
    TableClause,
    Text,
    and_,
    bindparam,
    cast,
    column,
    delete,
    func,
    insert,
    or_,
    select,
    table,
    tuple_,
    update,
)

from api.db.statements import Command, Query, command, query
from api.expenses.tables import expenses
from api.ledger.tables import journal, monthly_totals, wallets
from api.ops.shapes import TableShape, Value
from api.ops.tables import leases
from api.users.tables import users

WALLETS_AFTER = query(
    "ops.wallets_after",
    select(wallets.c.id)
    .where(wallets.c.id > bindparam("last"))
    .order_by(wallets.c.id)
    .limit(bindparam("limit")),
)

WALLET = query("ops.wallet", select(wallets).where(wallets.c.id == bindparam("wallet")))

ROWS_BY_MONTH = query(
    "ops.rows_by_month",
    select(
        expenses.c.month,
        expenses.c.category_id,
        func.sum(expenses.c.amount_minor).label("amount_minor"),
        func.count().label("expense_count"),
    )
    .where(expenses.c.wallet_id == bindparam("wallet"), expenses.c.deleted_at == 0)
    .group_by(expenses.c.month, expenses.c.category_id),
)

STORED_TOTALS = query(
    "ops.stored_totals",
    select(
        monthly_totals.c.month,
        monthly_totals.c.category_id,
        monthly_totals.c.amount_minor,
        monthly_totals.c.expense_count,
    ).where(monthly_totals.c.wallet_id == bindparam("wallet")),
)

JOURNAL_SPAN = query(
    "ops.journal_span",
    select(
        func.min(journal.c.revision).label("first"),
        func.max(journal.c.revision).label("last"),
        func.count(journal.c.revision.distinct()).label("revisions"),
    ).where(journal.c.wallet_id == bindparam("wallet")),
)

EXPENSES_NOT_IN_JOURNAL = query(
    "ops.expenses_not_in_journal",
    select(func.count())
    .select_from(
        expenses.outerjoin(
            journal,
            and_(
                journal.c.wallet_id == expenses.c.wallet_id,
                journal.c.row_id == cast(expenses.c.id, Text),
                journal.c.revision == expenses.c.revision,
            ),
        )
    )
    .where(expenses.c.wallet_id == bindparam("wallet"), journal.c.revision.is_(None)),
)

EXPENSES_IN_WRONG_MONTH = query(
    "ops.expenses_in_wrong_month",
    select(func.count()).where(
        expenses.c.wallet_id == bindparam("wallet"),
        func.substr(cast(expenses.c.date, Text), 1, 7)
        != func.substr(cast(expenses.c.month, Text), 1, 4)
        .concat("-")
        .concat(func.substr(cast(expenses.c.month, Text), 5, 2)),
    ),
)

ANY_USER = query("ops.any_user", select(users.c.id).limit(1))
ANY_WALLET = query("ops.any_wallet", select(wallets.c.id).limit(1))


@lru_cache(maxsize=256)
def first_page(shape: TableShape) -> Query:
    """The first rows of a table in the order of its key; wants `limit`."""
    return query(f"ops.first_page_of_{shape.name}", _page(shape))


@lru_cache(maxsize=256)
def next_page(shape: TableShape) -> Query:
    """The rows behind a position of the key; wants its columns and `limit`."""
    return query(f"ops.next_page_of_{shape.name}", _page(shape).where(*_behind(shape)))


@lru_cache(maxsize=256)
def insert_into(shape: TableShape) -> Command:
    """One row; wants every column."""
    values: dict[str, BindParameter[Value]] = {name: bindparam(name) for name in shape.columns}
    return command(f"ops.insert_into_{shape.name}", insert(_table(shape)).values(values))


@lru_cache(maxsize=256)
def delete_from(shape: TableShape) -> Command:
    """Every row."""
    return command(f"ops.delete_from_{shape.name}", delete(_table(shape)))


@lru_cache(maxsize=256)
def _table(shape: TableShape) -> TableClause:
    # Without types: the rows of an older schema are read and written as they are.
    return table(shape.name, *(column(name) for name in shape.columns))


def _page(shape: TableShape) -> Select[tuple[object, ...]]:
    source = _table(shape)
    return select(source).order_by(*(source.c[name] for name in shape.key)).limit(bindparam("limit"))


def _behind(shape: TableShape) -> list[ColumnElement[bool]]:
    """The same said twice: SQLite and PostgreSQL find their place by the tuple, MariaDB by the other."""
    columns = [_table(shape).c[name] for name in shape.key]
    bounds: list[BindParameter[Value]] = [bindparam(name) for name in shape.key]
    if len(columns) == 1:
        return [columns[0] > bounds[0]]
    told_apart = columns[-1] > bounds[-1]
    for kept, bound in zip(columns[-2::-1], bounds[-2::-1], strict=True):
        told_apart = or_(kept > bound, and_(kept == bound, told_apart))
    return [tuple_(*columns) > tuple_(*bounds), told_apart]


LEASE = query("ops.lease", select(leases).where(leases.c.name == bindparam("name")))

TAKE_LEASE = command(
    "ops.take_lease",
    update(leases)
    .where(
        leases.c.name == bindparam("name"),
        leases.c.held_until <= bindparam("now"),
        or_(leases.c.done_at.is_(None), leases.c.done_at < bindparam("due")),
    )
    .values(holder=bindparam("holder"), held_until=bindparam("until")),
)

_HELD = (leases.c.name == bindparam("name"), leases.c.holder == bindparam("holder"))

RENEW_LEASE = command("ops.renew_lease", update(leases).where(*_HELD).values(held_until=bindparam("until")))

FINISH_LEASE = command(
    "ops.finish_lease",
    update(leases)
    .where(*_HELD)
    .values(held_until=bindparam("now"), done_at=bindparam("now"), outcome=bindparam("outcome")),
)


LEDGER_WRITES = query("ops.ledger_writes", select(func.sum(wallets.c.revision)))
