"""What the API says of a wallet."""

from __future__ import annotations

from typing_extensions import TypedDict

from api.ledger.access import Wallet


class WalletAnswer(TypedDict):
    """A wallet as one of its members sees it."""

    id: str
    name: str
    currency: str
    time_zone: str
    role: str
    minor_unit_digits: int
    revision: int
    sample_data: bool


def wallet_answer(wallet: Wallet) -> WalletAnswer:
    """The wallet's public face."""
    return {
        "id": wallet.id,
        "name": wallet.name,
        "currency": wallet.currency,
        "time_zone": wallet.time_zone,
        "role": wallet.role,
        "minor_unit_digits": wallet.digits,
        "revision": wallet.revision,
        "sample_data": wallet.sample_revision is not None,
    }
