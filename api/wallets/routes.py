"""The wallet routes."""

from __future__ import annotations

from fastapi import APIRouter, Response

from api.auth.deps import OwnClaim
from api.db.deps import AppDatabase
from api.http.answers import PRIVATE, JsonAnswer
from api.ledger.access import wallets_of_user
from api.wallets.schemas import WalletAnswer, wallet_answer

router = APIRouter(tags=["Wallets"])


@router.get("/wallets", response_model=list[WalletAnswer])
async def list_(claim: OwnClaim, database: AppDatabase) -> Response:
    """Every wallet you are a member of, the oldest first."""
    wallets = await database.read(wallets_of_user, claim)
    return JsonAnswer([wallet_answer(wallet) for wallet in wallets], headers=PRIVATE)
