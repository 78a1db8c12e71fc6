"""GET /expenses: order, filters, pages, totals and tags."""

from __future__ import annotations

import base64
import itertools
import json
import re
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest

from api.db.database import Database
from tests.answers import exact, refused_field
from tests.factories import User, a_member, a_user, an_expense
from tests.infrastructure.frozen_clock import FrozenClock

pytestmark = pytest.mark.anyio


@pytest.fixture
async def ann(client: httpx.AsyncClient) -> User:
    return await a_user(client)


def next_of(answer: httpx.Response) -> str | None:
    """The address in the Link header with rel="next", if there is one."""
    if "link" not in answer.headers:
        return None
    found = re.fullmatch(r'<([^>]+)>; rel="next"', answer.headers["link"])
    assert found is not None, answer.headers["link"]
    return found[1]


async def pages(user: User, **params: Any) -> list[list[dict[str, Any]]]:
    """Every page of a list, by following Link."""
    found = []
    answer = await user.get("/expenses", params=params)
    while True:
        assert answer.status_code == 200, answer.text
        found.append(exact(answer))
        link = next_of(answer)
        if link is None:
            return found
        answer = await user.get(link)


async def names(user: User, **params: Any) -> list[str]:
    """The descriptions of what a list answers, in its order."""
    return [e["description"] for e in (await user.get("/expenses", params=params)).json()]


@dataclass(frozen=True)
class Known:
    """What the tests know of an expense they made; `order` is when."""

    order: int
    day: date
    category: str
    amount: Decimal
    text: str


KNOWN = [
    Known(order, date(2026, month, day), category, Decimal(amount), text)
    for order, (month, day, category, amount, text) in enumerate(
        [
            (9, 30, "Food", "10.00", "Market"),
            (10, 1, "Food", "0.01", "market hall"),
            (10, 1, "Housing", "800", "Rent"),
            (10, 15, "Café", "3.50", "Espresso"),
            (10, 31, "Food", "10.00", "Bakery"),
            (11, 1, "Housing", "800", "Rent"),
            (11, 1, "Food", "20.10", "Market"),
            (11, 1, "Café", "3.50", "espresso, double"),
            (11, 15, "Travel", "149.99", "Night train"),
            (12, 31, "Travel", "10.00", "Taxi"),
        ]
    )
]


async def record_known(user: User) -> None:
    """Records what KNOWN says, in an order that is not the list's."""
    for known in KNOWN:
        await an_expense(
            user,
            date=known.day.isoformat(),
            category=known.category,
            amount=str(known.amount),
            description=f"{known.text} #{known.order}",
        )


def key_of_sort(sort: str) -> Any:
    return (lambda k: (k.amount, k.order)) if "amount" in sort else (lambda k: (k.day, k.order))


class TestOrder:
    async def test_is_date_then_entry_the_newest_first(self, ann: User) -> None:
        for day, text in [("2026-11-02", "a"), ("2026-11-03", "b"), ("2026-11-02", "c"), ("2026-11-01", "d")]:
            await an_expense(ann, date=day, description=text)
        assert await names(ann) == ["b", "c", "a", "d"]
        assert await names(ann, sort="-date") == ["b", "c", "a", "d"]
        assert await names(ann, sort="date") == ["d", "a", "c", "b"]

    async def test_by_amount_goes_by_value_then_entry(self, ann: User) -> None:
        for amount, text in [("9", "a"), ("10", "b"), ("9.00", "c"), ("0.5", "d")]:
            await an_expense(ann, amount=amount, description=text)
        assert await names(ann, sort="-amount") == ["b", "c", "a", "d"]
        assert await names(ann, sort="amount") == ["d", "a", "c", "b"]

    async def test_an_edit_does_not_move_a_row_within_its_day(self, ann: User) -> None:
        first = await an_expense(ann, description="a")
        await an_expense(ann, description="b")
        await ann.patch(f"/expenses/{first['id']}", json={"description": "c"})
        assert await names(ann) == ["b", "c"]

    async def test_entry_counts_and_not_the_clock_or_the_id(self, ann: User, clock: FrozenClock) -> None:
        await an_expense(ann, description="a")
        clock.advance(hours=-2)
        await an_expense(ann, description="b")
        own = "00000000-0000-0000-0000-000000000001"
        body = {"date": "2026-11-15", "category": "Food", "amount": 1, "description": "c"}
        await ann.put(f"/expenses/{own}", json=body, headers={"If-None-Match": "*"})
        assert await names(ann) == ["c", "b", "a"]

    async def test_an_unknown_sort_is_refused(self, ann: User) -> None:
        for sort in ("", "price", "-Date", "date,amount"):
            answer = await ann.get("/expenses", params={"sort": sort})
            assert refused_field(answer) == ("query.sort", "not_a_choice")


Filter = dict[str, Any]
CATEGORY_FILTERS: list[Filter] = [
    {},
    {"category": "food"},
    {"category": ["CAFE\u0301", "Travel"]},
    {"category": "Nothing"},
]
PERIOD_FILTERS: list[Filter] = [
    {},
    {"from": "2026-10-01"},
    {"to": "2026-10-31"},
    {"from": "2026-10-01", "to": "2026-10-31"},
    {"from": "2026-10-15", "to": "2026-11-14"},
    {"from": "2026-11-01", "to": "2026-11-01"},
    {"month": "2026-11"},
]
TEXT_FILTERS: list[Filter] = [{}, {"q": "MARKET"}, {"q": "café"}]
FILTERS = [
    {**category, **period, **text}
    for category, period, text in itertools.product(CATEGORY_FILTERS, PERIOD_FILTERS, TEXT_FILTERS)
]


def matches(known: Known, filter_: dict[str, Any]) -> bool:
    """The filter, said once more in Python."""
    accepted = {"food": {"Food"}, "Nothing": set[str]()}
    wanted = filter_.get("category")
    if wanted is not None and known.category not in accepted.get(str(wanted), {"Café", "Travel"}):
        return False
    if not filter_.get("from", "0") <= known.day.isoformat() <= filter_.get("to", "9"):
        return False
    if not known.day.isoformat().startswith(filter_.get("month", "")):
        return False
    text = filter_.get("q", "").lower().replace("é", "e")
    return text in f"{known.text} {known.category}".lower().replace("é", "e")


class TestFilters:
    async def test_every_combination_answers_what_it_matches_and_its_sum(self, ann: User) -> None:
        await record_known(ann)
        for filter_ in FILTERS:
            wanted = [known for known in KNOWN if matches(known, filter_)]
            wanted.sort(key=key_of_sort("-date"), reverse=True)
            answer = await ann.get("/expenses", params={**filter_, "limit": 2})
            found = [e["description"] for page in await pages(ann, **filter_, limit=2) for e in page]
            assert found == [f"{known.text} #{known.order}" for known in wanted], filter_
            assert answer.headers["x-total-count"] == str(len(wanted)), filter_
            total = sum((known.amount for known in wanted), Decimal("0.00"))
            assert answer.headers["x-total-amount"] == f"{total:.2f}", filter_

    async def test_the_combinations_are_not_all_empty(self) -> None:
        sizes = [sum(matches(known, filter_) for known in KNOWN) for filter_ in FILTERS]
        assert len(FILTERS) == 84
        assert sum(size > 0 for size in sizes) > 40
        assert max(sizes) == len(KNOWN)

    async def test_deleted_rows_are_in_no_list_and_no_sum(self, ann: User) -> None:
        await record_known(ann)
        for expense in (await ann.get("/expenses", params={"category": "Food"})).json():
            await ann.delete(f"/expenses/{expense['id']}")
        filters: list[Filter] = [
            {}, {"q": "market"}, {"category": "Food"}, {"from": "2026-10-31"}, {"q": "food"},
        ]  # fmt: skip
        for filter_ in filters:
            answer = await ann.get("/expenses", params=filter_)
            assert "Food" not in {e["category"] for e in answer.json()}
            amounts = [e["amount"] for e in exact(answer)]
            assert answer.headers["x-total-amount"] == f"{sum(amounts, Decimal(0)):.2f}"
            assert answer.headers["x-total-count"] == str(len(amounts))

    async def test_a_renamed_category_is_found_by_its_new_name_only(self, ann: User) -> None:
        made = await an_expense(ann, description="x")
        await ann.patch(f"/categories/{made['category_id']}", json={"name": "Groceries"})
        assert await names(ann, category="Food") == []
        assert await names(ann, category="groceries") == ["x"]
        assert await names(ann, q="grocer") == ["x"]
        assert (await ann.get("/expenses")).json()[0]["category"] == "Groceries"

    async def test_what_is_no_filter_is_refused(self, ann: User) -> None:
        refused: list[tuple[Filter, str, str]] = [
            ({"from": "2026-02-30"}, "query.from", "date_unknown"),
            ({"to": "yesterday"}, "query.to", "date_format"),
            ({"from": "1794700800"}, "query.from", "date_format"),
            ({"to": "2026-11-15T00:00:00"}, "query.to", "date_format"),
            ({"from": ""}, "query.from", "date_format"),
            ({"month": "2026-13"}, "query.month", "month_unknown"),
            ({"month": "2026-1"}, "query.month", "month_format"),
            ({"month": "2026-11", "from": "2026-11-01"}, "query.month", "period_ambiguous"),
            ({"from": "2026-11-02", "to": "2026-11-01"}, "query.from", "period_reversed"),
            ({"category": ""}, "query.category.0", "too_short"),
            ({"category": "x" * 65}, "query.category.0", "too_long"),
            ({"category": "a\0"}, "query.category.0", "character_refused"),
            ({"category": ["x"] * 101}, "query.category", "too_many"),
            ({"q": "x" * 201}, "query.q", "too_long"),
            ({"q": "\0"}, "query.q", "character_refused"),
            ({"q": "a\0b"}, "query.q", "character_refused"),
            ({"limit": "0"}, "query.limit", "too_small"),
            ({"limit": "-1"}, "query.limit", "not_a_whole_number"),
            ({"limit": "1001"}, "query.limit", "too_large"),
            ({"limit": "1e2"}, "query.limit", "not_a_whole_number"),
            ({"limit": "5.0"}, "query.limit", "not_a_whole_number"),
            ({"limit": " 5 "}, "query.limit", "not_a_whole_number"),
            ({"limit": "1_0"}, "query.limit", "not_a_whole_number"),
            ({"limit": "٣"}, "query.limit", "not_a_whole_number"),
            ({"limit": "true"}, "query.limit", "not_a_whole_number"),
            ({"limit": "9" * 40}, "query.limit", "not_a_whole_number"),
        ]
        for params, field, code in refused:
            for path in ("/expenses", "/export-csv"):
                if path == "/export-csv" and "limit" in params:
                    continue
                answer = await ann.get(path, params=params)
                assert refused_field(answer) == (field, code), params

    async def test_any_days_of_the_calendar_may_bound_a_list(self, ann: User) -> None:
        await an_expense(ann, description="x")
        assert await names(ann, **{"from": "0001-01-01", "to": "9999-12-31"}) == ["x"]
        assert await names(ann, **{"from": "9999-12-31"}) == []
        assert await names(ann, to="0001-01-01") == []


class TestSearch:
    async def test_ignores_case_accents_and_unicode_form(self, ann: User) -> None:
        for text in ("Crème brûlée", "ΑΘΉΝΑ", "ПОЕЗД", "Straße", "ｗｉｄｅ", "東京 駅"):
            await an_expense(ann, description=text)
        for q, found in [
            ("creme BRULEE", "Crème brûlée"),
            ("CRE\u0300ME", "Crème brûlée"),
            ("αθήνα", "ΑΘΉΝΑ"),
            ("αθηνα", "ΑΘΉΝΑ"),
            ("поезд", "ПОЕЗД"),
            ("STRASSE", "Straße"),
            ("wide", "ｗｉｄｅ"),
            ("京 駅", "東京 駅"),
        ]:
            assert await names(ann, q=q) == [found], q

    async def test_takes_wildcards_and_backslashes_as_they_are(self, ann: User) -> None:
        for text in ("100 % wool", "100 wool", "a_b", "axb", r"c\d", "cd", "e'f", 'g"h', r"\%", r"i\_j"):
            await an_expense(ann, description=text)
        for q, found in [
            ("%", [r"\%", "100 % wool"]),
            ("_", [r"i\_j", "a_b"]),
            ("a_b", ["a_b"]),
            ("\\", [r"i\_j", r"\%", r"c\d"]),
            (r"\%", [r"\%"]),
            (r"\_", [r"i\_j"]),
            ("0 % w", ["100 % wool"]),
            ("'", ["e'f"]),
            ('"', ['g"h']),
            ("%wool", []),
            ("100%wool", []),
        ]:
            assert await names(ann, q=q) == found, q

    async def test_looks_in_descriptions_and_in_category_names(self, ann: User) -> None:
        await an_expense(ann, category="Café", description="one")
        await an_expense(ann, category="Food", description="at the cafe")
        assert await names(ann, q="cafe") == ["at the cafe", "one"]

    async def test_folds_spaces_and_finds_inside_words(self, ann: User) -> None:
        await an_expense(ann, description="Night   train")
        assert await names(ann, q=" ght  TR ") == ["Night   train"]

    async def test_nothing_visible_matches_everything(self, ann: User) -> None:
        await an_expense(ann, description="x")
        for q in ("", "  ", "\u200b", "\u0301"):
            answer = await ann.get("/expenses", params={"q": q})
            assert len(answer.json()) == 1
            assert answer.headers["x-total-amount"] == "19.99"

    async def test_hostile_text_is_just_text(self, ann: User) -> None:
        await an_expense(ann, description="x")
        for q in (
            "\ufffe",
            "'; DROP TABLE expenses; --",
            "\ufdfa" * 200,
            "\\" * 200,
            "%" * 200,
        ):
            assert await names(ann, q=q) == [], repr(q)
        assert (await ann.get("/expenses?q=%FF%FE")).status_code == 200
        assert (await ann.get("/expenses?q=%ED%A0%80")).status_code == 200
        assert await names(ann) == ["x"]


class TestPages:
    @pytest.mark.parametrize("sort", ["-date", "date", "-amount", "amount"])
    async def test_hold_every_row_once_and_in_order(self, ann: User, sort: str) -> None:
        await record_known(ann)
        wanted = sorted(KNOWN, key=key_of_sort(sort), reverse=sort.startswith("-"))
        filters: list[Filter] = [{}, {"category": "food"}, {"category": ["Food", "Travel"]}, {"q": "a"}]
        for filter_ in filters:
            expected = [f"{k.text} #{k.order}" for k in wanted if matches_plainly(k, filter_)]
            for limit in (1, 3, 10):
                found = await pages(ann, **filter_, sort=sort, limit=limit)
                assert [e["description"] for page in found for e in page] == expected
                assert all(len(page) == limit for page in found[:-1])
                # No page is there for nothing.
                assert 0 < len(found[-1]) <= limit

    @pytest.mark.parametrize("sort", ["-date", "date", "-amount", "amount"])
    async def test_lose_and_double_nothing_while_rows_are_added(self, ann: User, sort: str) -> None:
        await record_known(ann)
        before = {e["id"] for e in (await ann.get("/expenses")).json()}
        seen: list[str] = []
        link: str | None = f"/expenses?sort={sort}&limit=2"
        days = itertools.cycle(["2026-09-01", "2026-11-01", "2027-01-31"])
        amounts = itertools.cycle(["0.01", "10", "900"])
        while link is not None:
            answer = await ann.get(link)
            seen += [e["id"] for e in answer.json()]
            link = next_of(answer)
            if len(seen) < 14:
                await an_expense(ann, date=next(days), amount=next(amounts))
        assert len(seen) == len(set(seen))
        assert before <= set(seen)

    async def test_a_row_that_ended_a_page_may_be_deleted(self, ann: User) -> None:
        await record_known(ann)
        first = await ann.get("/expenses", params={"limit": 6})
        await ann.delete(f"/expenses/{first.json()[-1]['id']}")
        link = next_of(first)
        assert link is not None
        rest = (await ann.get(link)).json()
        assert len(rest) == 4
        assert not {e["id"] for e in rest} & {e["id"] for e in first.json()}

    async def test_have_500_rows_unless_told(self, ann: User, database: Database) -> None:
        for number in range(3):
            await an_expense(ann, description=str(number))
        answer = await ann.get("/expenses")
        assert (len(answer.json()), next_of(answer)) == (3, None)
        assert next_of(await ann.get("/expenses", params={"limit": 3})) is None
        assert next_of(await ann.get("/expenses", params={"limit": 2})) is not None
        assert (await ann.get("/expenses", params={"limit": 1000})).status_code == 200

    async def test_the_link_keeps_the_filter_and_the_wallet(
        self, client: httpx.AsyncClient, database: Database, ann: User
    ) -> None:
        bob = await a_member(database, client, ann.wallet_id, "viewer", "bob")
        for amount in (1, 2, 3):
            await an_expense(ann, amount=amount, category="Café & Öl", description="ä>b")
        params: dict[str, Any] = {
            "wallet": ann.wallet_id,
            "category": ["café & öl", "Food"],
            "q": "Ä>",
            "sort": "amount",
            "limit": 2,
        }
        link = next_of(await bob.get("/expenses", params=params))
        assert link is not None
        query = parse_qs(urlsplit(link).query)
        assert urlsplit(link).path == "/expenses"
        assert query.pop("cursor")
        assert query == {
            name: value if isinstance(value, list) else [str(value)] for name, value in params.items()
        }
        assert [e["amount"] for e in (await bob.get(link)).json()] == [3]

    async def test_totals_are_on_the_first_page_only(self, ann: User) -> None:
        await record_known(ann)
        first = await ann.get("/expenses", params={"limit": 3})
        link = next_of(first)
        assert link is not None
        second = await ann.get(link)
        assert first.headers["x-total-count"] == "10"
        assert first.headers["x-total-amount"] == "1807.10"
        assert "x-total-count" not in second.headers
        assert "x-total-amount" not in second.headers

    async def test_name_the_revision_of_the_wallet_that_they_show(self, ann: User) -> None:
        made = [await an_expense(ann, amount=amount) for amount in (1, 2, 3)]
        first = await ann.get("/expenses", params={"limit": 2})
        assert first.headers["x-revision"] == str(made[-1]["revision"])
        written = await ann.send("POST", "/budget", json={"category": "Travel", "budget": 5})
        second = await ann.get(next_of(first) or "")
        assert second.headers["x-revision"] == str(written.json()["revision"])
        assert written.json()["revision"] == made[-1]["revision"] + 1


def matches_plainly(known: Known, filter_: dict[str, Any]) -> bool:
    if "q" in filter_:
        return "a" in f"{known.text} {known.category}".lower()
    wanted = filter_.get("category", known.category)
    return known.category.lower() in {
        name.lower() for name in ([wanted] if isinstance(wanted, str) else wanted)
    }


class TestTotals:
    async def test_have_the_decimals_of_the_currency(self, client: httpx.AsyncClient) -> None:
        for currency, amount, total in [
            ("JPY", "1500", "3000"),
            ("KWD", "1.5", "3.000"),
            ("CLF", "1.5", "3.0000"),
        ]:
            user = await a_user(client, f"user-{currency.lower()}", currency=currency)
            await an_expense(user, amount=amount)
            await an_expense(user, amount=amount)
            assert (await user.get("/expenses")).headers["x-total-amount"] == total

    async def test_of_nothing_are_zero(self, ann: User) -> None:
        answer = await ann.get("/expenses")
        assert (answer.json(), answer.headers["x-total-count"], answer.headers["x-total-amount"]) == (
            [], "0", "0.00",
        )  # fmt: skip


def forged(*values: object) -> str:
    return base64.urlsafe_b64encode(json.dumps(values).encode()).decode().rstrip("=")


class TestCursors:
    async def test_of_another_sort_or_filter_are_refused(self, ann: User) -> None:
        await record_known(ann)
        link = next_of(await ann.get("/expenses", params={"limit": 1}))
        assert link is not None
        cursor = parse_qs(urlsplit(link).query)["cursor"][0]
        for params in (
            {"sort": "date"}, {"sort": "-amount"}, {"category": "Food"}, {"q": "m"}, {"from": "2026-01-01"},
            {"to": "2026-12-31"}, {"month": "2026-11"},
        ):  # fmt: skip
            answer = await ann.get("/expenses", params={**params, "cursor": cursor})
            assert refused_field(answer) == ("query.cursor", "cursor_mismatch"), params

    async def test_hold_for_the_same_list_with_another_limit(self, ann: User) -> None:
        await record_known(ann)
        link = next_of(await ann.get("/expenses", params={"limit": 1, "q": "MARKET"}))
        assert link is not None
        cursor = parse_qs(urlsplit(link).query)["cursor"][0]
        rest = await ann.get("/expenses", params={"limit": 1000, "q": "market", "cursor": cursor})
        assert len(rest.json()) == 2

    async def test_that_are_forged_are_refused(self, ann: User) -> None:
        await record_known(ann)
        for sort in ("-date", "-amount"):
            link = next_of(await ann.get("/expenses", params={"limit": 1, "sort": sort}))
            assert link is not None
            cursor = parse_qs(urlsplit(link).query)["cursor"][0]
            key, start, revision, place, row = json.loads(base64.urlsafe_b64decode(cursor + "=="))
            wrong_starts: list[object] = (
                [5, "2026-02-30", "x", "2026-11-15\0", None, "٢٠٢٦-11-15", ""]
                if sort == "-date"
                else ["5", 1.5, None, True, 2**63, -(2**63) - 1, 1e400]
            )
            for parts in [
                *([key, wrong, revision, place, row] for wrong in wrong_starts),
                [key, start, "2", place, row],
                [key, start, 2**63, place, row],
                [key, start, True, place, row],
                [key, start, revision, 2**70, row],
                [key, start, revision, None, row],
                [key, start, revision, place, "x"],
                [key, start, revision, place, "\0"],
                [key, start, revision, place, "urn:" + row.replace("-", "")],
                [key, start, revision, place, row[:-1] + "٣"],
                [key, start, revision, place, None],
                [key, start, revision, place],
                [key, start, revision, place, row, row],
                ["other", start, revision, place, row],
                [None, start, revision, place, row],
                [],
            ]:
                answer = await ann.get("/expenses", params={"sort": sort, "cursor": forged(*parts)})
                assert refused_field(answer) == ("query.cursor", "cursor_mismatch"), parts

    async def test_that_are_no_cursor_at_all_are_refused(self, ann: User) -> None:
        nested = base64.urlsafe_b64encode(b"[" * 280).decode()
        for cursor in ("", "x", "====", "é", "\0", "!!!!", "bnVsbA", "e30", "W10", nested, "A" * 399):
            answer = await ann.get("/expenses", params={"cursor": cursor})
            assert refused_field(answer) == ("query.cursor", "cursor_mismatch"), cursor
        answer = await ann.get("/expenses", params={"cursor": "A" * 401})
        assert refused_field(answer) == ("query.cursor", "too_long")

    async def test_with_an_unlikely_position_answer_what_lies_behind_it(self, ann: User) -> None:
        await record_known(ann)
        link = next_of(await ann.get("/expenses", params={"limit": 1}))
        assert link is not None
        key = json.loads(base64.urlsafe_b64decode(parse_qs(urlsplit(link).query)["cursor"][0] + "=="))[0]
        zero = "00000000-0000-0000-0000-000000000000"
        for start, count in [("9999-12-31", 10), ("0001-01-01", 0), ("2026-10-31", 4)]:
            cursor = forged(key, start, -(2**63) + 1, 2**63 - 1, zero.upper())
            answer = await ann.get("/expenses", params={"cursor": cursor})
            assert (answer.status_code, len(answer.json())) == (200, count)

    async def test_of_another_wallet_show_nothing_of_it(self, client: httpx.AsyncClient, ann: User) -> None:
        await record_known(ann)
        bob = await a_user(client, "bob")
        own = await an_expense(bob, date="2026-01-01")
        link = next_of(await ann.get("/expenses", params={"limit": 1}))
        assert link is not None
        assert [e["id"] for e in (await bob.get(link)).json()] == [own["id"]]


class TestTags:
    async def test_an_unchanged_list_is_304(self, ann: User) -> None:
        await an_expense(ann)
        first = await ann.get("/expenses")
        assert first.headers["cache-control"] == "private, no-cache"
        assert "Authorization" in first.headers["vary"].split(", ")
        for tag in (first.headers["etag"], f"W/{first.headers['etag']}", f'"x", {first.headers["etag"]}'):
            again = await ann.get("/expenses", headers={"If-None-Match": tag})
            assert (again.status_code, again.content) == (304, b"")
            for header in ("etag", "cache-control", "vary"):
                assert again.headers[header] == first.headers[header]

    async def test_every_write_of_the_wallet_moves_the_tag(self, ann: User) -> None:
        made = await an_expense(ann)
        tags = []
        writes: list[tuple[str, str, dict[str, object]]] = [
            ("POST", f"/expenses/{made['id']}/restore", {}),
            ("PATCH", f"/expenses/{made['id']}", {"amount": 2}),
            ("PATCH", f"/categories/{made['category_id']}", {"name": "Groceries"}),
            ("POST", "/budget", {"category": "Travel", "budget": 5}),
            ("DELETE", f"/expenses/{made['id']}", {}),
        ]
        for method, path, body in writes:
            assert (await ann.send(method, path, json=body)).status_code == 200
            tags.append((await ann.get("/expenses")).headers["etag"])
        assert len(set(tags)) == 5

    async def test_another_filter_page_or_wallet_has_another_tag(
        self, client: httpx.AsyncClient, ann: User
    ) -> None:
        await record_known(ann)
        link = next_of(await ann.get("/expenses", params={"limit": 1}))
        bob = await a_user(client, "bob")
        answers = [
            await ann.get("/expenses"),
            await ann.get("/expenses?limit=1"),
            await ann.get(str(link)),
            await ann.get("/expenses?sort=date"),
            await ann.get("/expenses?q=a"),
            await ann.get("/expenses?category=Food"),
            await ann.get("/expenses?from=2026-11-01"),
            await ann.get("/expenses?to=2026-11-01"),
            await ann.get("/expenses?month=2026-11"),
            await bob.get("/expenses"),
        ]
        assert len({answer.headers["etag"] for answer in answers}) == len(answers)

    async def test_a_tag_of_another_list_is_answered_in_full(self, ann: User) -> None:
        tag = (await ann.get("/expenses?limit=1")).headers["etag"]
        assert (await ann.get("/expenses?limit=2", headers={"If-None-Match": tag})).status_code == 200

    async def test_knowing_the_tag_opens_nobodys_list(self, client: httpx.AsyncClient, ann: User) -> None:
        tag = (await ann.get("/expenses")).headers["etag"]
        bob = await a_user(client, "bob")
        for asked in ({"wallet": ann.wallet_id}, {}):
            answer = await bob.get("/expenses", params=asked, headers={"If-None-Match": tag})
            assert answer.status_code == (404 if asked else 200)


class TestThisMonth:
    async def test_is_named_by_the_client_and_holds_whole_days(
        self, client: httpx.AsyncClient, clock: FrozenClock
    ) -> None:
        clock.set(datetime(2026, 11, 30, 23, 59, 59, tzinfo=UTC))
        ann = await a_user(client, time_zone="Pacific/Kiritimati")
        for day in ("2026-10-31", "2026-11-01", "2026-11-30", "2026-12-01"):
            await an_expense(ann, date=day, description=day)
        assert await names(ann, month="2026-11") == ["2026-11-30", "2026-11-01"]
