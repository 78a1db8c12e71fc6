"""The one door for writes: lock the wallet by moving its revision, change, total, journal.

Every write of a wallet begins with `open_entry`. What it changes it stamps with `entry.revision`,
tells to `move_totals` and appends to the journal with `record`, all in the unit's one transaction.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

import orjson

from api.db.statements import Params
from api.db.transactions import WriteTransaction
from api.errors import Forbidden, OutlayError
from api.ledger import queries
from api.ledger.access import Claim, Wallet, wallet_of
from api.money import MAX_TOTAL_MINOR

Snapshot = Mapping[str, str | int | None]


class WalletTotalTooLarge(OutlayError):
    """The write would take a total of the wallet beyond what a JSON number keeps exact."""

    status = 422
    code = "wallet_total_too_large"
    title = "The wallet's total would be too large"
    default_detail = (
        "A wallet's total and the sum of its budgets are at most 999,999,999,999,999 minor units."
    )


@dataclass(slots=True)
class Entry:
    """One write of a wallet: under its lock, at its new revision."""

    claim: Claim
    wallet: Wallet
    rows: int = 0

    @property
    def revision(self) -> int:
        """The stamp of every row that this write touches."""
        return self.wallet.revision

    @property
    def now_ms(self) -> int:
        """The instant of the write."""
        return self.claim.now_ms


@dataclass(frozen=True, slots=True)
class Movement:
    """What a change adds to (or, negative, takes from) the totals of a month and category."""

    month: int
    category_id: str
    amount_minor: int
    count: int


@dataclass(frozen=True, slots=True)
class RowChange:
    """A row as the journal tells of it; None before is a creation."""

    row_id: str
    before: Snapshot | None
    after: Snapshot | None


async def open_entry(tx: WriteTransaction, claim: Claim) -> Entry:
    """Locks the claim's wallet by moving its revision; must be the first statement of a write.

    Raises Unauthenticated, NotFound or Forbidden as the claim's session, membership and role say.
    """
    moved = await tx.run(queries.MOVE_REVISION, claim.params())
    wallet = await wallet_of(tx, claim)
    if moved != 1:
        raise Forbidden
    return Entry(claim, wallet)


async def record(
    tx: WriteTransaction,
    entry: Entry,
    kind: str,
    row_id: str,
    before: Snapshot | None,
    after: Snapshot | None,
) -> None:
    """Appends one changed row to the journal; None before is a creation."""
    await record_all(tx, kind, [(entry, RowChange(row_id, before, after))])


async def record_all(tx: WriteTransaction, kind: str, changes: Iterable[tuple[Entry, RowChange]]) -> None:
    """Appends changed rows of one kind to the journal, a line each, at the entry that changed them."""
    lines: list[Params] = []
    for entry, change in changes:
        lines.append(
            {
                "wallet_id": entry.wallet.id,
                "revision": entry.revision,
                "position": entry.rows,
                "kind": kind,
                "row_id": change.row_id,
                "actor_id": entry.claim.user_id,
                "session_id": entry.claim.session_id,
                "source": entry.claim.source,
                "at": entry.now_ms,
                "before": _json(change.before),
                "after": _json(change.after),
            }
        )
        entry.rows += 1
    await tx.many(queries.INSERT_JOURNAL, lines)


async def give_revision_back(tx: WriteTransaction, entry: Entry) -> None:
    """Ends a write that changed no row, but whose key must be remembered: the revision has not moved."""
    await tx.run(queries.GIVE_REVISION_BACK, {"wallet": entry.wallet.id})
    entry.wallet = replace(entry.wallet, revision=entry.wallet.revision - 1)


async def move_totals(
    tx: WriteTransaction, entry: Entry, movements: Iterable[Movement], *, further: int = 0
) -> None:
    """Adds the differences to the monthly totals and to the wallet's own, and `further` to its revision.

    Raises WalletTotalTooLarge, with nothing kept, where the wallet's total would leave 15 digits.
    """
    sums: dict[tuple[int, str], list[int]] = defaultdict(lambda: [0, 0])
    for movement in movements:
        cell = sums[movement.month, movement.category_id]
        cell[0] += movement.amount_minor
        cell[1] += movement.count
    amount = sum(cell[0] for cell in sums.values())
    count = sum(cell[1] for cell in sums.values())
    if entry.wallet.total_minor + amount > MAX_TOTAL_MINOR:
        raise WalletTotalTooLarge
    moved: list[Params] = [
        {
            "wallet_id": entry.wallet.id,
            "month": month,
            "category_id": category_id,
            "amount_minor": cell[0],
            "expense_count": cell[1],
        }
        for (month, category_id), cell in sums.items()
        if cell != [0, 0]
    ]
    if moved:
        await tx.many(queries.MOVE_MONTHLY_TOTALS, moved)
    if amount or count or further:
        await tx.run(
            queries.MOVE_WALLET_TOTAL,
            {"wallet": entry.wallet.id, "amount": amount, "count": count, "further": further},
        )


def _json(snapshot: Snapshot | None) -> str | None:
    return None if snapshot is None else orjson.dumps(dict(snapshot)).decode()
