"""The units of work of registration and the profile."""

from __future__ import annotations

from dataclasses import dataclass, replace

from api.accounts.schemas import MeAnswer, MeChanges
from api.auth.limits import Limit, count_attempt, lock_address, require_free
from api.auth.sessions import NewSession, insert_session
from api.categories.service import add_default_categories
from api.db.transactions import ReadTransaction, WriteTransaction
from api.errors import Unauthenticated
from api.ledger.access import Claim, Wallet, require_session, wallet_of
from api.ledger.entries import open_entry
from api.names import key_of
from api.users.service import (
    EmailTaken,
    NameTaken,
    NewUser,
    User,
    free_username,
    insert_user,
    locked_user,
    require_free_email,
    update_profile,
    user_by_id,
)
from api.wallets.schemas import wallet_answer
from api.wallets.service import NewWallet, change_wallet, create_own_wallet

PREFERENCES = ("locale", "language", "date_format", "first_day_of_week")
"""What null sets back to the choice of the browser or the locale."""


@dataclass(frozen=True, slots=True)
class NewAccount:
    """Everything a registration makes, with the ids it gets."""

    usernames: tuple[str, ...]
    user: NewUser
    wallet: NewWallet
    category_ids: list[str]
    session: NewSession


async def begin_registration(
    tx: WriteTransaction,
    usernames: tuple[str, ...],
    email: str | None,
    attempt: tuple[Limit, str],
    now_ms: int,
) -> NameTaken | EmailTaken | None:
    """Counts a registration, and why it would be refused before a password is hashed for nothing.

    A refusal counts like a success, or asking who is here would cost nothing. It is returned, for
    raising it would take the count back. TooManyAttempts where the limit is reached.
    """
    limit, attempt_id = attempt
    await lock_address(tx, limit.bucket, now_ms)
    await require_free(tx, (limit,), now_ms)
    await count_attempt(tx, (limit,), (attempt_id,), now_ms)
    try:
        await require_free_email(tx, email)
        await free_username(tx, usernames)
    except (NameTaken, EmailTaken) as taken:
        return taken
    return None


async def create_account(tx: WriteTransaction, new: NewAccount, now_ms: int) -> None:
    """Makes the user, their wallet with its categories, and the first session: all or nothing."""
    await require_free_email(tx, new.user.email)
    username = await free_username(tx, new.usernames)
    await insert_user(tx, new.user, username, now_ms)
    entry = await create_own_wallet(tx, new.wallet, new.session.id, now_ms)
    await add_default_categories(tx, entry, new.category_ids)
    await insert_session(tx, new.session)


async def read_me(tx: ReadTransaction, claim: Claim) -> MeAnswer:
    """The person of a live session, and their wallet."""
    wallet = await wallet_of(tx, claim)
    return _me(await user_by_id(tx, claim.user_id), wallet)


async def changes_email(tx: ReadTransaction, claim: Claim, email: str | None) -> bool:
    """Whether `email` is another one than the person has, which needs their password."""
    await require_session(tx, claim)
    return (await user_by_id(tx, claim.user_id)).email != email


async def change_me(
    tx: WriteTransaction, claim: Claim, changes: MeChanges, verified_hash: str | None
) -> MeAnswer:
    """Changes the person and their wallet together.

    `verified_hash` is the hash the current password was verified against, where it was asked for.
    The wallet's revision moves only if the wallet changes.
    """
    before = await locked_user(tx, claim)
    wallet = await wallet_of(tx, claim)
    wanted = replace(
        wallet,
        currency=changes.currency or wallet.currency,
        time_zone=changes.time_zone or wallet.time_zone,
    )
    if wanted != wallet:
        entry = await open_entry(tx, claim)
        wallet = await change_wallet(tx, entry, currency=changes.currency, time_zone=changes.time_zone)
    after = _changed(before, changes)
    if after != before:
        await _store(tx, before, after, verified_hash)
    return _me(after, wallet)


def _changed(user: User, changes: MeChanges) -> User:
    given = changes.model_fields_set
    return replace(
        user,
        display_name=changes.display_name or user.display_name,
        email=changes.email if "email" in given else user.email,
        **{name: getattr(changes, name) for name in PREFERENCES if name in given},
    )


async def _store(tx: WriteTransaction, before: User, after: User, verified_hash: str | None) -> None:
    if after.email != before.email:
        if before.password_hash != verified_hash:
            # Another password was set since: whoever did so decides about the address.
            raise Unauthenticated
        if _email_key(after) != _email_key(before):
            await require_free_email(tx, after.email)
    await update_profile(tx, after)


def _email_key(user: User) -> str | None:
    return None if user.email is None else key_of(user.email)


def _me(user: User, wallet: Wallet) -> MeAnswer:
    return {
        "id": user.id,
        "username": user.username,
        "email": user.email,
        "display_name": user.display_name,
        "locale": user.locale,
        "language": user.language,
        "date_format": user.date_format,
        "first_day_of_week": user.first_day_of_week,
        "wallet": wallet_answer(wallet),
    }
