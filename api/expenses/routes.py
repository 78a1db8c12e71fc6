"""The expense routes."""

from __future__ import annotations

from contextlib import ExitStack
from tempfile import SpooledTemporaryFile
from urllib.parse import urlencode

from fastapi import APIRouter, Request, Response
from fastapi.responses import StreamingResponse

from api.auth.deps import CurrentClaim
from api.db.deps import AppDatabase
from api.errors import Forbidden, NotFound
from api.expenses.batches import write_batch
from api.expenses.category_list import list_categories
from api.expenses.csv import chunks_of, write_csv
from api.expenses.deps import (
    ExpenseId,
    FreshIds,
    PathIds,
    RequestedBatch,
    RequestedFilter,
    RequestedPage,
)
from api.expenses.expense import answers_of
from api.expenses.listing import (
    ExpensesPage,
    expenses_page,
)
from api.expenses.recording import Recording, Written, record_expenses
from api.expenses.schemas import BatchAnswer, ExpenseAnswer, ExpenseChanges, ListedCategoryAnswer, NewExpense
from api.expenses.service import (
    Stale,
    delete_expense,
    patch_expense,
    put_expense,
    read_expense,
    restore_expense,
)
from api.http.answers import PRIVATE, REPLAYED, JsonAnswer, tagged, unchanged_answer
from api.http.body import ExactJsonRoute
from api.http.etags import RequestPreconditions
from api.http.kept_answers import Reading, RequestReading
from api.http.openapi import UNCHANGED, Responses, problem_responses
from api.ledger.access import Claim
from api.ledger.deps import RequestedRetry
from api.ledger.entries import WalletTotalTooLarge
from api.ledger.retries import IdempotencyKeyReused
from api.money import decimal_text

router = APIRouter(tags=["Expenses"], route_class=ExactJsonRoute)
category_list = APIRouter(tags=["Categories"], route_class=ExactJsonRoute)
"""The one route of the categories that tells of the expenses too."""

SPOOLED_BYTES = 8_388_608

_LIST_HEADERS: Responses = {
    200: {
        "headers": {
            "ETag": {"description": "For `If-None-Match`", "schema": {"type": "string"}},
            "Link": {"description": 'The next page, `rel="next"`, if any', "schema": {"type": "string"}},
            "X-Total-Count": {
                "description": "How many expenses match, on the first page",
                "schema": {"type": "integer"},
            },
            "X-Total-Amount": {
                "description": "The sum of all that match as decimal text, on the first page",
                "schema": {"type": "string"},
            },
            "X-Revision": {
                "description": "The state of the wallet that the page shows: each write moves it by one",
                "schema": {"type": "integer"},
            },
        }
    }
}


@router.post(
    "/expenses",
    status_code=201,
    response_model=ExpenseAnswer,
    responses={
        200: {"model": ExpenseAnswer, "description": "An earlier attempt recorded it already"},
        **problem_responses(IdempotencyKeyReused, WalletTotalTooLarge, Forbidden, NotFound),
    },
)
async def create(
    body: NewExpense,
    claim: CurrentClaim,
    retry: RequestedRetry,
    ids: FreshIds,
    database: AppDatabase,
) -> Response:
    """Record an expense. A retry answers 200 with the expense that the first attempt recorded."""
    recording = Recording(claim, body, retry, ids)
    return _answer(await database.write_jointly(record_expenses, recording.group, recording), claim)


@router.get(
    "/expenses",
    response_model=list[ExpenseAnswer],
    responses={**_LIST_HEADERS, **UNCHANGED, **problem_responses(NotFound)},
)
async def list_(
    request: Request,
    claim: CurrentClaim,
    wanted: RequestedPage,
    reading: RequestReading,
    database: AppDatabase,
) -> Response:
    """A page of expenses, newest first. The first page's headers count and sum all that match."""
    page = await database.read(expenses_page, claim, wanted, reading)
    return page if isinstance(page, Response) else _page_answer(page, request, reading)


@category_list.get(
    "/categories",
    response_model=list[ListedCategoryAnswer],
    responses={**UNCHANGED, **problem_responses(NotFound)},
)
async def categories(claim: CurrentClaim, reading: RequestReading, database: AppDatabase) -> Response:
    """All categories in the order of the user, archived ones too, each with the day it was last used."""
    return reading.list_answer(await database.read(list_categories, claim, reading))


@router.get(
    "/export-csv",
    response_class=StreamingResponse,
    responses={
        200: {"content": {"text/csv": {"schema": {"type": "string"}}}, "description": "The rows"},
        **problem_responses(NotFound),
    },
)
async def export_csv(claim: CurrentClaim, wanted: RequestedFilter, database: AppDatabase) -> Response:
    """All expenses that match, as CSV: date, category, amount, description."""
    with ExitStack() as unless_sent:
        # In memory while it is small; a refusal comes before anything is sent.
        file = unless_sent.enter_context(SpooledTemporaryFile(max_size=SPOOLED_BYTES))
        await database.read(write_csv, claim, wanted, file)
        unless_sent.pop_all()
    return StreamingResponse(
        chunks_of(file),
        media_type="text/csv; charset=utf-8",
        headers={
            "Content-Disposition": 'attachment; filename="outlay-expenses.csv"',
            **PRIVATE,
        },
    )


@router.get(
    "/expenses/{expense_id}",
    response_model=ExpenseAnswer,
    responses={**UNCHANGED, **problem_responses(NotFound)},
)
async def read(
    expense_id: ExpenseId,
    claim: CurrentClaim,
    conditions: RequestPreconditions,
    database: AppDatabase,
) -> Response:
    """One expense, with its `ETag`."""
    found = await database.read(read_expense, claim, expense_id)
    return unchanged_answer(found.etag) if conditions.is_unchanged(found.etag) else _answer(found, claim)


@router.post(
    "/expenses/batch",
    response_model=BatchAnswer,
    responses=problem_responses(IdempotencyKeyReused, WalletTotalTooLarge, Forbidden, NotFound),
)
async def change_many(
    claim: CurrentClaim, batch: RequestedBatch, retry: RequestedRetry, database: AppDatabase
) -> Response:
    """Update, delete or restore up to 1,000 expenses: all or none, at one revision.

    What is as wanted already stays untouched. An `Idempotency-Key` makes a retry safe: it answers the
    expenses as they are now.
    """
    written = await database.write(write_batch, claim, batch, retry)
    return JsonAnswer(written.answer, headers=REPLAYED if written.replayed else None)


@router.put(
    "/expenses/{expense_id}",
    response_model=ExpenseAnswer,
    responses={
        201: {"model": ExpenseAnswer, "description": "Created under the id of the client"},
        **problem_responses(Stale, WalletTotalTooLarge, Forbidden, NotFound),
    },
)
async def put(
    ids: PathIds,
    body: NewExpense,
    claim: CurrentClaim,
    conditions: RequestPreconditions,
    database: AppDatabase,
) -> Response:
    """Replace an expense; with `If-None-Match: *` create it under an id of your own."""
    return _answer(await database.write(put_expense, claim, body, conditions, ids), claim)


@router.patch(
    "/expenses/{expense_id}",
    response_model=ExpenseAnswer,
    responses=problem_responses(Stale, WalletTotalTooLarge, Forbidden, NotFound),
)
async def patch(
    ids: PathIds,
    body: ExpenseChanges,
    claim: CurrentClaim,
    conditions: RequestPreconditions,
    database: AppDatabase,
) -> Response:
    """Change some fields of an expense."""
    return _answer(await database.write(patch_expense, claim, body, conditions, ids), claim)


@router.delete(
    "/expenses/{expense_id}",
    response_model=ExpenseAnswer,
    responses=problem_responses(Stale, Forbidden, NotFound),
)
async def delete(
    expense_id: ExpenseId,
    claim: CurrentClaim,
    conditions: RequestPreconditions,
    database: AppDatabase,
) -> Response:
    """Delete an expense. It can be restored."""
    return _answer(await database.write(delete_expense, claim, expense_id, conditions), claim)


@router.post(
    "/expenses/{expense_id}/restore",
    response_model=ExpenseAnswer,
    responses=problem_responses(Stale, WalletTotalTooLarge, Forbidden, NotFound),
)
async def restore(
    expense_id: ExpenseId,
    claim: CurrentClaim,
    conditions: RequestPreconditions,
    database: AppDatabase,
) -> Response:
    """Bring a deleted expense back."""
    return _answer(await database.write(restore_expense, claim, expense_id, conditions), claim)


def _answer(written: Written, claim: Claim) -> Response:
    headers = tagged(written.etag)
    if written.replayed:
        headers |= REPLAYED
    if written.created:
        wallet = "" if claim.wallet_id is None else f"?wallet={claim.wallet_id}"
        headers["Location"] = f"/expenses/{written.expense['id']}{wallet}"
    return JsonAnswer(written.expense, 201 if written.created else 200, headers)


def _page_answer(page: ExpensesPage, request: Request, reading: Reading) -> Response:
    headers = {"X-Revision": str(page.wallet.revision)}
    if page.next_cursor is not None:
        query = [pair for pair in request.query_params.multi_items() if pair[0] != "cursor"]
        target = f"{request.scope['path']}?{urlencode([*query, ('cursor', page.next_cursor)])}"
        headers["Link"] = f'<{target}>; rel="next"'
    if page.total is not None:
        headers["X-Total-Count"] = str(page.total.count)
        headers["X-Total-Amount"] = decimal_text(page.total.amount_minor, page.wallet.digits)
    return reading.answer(page.etag, answers_of(page.expenses, page.wallet), headers)
