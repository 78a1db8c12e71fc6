"""What can be known about the container files without a container engine."""

from __future__ import annotations

import ast
import json
import re
from fnmatch import fnmatch
from pathlib import Path
from typing import Any

import pytest
import yaml

from api.cli.main import outlay
from api.cli.serving import serve
from api.settings import Settings

ROOT = Path(__file__).resolve().parents[2]
SETTINGS = {f"OUTLAY_{name.upper()}" for name in Settings.model_fields}


def instructions() -> list[tuple[str, str]]:
    """The Dockerfile as (instruction, arguments), with continued lines joined."""
    text = (ROOT / "Dockerfile").read_text().replace("\\\n", " ")
    lines = [line.strip() for line in text.splitlines() if line.strip() and not line.startswith("#")]
    return [(line.split(" ", 1)[0], line.split(" ", 1)[1].strip()) for line in lines]


def arguments_of(name: str) -> list[str]:
    return [arguments for instruction, arguments in instructions() if instruction == name]


def environment() -> dict[str, str]:
    pairs = [pair for line in arguments_of("ENV") for pair in line.split()]
    return dict(pair.split("=", 1) for pair in pairs)


def compose() -> dict[str, Any]:
    loaded: dict[str, Any] = yaml.safe_load((ROOT / "docker-compose.yml").read_text())
    return loaded


class TestDockerfile:
    def test_copies_only_what_exists_and_is_not_ignored(self) -> None:
        ignored = [line for line in (ROOT / ".dockerignore").read_text().splitlines() if line[:1] not in "#"]
        allowed = {line.removeprefix("!") for line in ignored if line.startswith("!")}
        refused = {line for line in ignored if not line.startswith("!")}
        for arguments in arguments_of("COPY"):
            if arguments.startswith("--from="):
                continue
            for source in arguments.split()[:-1]:
                path = source.rstrip("/")
                assert (ROOT / path).exists(), f"{source} is copied and does not exist"
                assert path.split("/")[0] in allowed, f"{source} is copied and kept out by .dockerignore"
                assert not any(fnmatch(path, pattern) for pattern in refused - {"*"})

    def test_sets_only_settings_that_exist(self) -> None:
        named = {name for name in environment() if name.startswith("OUTLAY_")}
        assert named
        assert named <= SETTINGS

    def test_installs_what_the_makefile_installs(self) -> None:
        runs = " && ".join(arguments_of("RUN"))
        makefile = (ROOT / "Makefile").read_text()
        for options in [
            "--require-hashes -r requirements.lock",
            "--no-deps --no-build-isolation --editable .",
            "npm ci --no-audit --no-fund --loglevel=error",
            "npm run --silent build",
        ]:
            assert options in runs
            assert options in makefile

    def test_runs_the_command_of_make_run(self) -> None:
        command = json.loads(arguments_of("CMD")[-1])
        assert command[0] == "outlay"
        assert f"$(BIN)/{' '.join(command)}" in (ROOT / "Makefile").read_text()
        assert command[1] in outlay.list_commands(None)  # type: ignore[arg-type]
        options = {option for parameter in serve.params for option in parameter.opts}
        assert set(command[2:]) <= options

    def test_asks_for_its_health_in_python_that_parses(self) -> None:
        check = arguments_of("HEALTHCHECK")[0]
        command = json.loads(check[check.index("[") :])
        assert command[:2] == ["python", "-c"]
        ast.parse(command[2])
        assert "/health/ready" in command[2]

    def test_runs_as_an_unprivileged_user_who_owns_the_data(self) -> None:
        user = arguments_of("USER")[-1]
        assert user not in {"root", "0"}
        runs = " ".join(arguments_of("RUN"))
        assert re.search(rf"useradd .*\b{user}\b", runs)
        assert f"install -d -o {user}" in runs
        assert arguments_of("VOLUME") == [environment()["OUTLAY_DATA_DIR"]]

    def test_uses_no_here_document(self) -> None:
        assert "<<" not in (ROOT / "Dockerfile").read_text()


class TestCompose:
    @pytest.mark.parametrize("service", ["outlay", "database"])
    def test_has_the_service(self, service: str) -> None:
        assert service in compose()["services"]

    def test_sets_only_settings_that_exist(self) -> None:
        named = set(compose()["services"]["outlay"]["environment"])
        assert named
        assert named <= SETTINGS

    def test_names_the_database_it_starts(self) -> None:
        services = compose()["services"]
        database = services["database"]["environment"]
        url = services["outlay"]["environment"]["OUTLAY_DATABASE_URL"]
        assert url.startswith(f"postgresql://{database['POSTGRES_USER']}:")
        assert url.endswith(f"@database:5432/{database['POSTGRES_DB']}")

    def test_has_no_password_of_its_own(self) -> None:
        text = (ROOT / "docker-compose.yml").read_text()
        uses = re.findall(r"\$\{POSTGRES_PASSWORD(.*?)\}", text)
        assert uses
        assert all(use.startswith(":?") for use in uses)

    def test_keeps_data_in_declared_volumes(self) -> None:
        loaded = compose()
        for service in loaded["services"].values():
            for mount in service["volumes"]:
                source = mount.split(":")[0]
                # A file of ours may be read, but nothing is kept beside the volumes.
                ours = source.startswith("./") and (ROOT / source).is_file() and mount.endswith(":ro")
                assert ours or source in loaded["volumes"]
        assert "data:/data" in loaded["services"]["outlay"]["volumes"]

    def test_scales_to_two_servers_alike_behind_a_proxy(self) -> None:
        services = compose()["services"]
        one, two, proxy = (services[name] for name in ("outlay", "outlay-two", "proxy"))
        assert [service.get("profiles") for service in (one, two, proxy)] == [None, ["scale"], ["scale"]]
        apart = ("profiles", "ports")
        assert {k: v for k, v in one.items() if k not in apart} == {
            k: v for k, v in two.items() if k not in apart
        }
        named = re.findall(r"\$\{(\w+)\}", (ROOT / "docs" / "haproxy.cfg").read_text())
        assert set(named) == set(proxy["environment"])
        assert {proxy["environment"][name] for name in ("OUTLAY_ONE", "OUTLAY_TWO")} == {
            "outlay:8000",
            "outlay-two:8000",
        }

    def test_waits_for_a_healthy_database(self) -> None:
        services = compose()["services"]
        assert services["outlay"]["depends_on"]["database"] == {"condition": "service_healthy"}
        assert "pg_isready" in services["database"]["healthcheck"]["test"][1]

    def test_publishes_the_port_that_the_image_listens_on(self) -> None:
        published = compose()["services"]["outlay"]["ports"][0]
        assert published.endswith(f":{environment()['OUTLAY_PORT']}")
