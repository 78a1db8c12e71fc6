"""Every refusal is a problem with a stable code, and none echoes the input."""

from __future__ import annotations

import logging

import httpx
import pytest

from tests.http.conftest import SECRET_IN_A_BUG

pytestmark = pytest.mark.anyio
JSON = {"Content-Type": "application/json"}


def problems(answer: httpx.Response) -> list[tuple[str, str]]:
    return [(error["field"], error["code"]) for error in answer.json()["errors"]]


class TestForm:
    @pytest.mark.parametrize(
        ("method", "path", "status", "code"),
        [
            ("GET", "/nowhere", 404, "not_found"),
            ("DELETE", "/notes", 405, "method_not_allowed"),
            ("GET", "/notes/x", 422, "validation_failed"),
            ("GET", "/refused", 422, "validation_failed"),
            ("GET", "/busy", 503, "busy"),
            ("GET", "/bug", 500, "internal_error"),
            ("POST", "/notes", 422, "validation_failed"),
        ],
    )
    async def test_each_has_the_members_of_rfc_9457_and_a_code(
        self, edge: httpx.AsyncClient, method: str, path: str, status: int, code: str
    ) -> None:
        answer = await edge.request(method, path)
        assert answer.status_code == status
        assert answer.headers["content-type"] == "application/problem+json"
        assert answer.headers["cache-control"] == "no-store"
        body = answer.json()
        assert set(body) - {"errors"} == {"type", "title", "status", "detail", "code"}
        assert body["status"] == status
        assert body["code"] == code
        assert ("errors" in body) == (status == 422)

    async def test_headers_of_a_refusal_are_kept(self, edge: httpx.AsyncClient) -> None:
        assert (await edge.get("/busy")).headers["retry-after"] == "7"

    @pytest.mark.parametrize(("path", "allowed"), [("/notes", "POST"), ("/notes/1", "GET, PATCH")])
    async def test_a_method_not_allowed_names_all_that_are(
        self, edge: httpx.AsyncClient, path: str, allowed: str
    ) -> None:
        assert (await edge.delete(path)).headers["allow"] == allowed

    async def test_a_bug_tells_nothing_and_is_logged_with_the_request(
        self, edge: httpx.AsyncClient, caplog: pytest.LogCaptureFixture
    ) -> None:
        with caplog.at_level(logging.ERROR, "outlay.errors"):
            answer = await edge.get("/bug", headers={"X-Request-ID": "req-7"})
        assert SECRET_IN_A_BUG not in answer.text
        assert answer.headers["x-request-id"] == "req-7"
        assert "content-security-policy" in answer.headers
        (record,) = [record for record in caplog.records if record.name == "outlay.errors"]
        assert record.exc_info is not None
        assert SECRET_IN_A_BUG in str(record.exc_info[1])

    async def test_a_bug_after_the_answer_began_breaks_the_connection(self, edge: httpx.AsyncClient) -> None:
        with pytest.raises(RuntimeError, match=SECRET_IN_A_BUG):
            await edge.get("/bug-while-sending")


class TestFields:
    @pytest.mark.parametrize(
        ("body", "expected"),
        [
            (b"{}", [("amount", "required")]),
            (b'{"amount": 1, "text": "x"}', [("text", "too_short")]),
            (b'{"amount": 1, "text": "hunter2"}', [("text", "too_long")]),
            (b'{"amount": 1, "text": 5}', [("text", "not_text")]),
            (b'{"amount": 1, "text": null}', [("text", "not_text")]),
            (b'{"amount": 1, "count": 0}', [("count", "too_small")]),
            (b'{"amount": 1, "count": 10}', [("count", "too_large")]),
            (b'{"amount": 1, "count": 1.5}', [("count", "not_a_whole_number")]),
            (b'{"amount": 1, "count": "1"}', [("count", "not_a_whole_number")]),
            (b'{"amount": 1, "count": true}', [("count", "not_a_whole_number")]),
            (b'{"amount": 1, "flag": 1}', [("flag", "not_a_boolean")]),
            (b'{"amount": true}', [("amount", "amount_format")]),
            (b'{"amount": NaN}', [("amount", "not_a_number")]),
            (b'{"amount": 1e999999999}', [("amount", "amount_format")]),
            (b'{"amount": 1, "count": 1e999999999}', [("count", "not_a_whole_number")]),
            (b'{"amount": 1, "text": 1e999999999}', [("text", "not_text")]),
            (
                b'{"text": "x", "count": 0}',
                [("amount", "required"), ("text", "too_short"), ("count", "too_small")],
            ),
            (b"[1]", [("body", "not_an_object")]),
            (b"null", [("body", "not_an_object")]),
            (b"", [("body", "required")]),
        ],
    )
    async def test_each_is_named_once_with_a_stable_code(
        self, edge: httpx.AsyncClient, body: bytes, expected: list[tuple[str, str]]
    ) -> None:
        answer = await edge.post("/notes", content=body, headers=JSON)
        assert answer.status_code == 422
        assert problems(answer) == expected

    async def test_query_and_path_say_so(self, edge: httpx.AsyncClient) -> None:
        assert problems(await edge.get("/notes/1?from=hunter2")) == [("query.from", "too_long")]
        assert problems(await edge.get("/notes/hunter2")) == [("path.number", "not_a_whole_number")]

    @pytest.mark.parametrize(
        "body",
        [
            b'{"amount": "hunter2"}',
            b'{"amount": 1, "text": "hunter2hunter2"}',
            b'{"amount": {"hunter2": 1}}',
            b'"hunter2"',
            b'{"hunter2": ',
            b'{"hunter2 is my password": NaN, "amount": 1}',
            b'{"amount": 1, "text": "hunter2\\ud800"}',
        ],
    )
    async def test_none_echoes_the_input(self, edge: httpx.AsyncClient, body: bytes) -> None:
        answer = await edge.post("/notes", content=body, headers=JSON)
        assert answer.status_code == 422
        assert "hunter2" not in answer.text

    async def test_a_body_that_is_not_announced_as_json_is_no_object(self, edge: httpx.AsyncClient) -> None:
        answer = await edge.post("/notes", content=b'{"amount": 1}', headers={"Content-Type": "text/plain"})
        assert problems(answer) == [("body", "not_an_object")]

    @pytest.mark.parametrize("body", [b"{", b"\xff", b"[" * 1000, b'{"amount": 1, "amount": 2}'])
    async def test_what_is_no_json_is_malformed(self, edge: httpx.AsyncClient, body: bytes) -> None:
        answer = await edge.post("/notes", content=body, headers=JSON)
        assert (answer.status_code, answer.json()["code"]) == (422, "malformed_json")


class TestExactness:
    async def test_a_number_reaches_the_route_with_every_digit(self, edge: httpx.AsyncClient) -> None:
        body = b'{"amount": 19.990000000000000001, "unknown": [1, 2]}'
        answer = await edge.post("/notes", content=body, headers=JSON)
        assert answer.content == b'{"amount":"19.990000000000000001","digits":19.9}'
