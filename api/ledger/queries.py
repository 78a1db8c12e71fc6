"""Every statement of the ledger."""

from __future__ import annotations

from sqlalchemy import ColumnElement, Select, bindparam, exists, func, insert, literal, select, update

from api.db.columns import Id, Instant
from api.db.statements import command, query
from api.ledger.tables import (
    idempotency_keys,
    journal,
    members,
    monthly_totals,
    sessions,
    wallets,
)

WRITERS = (literal("owner"), literal("editor"))

_live_session: tuple[ColumnElement[bool], ...] = (
    sessions.c.id == bindparam("session"),
    sessions.c.user_id == bindparam("user"),
    sessions.c.ended_at.is_(None),
    sessions.c.renewed_at > bindparam("live_since", type_=Instant),
)
_claimed_wallet = func.coalesce(bindparam("wallet", type_=Id), sessions.c.wallet_id)

LIVE_SESSION = query("ledger.live_session", select(sessions.c.id).where(*_live_session))


def _wallets_with_role() -> Select[tuple[object, ...]]:
    return select(wallets, members.c.role).select_from(
        sessions.join(members, members.c.user_id == sessions.c.user_id).join(
            wallets, wallets.c.id == members.c.wallet_id
        )
    )


WALLET_OF_CLAIM = query(
    "ledger.wallet_of_claim",
    _wallets_with_role().where(*_live_session, wallets.c.id == _claimed_wallet),
)

WALLETS_OF_USER = query(
    "ledger.wallets_of_user",
    _wallets_with_role().where(*_live_session).order_by(wallets.c.created_at, wallets.c.id),
)

# The wallet's row is locked by this, whose condition also says who may write.
MOVE_REVISION = command(
    "ledger.move_revision",
    update(wallets)
    .where(
        wallets.c.id
        == func.coalesce(
            bindparam("wallet", type_=Id),
            select(sessions.c.wallet_id).where(sessions.c.id == bindparam("session")).scalar_subquery(),
        ),
        exists(
            select(members.c.role)
            .select_from(sessions.join(members, members.c.user_id == sessions.c.user_id))
            .where(
                *_live_session,
                members.c.wallet_id == wallets.c.id,
                members.c.role.in_(WRITERS),
            )
        ),
    )
    .values(revision=wallets.c.revision + 1),
)

GIVE_REVISION_BACK = command(
    "ledger.give_revision_back",
    update(wallets).where(wallets.c.id == bindparam("wallet")).values(revision=wallets.c.revision - 1),
)

MOVE_WALLET_TOTAL = command(
    "ledger.move_wallet_total",
    update(wallets)
    .where(wallets.c.id == bindparam("wallet"))
    .values(
        total_minor=wallets.c.total_minor + bindparam("amount", type_=wallets.c.total_minor.type),
        expense_count=wallets.c.expense_count + bindparam("count", type_=wallets.c.expense_count.type),
    ),
)

MOVE_MONTHLY_TOTAL = command(
    "ledger.move_monthly_total",
    update(monthly_totals)
    .where(
        monthly_totals.c.wallet_id == bindparam("wallet"),
        monthly_totals.c.month == bindparam("at_month"),
        monthly_totals.c.category_id == bindparam("category"),
    )
    .values(
        amount_minor=monthly_totals.c.amount_minor
        + bindparam("amount", type_=monthly_totals.c.amount_minor.type),
        expense_count=monthly_totals.c.expense_count
        + bindparam("count", type_=monthly_totals.c.expense_count.type),
    ),
)

INSERT_MONTHLY_TOTAL = command("ledger.insert_monthly_total", insert(monthly_totals))

INSERT_JOURNAL = command("ledger.insert_journal", insert(journal))

_own_key = (
    idempotency_keys.c.wallet_id == bindparam("wallet"),
    idempotency_keys.c.author_id == bindparam("author"),
)

KEY_OF_AUTHOR = query(
    "ledger.key_of_author",
    select(idempotency_keys).where(*_own_key, idempotency_keys.c.key == bindparam("retry_key")),
)

NEWEST_WITH_FINGERPRINT = query(
    "ledger.newest_with_fingerprint",
    select(idempotency_keys)
    .where(
        *_own_key,
        idempotency_keys.c.fingerprint == bindparam("print"),
        idempotency_keys.c.kind == bindparam("of_kind"),
        idempotency_keys.c.created_at > bindparam("since"),
    )
    .order_by(idempotency_keys.c.created_at.desc(), idempotency_keys.c.revision.desc())
    .limit(1),
)

INSERT_KEY = command("ledger.insert_key", insert(idempotency_keys))

TAKE_OVER_KEY = command(
    "ledger.take_over_key",
    update(idempotency_keys)
    .where(*_own_key, idempotency_keys.c.key == bindparam("retry_key"))
    .values(
        target_id=bindparam("target"),
        revision=bindparam("stamp"),
        created_at=bindparam("now"),
    ),
)
