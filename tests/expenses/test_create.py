"""POST /expenses: what is recorded, exactly, and what is refused."""

from __future__ import annotations

import json
from datetime import UTC, datetime

import httpx
import pytest

from api.db.database import Database
from api.expenses.tables import expenses
from api.ledger.tables import journal, monthly_totals, wallets
from tests.answers import exact, refusal, refused_field
from tests.factories import User, a_user, expense_body
from tests.infrastructure.frozen_clock import FrozenClock
from tests.stored import rows_of

pytestmark = pytest.mark.anyio

# JSON texts as they stand in a body, and the code of the refusal.
REFUSED_AMOUNTS = [
    ("0", "amount_not_positive"),
    ("-0.0", "amount_not_positive"),
    ("-1", "amount_not_positive"),
    ('"0.00"', "amount_not_positive"),
    ("0.001", "amount_too_precise"),
    ("19.990000000000000001", "amount_too_precise"),
    ('"19.990000000000000001"', "amount_too_precise"),
    ("1e-50", "amount_too_precise"),
    ("1000000000000", "amount_too_large"),
    ("999999999999.991", "amount_too_large"),
    ("1e15", "amount_too_large"),
    ("1e400", "amount_format"),
    ("1e-400", "amount_format"),
    ("1e99999999999999999999", "amount_format"),
    ("9" * 70, "amount_format"),
    ("NaN", "not_a_number"),
    ("Infinity", "not_a_number"),
    ("-Infinity", "not_a_number"),
    ('"NaN"', "amount_format"),
    ('"Infinity"', "amount_format"),
    ("true", "amount_format"),
    ("null", "amount_format"),
    ("[]", "amount_format"),
    ("{}", "amount_format"),
    ('""', "amount_format"),
    ('" 5 "', "amount_format"),
    ('"5\\n"', "amount_format"),
    ('"1_000"', "amount_format"),
    ('"1,5"', "amount_format"),
    ('"٣"', "amount_format"),
    ('"３"', "amount_format"),
    ('"1e2"', "amount_format"),
    ('"+5"', "amount_format"),
    ('"-5"', "amount_format"),
    ('".5"', "amount_format"),
    ('"5."', "amount_format"),
    ('"0x10"', "amount_format"),
    ('"1234567890123"', "amount_format"),
]
KEPT_AMOUNTS = [
    ("0.01", 1, "0.01"),
    ("250", 25_000, "250"),
    ("250.00", 25_000, "250"),
    ("250.10", 25_010, "250.1"),
    ("19.990000", 1999, "19.99"),
    ("2.5e2", 25_000, "250"),
    ('"19.99"', 1999, "19.99"),
    ('"000000000007"', 700, "7"),
    ("999999999999.99", 99_999_999_999_999, "999999999999.99"),
    ('"999999999999.99"', 99_999_999_999_999, "999999999999.99"),
    ("0.30", 30, "0.3"),
    ("1.1", 110, "1.1"),
]
REFUSED_DATES = [
    ('"2026-02-30"', "date_unknown"),
    ('"2026-13-01"', "date_unknown"),
    ('"2026-00-10"', "date_unknown"),
    ('"0000-01-01"', "date_unknown"),
    ('"2025-02-29"', "date_unknown"),
    ('"2026-2-3"', "date_format"),
    ('"20261115"', "date_format"),
    ('"2026-W46-7"', "date_format"),
    ('"2026-319"', "date_format"),
    ('"15/11/2026"', "date_format"),
    ('"2026-11-15T00:00:00Z"', "date_format"),
    ('" 2026-11-15"', "date_format"),
    ('"2026-11-15\\n"', "date_format"),
    ('"٢٠٢٦-11-15"', "date_format"),
    ('""', "date_format"),
    ("1794700800", "date_format"),
    ("20261115", "date_format"),
    ("true", "date_format"),
    ("null", "date_format"),
    ('"1899-12-31"', "date_out_of_range"),
    ('"0001-01-01"', "date_out_of_range"),
    ('"9999-12-31"', "date_out_of_range"),
    ('"2027-11-17"', "date_out_of_range"),
]


@pytest.fixture
async def ann(client: httpx.AsyncClient) -> User:
    return await a_user(client)


async def post_raw(user: User, body: str | bytes) -> httpx.Response:
    """A body as it stands, which no JSON library of ours has touched."""
    return await user.post("/expenses", content=body, headers={"Content-Type": "application/json"})


def raw_body(**fields: str) -> str:
    """A body whose members are JSON texts."""
    members = {"date": '"2026-11-15"', "category": '"Food"', "amount": "19.99", **fields}
    return "{" + ", ".join(f'"{name}": {value}' for name, value in members.items()) + "}"


class TestRecording:
    async def test_answers_201_with_the_whole_expense(self, ann: User) -> None:
        answer = await ann.post("/expenses", json=expense_body())
        made = answer.json()
        assert answer.status_code == 201
        assert made == {
            "id": made["id"],
            "wallet_id": ann.wallet_id,
            "date": "2026-11-15",
            "category": "Food",
            "category_id": made["category_id"],
            "amount": 19.99,
            "description": "Market",
            "created_by": ann.id,
            "created_at": "2026-11-15T12:00:00.000Z",
            "updated_at": "2026-11-15T12:00:00.000Z",
            "deleted_at": None,
            "revision": 2,
        }
        assert answer.headers["etag"] == '"2"'
        assert "idempotency-replayed" not in answer.headers

    async def test_its_location_leads_to_it(self, ann: User) -> None:
        answer = await ann.post("/expenses", json=expense_body())
        found = await ann.get(answer.headers["location"])
        assert found.json() == answer.json()
        assert found.headers["etag"] == answer.headers["etag"]

    async def test_stores_the_row_its_totals_and_its_journal_in_one(
        self, ann: User, database: Database
    ) -> None:
        made = (await ann.post("/expenses", json=expense_body())).json()
        (row,) = await rows_of(database, expenses, wallet_id=ann.wallet_id)
        assert (row["id"], row["amount_minor"], row["month"], row["date"]) == (
            made["id"], 1999, 202611, "2026-11-15",
        )  # fmt: skip
        assert (row["created_revision"], row["revision"], row["deleted_at"]) == (2, 2, 0)
        (total,) = await rows_of(database, monthly_totals, wallet_id=ann.wallet_id)
        assert (total["month"], total["category_id"], total["amount_minor"], total["expense_count"]) == (
            202611, made["category_id"], 1999, 1,
        )  # fmt: skip
        (wallet,) = await rows_of(database, wallets, id=ann.wallet_id)
        assert (wallet["revision"], wallet["total_minor"], wallet["expense_count"]) == (2, 1999, 1)
        (entry,) = await rows_of(database, journal, wallet_id=ann.wallet_id, revision=2)
        assert (entry["kind"], entry["row_id"], entry["before"]) == ("expense", made["id"], None)
        assert json.loads(entry["after"])["amount_minor"] == 1999

    async def test_a_description_may_be_left_out(self, ann: User) -> None:
        made = await ann.post("/expenses", json=expense_body(description=None))
        assert made.json()["description"] == ""

    async def test_members_it_does_not_know_change_nothing(self, ann: User) -> None:
        made = await ann.post("/expenses", json=expense_body(id="x", revision=99, colour="red"))
        assert made.status_code == 201
        assert made.json()["revision"] == 2


class TestAmounts:
    async def test_are_kept_and_answered_digit_by_digit(self, ann: User, database: Database) -> None:
        for sent, minor, answered in KEPT_AMOUNTS:
            answer = await post_raw(ann, raw_body(amount=sent, description=json.dumps(f"as {sent}")))
            assert answer.status_code == 201, answer.text
            assert f'"amount":{answered},' in answer.text
            (row,) = await rows_of(database, expenses, id=answer.json()["id"])
            assert row["amount_minor"] == minor

    async def test_nothing_is_rounded_or_coerced(self, ann: User, database: Database) -> None:
        found = [
            (sent, refused_field(await post_raw(ann, raw_body(amount=sent)))) for sent, _ in REFUSED_AMOUNTS
        ]
        assert found == [(sent, ("amount", code)) for sent, code in REFUSED_AMOUNTS]
        assert await rows_of(database, expenses) == []
        assert await ann.revision() == 1

    async def test_what_is_no_json_is_refused(self, ann: User) -> None:
        for sent in ("01", "1.", ".5", "+1", "0x10", "1_000", "--1", "1e"):
            assert refusal(await post_raw(ann, raw_body(amount=sent))) == (422, "malformed_json"), sent

    async def test_an_amount_given_twice_is_refused(self, ann: User) -> None:
        twice = raw_body()[:-1] + ', "amount": 5}'
        assert refusal(await post_raw(ann, twice)) == (422, "malformed_json")

    @pytest.mark.parametrize(
        ("currency", "sent", "minor", "too_precise"),
        [
            ("JPY", "1999", 1999, "19.5"),
            ("KWD", "19.999", 19_999, "19.9999"),
            ("CLF", "19.9999", 199_999, "19.99999"),
        ],
    )
    async def test_have_the_decimals_of_the_currency(
        self, client: httpx.AsyncClient, database: Database, currency: str, sent: str, minor: int,
        too_precise: str,
    ) -> None:  # fmt: skip
        bob = await a_user(client, "bob", currency=currency)
        answer = await post_raw(bob, raw_body(amount=sent))
        assert str(exact(answer)["amount"]) == sent
        (row,) = await rows_of(database, expenses)
        assert row["amount_minor"] == minor
        refused = await post_raw(bob, raw_body(amount=too_precise))
        assert refused_field(refused) == ("amount", "amount_too_precise")

    async def test_a_number_without_a_point_is_enough_for_yen(self, client: httpx.AsyncClient) -> None:
        bob = await a_user(client, "bob", currency="JPY")
        answer = await post_raw(bob, raw_body(amount="100.0"))
        assert '"amount":100,' in answer.text


class TestDates:
    async def test_that_are_none_are_refused(self, ann: User) -> None:
        found = [(sent, refused_field(await post_raw(ann, raw_body(date=sent)))) for sent, _ in REFUSED_DATES]
        assert found == [(sent, ("date", code)) for sent, code in REFUSED_DATES]
        assert await ann.revision() == 1

    async def test_run_from_1900_to_one_year_and_a_day_ahead(self, ann: User) -> None:
        for day in ("1900-01-01", "2024-02-29", "2027-11-16"):
            answer = await ann.post("/expenses", json=expense_body(date=day))
            assert (answer.status_code, answer.json()["date"]) == (201, day)

    async def test_the_last_day_is_counted_from_the_wallets_own_today(
        self, client: httpx.AsyncClient, clock: FrozenClock
    ) -> None:
        clock.set(datetime(2026, 11, 15, 23, 30, tzinfo=UTC))
        ahead = await a_user(client, "kiribati", time_zone="Pacific/Kiritimati")
        behind = await a_user(client, "niue", time_zone="Pacific/Niue")
        for user, last, too_late in [
            (ahead, "2027-11-17", "2027-11-18"),
            (behind, "2027-11-16", "2027-11-17"),
        ]:
            assert (await user.post("/expenses", json=expense_body(date=last))).status_code == 201
            refused = await user.post("/expenses", json=expense_body(date=too_late))
            assert refused_field(refused) == ("date", "date_out_of_range")


class TestCategoryNames:
    async def test_an_unknown_name_creates_its_category(self, ann: User) -> None:
        made = (await ann.post("/expenses", json=expense_body(category="  Pets "))).json()
        categories = (await ann.get("/categories")).json()
        assert categories[-1]["name"] == "Pets" == made["category"]
        assert categories[-1]["id"] == made["category_id"]
        assert categories[-1]["revision"] == made["revision"] == 2

    async def test_case_and_unicode_form_make_no_other_category(self, ann: User) -> None:
        for name in ("food", "FOOD", " Food ", "ｆｏｏｄ", "Fo\u200bod"):
            made = (await ann.post("/expenses", json=expense_body(category=name))).json()
            assert made["category"] == "Food"
        assert len((await ann.get("/categories")).json()) == 10

    async def test_composed_and_decomposed_accents_are_the_same_name(self, ann: User) -> None:
        one = (await ann.post("/expenses", json=expense_body(category="Cafe\u0301"))).json()
        other = (await ann.post("/expenses", json=expense_body(category="CAFÉ", amount=2))).json()
        assert one["category"] == other["category"] == "Caf\u00e9"
        assert one["category_id"] == other["category_id"]

    async def test_an_accent_makes_another_name(self, ann: User) -> None:
        one = (await ann.post("/expenses", json=expense_body(category="Café"))).json()
        other = (await ann.post("/expenses", json=expense_body(category="Cafe"))).json()
        assert one["category_id"] != other["category_id"]

    async def test_may_have_64_characters(self, ann: User) -> None:
        assert (await ann.post("/expenses", json=expense_body(category="é" * 64))).status_code == 201
        refused = await ann.post("/expenses", json=expense_body(category="é" * 65))
        assert refused_field(refused) == ("category", "too_long")

    async def test_cannot_be_empty(self, ann: User) -> None:
        for name in ("", "  ", "\u200b"):
            refused = await ann.post("/expenses", json=expense_body(category=name))
            assert refused_field(refused) == ("category", "too_short")

    async def test_are_text(self, ann: User) -> None:
        for sent in ("5", "true", "null", "[]"):
            assert refused_field(await post_raw(ann, raw_body(category=sent)))[0] == "category"


class TestDescriptions:
    async def test_may_have_500_characters(self, ann: User) -> None:
        long = await ann.post("/expenses", json=expense_body(description="ß" * 500))
        assert long.json()["description"] == "ß" * 500
        refused = await ann.post("/expenses", json=expense_body(description="x" * 501))
        assert refused_field(refused) == ("description", "too_long")

    async def test_cannot_hold_what_no_line_of_text_holds(self, ann: User) -> None:
        for text in ('"a\\u0000b"', '"\\ud800"', '"a\\nb"'):
            answer = await post_raw(ann, raw_body(description=text))
            assert refused_field(answer) == ("description", "character_refused")

    async def test_keep_every_other_character(self, ann: User) -> None:
        text = "50 % \\ _ 'quoted' \"twice\" Ünïcödé 日本 👩‍👧"
        made = await ann.post("/expenses", json=expense_body(description=text))
        assert made.json()["description"] == text


class TestRefusals:
    async def test_name_every_field_that_is_missing(self, ann: User) -> None:
        answer = await ann.post("/expenses", json={})
        assert refusal(answer) == (422, "validation_failed")
        assert {(e["field"], e["code"]) for e in answer.json()["errors"]} == {
            ("date", "required"), ("category", "required"), ("amount", "required"),
        }  # fmt: skip

    async def test_never_echo_what_was_sent(self, ann: User) -> None:
        for field in ("date", "category", "amount", "description"):
            secret = "Geheim\u0001nis"
            answer = await ann.post("/expenses", json=expense_body(**{field: secret}))
            assert answer.status_code == 422
            assert "Geheim" not in answer.text

    async def test_a_total_of_more_than_15_digits_is_refused_and_leaves_no_trace(
        self, ann: User, database: Database
    ) -> None:
        largest = expense_body(amount="999999999999.99")
        for number in range(10):
            made = await ann.post("/expenses", json=largest, headers={"Idempotency-Key": str(number)})
            assert made.status_code == 201
        rest = await ann.post("/expenses", json=expense_body(amount="0.10", category="New"))
        assert refusal(rest) == (422, "wallet_total_too_large")
        assert len((await ann.get("/categories")).json()) == 10
        fits = await ann.post("/expenses", json=expense_body(amount="0.09"))
        assert fits.status_code == 201
        (wallet,) = await rows_of(database, wallets, id=ann.wallet_id)
        assert wallet["total_minor"] == 999_999_999_999_999
        assert wallet["revision"] == 12

    async def test_an_edit_or_restore_cannot_take_the_total_beyond_either(self, ann: User) -> None:
        largest = expense_body(amount="999999999999.99")
        ids: list[str] = []
        for number in range(11):
            if number == 10:
                await ann.delete(f"/expenses/{ids[0]}")
            made = await ann.post("/expenses", json=largest, headers={"Idempotency-Key": str(number)})
            ids.append(made.json()["id"])
        small = (await ann.post("/expenses", json=expense_body(amount="0.01"))).json()
        before = await ann.revision()
        edit = await ann.patch(f"/expenses/{small['id']}", json={"amount": "0.10"})
        assert refusal(edit) == (422, "wallet_total_too_large")
        restore = await ann.post(f"/expenses/{ids[0]}/restore")
        assert refusal(restore) == (422, "wallet_total_too_large")
        assert await ann.revision() == before
