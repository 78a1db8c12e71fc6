"""`outlay demo`: a person with a year of a household's expenses, recorded the way everybody records them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

import click

from api.accounts.schemas import RegisterBody
from api.accounts.service import register
from api.auth.deps import Services, Visitor
from api.auth.service import sign_out
from api.budgets.schemas import NewBudget
from api.budgets.service import set_budget
from api.cli.people import UNLIMITED
from api.cli.services import with_services
from api.cli.startup import bring_to_newest, load_settings
from api.clock import DAY_MS, local_date
from api.expenses.recording import NewIds, Recording, record_expenses
from api.expenses.schemas import NewExpense
from api.ids import new_id
from api.ledger.access import Claim
from api.ledger.retries import Retry
from api.money import decimal_text
from api.samples.household import BUDGETS, FOOD_BEFORE_THE_RAISE, Purchase, purchases
from api.users.service import NameTaken

USERNAME = "demo"
PASSWORD = "demo-household"  # noqa: S105 - printed for everybody to use
DAYS = 365
EVENING_MS = 20 * 3_600_000


@dataclass(frozen=True)
class Filled:
    """What the demo account holds now."""

    expenses: int
    existed: bool


@click.command()
def demo() -> None:
    """Fill the database with a year of a made-up household.

    Makes a person called demo with about 900 expenses and nine budgets, some of them overspent, and
    prints how to sign in. Other people's wallets are not touched; a second run changes nothing. Do not
    leave this account on a server that others can reach: everybody knows its password.
    """
    settings = load_settings()
    bring_to_newest(settings)
    filled = with_services(fill, settings.model_copy(update=UNLIMITED))
    if filled.existed:
        click.echo("The demo household is already there.")
    else:
        click.echo(f"Recorded {filled.expenses} expenses of a made-up household.")
    click.echo(f"Sign in as {USERNAME} with the password {PASSWORD}.")


async def fill(services: Services) -> Filled:
    """Make the demo person and their year; nothing when the person is there."""
    body = RegisterBody(username=USERNAME, password=PASSWORD)
    try:
        token = await register(services, body, Visitor(address="command line", user_agent="outlay demo"))
    except NameTaken:
        return Filled(0, existed=True)
    now_ms = services.clock.now_ms()
    claims = services.tokens.read(token["access_token"], now_ms)
    assert claims is not None
    claim = Claim(claims.user_id, claims.session_id, None, now_ms, 0, source="demo")
    today = local_date(now_ms, services.settings.time_zone)
    first = today - timedelta(days=DAYS - 1)
    await _set_budgets(services, claim, first)
    year = purchases(first, today)
    for purchase in year:
        await _record(services, claim, purchase, today)
    await sign_out(services, claim)
    return Filled(len(year), existed=False)


async def _record(services: Services, claim: Claim, purchase: Purchase, today: date) -> None:
    """Record a purchase as if it had been entered on its evening."""
    evening_ms = claim.now_ms - (today - purchase.day).days * DAY_MS
    evening_ms -= evening_ms % DAY_MS - EVENING_MS
    on_its_day = Claim(
        claim.user_id, claim.session_id, None, min(evening_ms, claim.now_ms), 0, source=claim.source
    )
    new = NewExpense.model_validate(
        {
            "date": purchase.day.isoformat(),
            "category": purchase.category,
            "amount": decimal_text(purchase.cents, 2),
            "description": purchase.description,
        }
    )
    ids = NewIds(new_id(on_its_day.now_ms), new_id(on_its_day.now_ms))
    # A key of its own: two coffees on one day are two coffees.
    retry = Retry(ids.expense, 0)
    recording = Recording(on_its_day, new, retry, ids)
    await services.database.write_jointly(record_expenses, recording.group, recording)


async def _set_budgets(services: Services, claim: Claim, first: date) -> None:
    halfway = first + timedelta(days=DAYS // 2)
    wanted = [(category, budget, first) for category, budget in BUDGETS.items() if category != "Food"]
    wanted += [("Food", FOOD_BEFORE_THE_RAISE, first), ("Food", BUDGETS["Food"], halfway)]
    for category, budget, since in wanted:
        new = NewBudget.model_validate(
            {"category": category, "budget": str(budget), "month": f"{since:%Y-%m}"}
        )
        await services.database.write(set_budget, claim, new, new_id(claim.now_ms))
