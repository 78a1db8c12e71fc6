"""Recording expenses: those that wait for each other are written in one series."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from api.categories.service import Category, categories_by_key, known_or_new
from api.db.joining import Joint
from api.db.transactions import WriteTransaction
from api.errors import OutlayError, ValidationFailed
from api.expenses.expense import KIND, Expense
from api.expenses.rows import any_expense, insert_series
from api.expenses.schemas import ExpenseAnswer, NewExpense
from api.ledger.access import Claim, Wallet
from api.ledger.entries import Entry, open_entry
from api.ledger.retries import Attempt, Results, Retry, fingerprint_of, recall, remember
from api.ledger.series import Series
from api.money import InvalidAmount, to_minor
from api.names import key_of
from api.periods import FIRST_DAY, last_day, month_of


@dataclass(frozen=True, slots=True)
class NewIds:
    """Ids for the rows that a write may make; a unit that runs again makes the same."""

    expense: str
    category: str


@dataclass(frozen=True, slots=True)
class Written:
    """An expense after a write: its answer, its entity tag, and how it came to be."""

    expense: ExpenseAnswer
    etag: str
    created: bool = False
    replayed: bool = False


@dataclass(frozen=True, slots=True)
class Recording:
    """A request to record an expense."""

    claim: Claim
    new: NewExpense
    retry: Retry
    ids: NewIds

    @property
    def group(self) -> tuple[str, str, str | None, str]:
        """Which others may be recorded with it: those of its session, in its wallet."""
        return self.claim.user_id, self.claim.session_id, self.claim.wallet_id, self.claim.source


@dataclass(frozen=True, slots=True)
class _Draft:
    """A recording whose amount the wallet's currency knows."""

    recording: Recording
    amount_minor: int
    attempt: Attempt


@dataclass(slots=True)
class _Ledger:
    """What the recordings of one series share: what is there already, and what they add to it."""

    series: Series
    results: Results
    categories: dict[str, Category]
    written: list[tuple[Entry, Expense]]


async def record_expenses(tx: WriteTransaction, joint: Joint[Recording]) -> list[Written | OutlayError]:
    """Records expenses of one group, each in a write of its own, in their order.

    Each is answered with the expense, with the one that an earlier attempt at the same request recorded,
    or with why it is refused; then the others are as if it had never come.
    """
    opened = await open_entry(tx, joint.first.claim)
    # Under the lock: who came while this waited for it is written with it.
    drafts = [_draft(one, opened.wallet) for one in joint.all()]
    sound = [one for one in drafts if isinstance(one, _Draft)]
    if not sound:
        tx.discard()
        return [one for one in drafts if isinstance(one, OutlayError)]
    ledger = _Ledger(
        Series(opened),
        await recall(
            tx,
            opened,
            [one.attempt for one in sound],
            min(one.recording.claim.now_ms for one in sound),
        ),
        await categories_by_key(tx, opened.wallet.id, [key_of(one.recording.new.category) for one in sound]),
        [],
    )
    outcomes = [one if isinstance(one, OutlayError) else await _record(tx, ledger, one) for one in drafts]
    if ledger.written:
        await insert_series(tx, ledger.series, ledger.written)
        await remember(tx, opened, ledger.results)
    else:
        tx.discard()
    return outcomes


def _draft(recording: Recording, wallet: Wallet) -> _Draft | OutlayError:
    new = recording.new
    try:
        amount_minor = minor_units(new.amount, wallet)
    except ValidationFailed as refusal:
        return refusal
    fingerprint = fingerprint_of(
        new.date.isoformat(), key_of(new.category), str(amount_minor), new.description
    )
    return _Draft(recording, amount_minor, Attempt(recording.retry, KIND, fingerprint))


async def _record(tx: WriteTransaction, ledger: _Ledger, draft: _Draft) -> Written | OutlayError:
    recording, wallet = draft.recording, ledger.series.opened.wallet
    try:
        earlier = ledger.results.earlier(draft.attempt, recording.claim.now_ms)
        if earlier is not None:
            expense = await _earlier_expense(tx, ledger, earlier.target_id)
            untouched = expense.revision == earlier.revision and not expense.deleted_at
            if draft.attempt.retry.key is not None or untouched:
                return replace(written(expense, wallet), replayed=True)
        # Only now: a retry of what was once in range is still a retry, whatever the wallet's today is.
        require_day_in_range(recording.new.date, wallet, recording.claim.now_ms)
        entry = ledger.series.follow(recording.claim, draft.amount_minor)
    except OutlayError as refusal:
        return refusal
    new, ids = recording.new, recording.ids
    category = await known_or_new(tx, entry, ledger.categories, new.category, ids.category)
    expense = new_expense(entry, new, category, draft.amount_minor, ids.expense)
    ledger.written.append((entry, expense))
    ledger.results.add(draft.attempt, expense.id, entry.revision, entry.now_ms)
    return replace(written(expense, wallet), created=True)


async def _earlier_expense(tx: WriteTransaction, ledger: _Ledger, expense_id: str) -> Expense:
    for _, expense in ledger.written:
        if expense.id == expense_id:
            return expense
    return await any_expense(tx, ledger.series.opened.wallet, expense_id)


def new_expense(
    entry: Entry, new: NewExpense, category: Category, amount_minor: int, expense_id: str
) -> Expense:
    """The expense that a write is to record."""
    return Expense(
        id=expense_id,
        date=new.date.isoformat(),
        month=month_of(new.date),
        category_id=category.id,
        category=category.name,
        category_revision=category.revision,
        amount_minor=amount_minor,
        description=new.description,
        created_by=entry.claim.user_id,
        created_at=entry.now_ms,
        updated_at=entry.now_ms,
        deleted_at=0,
        created_revision=entry.revision,
        position=0,
        revision=entry.revision,
    )


def require_day_in_range(day: date, wallet: Wallet, now_ms: int, field: str = "date") -> None:
    """ValidationFailed of the field where no expense may have that day."""
    latest = last_day(wallet.today(now_ms))
    if not FIRST_DAY <= day <= latest:
        raise ValidationFailed.of(
            field, "date_out_of_range", "Dates run from 1900-01-01 to one year and a day ahead."
        )


def minor_units(amount: Decimal, wallet: Wallet, field: str = "amount") -> int:
    """The amount in minor units of the wallet's currency; ValidationFailed of the field where it has none."""
    try:
        return to_minor(amount, wallet.currency)
    except InvalidAmount as error:
        raise ValidationFailed.of(field, error.code, str(error)) from error


def written(expense: Expense, wallet: Wallet) -> Written:
    """How a write tells of the expense."""
    return Written(expense.answer(wallet), expense.etag)
