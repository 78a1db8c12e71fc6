"""Registration and the profile: what happens around their units of work."""

from __future__ import annotations

import secrets
from dataclasses import replace

from api.accounts.schemas import MeAnswer, MeChanges, RegisterBody
from api.accounts.units import (
    NewAccount,
    begin_registration,
    change_me,
    changes_email,
    create_account,
    read_me,
)
from api.accounts.usernames import usernames_from_email
from api.auth.deps import Services, Visitor
from api.auth.limits import registration_limit, write_attempt
from api.auth.schemas import TokenAnswer
from api.auth.service import confirm_password, token_answer
from api.auth.sessions import NewSession, WrongPassword
from api.categories.service import DEFAULTS
from api.db.integrity import IntegrityViolation
from api.errors import Forbidden
from api.ids import new_id
from api.ledger.access import Claim
from api.users.service import EmailTaken, NameTaken, NewUser
from api.wallets.service import NewWallet

WALLET_NAME = "Personal"


class RegistrationClosed(Forbidden):
    """The operator lets nobody register (`OUTLAY_REGISTRATION_OPEN`)."""

    code = "registration_closed"
    title = "Registration is closed"
    default_detail = "New accounts are made by the operator of this server."


async def register(services: Services, body: RegisterBody, visitor: Visitor) -> TokenAnswer:
    """Makes an account and signs it in.

    Raises NameTaken, EmailTaken, TooManyAttempts and RegistrationClosed.
    """
    if not services.settings.registration_open:
        raise RegistrationClosed
    now_ms = services.clock.now_ms()
    limit = registration_limit(services.settings, visitor.address)
    usernames = _usernames(body)
    with services.passwords.turn(visitor.address):
        taken = await write_attempt(
            services.database, begin_registration, usernames, body.email, (limit, new_id(now_ms)), now_ms
        )
        if taken is not None:
            raise taken
        password_hash = await services.passwords.hash(body.password)
    new = _new_account(services, body, visitor, usernames, password_hash)
    await _create(services, new, now_ms)
    return token_answer(services, new.user.id, new.session.id, now_ms)


async def show_me(services: Services, claim: Claim) -> MeAnswer:
    """The person and their wallet."""
    return await services.database.read(read_me, claim)


async def update_me(services: Services, claim: Claim, changes: MeChanges, visitor: Visitor) -> MeAnswer:
    """Changes what `changes` names. A new email address needs the current password."""
    verified_hash = None
    if "email" in changes.model_fields_set and await services.database.read(
        changes_email, claim, changes.email
    ):
        if changes.current_password is None:
            raise WrongPassword("Changing the email needs the current password.")
        verified_hash = await confirm_password(services, claim, changes.current_password, visitor)
    try:
        return await services.database.write(change_me, claim, changes, verified_hash)
    except IntegrityViolation as violation:
        raise _taken(violation) from violation


def _usernames(body: RegisterBody) -> tuple[str, ...]:
    if body.username is not None:
        return (body.username,)
    return usernames_from_email(body.email or "", secrets.token_hex(4))


def _new_account(
    services: Services,
    body: RegisterBody,
    visitor: Visitor,
    usernames: tuple[str, ...],
    password_hash: str,
) -> NewAccount:
    settings, now_ms = services.settings, services.clock.now_ms()
    user_id, wallet_id = new_id(now_ms), new_id(now_ms)
    return NewAccount(
        usernames=usernames,
        user=NewUser(user_id, body.email, password_hash, body.locale, body.language, wallet_id),
        wallet=NewWallet(
            id=wallet_id,
            owner_id=user_id,
            name=WALLET_NAME,
            currency=body.currency or settings.default_currency,
            time_zone=body.time_zone or settings.time_zone,
        ),
        category_ids=[new_id(now_ms) for _ in DEFAULTS],
        session=NewSession(new_id(now_ms), user_id, wallet_id, visitor.user_agent, now_ms),
    )


async def _create(services: Services, new: NewAccount, now_ms: int) -> None:
    try:
        await services.database.write(create_account, new, now_ms)
    except IntegrityViolation as violation:
        taken = _taken(violation)
        if not isinstance(taken, NameTaken) or len(new.usernames) == 1:
            raise taken from violation
        # Two made names met. The last candidate is practically unique.
        unique = replace(new, usernames=new.usernames[-1:])
        await services.database.write(create_account, unique, now_ms)


def _taken(violation: IntegrityViolation) -> Exception:
    if violation.kind == "unique" and "email_key" in violation.constraint:
        return EmailTaken()
    if violation.kind == "unique" and "username_key" in violation.constraint:
        return NameTaken()
    return violation
