"""Descriptions that were used before, to complete one that is being typed.

The cost is the same in a wallet of any size, so the look is bounded (docs/decisions/0010). The newest
expenses are looked through first, which is where nearly every answer comes from; what they do not fill
comes from the first descriptions of that beginning by the alphabet. The answer is exact where the newest
expenses fill it, or where no more descriptions than those begin so.
"""

from __future__ import annotations

from dataclasses import dataclass

from starlette.responses import Response

from api.db.transactions import ReadTransaction, Row
from api.descriptions import queries
from api.descriptions.schemas import DescriptionAnswer
from api.http.answers import json_amount
from api.http.etags import hashed_etag
from api.http.kept_answers import Reading, TaggedList
from api.ledger.access import Claim, Wallet, wallet_of
from api.names import LONGEST_HEAD, end_of_prefix

LIST_VERSION = "descriptions-1"
"""Part of the list's entity tag: changes whenever the shape of the answer does."""

NEWEST_LOOKED_AT = 500
"""How many of the wallet's newest expenses are looked through, whatever they are."""

HEADS_LOOKED_AT = 200
"""How many further descriptions are looked at, by the alphabet, where those do not fill the answer."""

_BEFORE_EVERY_WORD = " "
"""Search texts are trimmed and have no control characters: the empty ones alone sort before this."""


@dataclass(frozen=True, slots=True)
class Beginning:
    """The search text that descriptions are to begin with, empty for all, and how many are wanted."""

    prefix: str
    limit: int

    @classmethod
    def of(cls, text: str, limit: int) -> Beginning:
        """What is behind the longest head is not looked at."""
        return cls(text[:LONGEST_HEAD], limit)


async def known_descriptions(
    tx: ReadTransaction, claim: Claim, wanted: Beginning, reading: Reading
) -> TaggedList[DescriptionAnswer] | Response:
    """The descriptions of living expenses that begin so, the one used last first.

    Two that differ only in case, accents or spaces, or behind their first 100 characters, are one, written
    as in its latest use.
    """
    wallet = await wallet_of(tx, claim)
    etag = hashed_etag([LIST_VERSION, wallet.id, wallet.revision, wanted.prefix, wanted.limit])
    known = reading.known(etag)
    if known is not None:
        return known
    end = end_of_prefix(wanted.prefix)
    params: dict[str, str | int | None] = {
        "wallet": wallet.id,
        "first": wanted.prefix or _BEFORE_EVERY_WORD,
        "end": end,
        "looked_at": NEWEST_LOOKED_AT,
        "heads": HEADS_LOOKED_AT,
        "limit": wanted.limit,
    }
    bounded = end is not None
    uses = list(await tx.all(queries.USES_OF_NEWEST(bounded=bounded), params))
    if len(uses) < wanted.limit:
        seen = {row["search_head"] for row in uses}
        # Some of them were found among the newest, too; what is left is older than all of those.
        more = await tx.all(queries.USES_OF_HEADS(bounded=bounded), {**params, "limit": HEADS_LOOKED_AT})
        uses += [row for row in more if row["search_head"] not in seen]
    return TaggedList(etag, [_answer(row, wallet) for row in uses[: wanted.limit]])


def _answer(row: Row, wallet: Wallet) -> DescriptionAnswer:
    return {
        "description": row["description"],
        "category": row["category"],
        "category_id": row["category_id"],
        "amount": json_amount(row["amount_minor"], wallet.digits),
        "last_used": row["date"],
    }
