"""Every statement about sessions being opened and ended, and about attempts."""

from __future__ import annotations

from sqlalchemy import bindparam, delete, insert, or_, select, update

from api.auth.tables import attempts
from api.db.columns import Instant
from api.db.statements import command, query
from api.ledger.tables import sessions

NTH_NEWEST_ATTEMPT = query(
    "auth.nth_newest_attempt",
    select(attempts.c.at)
    .where(
        attempts.c.kind == bindparam("of_kind"),
        attempts.c.bucket == bindparam("in_bucket"),
        attempts.c.at > bindparam("since", type_=Instant),
    )
    .order_by(attempts.c.at.desc())
    .limit(1)
    .offset(bindparam("newer", type_=Instant)),
)

INSERT_ATTEMPT = command("auth.insert_attempt", insert(attempts))

PURGE_ATTEMPTS = command(
    "auth.purge_attempts",
    delete(attempts).where(
        attempts.c.kind == bindparam("of_kind"),
        attempts.c.at <= bindparam("until", type_=Instant),
    ),
)

TAKE_BACK_ATTEMPT = command(
    "auth.take_back_attempt", delete(attempts).where(attempts.c.id == bindparam("attempt"))
)

# What an address attempts at once waits here, for the row is locked until the unit ends.
LOCK_ADDRESS = command(
    "auth.lock_address",
    update(attempts).where(attempts.c.id == bindparam("lock")).values(at=bindparam("now", type_=Instant)),
)

INSERT_SESSION = command("auth.insert_session", insert(sessions))

_this_session = (
    sessions.c.id == bindparam("session"),
    sessions.c.user_id == bindparam("user"),
    sessions.c.ended_at.is_(None),
    sessions.c.renewed_at > bindparam("live_since", type_=Instant),
)

RENEW_SESSION = command(
    "auth.renew_session",
    update(sessions).where(*_this_session).values(renewed_at=bindparam("now", type_=Instant)),
)

END_SESSION = command(
    "auth.end_session",
    update(sessions).where(*_this_session).values(ended_at=bindparam("now", type_=Instant)),
)

PURGE_SESSIONS = command(
    "auth.purge_sessions",
    delete(sessions).where(
        sessions.c.user_id == bindparam("user"),
        or_(
            sessions.c.ended_at.is_not(None),
            sessions.c.renewed_at <= bindparam("live_since", type_=Instant),
        ),
    ),
)

END_OTHER_SESSIONS = command(
    "auth.end_other_sessions",
    update(sessions)
    .where(
        sessions.c.user_id == bindparam("user"),
        sessions.c.id != bindparam("session"),
        sessions.c.ended_at.is_(None),
    )
    .values(ended_at=bindparam("now", type_=Instant)),
)

END_ALL_SESSIONS = command(
    "auth.end_all_sessions",
    update(sessions)
    .where(sessions.c.user_id == bindparam("user"), sessions.c.ended_at.is_(None))
    .values(ended_at=bindparam("now", type_=Instant)),
)
