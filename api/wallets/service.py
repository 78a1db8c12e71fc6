"""Wallets: made with their owner, and changed through the ledger like everything in them."""

from __future__ import annotations

from dataclasses import dataclass, replace

import orjson

from api.db.statements import Params
from api.db.transactions import ReadTransaction, WriteTransaction
from api.errors import Conflict, Forbidden
from api.ledger.access import Claim, Wallet
from api.ledger.entries import Entry, record
from api.wallets import queries

KIND = "wallet"


class CurrencyFixed(Conflict):
    """The currency cannot change any more: amounts are stored in it."""

    code = "currency_fixed"
    title = "The currency is fixed"
    default_detail = "The currency can change only while the wallet has no expense and no budget."


@dataclass(frozen=True, slots=True)
class NewWallet:
    """A wallet to make, with its owner. The ids and the instant are the caller's."""

    id: str
    owner_id: str
    name: str
    currency: str
    time_zone: str


async def create_own_wallet(tx: WriteTransaction, new: NewWallet, session_id: str, now_ms: int) -> Entry:
    """Makes a wallet with its owner and answers the entry of its first revision.

    The owner's row must be there; `session_id` is the one that the journal names.
    """
    await tx.run(
        queries.INSERT_WALLET,
        {
            "id": new.id,
            "name": new.name,
            "currency": new.currency,
            "time_zone": new.time_zone,
            "revision": 1,
            "total_minor": 0,
            "expense_count": 0,
            "created_at": now_ms,
            "sample_revision": None,
        },
    )
    await add_member(tx, new.id, new.owner_id, "owner", now_ms)
    wallet = Wallet(new.id, new.name, new.currency, new.time_zone, 1, 0, 0, "owner")
    claim = Claim(new.owner_id, session_id, new.id, now_ms, 0)
    return Entry(claim, wallet)


async def add_member(tx: WriteTransaction, wallet_id: str, user_id: str, role: str, now_ms: int) -> None:
    """Gives a user a role in a wallet: owner, editor or viewer."""
    await tx.run(
        queries.INSERT_MEMBER,
        {"wallet_id": wallet_id, "user_id": user_id, "role": role, "created_at": now_ms},
    )


async def change_wallet(
    tx: WriteTransaction, entry: Entry, *, currency: str | None, time_zone: str | None
) -> Wallet:
    """Changes the wallet of an open entry; only its owner may.

    Raises CurrencyFixed where the wallet has an expense (deleted ones count) or a budget.
    """
    before = entry.wallet
    if before.role != "owner":
        raise Forbidden
    after = replace(
        before,
        currency=currency or before.currency,
        time_zone=time_zone or before.time_zone,
    )
    if after == before:
        return before
    if after.currency != before.currency and await tx.one(
        queries.ANYTHING_WITH_AN_AMOUNT, {"wallet": before.id}
    ):
        raise CurrencyFixed
    await tx.run(
        queries.UPDATE_WALLET,
        {
            "wallet": before.id,
            "new_currency": after.currency,
            "new_time_zone": after.time_zone,
        },
    )
    await record(tx, entry, KIND, before.id, _snapshot(before), _snapshot(after))
    entry.wallet = after
    return after


async def currency_changed_since(tx: ReadTransaction, wallet: Wallet, revision: int) -> bool:
    """Whether the amounts that a revision of the wallet knew were of another currency."""
    params: Params = {"wallet": wallet.id, "wallet_row": wallet.id, "since": revision}
    rows = await tx.all(queries.CHANGES_SINCE, params)
    return any(_currency(row["before"]) != _currency(row["after"]) for row in rows)


def _currency(snapshot: str) -> str:
    return str(orjson.loads(snapshot)["currency"])


async def mark_sample_data(tx: WriteTransaction, entry: Entry, revision: int | None) -> None:
    """Notes which revision wrote the wallet's sample data; None when it is gone."""
    before = entry.wallet
    after = replace(before, sample_revision=revision)
    await tx.run(queries.MARK_SAMPLE_DATA, {"wallet": before.id, "new_sample_revision": revision})
    await record(tx, entry, KIND, before.id, _snapshot(before), _snapshot(after))
    entry.wallet = after


def _snapshot(wallet: Wallet) -> dict[str, str | int | None]:
    return {
        "name": wallet.name,
        "currency": wallet.currency,
        "time_zone": wallet.time_zone,
        "sample_revision": wallet.sample_revision,
    }
