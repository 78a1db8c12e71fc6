"""What an operator asks the service about itself."""

from __future__ import annotations

from sqlalchemy import literal, select

from api.db.statements import query
from api.db.transactions import ReadTransaction

ONE = query("ops.one", select(literal(1)))


async def answer_from_database(tx: ReadTransaction) -> None:
    """Returns where the database answers, and raises what the engine raises where it does not."""
    await tx.one(ONE)
