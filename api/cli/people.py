"""`outlay user`."""

from __future__ import annotations

import sys

import click
from pydantic import ValidationError

from api.accounts.schemas import RegisterBody
from api.accounts.service import register
from api.auth.deps import Services, Visitor
from api.cli.refusals import Refusal
from api.cli.services import with_services
from api.cli.startup import load_settings

# Whoever may run this command may make as many people as they like, also where registration is closed.
UNLIMITED = {"registration_open": True, "registrations_per_hour": 1_000_000}
VISITOR = Visitor(address="command line", user_agent="outlay user add")


@click.group()
def user() -> None:
    """Manage the people who may sign in."""


@user.command()
@click.argument("username")
@click.option("--email", help="An address to sign in with beside the name.")
@click.option("--currency", help="ISO 4217 code of the new wallet, for example EUR.")
@click.option("--time-zone", help="IANA time zone of the new wallet, for example Europe/Berlin.")
@click.option(
    "--password-stdin", is_flag=True, help="Read the password from standard input instead of asking for it."
)
def add(
    username: str, email: str | None, currency: str | None, time_zone: str | None, password_stdin: bool
) -> None:
    """Add a person with a wallet of their own.

    USERNAME has 3 to 64 letters, digits, '.', '_' or '-'. The password, at least 8 characters, is asked
    for unless --password-stdin is given. It works also while OUTLAY_REGISTRATION_OPEN is false.
    """
    wanted = {
        "username": username,
        "email": email,
        "currency": currency,
        "time_zone": time_zone,
        "password": _password(password_stdin),
    }
    body = _body({name: value for name, value in wanted.items() if value is not None})

    async def work(services: Services) -> None:
        await register(services, body, VISITOR)

    with_services(work, load_settings().model_copy(update=UNLIMITED))
    click.echo(f"{username} may sign in now.")


def _password(from_stdin: bool) -> str:
    if from_stdin:
        return sys.stdin.readline().rstrip("\r\n")
    password: str = click.prompt("Password", hide_input=True, confirmation_prompt="The same again")
    return password


def _body(wanted: dict[str, str]) -> RegisterBody:
    try:
        return RegisterBody.model_validate(wanted)
    except ValidationError as error:
        problem = error.errors(include_url=False, include_input=False)[0]
        field = str(problem["loc"][0]).replace("_", " ") if problem["loc"] else "user"
        raise Refusal(f"The {field} is not valid: {problem['msg'].rstrip('.')}.") from None
