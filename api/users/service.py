"""Users: found by name or email, made, changed. What they may do is decided elsewhere."""

from __future__ import annotations

from dataclasses import dataclass

from api.db.transactions import ReadTransaction, Row, WriteTransaction
from api.errors import Conflict, NotFound, Unauthenticated
from api.ledger.access import Claim
from api.names import has_control_characters, key_of
from api.users import queries
from api.users.schemas import DateFormat, FirstDayOfWeek, Language


class NameTaken(Conflict):
    """Another user has this name, perhaps in another case."""

    code = "name_taken"
    title = "The name is taken"
    default_detail = "Somebody here already has this username. Please choose another one."


class EmailTaken(Conflict):
    """Another user has this email address."""

    code = "email_taken"
    title = "The email address is taken"
    default_detail = "Somebody here already has this email address."


@dataclass(frozen=True, slots=True)
class User:
    """A user's row."""

    id: str
    username: str
    email: str | None
    password_hash: str
    display_name: str
    locale: str | None
    language: Language | None
    date_format: DateFormat | None
    first_day_of_week: FirstDayOfWeek | None
    own_wallet_id: str
    created_at: int
    disabled_at: int | None


@dataclass(frozen=True, slots=True)
class NewUser:
    """A user to make. The username comes apart: it may have to be made unique first."""

    id: str
    email: str | None
    password_hash: str
    locale: str | None
    language: Language | None
    own_wallet_id: str


async def user_by_id(tx: ReadTransaction, user_id: str) -> User:
    """The user of an id that a session names; NotFound where there is none."""
    row = await tx.one(queries.USER_BY_ID, {"which": user_id})
    if row is None:
        raise NotFound
    return _user(row)


async def locked_user(tx: WriteTransaction, claim: Claim) -> User:
    """The claim's user, whom nobody else changes until the unit ends: the first statement of a change.

    Unauthenticated without a live session.
    """
    if await tx.run(queries.LOCK_BY_SESSION, claim.params()) != 1:
        raise Unauthenticated
    return await user_by_id(tx, claim.user_id)


async def user_by_login(tx: ReadTransaction, name_or_email: str) -> User | None:
    """The user somebody means who signs in.

    A username never has an `@`, so an address reaches only the account that has it.
    """
    if has_control_characters(name_or_email):
        return None
    by_email = "@" in name_or_email
    statement = queries.USER_BY_EMAIL if by_email else queries.USER_BY_USERNAME
    row = await tx.one(statement, {"of_key": key_of(name_or_email)})
    return None if row is None else _user(row)


async def free_username(tx: ReadTransaction, candidates: tuple[str, ...]) -> str:
    """The first candidate nobody has; NameTaken where all are taken."""
    for username in candidates:
        if await tx.one(queries.USER_BY_USERNAME, {"of_key": key_of(username)}) is None:
            return username
    raise NameTaken


async def require_free_email(tx: ReadTransaction, email: str | None) -> None:
    """EmailTaken where somebody has the address."""
    if email is None:
        return
    if await tx.one(queries.USER_BY_EMAIL, {"of_key": key_of(email)}) is not None:
        raise EmailTaken


async def insert_user(tx: WriteTransaction, new: NewUser, username: str, now_ms: int) -> None:
    """Makes a user, who is first called by their username."""
    await tx.run(
        queries.INSERT_USER,
        {
            "id": new.id,
            "username": username,
            "username_key": key_of(username),
            "email": new.email,
            "email_key": None if new.email is None else key_of(new.email),
            "password_hash": new.password_hash,
            "display_name": username,
            "locale": new.locale,
            "language": new.language,
            "date_format": None,
            "first_day_of_week": None,
            "own_wallet_id": new.own_wallet_id,
            "created_at": now_ms,
            "disabled_at": None,
        },
    )


async def update_profile(tx: WriteTransaction, user: User) -> None:
    """Stores the email, display name and preferences of `user`."""
    await tx.run(
        queries.UPDATE_PROFILE,
        {
            "which": user.id,
            "new_email": user.email,
            "new_email_key": None if user.email is None else key_of(user.email),
            "new_display_name": user.display_name,
            "new_locale": user.locale,
            "new_language": user.language,
            "new_date_format": user.date_format,
            "new_first_day_of_week": user.first_day_of_week,
        },
    )


async def replace_password(tx: WriteTransaction, user_id: str, old_hash: str, new_hash: str) -> bool:
    """Stores a new hash in the place of the one that was verified; False where another came first."""
    params = {"which": user_id, "old_hash": old_hash, "new_hash": new_hash}
    return await tx.run(queries.UPDATE_PASSWORD, params) == 1


async def mark_disabled(tx: WriteTransaction, user_id: str, now_ms: int) -> None:
    """Keeps a user from signing in again. Whoever calls this ends the user's sessions too."""
    await tx.run(queries.DISABLE, {"which": user_id, "now": now_ms})


def _user(row: Row) -> User:
    return User(
        id=row["id"],
        username=row["username"],
        email=row["email"],
        password_hash=row["password_hash"],
        display_name=row["display_name"],
        locale=row["locale"],
        language=row["language"],
        date_format=row["date_format"],
        first_day_of_week=row["first_day_of_week"],
        own_wallet_id=row["own_wallet_id"],
        created_at=row["created_at"],
        disabled_at=row["disabled_at"],
    )
