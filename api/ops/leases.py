"""Work that one server at a time does for all: whoever changes the lease's row first has it.

A lease ends by itself, so that the work of a server that was killed is taken over.
"""

from __future__ import annotations

from dataclasses import dataclass

from api.db.statements import Params
from api.db.transactions import ReadTransaction, WriteTransaction
from api.ops import queries

BACKUP = "backup"


@dataclass(frozen=True, slots=True)
class Lease:
    """What is known of a piece of work: instants in milliseconds, `outcome` the words of its last success."""

    held_until: int
    done_at: int | None
    outcome: str


async def lease_of(tx: ReadTransaction, name: str) -> Lease:
    """How the work stands."""
    row = await tx.one(queries.LEASE, {"name": name})
    assert row is not None, name
    return Lease(row["held_until"], row["done_at"], row["outcome"])


async def take(tx: WriteTransaction, name: str, holder: str, now_ms: int, until_ms: int, due_ms: int) -> bool:
    """Takes the work until then; False where somebody has it or did it at `due_ms` or later."""
    values: Params = {"name": name, "holder": holder, "now": now_ms, "until": until_ms, "due": due_ms}
    return await tx.run(queries.TAKE_LEASE, values) == 1


async def renew(tx: WriteTransaction, name: str, holder: str, until_ms: int) -> bool:
    """Keeps the work for longer, or gives it back by an earlier end; False where another has it by now."""
    return await tx.run(queries.RENEW_LEASE, {"name": name, "holder": holder, "until": until_ms}) == 1


async def finish(tx: WriteTransaction, name: str, holder: str, now_ms: int, outcome: str) -> None:
    """The work is done; nobody needs it before it is due again."""
    values: Params = {"name": name, "holder": holder, "now": now_ms, "outcome": outcome}
    await tx.run(queries.FINISH_LEASE, values)
