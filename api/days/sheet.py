"""A day sheet as it is asked for, and what it makes of the expenses that the day has."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from api.categories.service import Category
from api.days.schemas import DaySheet, SheetRow
from api.errors import FieldProblem, OutlayError, ValidationFailed
from api.expenses.expense import Expense
from api.expenses.recording import minor_units, new_expense
from api.expenses.schemas import NewExpense
from api.ids import new_id, parse_id
from api.ledger.access import Wallet
from api.ledger.entries import Entry
from api.ledger.retries import fingerprint_of
from api.names import key_of


class UnknownExpense(OutlayError):
    """A row names an id that is no living expense of this wallet and day."""

    status = 422
    code = "unknown_expense"
    title = "The day has no such expense"
    default_detail = "A row names an expense that this day does not have. Nothing was changed."

    @classmethod
    def of_row(cls, number: int) -> UnknownExpense:
        """The refusal of one row."""
        return cls(
            fields=[FieldProblem(f"expenses.{number}.id", cls.code, "This day has no expense of that id.")]
        )


@dataclass(frozen=True, slots=True)
class Line:
    """A row that counts: `number` is where the request has it, `id` what it names or is to be called."""

    number: int
    id: str
    is_named: bool
    category: str
    amount: Decimal
    description: str
    amount_minor: int = 0

    @property
    def category_key(self) -> str:
        """What decides whether two names are one category."""
        return key_of(self.category)


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet whose form is sound. `new_categories` has an id for each category that may be new."""

    day: date
    lines: tuple[Line, ...]
    new_categories: Mapping[str, str]

    @property
    def fingerprint(self) -> str:
        """The same for every way to write the same sheet."""
        parts = [self.day.isoformat()]
        for line in self.lines:
            parts += [line.id if line.is_named else "", line.category_key]
            parts += [str(line.amount.normalize()), line.description]
        return fingerprint_of(*parts)

    def priced(self, wallet: Wallet) -> list[Line]:
        """Its lines in the wallet's currency; ValidationFailed of every amount that it does not have."""
        lines: list[Line] = []
        problems: list[FieldProblem] = []
        for line in self.lines:
            try:
                minor = minor_units(line.amount, wallet, f"expenses.{line.number}.amount")
            except ValidationFailed as refusal:
                problems += refusal.fields
            else:
                lines.append(replace(line, amount_minor=minor))
        if problems:
            raise ValidationFailed(fields=problems)
        return lines


def sheet_of(body: DaySheet, day: date, now_ms: int) -> Sheet:
    """The sheet that a request means, without the rows that say zero or nothing.

    Raises ValidationFailed for a row without a category, of another day or named twice, and
    UnknownExpense for an id that is no UUID: it is as unknown as any other.
    """
    lines: list[Line] = []
    problems: list[FieldProblem] = []
    seen: set[str] = set()
    for number, row in enumerate(body.expenses):
        if row.amount is None:
            continue
        expense_id = new_id(now_ms) if row.id is None else parse_id(row.id)
        if expense_id is None:
            raise UnknownExpense.of_row(number)
        problems += _problems(row, number, day, is_twice=expense_id in seen)
        seen.add(expense_id)
        category, description = row.category or "", row.description or ""
        lines.append(Line(number, expense_id, row.id is not None, category, row.amount, description))
    if problems:
        raise ValidationFailed(fields=problems)
    keys = {line.category_key for line in lines}
    return Sheet(day, tuple(lines), {key: new_id(now_ms) for key in keys})


def _problems(row: SheetRow, number: int, day: date, *, is_twice: bool) -> list[FieldProblem]:
    place = f"expenses.{number}"
    found = []
    if row.category is None:
        found.append(FieldProblem(f"{place}.category", "required", "This is required."))
    if row.date not in (None, day):
        found.append(FieldProblem(f"{place}.date", "other_day", "This is not the day of the sheet."))
    if is_twice:
        found.append(FieldProblem(f"{place}.id", "duplicate", "This expense is named twice."))
    return found


@dataclass(frozen=True, slots=True)
class Difference:
    """What is to be done so that a day becomes its sheet."""

    changes: list[tuple[Expense, Expense]]
    added: list[Expense]
    kept: list[Expense]

    @property
    def is_none(self) -> bool:
        """Whether the day is as the sheet says already."""
        return not self.changes and not self.added

    @property
    def living(self) -> list[Expense]:
        """The day's expenses afterwards, in the order they were recorded."""
        changed = [after for _, after in self.changes if not after.deleted_at]
        found = [*self.kept, *changed, *self.added]
        return sorted(found, key=lambda one: (one.created_revision, one.position, one.id))


def difference(
    entry: Entry,
    day: date,
    before: Sequence[Expense],
    lines: Sequence[Line],
    categories: Mapping[str, Category],
) -> Difference:
    """What turns the expenses `before` into the lines.

    A named expense becomes its line. A line without a name is the first expense equal to it that no line
    has yet, else a new one. Expenses that are left are deleted.
    """
    left = {expense.id: expense for expense in before}
    pairs = [(left.pop(line.id), line) for line in lines if line.is_named]
    changes: list[tuple[Expense, Expense]] = []
    kept: list[Expense] = []
    for expense, line in pairs:
        after = _changed(entry, expense, line, categories[line.category_key])
        if after is expense:
            kept.append(expense)
        else:
            changes.append((expense, after))
    added: list[Expense] = []
    for line in lines:
        if line.is_named:
            continue
        category = categories[line.category_key]
        equal = next((one for one in left.values() if _is_equal(one, line, category)), None)
        if equal is None:
            new = _new(entry, day, line, category)
            added.append(new._replace(position=len(added)))
        else:
            kept.append(left.pop(equal.id))
    changes += [(expense, _stamped(entry, expense, deleted_at=entry.now_ms)) for expense in left.values()]
    return Difference(changes, added, kept)


def _is_equal(expense: Expense, line: Line, category: Category) -> bool:
    return (expense.category_id, expense.amount_minor, expense.description) == (
        category.id,
        line.amount_minor,
        line.description,
    )


def _changed(entry: Entry, expense: Expense, line: Line, category: Category) -> Expense:
    if _is_equal(expense, line, category):
        return expense
    changed = expense._replace(
        category_id=category.id,
        category=category.name,
        category_revision=category.revision,
        amount_minor=line.amount_minor,
        description=line.description,
    )
    return _stamped(entry, changed)


def _stamped(entry: Entry, expense: Expense, *, deleted_at: int = 0) -> Expense:
    return expense._replace(deleted_at=deleted_at, updated_at=entry.now_ms, revision=entry.revision)


def _new(entry: Entry, day: date, line: Line, category: Category) -> Expense:
    body = NewExpense.model_construct(
        date=day, category=category.name, amount=line.amount, description=line.description
    )
    return new_expense(entry, body, category, line.amount_minor, line.id)
