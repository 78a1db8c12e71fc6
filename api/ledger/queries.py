"""Every statement of the ledger."""

from __future__ import annotations

from typing import Any

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    Executable,
    Select,
    bindparam,
    exists,
    func,
    insert,
    literal,
    select,
    union_all,
    update,
)

from api.db.columns import Id, Instant
from api.db.statements import QueryOfMany, command, query
from api.db.upserts import upsert
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
        revision=wallets.c.revision + bindparam("further", type_=wallets.c.revision.type),
    ),
)

MOVE_MONTHLY_TOTALS = upsert(
    "ledger.move_monthly_totals", monthly_totals, adding=("amount_minor", "expense_count")
)

INSERT_JOURNAL = command("ledger.insert_journal", insert(journal))

_own_key = (
    idempotency_keys.c.wallet_id == bindparam("wallet"),
    idempotency_keys.c.author_id == bindparam("author"),
)

KEYS_OF_AUTHOR = QueryOfMany(
    "ledger.keys_of_author",
    lambda keys: select(idempotency_keys).where(*_own_key, idempotency_keys.c.key.in_(keys)),
)


def _newest_with_fingerprints(fingerprints: list[BindParameter[Any]]) -> Executable:
    """The newest of each, looked up one by one: with `IN`, PostgreSQL may walk through all of an author's."""
    each = [
        select(idempotency_keys)
        .where(
            *_own_key,
            idempotency_keys.c.fingerprint == fingerprint,
            idempotency_keys.c.kind == bindparam("of_kind"),
            idempotency_keys.c.created_at > bindparam("since"),
        )
        .order_by(idempotency_keys.c.created_at.desc(), idempotency_keys.c.revision.desc())
        .limit(1)
        for fingerprint in fingerprints
    ]
    if len(each) == 1:
        return each[0]
    return union_all(*(select(one.subquery(f"newest_{n}")) for n, one in enumerate(each)))


NEWEST_WITH_FINGERPRINTS = QueryOfMany("ledger.newest_with_fingerprints", _newest_with_fingerprints)

STORE_KEYS = upsert("ledger.store_keys", idempotency_keys, replacing=("target_id", "revision", "created_at"))
