"""Who may act on a wallet, decided inside the unit of work that acts.

A token only says who claims to be there. Each unit checks the session behind it, so a logout or a
changed password counts at once, and a wallet of others answers exactly as one that does not exist.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from api.clock import local_date
from api.db.transactions import ReadTransaction, Row
from api.errors import NotFound, Unauthenticated
from api.ledger import queries
from api.money import minor_unit_digits
from api.periods import month_of


@dataclass(frozen=True, slots=True)
class Claim:
    """What a verified token and the request say: who, through which session, in which wallet, when.

    `wallet_id` is None where the request names no wallet: then the own wallet is meant. A session
    renewed before `live_since_ms` has been idle for too long.
    """

    user_id: str
    session_id: str
    wallet_id: str | None
    now_ms: int
    live_since_ms: int
    source: str = "api"

    def params(self) -> dict[str, str | int | None]:
        """The claim as parameters of the access statements."""
        return {
            "user": self.user_id,
            "session": self.session_id,
            "wallet": self.wallet_id,
            "live_since": self.live_since_ms,
        }


@dataclass(frozen=True, slots=True)
class Wallet:
    """A wallet as one of its members sees it. Amounts are minor units of `currency`."""

    id: str
    name: str
    currency: str
    time_zone: str
    revision: int
    total_minor: int
    expense_count: int
    role: str
    sample_revision: int | None = None

    @property
    def digits(self) -> int:
        """How many decimals the currency has."""
        return minor_unit_digits(self.currency)

    def today(self, now_ms: int) -> date:
        """The calendar day in the wallet's time zone."""
        return local_date(now_ms, self.time_zone)

    def this_month(self, now_ms: int) -> int:
        """The month YYYYMM in the wallet's time zone."""
        return month_of(self.today(now_ms))


async def require_session(tx: ReadTransaction, claim: Claim) -> None:
    """Unauthenticated unless the claim's session is live."""
    if await tx.one(queries.LIVE_SESSION, claim.params()) is None:
        raise Unauthenticated


async def wallet_of(tx: ReadTransaction, claim: Claim) -> Wallet:
    """The wallet the claim means: Unauthenticated without a live session, NotFound for a non-member."""
    row = await tx.one(queries.WALLET_OF_CLAIM, claim.params())
    if row is None:
        await require_session(tx, claim)
        raise NotFound
    return _wallet(row)


async def wallets_of_user(tx: ReadTransaction, claim: Claim) -> list[Wallet]:
    """Every wallet the claim's user is a member of, the oldest first."""
    await require_session(tx, claim)
    return [_wallet(row) for row in await tx.all(queries.WALLETS_OF_USER, claim.params())]


def _wallet(row: Row) -> Wallet:
    return Wallet(
        id=row["id"],
        name=row["name"],
        currency=row["currency"],
        time_zone=row["time_zone"],
        revision=row["revision"],
        total_minor=row["total_minor"],
        expense_count=row["expense_count"],
        role=row["role"],
        sample_revision=row["sample_revision"],
    )
