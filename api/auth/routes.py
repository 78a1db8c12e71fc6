"""Signing in and out."""

from __future__ import annotations

from typing import Annotated, Literal

from fastapi import APIRouter, Form
from starlette.responses import Response

from api.auth import service
from api.auth.deps import AppServices, OwnClaim, RequestVisitor
from api.auth.limits import TooManyAttempts
from api.auth.schemas import LoginBody, PasswordBody, TokenAnswer
from api.auth.sessions import WrongCredentials, WrongPassword
from api.http.answers import NOT_STORED, JsonAnswer
from api.http.body import ExactJsonRoute
from api.http.openapi import problem_responses
from api.users.schemas import LONGEST_EMAIL, LONGEST_PASSWORD

router = APIRouter(route_class=ExactJsonRoute, tags=["Signing in"])


@router.post(
    "/login",
    response_model=TokenAnswer,
    responses=problem_responses(WrongCredentials, TooManyAttempts),
)
async def log_in(body: LoginBody, services: AppServices, visitor: RequestVisitor) -> JsonAnswer:
    """Open a session with a username or an email address and the password."""
    token = await service.sign_in(services, body.name_or_email, body.password, visitor)
    return JsonAnswer(token, headers=NOT_STORED)


@router.post(
    "/token",
    response_model=TokenAnswer,
    responses=problem_responses(WrongCredentials, TooManyAttempts),
)
async def get_token(
    username: Annotated[str, Form(min_length=1, max_length=LONGEST_EMAIL)],
    password: Annotated[str, Form(max_length=LONGEST_PASSWORD)],
    services: AppServices,
    visitor: RequestVisitor,
    grant_type: Annotated[Literal["password"], Form()] = "password",  # noqa: ARG001 - of the form
) -> JsonAnswer:
    """The same as `/login`, as an OAuth2 password form: what *Authorize* on this page sends."""
    token = await service.sign_in(services, username, password, visitor)
    return JsonAnswer(token, headers=NOT_STORED)


@router.post("/session/renew", response_model=TokenAnswer)
async def renew_session(claim: OwnClaim, services: AppServices) -> JsonAnswer:
    """A new token of the same session, before the old one expires."""
    return JsonAnswer(await service.renew(services, claim), headers=NOT_STORED)


@router.post("/logout", status_code=204)
async def log_out(claim: OwnClaim, services: AppServices) -> Response:
    """End this session. Its tokens are refused from now on."""
    await service.sign_out(services, claim)
    return Response(status_code=204)


@router.post(
    "/me/password",
    response_model=TokenAnswer,
    responses=problem_responses(WrongPassword, TooManyAttempts),
)
async def change_password(
    body: PasswordBody, claim: OwnClaim, services: AppServices, visitor: RequestVisitor
) -> JsonAnswer:
    """Change the password. Every other session of yours ends; this one gets a new token."""
    token = await service.set_password(services, claim, body.current_password, body.new_password, visitor)
    return JsonAnswer(token, headers=NOT_STORED)
