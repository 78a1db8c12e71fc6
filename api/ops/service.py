"""What an operator asks the service about itself."""

from __future__ import annotations

from api.db.transactions import ReadTransaction
from api.ops import queries


async def answer_from_database(tx: ReadTransaction) -> None:
    """Returns where the database answers, and raises what the engine raises where it does not."""
    await tx.one(queries.ONE)
