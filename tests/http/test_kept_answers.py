"""A list that was answered before is not made anew, and is right all the same."""

from __future__ import annotations

import httpx
import pytest
from starlette.responses import Response

from api.db.database import Database
from api.http.answers import JsonAnswer
from api.http.kept_answers import KeptAnswers
from tests.factories import User, a_member, a_user, an_expense

pytestmark = pytest.mark.anyio

LISTS = (
    "/expenses",
    "/expenses?limit=1",
    "/summary?month=2026-06",
    "/summary",
    "/analytics/months?from=2026-01&to=2026-12",
    "/categories",
    "/budgets?month=2026-06",
    "/descriptions",
)


@pytest.fixture
async def ann(client: httpx.AsyncClient) -> User:
    user = await a_user(client)
    for day in ("2026-06-01", "2026-06-02"):
        await an_expense(user, date=day)
    return user


def told(answer: httpx.Response) -> tuple[int, str, dict[str, str]]:
    """Everything of an answer but what names the request."""
    headers = {name: value for name, value in answer.headers.items() if name != "x-request-id"}
    return answer.status_code, answer.text, headers


class TestRepeating:
    @pytest.mark.parametrize("target", LISTS)
    async def test_the_same_question_has_the_same_answer(self, ann: User, target: str) -> None:
        first = await ann.get(target)
        assert first.status_code == 200
        assert told(await ann.get(target)) == told(first)

    @pytest.mark.parametrize("target", LISTS)
    async def test_what_one_client_takes_does_not_change_what_another_gets(
        self, ann: User, target: str
    ) -> None:
        kinds = [
            {},
            {"Accept-Encoding": "gzip"},
            {"Accept-Encoding": "identity"},
            {"Origin": "http://localhost:3000"},
            {"Origin": "http://elsewhere.test"},
        ]
        first = [told(await ann.get(target, headers=kind)) for kind in kinds]
        assert [told(await ann.get(target, headers=kind)) for kind in kinds] == first

    async def test_a_link_repeats_the_query_as_it_was_written(self, ann: User) -> None:
        links = []
        for target in ("/expenses?limit=1&sort=-date", "/expenses?sort=-date&limit=1"):
            link = (await ann.get(target)).headers["link"]
            assert link.startswith(f"<{target}&cursor=")
            links.append(link)
        assert links[0] != links[1]


class TestWhatIsNew:
    @pytest.mark.parametrize("target", LISTS)
    async def test_a_write_is_seen_at_once(self, ann: User, target: str) -> None:
        before = await ann.get(target)
        await an_expense(ann, date="2026-06-03", category="Something new", description="Seen?")
        after = await ann.get(target)
        assert after.headers["etag"] != before.headers["etag"]
        if "limit" not in target and "budgets" not in target:
            assert after.text != before.text

    async def test_another_wallet_has_its_own(self, client: httpx.AsyncClient, ann: User) -> None:
        bob = await a_user(client, "bob")
        for target in LISTS:
            await ann.get(target)
        assert (await bob.get("/expenses")).json() == []

    async def test_who_may_not_see_it_does_not(
        self, client: httpx.AsyncClient, database: Database, ann: User
    ) -> None:
        bob, cleo = (
            await a_member(database, client, ann.wallet_id, "viewer", "bob"),
            await a_user(client, "cleo"),
        )
        target = f"/expenses?wallet={ann.wallet_id}"
        first = await ann.get(target)
        assert told(await bob.get(target)) == told(first)
        assert (await cleo.get(target)).status_code == 404
        assert (await ann.post("/logout")).status_code == 204
        assert (await ann.get(target)).status_code == 401
        assert (await bob.get(target)).status_code == 200


class TestHowMuchIsKept:
    def answer(self, size: int) -> Response:
        return JsonAnswer("x" * size)

    def test_the_oldest_makes_room(self) -> None:
        kept = KeptAnswers(most_bytes=10_000)
        for number in range(10):
            kept.keep(("tag", str(number)), self.answer(1000))
        found = [number for number in range(10) if kept.get(("tag", str(number))) is not None]
        assert found == [7, 8, 9]

    def test_a_large_one_is_not_kept(self) -> None:
        kept = KeptAnswers(most_bytes=8_000_000)
        kept.keep(("tag", ""), self.answer(200_000))
        assert kept.get(("tag", "")) is None

    def test_nothing_where_there_is_no_room(self) -> None:
        kept = KeptAnswers()
        kept.keep(("tag", ""), self.answer(10))
        assert kept.get(("tag", "")) is None
