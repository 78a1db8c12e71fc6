"""Registration and the profile."""

from __future__ import annotations

from fastapi import APIRouter

from api.accounts import service
from api.accounts.schemas import MeAnswer, MeChanges, RegisterBody
from api.accounts.service import RegistrationClosed
from api.auth.deps import AppServices, OwnClaim, RequestVisitor
from api.auth.limits import TooManyAttempts
from api.auth.schemas import TokenAnswer
from api.auth.sessions import WrongPassword
from api.http.answers import NOT_STORED, JsonAnswer
from api.http.body import ExactJsonRoute
from api.http.openapi import problem_responses
from api.users.service import EmailTaken, NameTaken
from api.wallets.service import CurrencyFixed

router = APIRouter(route_class=ExactJsonRoute, tags=["You"])


@router.post(
    "/register",
    status_code=201,
    response_model=TokenAnswer,
    responses=problem_responses(NameTaken, EmailTaken, TooManyAttempts, RegistrationClosed),
)
async def register(body: RegisterBody, services: AppServices, visitor: RequestVisitor) -> JsonAnswer:
    """Make an account with a wallet and ten categories, and sign in."""
    return JsonAnswer(await service.register(services, body, visitor), 201, NOT_STORED)


@router.get("/me", response_model=MeAnswer)
async def get_me(claim: OwnClaim, services: AppServices) -> JsonAnswer:
    """Who you are, and the wallet you own."""
    return JsonAnswer(await service.show_me(services, claim), headers=NOT_STORED)


@router.patch(
    "/me",
    response_model=MeAnswer,
    responses=problem_responses(EmailTaken, CurrencyFixed, WrongPassword, TooManyAttempts),
)
async def change_me(
    changes: MeChanges, claim: OwnClaim, services: AppServices, visitor: RequestVisitor
) -> JsonAnswer:
    """Change your name, email, locale, language and formats, or your wallet's currency and time zone."""
    me = await service.update_me(services, claim, changes, visitor)
    return JsonAnswer(me, headers=NOT_STORED)
