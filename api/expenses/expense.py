"""An expense as a row, in the journal, and in an answer."""

from __future__ import annotations

from dataclasses import dataclass

from api.clock import instant_text
from api.db.transactions import Row
from api.expenses.schemas import ExpenseAnswer
from api.http.answers import json_amount
from api.http.etags import make_etag
from api.ledger.access import Wallet
from api.ledger.entries import Movement

KIND = "expense"


@dataclass(frozen=True, slots=True)
class Expense:
    """A row of `expenses` with its category's name and stamp. `amount_minor` is in minor units."""

    id: str
    date: str
    month: int
    category_id: str
    category: str
    category_revision: int
    amount_minor: int
    description: str
    created_by: str
    created_at: int
    updated_at: int
    deleted_at: int
    created_revision: int
    position: int
    revision: int

    @classmethod
    def of_row(cls, row: Row) -> Expense:
        """The expense behind a row of `queries.EXPENSE_BY_ID`."""
        return cls(**{name: row[name] for name in cls.__slots__})

    @property
    def etag(self) -> str:
        """The larger of its own stamp and its category's, so that a rename counts as a change."""
        return make_etag(max(self.revision, self.category_revision))

    def snapshot(self) -> dict[str, str | int | None]:
        """What the journal keeps of it."""
        return {
            "date": self.date,
            "category_id": self.category_id,
            "amount_minor": self.amount_minor,
            "description": self.description,
            "deleted_at": self.deleted_at or None,
        }

    def movement(self, sign: int) -> Movement:
        """What it adds to the totals (`sign` 1) or takes from them (-1)."""
        return Movement(self.month, self.category_id, sign * self.amount_minor, sign)

    def answer(self, wallet: Wallet) -> ExpenseAnswer:
        """What the API says of it, its amount in units of the wallet's currency."""
        return {
            "id": self.id,
            "wallet_id": wallet.id,
            "date": self.date,
            "category": self.category,
            "category_id": self.category_id,
            "amount": json_amount(self.amount_minor, wallet.digits),
            "description": self.description,
            "created_by": self.created_by,
            "created_at": instant_text(self.created_at),
            "updated_at": instant_text(self.updated_at),
            "deleted_at": instant_text(self.deleted_at) if self.deleted_at else None,
            "revision": self.revision,
        }
