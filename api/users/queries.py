"""Every statement about users."""

from __future__ import annotations

from sqlalchemy import bindparam, exists, insert, select, update

from api.db.columns import Instant, Words
from api.db.statements import command, query
from api.ledger.tables import sessions
from api.users.tables import users

USER_BY_ID = query("users.by_id", select(users).where(users.c.id == bindparam("which")))

USER_BY_USERNAME = query(
    "users.by_username", select(users).where(users.c.username_key == bindparam("of_key"))
)

USER_BY_EMAIL = query("users.by_email", select(users).where(users.c.email_key == bindparam("of_key")))

INSERT_USER = command("users.insert", insert(users))

# Nothing changes but who may change next: reading, deciding and writing are one step under this lock.
LOCK_BY_SESSION = command(
    "users.lock_by_session",
    update(users)
    .where(
        users.c.id == bindparam("user"),
        exists(
            select(sessions.c.id).where(
                sessions.c.id == bindparam("session"),
                sessions.c.user_id == bindparam("user"),
                sessions.c.ended_at.is_(None),
                sessions.c.renewed_at > bindparam("live_since", type_=Instant),
            )
        ),
    )
    .values(disabled_at=users.c.disabled_at),
)

UPDATE_PROFILE = command(
    "users.update_profile",
    update(users)
    .where(users.c.id == bindparam("which"))
    .values(
        email=bindparam("new_email", type_=Words),
        email_key=bindparam("new_email_key", type_=Words),
        display_name=bindparam("new_display_name"),
        locale=bindparam("new_locale", type_=Words),
        language=bindparam("new_language", type_=Words),
        date_format=bindparam("new_date_format", type_=Words),
        first_day_of_week=bindparam("new_first_day_of_week", type_=Words),
    ),
)

UPDATE_PASSWORD = command(
    "users.update_password",
    update(users)
    .where(users.c.id == bindparam("which"), users.c.password_hash == bindparam("old_hash"))
    .values(password_hash=bindparam("new_hash")),
)

DISABLE = command(
    "users.disable",
    update(users)
    .where(users.c.id == bindparam("which"), users.c.disabled_at.is_(None))
    .values(disabled_at=bindparam("now", type_=Instant)),
)
