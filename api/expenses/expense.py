"""An expense as a row, in the journal, and in an answer."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from api.clock import instant_text
from api.db.transactions import Row
from api.expenses.schemas import ExpenseAnswer
from api.http.answers import json_amount
from api.http.etags import make_etag
from api.ledger.access import Wallet
from api.ledger.entries import Movement

KIND = "expense"


class Expense(NamedTuple):
    """A row of `expenses` with its category's name and stamp. `amount_minor` is in minor units.

    The statements select the columns in the order of these fields.
    """

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
        return cls._make(row)

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
        return answers_of([self], wallet)[0]


def answers_of(expenses: Iterable[Expense], wallet: Wallet) -> list[ExpenseAnswer]:
    """What the API says of expenses, their amounts in units of the wallet's currency."""
    digits, wallet_id = wallet.digits, wallet.id
    answers: list[ExpenseAnswer] = []
    # Taken apart at once: half the time of a page would go into looking up fields.
    for (
        id_, day, _month, category_id, category, _category_revision, amount_minor, description, created_by,
        created_at, updated_at, deleted_at, _created_revision, _position, revision,
    ) in expenses:  # fmt: skip
        created = instant_text(created_at)
        answers.append(
            {
                "id": id_,
                "wallet_id": wallet_id,
                "date": day,
                "category": category,
                "category_id": category_id,
                "amount": json_amount(amount_minor, digits),
                "description": description,
                "created_by": created_by,
                "created_at": created,
                "updated_at": created if updated_at == created_at else instant_text(updated_at),
                "deleted_at": instant_text(deleted_at) if deleted_at else None,
                "revision": revision,
            }
        )
    return answers
