"""Random writes against a plain Python model: rows, totals, revisions and journal agree at every step."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Coroutine, Iterator, Mapping
from contextlib import AsyncExitStack
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any
from uuid import uuid4

import httpx
import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    Bundle,
    MultipleResults,
    RuleBasedStateMachine,
    consumes,
    initialize,
    invariant,
    multiple,
    precondition,
    rule,
    run_state_machine_as_test,
)
from pydantic import SecretStr
from sqlalchemy import bindparam, select

from api.app import create_app
from api.categories.tables import categories
from api.db.database import Database
from api.db.statements import query
from api.db.transactions import ReadTransaction
from api.ledger.tables import journal
from api.ops.doctor import examine_wallet
from api.periods import month_of, month_text
from api.samples.household import SAMPLE_BUDGETS, SAMPLE_SHARE, purchases
from api.settings import Settings
from tests.infrastructure.frozen_clock import FrozenClock
from tests.ledger.model import ModelExpense, ModelWallet

THIS_MONTH = 202611
TODAY = date(2026, 11, 15)
SAMPLE_FROM = date(2026, 8, 1)
CATEGORIES = ("Food", "Housing", "Café", "Öl & Gas")
DAYS = ("2026-09-30", "2026-10-01", "2026-10-31", "2026-11-01", "2026-11-15", "2027-01-31")
MONTHS = (202609, 202610, 202611, 202612, 202701)

minor_units = st.one_of(st.integers(1, 5_000), st.integers(1, 99_999_999_999_999))

JOURNAL = query(
    "test.journal",
    select(journal)
    .where(journal.c.wallet_id == bindparam("wallet"))
    .order_by(journal.c.revision, journal.c.position),
)
CATEGORY_NAMES = query(
    "test.category_names",
    select(categories.c.id, categories.c.name).where(categories.c.wallet_id == bindparam("wallet")),
)


class Service:
    """The app over HTTP, driven from code that is not async, and a second way into its database."""

    def __init__(self, database_url: str, folder: Path) -> None:
        self.runner = asyncio.Runner()
        self.stack = AsyncExitStack()
        self.database = Database(database_url, pool_size=1, synchronous="NORMAL")
        app_settings = Settings(
            database_url=database_url,
            data_dir=folder,
            secret_key=SecretStr("only-for-tests-" + "k" * 32),
            sqlite_synchronous="NORMAL",
            password_memory_kib=8,
            password_rounds=1,
            registrations_per_hour=1_000_000,
            retry_window_minutes=0,
        )
        self.app = create_app(app_settings, clock=FrozenClock())
        self.client = httpx.AsyncClient(
            transport=httpx.ASGITransport(app=self.app), base_url="http://outlay.test"
        )
        self.run(self._start())

    async def _start(self) -> None:
        await self.stack.enter_async_context(self.app.router.lifespan_context(self.app))
        await self.stack.enter_async_context(self.client)
        await self.database.connect()
        self.stack.push_async_callback(self.database.disconnect)

    def run(self, work: Coroutine[Any, Any, Any]) -> Any:
        return self.runner.run(work)

    def close(self) -> None:
        self.run(self.stack.aclose())
        self.runner.close()


class LedgerMachine(RuleBasedStateMachine):
    """One wallet. Each rule is a request that must be acknowledged, or refused without a trace."""

    service: Service
    expenses = Bundle("expenses")

    @initialize()
    def register(self) -> None:
        body = {"username": f"u{uuid4().hex[:20]}", "password": "correct horse", "currency": "EUR"}
        token = self._send("POST", "/register", body).json()["access_token"]
        self.service.client.headers["Authorization"] = f"Bearer {token}"
        self.wallet = self._send("GET", "/me").json()["wallet"]["id"]
        self.model = ModelWallet(names={c["name"]: c["id"] for c in self._send("GET", "/categories").json()})

    @rule(target=expenses, day=st.sampled_from(DAYS), name=st.sampled_from(CATEGORIES),
          minor=minor_units, text=st.sampled_from(["", "Lunch", "100 %"]))  # fmt: skip
    def create(self, day: str, name: str, minor: int, text: str) -> str:
        body = {"date": day, "category": name, "amount": _text(minor), "description": text}
        answer = self._send("POST", "/expenses", body, {"Idempotency-Key": uuid4().hex})
        if sum(e.minor for e in self.model.living().values()) + minor > 999_999_999_999_999:
            assert answer.json()["code"] == "wallet_total_too_large"
            return ""
        assert answer.status_code == 201, answer.text
        made = answer.json()
        self._moved(made["revision"])
        self.model.names.setdefault(name, made["category_id"])
        self.model.expenses[made["id"]] = ModelExpense(day, name, minor, text, (made["revision"], 0))
        return str(made["id"])

    @rule(expense=expenses, day=st.sampled_from(DAYS), name=st.sampled_from(CATEGORIES),
          minor=minor_units)  # fmt: skip
    def replace(self, expense: str, day: str, name: str, minor: int) -> None:
        body = {"date": day, "category": name, "amount": _text(minor), "description": "put"}
        known = self.model.living().get(expense)
        answer = self._send("PUT", f"/expenses/{expense or uuid4()}", body)
        if known is None:
            assert answer.status_code == 404
            return
        others = sum(e.minor for e in self.model.living().values()) - known.minor
        if others + minor > 999_999_999_999_999:
            assert answer.json()["code"] == "wallet_total_too_large"
            return
        assert answer.status_code == 200, answer.text
        self.model.names.setdefault(name, answer.json()["category_id"])
        after = ModelExpense(day, name, minor, "put", known.order)
        if after != known:
            self._moved(answer.json()["revision"])
        self.model.expenses[expense] = after

    @rule(expense=expenses, day=st.sampled_from(DAYS))
    def move(self, expense: str, day: str) -> None:
        known = self.model.living().get(expense)
        answer = self._send("PATCH", f"/expenses/{expense or uuid4()}", {"date": day})
        assert answer.status_code == (200 if known else 404)
        if known is not None and known.date != day:
            self._moved(answer.json()["revision"])
            known.date = day

    @rule(expense=expenses)
    def delete(self, expense: str) -> None:
        known = self.model.living().get(expense)
        answer = self._send("DELETE", f"/expenses/{expense or uuid4()}")
        assert answer.status_code == (200 if known else 404)
        if known is not None:
            self._moved(answer.json()["revision"])
            known.deleted = True

    @rule(expense=expenses)
    def restore(self, expense: str) -> None:
        known = self.model.expenses.get(expense)
        answer = self._send("POST", f"/expenses/{expense or uuid4()}/restore")
        if known is None:
            assert answer.status_code == 404
        elif known.deleted and self._too_large(known.minor):
            assert answer.json()["code"] == "wallet_total_too_large"
        else:
            assert answer.status_code == 200, answer.text
            if known.deleted:
                self._moved(answer.json()["revision"])
            known.deleted = False

    @rule(chosen=st.lists(expenses, min_size=1, max_size=6, unique=True),
          day=st.none() | st.sampled_from(DAYS), name=st.none() | st.sampled_from(CATEGORIES))  # fmt: skip
    def update_many(self, chosen: list[str], day: str | None, name: str | None) -> None:
        body = {"action": "update", "ids": [e or str(uuid4()) for e in chosen],
                "changes": {"date": day, "category": name}}  # fmt: skip
        self._batch(body, dict.fromkeys(chosen, (day, name)))

    @rule(chosen=st.dictionaries(expenses, st.tuples(st.sampled_from(DAYS), st.sampled_from(CATEGORIES)),
                                 min_size=1, max_size=6))  # fmt: skip
    def update_each(self, chosen: dict[str, tuple[str, str]]) -> None:
        items = [{"id": e or str(uuid4()), "date": day, "category": name}
                 for e, (day, name) in chosen.items()]  # fmt: skip
        self._batch({"action": "update", "items": items}, dict(chosen))

    def _batch(self, body: object, wanted: Mapping[str, tuple[str | None, str | None]]) -> None:
        answer = self._send("POST", "/expenses/batch", body)
        living = self.model.living()
        if not wanted.keys() <= living.keys():
            assert answer.status_code == 404
            return
        assert answer.status_code == 200, answer.text
        changed = False
        for row, (expense, (day, name)) in zip(answer.json()["expenses"], wanted.items(), strict=True):
            before = living[expense]
            after = replace(before, date=day or before.date, category=name or before.category)
            assert (row["id"], row["date"], row["category"]) == (expense, after.date, after.category)
            self.model.names.setdefault(after.category, row["category_id"])
            self.model.expenses[expense] = after
            changed = changed or after != before
        self.model.revision += changed
        assert answer.json()["revision"] == self.model.revision

    @rule(chosen=st.lists(expenses, min_size=1, max_size=6, unique=True),
          action=st.sampled_from(["delete", "restore"]))  # fmt: skip
    def delete_or_restore_many(self, chosen: list[str], action: str) -> None:
        body = {"action": action, "ids": [e or str(uuid4()) for e in chosen]}
        answer = self._send("POST", "/expenses/batch", body)
        known = [self.model.expenses.get(expense) for expense in chosen]
        turned = [e for e in known if e is not None and e.deleted == (action == "restore")]
        if None in known:
            assert answer.status_code == 404
        elif action == "restore" and self._too_large(sum(e.minor for e in turned)):
            assert answer.json()["code"] == "wallet_total_too_large"
        else:
            assert answer.status_code == 200, answer.text
            for expense in turned:
                expense.deleted = action == "delete"
            self.model.revision += bool(turned)
            assert answer.json()["revision"] == self.model.revision

    @rule(target=expenses, day=st.sampled_from(DAYS), data=st.data(),
          unnamed=st.lists(st.tuples(st.sampled_from(CATEGORIES), st.integers(1, 3), st.just("row")),
                           max_size=4))  # fmt: skip
    def save_day(
        self, day: str, data: st.DataObject, unnamed: list[tuple[str, int, str]]
    ) -> MultipleResults[str]:
        there = self.model.on_day(day)
        named: dict[str, tuple[str, int, str]] = {}
        for expense in data.draw(st.lists(st.sampled_from(there), unique=True)) if there else ():
            now = self.model.expenses[expense]
            minor = data.draw(st.just(now.minor) | st.integers(1, 3))
            named[expense] = (now.category, minor, now.description)
        rows = [{"id": expense, **_row(*row)} for expense, row in named.items()]
        rows += [_row(*row) for row in unnamed]
        answer = self._send("PUT", f"/days/{day}", {"expenses": rows})
        before = sum(self.model.expenses[expense].minor for expense in there)
        after, new = self.model.day_after(day, named, unnamed)
        if self._too_large(sum(minor for _, minor, _ in [*after.values(), *new]) - before):
            assert answer.json()["code"] == "wallet_total_too_large"
            return multiple()
        assert answer.status_code == 200, answer.text
        self.model.revision += self.model.save_day(day, after) or bool(new)
        made = [one for one in answer.json()["expenses"] if one["id"] not in self.model.expenses]
        for place, (one, (name, minor, text)) in enumerate(zip(made, new, strict=True)):
            self.model.names.setdefault(name, one["category_id"])
            order = (self.model.revision, place)
            self.model.expenses[one["id"]] = ModelExpense(day, name, minor, text, order)
        assert [one["id"] for one in answer.json()["expenses"]] == self.model.on_day(day)
        return multiple(*(one["id"] for one in made))

    @rule(name=st.sampled_from(CATEGORIES), minor=st.integers(0, 9_999_999),
          month=st.sampled_from(MONTHS))  # fmt: skip
    def budget(self, name: str, minor: int, month: int) -> None:
        body = {"category": name, "budget": _text(minor), "month": f"{month // 100}-{month % 100:02d}"}
        answer = self._send("POST", "/budget", body)
        assert answer.status_code == 200, answer.text
        before = self.model.budget_rows()
        known = name in self.model.names
        self.model.names.setdefault(name, answer.json()["category_id"])
        rows = self.model.budgets.setdefault(name, {})
        changed = not known or month not in rows or rows[month] != minor
        rows[month] = minor
        if changed:
            self._moved(answer.json()["revision"])
            self.model.budgets_written(before)
        assert answer.headers.get("X-Revision") == (str(self.model.revision) if changed else None)

    @precondition(lambda self: self.model.budgets)
    @rule(name=st.sampled_from(CATEGORIES), month=st.none() | st.sampled_from(MONTHS))
    def end_budget(self, name: str, month: int | None) -> None:
        category = self.model.names.get(name, str(uuid4()))
        query = "" if month is None else f"?month={month_text(month)}"
        answer = self._send("DELETE", f"/budgets/{category}{query}")
        if not self.model.may_end_budget(name, month or THIS_MONTH):
            assert answer.status_code == 404
            return
        assert answer.status_code == 204
        before = self.model.budget_rows()
        self._moved(int(answer.headers["X-Revision"]))
        self.model.end_budget(name, month or THIS_MONTH)
        self.model.budgets_written(before)

    @precondition(lambda self: self.model.budgets)
    @rule(origin=st.sampled_from(MONTHS), goal=st.sampled_from(MONTHS))
    def copy_budgets(self, origin: int, goal: int) -> None:
        others = [month for month in MONTHS if month < goal]
        before = {month: self._budgets(month) for month in others}
        body = {"from": month_text(origin), "to": month_text(goal)}
        answer = self._send("POST", "/budgets/copy", body)
        assert answer.status_code == 200, answer.text
        assert _amounts(answer) == self._budgets(origin) == self._budgets(goal)
        rows = self.model.budget_rows()
        if self.model.copy_budgets(origin, goal):
            self._moved(int(answer.headers["X-Revision"]))
            self.model.budgets_written(rows)
        else:
            assert "X-Revision" not in answer.headers
        self._compare_budgets()
        assert {month: self._budgets(month) for month in others} == before

    @precondition(lambda self: self.model.budget_writes)
    @rule(data=st.data())
    def undo_budgets(self, data: st.DataObject) -> None:
        revision = data.draw(st.sampled_from(sorted(self.model.budget_writes, reverse=True)))
        answer = self._send("POST", "/budgets/undo", {"revision": revision})
        if not self.model.may_undo(revision):
            assert (answer.status_code, answer.json()["code"]) == (409, "changed_since")
            return
        assert answer.status_code == 204, answer.text
        before = self.model.budget_rows()
        self._moved(int(answer.headers["X-Revision"]))
        self.model.undo_budgets(revision)
        self.model.budgets_written(before)
        self._compare_budgets()

    def _compare_budgets(self) -> None:
        for month in MONTHS:
            expected = {name: self.model.budget(name, month) for name in self.model.names}
            assert self._budgets(month) == {
                name: minor for name, minor in expected.items() if minor is not None
            }

    def _budgets(self, month: int) -> dict[str, int]:
        return _amounts(self._send("GET", f"/budgets?month={month_text(month)}"))

    @rule(target=expenses)
    def add_sample_data(self) -> MultipleResults[str]:
        bought = purchases(SAMPLE_FROM, TODAY, share=SAMPLE_SHARE)
        answer = self._send("POST", "/sample-data")
        if self.model.sample_revision is not None:
            assert answer.json()["code"] == "sample_data_present"
            return multiple()
        if self._too_large(sum(purchase.cents for purchase in bought)):
            assert answer.json()["code"] == "wallet_total_too_large"
            return multiple()
        amounts = {name: euros * 100 for name, euros in SAMPLE_BUDGETS.items()}
        budgets = self.model.add_sample_budgets(month_of(SAMPLE_FROM), amounts)
        assert answer.json() == {"expenses": len(bought), "budgets": budgets}
        self.model.revision += 1
        self.model.sample_revision = self.model.revision
        rows = self._send("GET", "/expenses?limit=1000&sort=date").json()
        new = [row for row in rows if row["id"] not in self.model.expenses]
        for number, (row, purchase) in enumerate(zip(new, bought, strict=True)):
            assert (row["date"], row["category"]) == (purchase.day.isoformat(), purchase.category)
            self.model.expenses[row["id"]] = ModelExpense(
                row["date"], row["category"], purchase.cents, purchase.description,
                (self.model.revision, number),
            )  # fmt: skip
        return multiple(*[row["id"] for row in new[:3]])

    @rule()
    def remove_sample_data(self) -> None:
        answer = self._send("DELETE", "/sample-data")
        if self.model.sample_revision is None:
            assert answer.status_code == 404
            return
        assert answer.status_code == 200, answer.text
        assert answer.json() == {"expenses": self.model.remove_sample_data()}
        self.model.revision += 1

    @rule(expense=consumes(expenses))
    def stale_edit_is_refused(self, expense: str) -> None:
        if expense in self.model.living():
            answer = self._send("PATCH", f"/expenses/{expense}", {"amount": 1}, {"If-Match": '"0"'})
            assert answer.status_code == 412
            assert answer.json()["current"]["id"] == expense

    @invariant()
    def lists_agree(self) -> None:
        answer = self._send("GET", "/expenses?limit=1000")
        rows = answer.json()
        assert [row["id"] for row in rows] == self.model.listed()
        for row in rows:
            known = self.model.expenses[row["id"]]
            assert (row["date"], row["category"], _minor(row["amount"]), row["description"]) == (
                known.date, known.category, known.minor, known.description,
            )  # fmt: skip
        total = sum(e.minor for e in self.model.living().values())
        assert answer.headers["X-Total-Count"] == str(len(rows))
        assert _minor(Decimal(answer.headers["X-Total-Amount"])) == total

    @invariant()
    def summaries_agree(self) -> None:
        for month in (202610, THIS_MONTH):
            path = f"/summary?month={month // 100}-{month % 100:02d}"
            budgets = {name: self.model.budget(name, month) for name in self.model.names}
            self._compare_summary(path, self.model.spent((month, month)), budgets)
        now = {name: self.model.budget(name, THIS_MONTH) for name in self.model.names}
        self._compare_summary("/summary", self.model.spent(), now)

    @invariant()
    def ledger_agrees(self) -> None:
        assert self._send("GET", "/me").json()["wallet"]["revision"] == self.model.revision
        examination = self.service.run(self.service.database.read(examine_wallet, self.wallet))
        assert examination.findings == []
        assert self._from_journal() == {
            key: (e.date, e.category, e.minor, e.description, e.deleted)
            for key, e in self.model.expenses.items()
        }

    def _compare_summary(self, path: str, spent: dict[str, int], budgets: dict[str, int | None]) -> None:
        expected = {
            name: (budgets[name], spent.get(name, 0))
            for name in self.model.names
            if budgets[name] is not None or name in spent
        }
        rows = self._send("GET", path).json()
        found = {
            row["category"]: (None if row["budget"] is None else _minor(row["budget"]), _minor(row["spent"]))
            for row in rows
        }
        assert found == expected
        for row in rows:
            remaining = None if row["budget"] is None else row["budget"] - row["spent"]
            assert row["remaining"] == remaining

    def _from_journal(self) -> dict[str, tuple[str, str, int, str, bool]]:
        """The expenses as the journal alone tells them: each entry starts where the last one ended."""
        rows, names = self.service.run(self.service.database.read(_journal, self.wallet))
        state: dict[str, Any] = {}
        for row in rows:
            if row["kind"] == "expense":
                before = None if row["before"] is None else json.loads(row["before"])
                assert state.get(row["row_id"]) == before
                state[row["row_id"]] = None if row["after"] is None else json.loads(row["after"])
        return {
            key: (e["date"], names[e["category_id"]], e["amount_minor"], e["description"],
                  e["deleted_at"] is not None)
            for key, e in state.items() if e is not None
        }  # fmt: skip

    def _too_large(self, minor: int) -> bool:
        return sum(e.minor for e in self.model.living().values()) + minor > 999_999_999_999_999

    def _moved(self, revision: int) -> None:
        """The write was acknowledged at the next revision: there are no gaps."""
        self.model.revision += 1
        assert revision == self.model.revision

    def _send(
        self, method: str, path: str, body: object = None, headers: dict[str, str] | None = None
    ) -> httpx.Response:
        answer: httpx.Response = self.service.run(
            self.service.client.request(method, path, json=body, headers=headers)
        )
        assert answer.status_code < 500, answer.text
        # Amounts are compared as they were written, digit by digit.
        answer.json = lambda **_: json.loads(answer.content, parse_float=Decimal)  # type: ignore[method-assign]
        return answer


async def _journal(tx: ReadTransaction, wallet: str) -> tuple[list[dict[str, Any]], dict[str, str]]:
    rows = await tx.all(JOURNAL, {"wallet": wallet})
    names = await tx.all(CATEGORY_NAMES, {"wallet": wallet})
    return [dict(row) for row in rows], {row["id"]: row["name"] for row in names}


def _amounts(budgets: httpx.Response) -> dict[str, int]:
    return {row["category"]: _minor(row["budget"]) for row in budgets.json()}


def _row(name: str, minor: int, text: str) -> dict[str, str]:
    return {"category": name, "amount": _text(minor), "description": text}


def _text(minor: int) -> str:
    return f"{minor // 100}.{minor % 100:02d}"


def _minor(amount: int | Decimal) -> int:
    return int(Decimal(amount) * 100)


@pytest.fixture
def service(database_url: str, tmp_path: Path) -> Iterator[Service]:
    service = Service(database_url, tmp_path)
    yield service
    service.close()


def test_the_ledger_agrees_with_a_plain_model(service: Service) -> None:
    """Creates, edits, moves, deletes, restores and budget changes in any order."""
    machine = type("Machine", (LedgerMachine,), {"service": service})
    run_state_machine_as_test(
        machine,
        settings=settings(
            max_examples=25,
            stateful_step_count=25,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
