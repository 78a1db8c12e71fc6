"""The pages we serve: the browser app and the documentation, without anything foreign or inline."""

from __future__ import annotations

import re
from pathlib import Path

import httpx
import pytest

from api.settings import Settings

pytestmark = pytest.mark.anyio


@pytest.fixture
def dist(edge_settings: Settings) -> Path:
    """A build of the browser app."""
    folder = edge_settings.web_dir
    (folder / "assets").mkdir(parents=True)
    (folder / "index.html").write_text("<!doctype html><title>Outlay</title>")
    (folder / "start.js").write_text("'use strict'")
    (folder / "sw.js").write_text("'use strict'")
    (folder / "manifest.webmanifest").write_text("{}")
    (folder / "assets" / "main-4f3a.js").write_text("x" * 5000)
    (folder.parent / "outside.txt").write_text("secret")
    return folder


class TestBrowserApp:
    @pytest.mark.parametrize("path", ["/", "/app"])
    async def test_the_root_leads_to_it(self, edge: httpx.AsyncClient, path: str) -> None:
        answer = await edge.get(path)
        assert (answer.status_code, answer.headers["location"]) == (307, "/app/")

    @pytest.mark.parametrize("path", ["", "login", "expenses", "categories/deep/er", "a.b"])
    async def test_each_of_its_paths_gets_its_page(
        self, edge: httpx.AsyncClient, dist: Path, path: str
    ) -> None:
        answer = await edge.get(f"/app/{path}")
        assert answer.status_code == 200
        assert answer.text == (dist / "index.html").read_text()
        assert answer.headers["content-type"].startswith("text/html")
        assert answer.headers["cache-control"] == "no-cache"

    async def test_files_with_a_hash_are_kept_for_good_and_sent_compressed(
        self, edge: httpx.AsyncClient, dist: Path
    ) -> None:
        answer = await edge.get("/app/assets/main-4f3a.js", headers={"Accept-Encoding": "gzip"})
        assert answer.text == "x" * 5000
        assert answer.headers["cache-control"] == "public, max-age=31536000, immutable"
        assert answer.headers["content-encoding"] == "gzip"

    async def test_a_file_is_sent_as_its_packed_copy_where_the_client_takes_it(
        self, edge: httpx.AsyncClient, dist: Path
    ) -> None:
        (dist / "assets" / "main-4f3a.js.br").write_bytes(b"packed")
        url = "/app/assets/main-4f3a.js"
        async with edge.stream("GET", url, headers={"Accept-Encoding": "gzip, br"}) as answer:
            assert b"".join([part async for part in answer.aiter_raw()]) == b"packed"
        assert answer.headers["content-encoding"] == "br"
        assert answer.headers["content-type"].startswith("text/javascript")
        assert "Accept-Encoding" in answer.headers["vary"]
        plain = await edge.get(url, headers={"Accept-Encoding": "gzip"})
        assert plain.text == "x" * 5000
        assert "Accept-Encoding" in plain.headers["vary"]
        assert plain.headers["etag"] != answer.headers["etag"]

    async def test_other_files_are_asked_for_again(self, edge: httpx.AsyncClient, dist: Path) -> None:
        answer = await edge.get("/app/start.js")
        assert answer.headers["cache-control"] == "no-cache"
        again = await edge.get("/app/start.js", headers={"If-None-Match": answer.headers["etag"]})
        assert again.status_code == 304

    @pytest.mark.parametrize(
        ("path", "kinds"),
        [
            # Browsers refuse a service worker of any other type.
            ("sw.js", {"text/javascript", "application/javascript"}),
            ("manifest.webmanifest", {"application/manifest+json"}),
        ],
    )
    async def test_what_installs_the_app_is_asked_for_again_and_has_its_type(
        self, edge: httpx.AsyncClient, dist: Path, path: str, kinds: set[str]
    ) -> None:
        answer = await edge.get(f"/app/{path}")
        assert answer.headers["cache-control"] == "no-cache"
        assert answer.headers["content-type"].split(";")[0] in kinds

    async def test_a_missing_script_is_404_and_no_page(self, edge: httpx.AsyncClient, dist: Path) -> None:
        answer = await edge.get("/app/assets/main-old.js")
        assert (answer.status_code, answer.json()["code"]) == (404, "not_found")

    @pytest.mark.parametrize("path", ["../outside.txt", "%2e%2e/outside.txt", "..%2foutside.txt"])
    async def test_nothing_outside_is_served(self, edge: httpx.AsyncClient, dist: Path, path: str) -> None:
        assert "secret" not in (await edge.get(f"/app/{path}")).text

    async def test_without_a_build_it_says_what_to_do(self, edge: httpx.AsyncClient) -> None:
        answer = await edge.get("/app/")
        assert (answer.status_code, answer.json()["code"]) == (503, "app_not_built")
        assert "make run" in answer.json()["detail"]

    async def test_a_build_that_comes_later_is_served(
        self, edge: httpx.AsyncClient, edge_settings: Settings
    ) -> None:
        await edge.get("/app/")
        edge_settings.web_dir.mkdir()
        (edge_settings.web_dir / "index.html").write_text("built")
        assert (await edge.get("/app/")).text == "built"


class TestDocs:
    async def test_everything_on_the_page_is_ours_and_there(self, edge: httpx.AsyncClient) -> None:
        page = (await edge.get("/docs")).text
        assert not re.search(r"<script(?![^>]*\bsrc=)|<style|\bon\w+=|style=", page)
        used = re.findall(r'(?:src|href)="([^"]+)"', page)
        assert all(link.startswith("/") for link in used)
        for link in used:
            if link != "/openapi.json":
                assert (await edge.get(link)).status_code == 200

    async def test_scripts_have_the_type_that_nosniff_demands(self, edge: httpx.AsyncClient) -> None:
        for path in ("/docs/start.js", "/docs/assets/swagger-ui-bundle.js"):
            assert (await edge.get(path)).headers["content-type"].startswith("text/javascript")


class TestSlashes:
    @pytest.mark.parametrize("path", ["/expenses/", "/login/", "/me/"])
    async def test_one_too_many_is_a_problem_and_leads_to_no_host(
        self, client: httpx.AsyncClient, path: str
    ) -> None:
        answer = await client.get(path, headers={"Host": "attacker.example"})
        assert answer.status_code == 404
        assert answer.json()["code"] == "not_found"
        assert "location" not in answer.headers
