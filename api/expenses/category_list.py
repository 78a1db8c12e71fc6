"""The categories of a wallet with the day each was last used, which only the expenses know."""

from __future__ import annotations

from starlette.responses import Response

from api.categories.service import categories_by_id
from api.db.transactions import ReadTransaction
from api.expenses import queries
from api.expenses.schemas import ListedCategoryAnswer
from api.http.etags import hashed_etag
from api.http.kept_answers import Reading, TaggedList
from api.ledger.access import Claim, wallet_of

LIST_VERSION = "categories-2"
"""Part of the list's entity tag: changes whenever the shape of the answer does."""


async def list_categories(
    tx: ReadTransaction, claim: Claim, reading: Reading
) -> TaggedList[ListedCategoryAnswer] | Response:
    """Every category of the claim's wallet, archived ones too, in the order of the user."""
    wallet = await wallet_of(tx, claim)
    # Every expense moves the revision, so the tag also stands for the days of use.
    etag = hashed_etag([LIST_VERSION, wallet.id, wallet.revision])
    known = reading.known(etag)
    if known is not None:
        return known
    rows = await tx.all(queries.LAST_USED_BY_CATEGORY, {"wallet": wallet.id})
    last_used = {row["id"]: row["last_used"] for row in rows}
    found = (await categories_by_id(tx, wallet.id)).values()
    return TaggedList(etag, [{**c.answer(), "last_used": last_used[c.id]} for c in found])
