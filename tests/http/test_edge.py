"""What stands around every request: id, log, headers, CORS, limits."""

from __future__ import annotations

import json
import logging
import re
from collections.abc import AsyncIterator

import httpx
import pytest
from fastapi import FastAPI

from api.http.logs import FIELDS, JsonFormatter, configure_logging, current_request_id
from tests.answers import refusal

pytestmark = pytest.mark.anyio
ORIGIN = {"Origin": "http://localhost:3000"}


class TestRequestId:
    async def test_every_answer_has_a_new_one(self, edge: httpx.AsyncClient) -> None:
        ids = [(await edge.get(path)).headers["x-request-id"] for path in ("/notes/1", "/nowhere")]
        assert len(set(ids)) == 2
        assert all(re.fullmatch(r"[0-9a-f]{32}", request_id) for request_id in ids)

    async def test_a_sane_one_of_the_clients_is_kept(self, edge: httpx.AsyncClient) -> None:
        answer = await edge.get("/notes/1", headers={"X-Request-ID": "trace-1_a.B"})
        assert answer.headers["x-request-id"] == "trace-1_a.B"

    @pytest.mark.parametrize("offered", ["", "a b", "x" * 65, 'a"b', "a{}b", "é"])
    async def test_any_other_is_replaced(self, edge: httpx.AsyncClient, offered: str) -> None:
        headers = {b"X-Request-ID": offered.encode()}
        answer = await edge.get("/notes/1", headers=headers)
        assert re.fullmatch(r"[0-9a-f]{32}", answer.headers["x-request-id"])


class TestAccessLog:
    @pytest.fixture
    def lines(self, caplog: pytest.LogCaptureFixture) -> pytest.LogCaptureFixture:
        caplog.set_level(logging.INFO, "outlay.access")
        return caplog

    async def test_it_has_the_template_and_no_secret(
        self, edge: httpx.AsyncClient, lines: pytest.LogCaptureFixture
    ) -> None:
        await edge.get(
            "/notes/4711?from=hunter2",
            headers={"Authorization": "Bearer hunter2", "Cookie": "hunter2", "Referer": "hunter2"},
        )
        (record,) = [record for record in lines.records if record.name == "outlay.access"]
        fields = getattr(record, FIELDS)
        assert (fields["method"], fields["path"], fields["status"]) == ("GET", "/notes/{number}", 422)
        assert fields["client"] == "192.0.2.1"
        assert fields["duration_ms"] >= 0
        assert "hunter2" not in JsonFormatter().format(record)

    async def test_a_path_without_a_route_goes_without_its_query(
        self, edge: httpx.AsyncClient, lines: pytest.LogCaptureFixture
    ) -> None:
        await edge.get("/nowhere?token=hunter2")
        (record,) = [record for record in lines.records if record.name == "outlay.access"]
        assert getattr(record, FIELDS)["path"] == "/nowhere"

    async def test_the_client_behind_a_trusted_proxy_is_named(
        self, edge_app: FastAPI, lines: pytest.LogCaptureFixture
    ) -> None:
        transport = httpx.ASGITransport(app=edge_app, client=("10.0.0.1", 80))
        async with httpx.AsyncClient(transport=transport, base_url="http://outlay.test") as proxy:
            await proxy.get("/notes/1", headers={"X-Forwarded-For": "6.6.6.6, 203.0.113.9"})
        (record,) = [record for record in lines.records if record.name == "outlay.access"]
        assert getattr(record, FIELDS)["client"] == "203.0.113.9"

    async def test_the_user_is_named_once_known(
        self, client: httpx.AsyncClient, lines: pytest.LogCaptureFixture
    ) -> None:
        from tests.people import registered

        ann = await registered(client)
        me = await client.get("/me", headers=ann.headers)
        fields = getattr([r for r in lines.records if r.name == "outlay.access"][-1], FIELDS)
        assert fields["user_id"] == me.json()["id"]
        assert ann.token not in lines.text


class TestLogLines:
    def test_each_is_one_json_object_with_the_request(self) -> None:
        record = logging.LogRecord("x", logging.INFO, "f.py", 1, "two\nlines %s", ("é",), None)
        token = current_request_id.set("req-7")
        line = JsonFormatter().format(record)
        current_request_id.reset(token)
        assert "\n" not in line
        parsed = json.loads(line)
        assert parsed["message"] == "two\nlines é"
        assert (parsed["request_id"], parsed["level"], parsed["logger"]) == ("req-7", "info", "x")
        assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z", parsed["at"])

    def test_the_level_is_the_setting(self, capsys: pytest.CaptureFixture[str]) -> None:
        root = logging.getLogger()
        before = root.handlers[:], root.level
        try:
            configure_logging("warning")
            logging.getLogger("outlay.access").info("quiet")
            logging.getLogger("uvicorn.error").warning("loud")
        finally:
            root.handlers[:], root.level = before[0], before[1]
            logging.getLogger("uvicorn.access").disabled = False
        (line,) = capsys.readouterr().err.splitlines()
        assert json.loads(line)["message"] == "loud"


class TestSecurityHeaders:
    @pytest.mark.parametrize("path", ["/notes/1", "/nowhere", "/bug", "/docs", "/", "/app/"])
    async def test_they_are_on_every_answer(self, edge: httpx.AsyncClient, path: str) -> None:
        headers = (await edge.get(path)).headers
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["referrer-policy"] == "same-origin"
        assert headers["cross-origin-opener-policy"] == "same-origin"
        assert "geolocation=()" in headers["permissions-policy"]
        assert len(headers.get_list("content-security-policy")) == 1

    async def test_the_policy_lets_in_nothing_foreign(self, edge: httpx.AsyncClient) -> None:
        policy = dict(
            directive.split(" ", 1)
            for directive in (await edge.get("/docs")).headers["content-security-policy"].split("; ")
        )
        assert policy == {
            "default-src": "'self'",
            "script-src": "'self'",
            "style-src": "'self' 'unsafe-inline'",
            "img-src": "'self' data:",
            "connect-src": "'self'",
            "object-src": "'none'",
            "base-uri": "'none'",
            "form-action": "'self'",
            "frame-ancestors": "'none'",
        }


class TestCors:
    @pytest.mark.parametrize(
        "name", ["Authorization", "Content-Type", "If-Match", "If-None-Match", "Idempotency-Key"]
    )
    async def test_the_origin_of_the_setting_may_send(self, edge: httpx.AsyncClient, name: str) -> None:
        asked = {"Access-Control-Request-Method": "PATCH", "Access-Control-Request-Headers": name}
        answer = await edge.options("/notes", headers={**ORIGIN, **asked})
        assert answer.status_code == 200
        assert answer.headers["access-control-allow-origin"] == ORIGIN["Origin"]
        assert "PATCH" in answer.headers["access-control-allow-methods"]
        assert name.lower() in answer.headers["access-control-allow-headers"].lower()
        assert "access-control-allow-credentials" not in answer.headers
        assert answer.headers["x-request-id"]

    async def test_and_read_these_headers(self, edge: httpx.AsyncClient) -> None:
        exposed = (await edge.get("/notes/1", headers=ORIGIN)).headers["access-control-expose-headers"]
        assert {name.strip() for name in exposed.split(",")} == {
            "ETag", "Link", "X-Total-Count", "X-Total-Amount", "X-Revision", "Idempotency-Replayed",
            "Retry-After", "X-Request-ID", "Content-Disposition",
        }  # fmt: skip

    @pytest.mark.parametrize("path", ["/bug", "/nowhere"])
    async def test_and_read_errors(self, edge: httpx.AsyncClient, path: str) -> None:
        answer = await edge.get(path, headers=ORIGIN)
        assert answer.headers["access-control-allow-origin"] == ORIGIN["Origin"]

    async def test_another_origin_may_not(self, edge: httpx.AsyncClient) -> None:
        asked = {"Origin": "https://evil.example", "Access-Control-Request-Method": "GET"}
        answer = await edge.options("/notes", headers=asked)
        assert refusal(answer) == (400, "cross_origin_refused")
        assert "evil" not in answer.text
        assert "access-control-allow-origin" not in answer.headers
        assert "Origin" in answer.headers["vary"].split(", ")
        assert answer.headers["x-request-id"]
        assert "access-control-allow-origin" not in (await edge.get("/notes/1", headers=asked)).headers

    @pytest.mark.parametrize(
        "asked",
        [
            {"Access-Control-Request-Method": "CONNECT"},
            {"Access-Control-Request-Method": "GET", "Access-Control-Request-Headers": "X-Other"},
        ],
    )
    async def test_another_form_is_refused_like_everything_else(
        self, edge: httpx.AsyncClient, asked: dict[str, str]
    ) -> None:
        answer = await edge.options("/notes", headers={**ORIGIN, **asked})
        assert refusal(answer) == (400, "cross_origin_refused")


class TestBodyLimit:
    async def test_a_body_of_just_the_limit_is_read(self, edge: httpx.AsyncClient) -> None:
        body = b'{"amount": 1}'.ljust(1024)
        answer = await edge.post("/notes", content=body, headers={"Content-Type": "application/json"})
        assert answer.status_code == 201

    async def test_one_byte_more_is_413(self, edge: httpx.AsyncClient) -> None:
        body = b'{"amount": 1}'.ljust(1025)
        answer = await edge.post("/notes", content=body, headers={"Content-Type": "application/json"})
        assert (answer.status_code, answer.json()["code"]) == (413, "body_too_large")

    async def test_so_it_is_in_pieces_that_announce_no_length(self, edge: httpx.AsyncClient) -> None:
        sent = 0

        async def pieces() -> AsyncIterator[bytes]:
            nonlocal sent
            for _ in range(100):
                sent += 100
                yield b" " * 100

        answer = await edge.post("/notes", content=pieces(), headers={"Content-Type": "application/json"})
        assert (answer.status_code, answer.json()["code"]) == (413, "body_too_large")
        assert sent <= 1200

    @pytest.mark.parametrize("path", ["/nowhere", "/docs"])
    async def test_an_announced_length_is_refused_everywhere(
        self, edge: httpx.AsyncClient, path: str
    ) -> None:
        answer = await edge.post(path, content=b" " * 2000)
        assert answer.status_code == 413

    async def test_it_can_be_read_from_a_browser_elsewhere(self, edge: httpx.AsyncClient) -> None:
        answer = await edge.post("/notes", content=b" " * 2000, headers=ORIGIN)
        assert answer.headers["access-control-allow-origin"] == ORIGIN["Origin"]


class TestCompression:
    async def test_a_long_answer_is_compressed_for_those_who_take_it(self, edge: httpx.AsyncClient) -> None:
        plain = await edge.get("/openapi.json", headers={"Accept-Encoding": "identity"})
        packed = await edge.get("/openapi.json", headers={"Accept-Encoding": "gzip"})
        assert "content-encoding" not in plain.headers
        assert packed.headers["content-encoding"] == "gzip"
        assert int(packed.headers["content-length"]) < int(plain.headers["content-length"]) / 3
        assert packed.json() == plain.json()

    async def test_a_cache_keeps_both_apart(self, edge: httpx.AsyncClient) -> None:
        for coding in ("identity", "gzip"):
            answer = await edge.get("/openapi.json", headers={"Accept-Encoding": coding})
            assert "Accept-Encoding" in answer.headers["vary"]

    async def test_a_short_one_goes_as_it_is(self, edge: httpx.AsyncClient) -> None:
        answer = await edge.get("/notes/1", headers={"Accept-Encoding": "gzip"})
        assert answer.status_code == 200
        assert "content-encoding" not in answer.headers


class TestPreconditionHeaders:
    @pytest.mark.parametrize(
        ("lines", "stale", "unchanged"),
        [
            ([], False, False),
            ([("If-Match", '"17"')], False, False),
            ([("If-Match", '"16"'), ("If-Match", '"17"')], False, False),
            ([("If-Match", '"16"')], True, False),
            ([("If-None-Match", 'W/"17"')], True, True),
            ([("If-None-Match", '"1"'), ("If-None-Match", '"17"')], True, True),
        ],
    )
    async def test_they_may_come_in_several_lines(
        self, edge: httpx.AsyncClient, lines: list[tuple[str, str]], stale: bool, unchanged: bool
    ) -> None:
        answer = await edge.get("/preconditions", headers=lines)
        assert answer.json() == {"stale": stale, "unchanged": unchanged}
