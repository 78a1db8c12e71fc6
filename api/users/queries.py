"""Every statement about users."""

from __future__ import annotations

from sqlalchemy import bindparam, insert, select, update

from api.db.columns import Instant, Words
from api.db.statements import command, query
from api.users.tables import users

USER_BY_ID = query("users.by_id", select(users).where(users.c.id == bindparam("which")))

USER_BY_USERNAME = query(
    "users.by_username", select(users).where(users.c.username_key == bindparam("of_key"))
)

USER_BY_EMAIL = query("users.by_email", select(users).where(users.c.email_key == bindparam("of_key")))

INSERT_USER = command("users.insert", insert(users))

UPDATE_PROFILE = command(
    "users.update_profile",
    update(users)
    .where(users.c.id == bindparam("which"))
    .values(
        email=bindparam("new_email", type_=Words),
        email_key=bindparam("new_email_key", type_=Words),
        display_name=bindparam("new_display_name"),
        locale=bindparam("new_locale", type_=Words),
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
