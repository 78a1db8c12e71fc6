"""A series: writes of one wallet that follow each other, in the statements and the lock of one.

Each of them has a revision and journal lines of its own, as if it had come alone. What does not come
about takes no revision.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from api.db.transactions import WriteTransaction
from api.ledger.access import Claim
from api.ledger.entries import Entry, Movement, WalletTotalTooLarge, move_totals
from api.money import MAX_TOTAL_MINOR


class Series:
    """The writes that follow an opened entry, which gives them its wallet and the first revision."""

    def __init__(self, opened: Entry) -> None:
        self.opened = opened
        self.length = 0
        self._total_minor = opened.wallet.total_minor

    def follow(self, claim: Claim, amount_minor: int) -> Entry:
        """The entry of the next write, which adds the amount to the wallet.

        Raises WalletTotalTooLarge, with no revision taken, where the wallet's total would leave 15 digits.
        """
        if self._total_minor + amount_minor > MAX_TOTAL_MINOR:
            raise WalletTotalTooLarge
        wallet = self.opened.wallet
        entry = Entry(claim, replace(wallet, revision=wallet.revision + self.length))
        self._total_minor += amount_minor
        self.length += 1
        return entry


async def end_series(tx: WriteTransaction, series: Series, movements: Iterable[Movement]) -> None:
    """Adds what the writes of a series move, and leaves the wallet at the revision of the last of them."""
    await move_totals(tx, series.opened, movements, further=series.length - 1)
