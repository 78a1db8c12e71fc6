"""The `outlay` command: what it does, and that what an operator can mend ends in one sentence."""

from __future__ import annotations

import json
import logging
import os
import signal
import socket
import sqlite3
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path

import click
import pytest

from api.cli.main import COMMANDS, main, outlay
from tests.infrastructure.ports import free_port

UVICORN = ("uvicorn", "uvicorn.error", "uvicorn.access")

Command = Callable[..., tuple[int, str, str]]


@pytest.fixture
def data_dir(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A data folder that does not exist yet, chosen as an operator chooses it."""
    folder = tmp_path / "data"
    monkeypatch.setenv("OUTLAY_DATA_DIR", str(folder))
    monkeypatch.setenv("OUTLAY_PASSWORD_MEMORY_KIB", "8")
    monkeypatch.setenv("OUTLAY_PASSWORD_ROUNDS", "1")
    return folder


@pytest.fixture(autouse=True)
def umask_as_before() -> Iterator[None]:
    """A command keeps what it writes to itself; the tests go on as they were."""
    kept = os.umask(0o022)
    yield
    os.umask(kept)


@pytest.fixture(autouse=True)
def logging_as_before() -> Iterator[None]:
    """`serve` sets up the logging of its process; here that is the tests' own."""
    loggers = [logging.getLogger(), *(logging.getLogger(name) for name in UVICORN)]
    kept = [(logger.handlers[:], logger.level, logger.propagate, logger.disabled) for logger in loggers]
    yield
    for logger, (handlers, level, propagate, disabled) in zip(loggers, kept, strict=True):
        logger.handlers[:] = handlers
        logger.setLevel(level)
        logger.propagate, logger.disabled = propagate, disabled


@pytest.fixture
def command(capsys: pytest.CaptureFixture[str], data_dir: Path) -> Command:
    """Runs `outlay …` and answers (status, output, errors)."""

    def run(*arguments: str) -> tuple[int, str, str]:
        with pytest.raises(SystemExit) as ended:
            main(list(arguments))
        captured = capsys.readouterr()
        code = ended.value.code
        return (code if isinstance(code, int) else 1 if code else 0), captured.out, captured.err

    return run


@pytest.fixture
def taken_port() -> Iterator[int]:
    """A port that another program listens on."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen()
        yield listener.getsockname()[1]


def assert_one_sentence(ended: tuple[int, str, str], *words: str) -> None:
    status, _, errors = ended
    assert status == 1
    assert "Traceback" not in errors
    assert errors.startswith("outlay: ")
    assert len(errors.strip().splitlines()) == 1
    for word in words:
        assert word in errors


class TestHelp:
    def test_names_every_command_and_the_settings(self, command: Command) -> None:
        status, output, _ = command("--help")
        assert status == 0
        assert "OUTLAY_" in output
        for name in COMMANDS:
            assert f"\n  {name} " in output

    @pytest.mark.parametrize("name", COMMANDS)
    def test_of_a_command_begins_as_the_list_says(self, name: str) -> None:
        context = click.Context(outlay)
        found = outlay.get_command(context, name)
        assert found is not None
        assert found.get_short_help_str(limit=200).rstrip(".") == COMMANDS[name][1].rstrip(".")

    def test_knows_no_other_command(self, command: Command) -> None:
        status, _, errors = command("explode")
        assert status == 2
        assert "No such command" in errors


class TestStarting:
    def test_needs_a_migrated_database(self, command: Command) -> None:
        assert_one_sentence(command("serve"), "outlay migrate")

    @pytest.mark.parametrize(
        ("setting", "value", "word"),
        [
            ("OUTLAY_PORT", "many", "OUTLAY_PORT"),
            ("OUTLAY_LOG_LEVEL", "loud", "OUTLAY_LOG_LEVEL"),
            ("OUTLAY_SECRET_KEY", "short", "32 bytes"),
            ("OUTLAY_SECRET_KEY", "a" * 64, "OUTLAY_SECRET_KEY"),
            ("OUTLAY_HOST", "nowhere.invalid", "nowhere.invalid"),
            ("OUTLAY_HOST", "203.0.113.7", "203.0.113.7"),
            ("OUTLAY_DATABASE_URL", "oracle://localhost/outlay", "sqlite://"),
            ("OUTLAY_DATABASE_URL", "not an address", "OUTLAY_DATABASE_URL"),
            ("OUTLAY_DATABASE_URL", "postgresql://127.0.0.1:1/outlay", "could not be reached"),
            ("OUTLAY_DATABASE_URL", "sqlite:////nowhere/at/all/outlay.db", "SQLite"),
            ("OUTLAY_DATA_DIR", "/dev/null/outlay", "OUTLAY_DATA_DIR"),
            ("OUTLAY_DATABASE_URL", "postgresql://u:p@h:1x/x", "OUTLAY_DATABASE_URL"),
            ("OUTLAY_DATABASE_URL", "sqlite:///:memory:", "must name a file"),
            ("OUTLAY_DATABASE_URL", "sqlite:///", "must name a file"),
            ("OUTLAY_TRUSTED_PROXIES", "10.0.0.1,foo", "OUTLAY_TRUSTED_PROXIES"),
            ("OUTLAY_TIME_ZONE", "localtime", "OUTLAY_TIME_ZONE"),
        ],
    )
    def test_refuses_a_setting_that_cannot_work(
        self, command: Command, monkeypatch: pytest.MonkeyPatch, setting: str, value: str, word: str
    ) -> None:
        monkeypatch.setenv(setting, value)
        assert_one_sentence(command("serve", "--migrate"), word)

    def test_says_that_the_port_is_taken(
        self, command: Command, monkeypatch: pytest.MonkeyPatch, taken_port: int
    ) -> None:
        monkeypatch.setenv("OUTLAY_PORT", str(taken_port))
        assert_one_sentence(command("serve", "--migrate"), str(taken_port), "taken", "PORT=8123")

    def test_says_that_the_port_for_metrics_is_taken(
        self, command: Command, monkeypatch: pytest.MonkeyPatch, taken_port: int
    ) -> None:
        monkeypatch.setenv("OUTLAY_PORT", str(free_port()))
        monkeypatch.setenv("OUTLAY_METRICS_PORT", str(taken_port))
        assert_one_sentence(command("serve", "--migrate"), str(taken_port), "OUTLAY_METRICS_PORT")

    def test_leaves_the_database_of_a_newer_version_alone(self, command: Command, data_dir: Path) -> None:
        command("migrate")
        with sqlite3.connect(data_dir / "outlay.db") as connection:
            connection.execute("UPDATE alembic_version SET version_num = 'from_the_future'")
        connection.close()
        assert_one_sentence(command("serve", "--migrate"), "from_the_future", "newer")


class TestServing:
    def test_answers_says_where_and_stops_on_sigterm(self, data_dir: Path) -> None:
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            port = probe.getsockname()[1]
        program = [sys.executable, "-c", "from api.cli.main import main; main()", "serve", "--migrate"]
        with subprocess.Popen(
            program,
            env={**os.environ, "OUTLAY_PORT": str(port), "OUTLAY_LOG_LEVEL": "warning"},
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        ) as server:
            assert server.stdout is not None
            assert server.stderr is not None
            announcement = server.stdout.readline()
            assert f"http://127.0.0.1:{port}/app/" in announcement, server.stderr.read()
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/health/ready", timeout=10) as answer:
                assert answer.status == 200
            asked = time.monotonic()
            server.send_signal(signal.SIGTERM)
            _, errors = server.communicate(timeout=15)
            assert time.monotonic() - asked < 10
            assert errors == ""
        assert (data_dir / "secret_key").stat().st_mode & 0o777 == 0o600


class TestMigrate:
    def test_may_be_repeated(self, command: Command) -> None:
        first = command("migrate")
        assert first[0] == 0
        assert "newest" in first[1]
        assert command("migrate") == first


class TestOpenapi:
    def test_prints_the_document_without_a_database(self, command: Command, data_dir: Path) -> None:
        status, output, _ = command("openapi")
        assert status == 0
        assert "/expenses" in json.loads(output)["paths"]
        assert not (data_dir / "outlay.db").exists()

    def test_writes_the_same_to_a_file(self, command: Command, tmp_path: Path) -> None:
        file = tmp_path / "openapi.json"
        assert command("openapi", "--output", str(file))[0] == 0
        assert file.read_text() == command("openapi")[1]


@pytest.mark.usefixtures("data_dir")
class TestOnEachEngine:
    @pytest.fixture(autouse=True)
    def on_this_database(self, database_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("OUTLAY_DATABASE_URL", database_url)

    @pytest.fixture
    def typed(self, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
        def type_password(password: str) -> None:
            monkeypatch.setattr("sys.stdin", _Lines(password + "\n"))

        return type_password

    def test_adds_a_person_once(self, command: Command, typed: Callable[[str], None]) -> None:
        typed("a good password")
        added = command("user", "add", "anna", "--password-stdin", "--currency", "JPY")
        assert added[0] == 0
        assert "anna" in added[1]
        typed("a good password")
        assert_one_sentence(command("user", "add", "ANNA", "--password-stdin"), "username")

    def test_adds_a_person_where_registration_is_closed(
        self, command: Command, typed: Callable[[str], None], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv("OUTLAY_REGISTRATION_OPEN", "false")
        typed("a good password")
        assert command("user", "add", "anna", "--password-stdin")[0] == 0

    @pytest.mark.parametrize(
        ("name", "password", "word"), [("anna", "short", "password"), ("a n", "a good password", "username")]
    )
    def test_refuses_a_bad_person(
        self, command: Command, typed: Callable[[str], None], name: str, password: str, word: str
    ) -> None:
        typed(password)
        assert_one_sentence(command("user", "add", name, "--password-stdin"), word)

    def test_fills_a_year_of_a_household_once(self, command: Command) -> None:
        status, output, _ = command("demo")
        assert status == 0
        assert "demo-household" in output
        recorded = int(output.split("Recorded ")[1].split(" ")[0])
        assert 800 <= recorded <= 1000
        assert "already" in command("demo")[1]
        status, output, _ = command("doctor")
        assert status == 0
        assert f"{recorded} expenses in 1 wallets" in output

    def test_examines_an_empty_database(self, command: Command) -> None:
        assert command("doctor")[0] == 0


class TestDoctor:
    def test_reports_a_total_that_differs(self, command: Command, data_dir: Path) -> None:
        command("demo")
        with sqlite3.connect(data_dir / "outlay.db") as connection:
            connection.execute("UPDATE wallets SET total_minor = total_minor + 1")
        connection.close()
        status, output, errors = command("doctor")
        assert status == 1
        assert "total" in output
        assert "Traceback" not in errors


class _Lines:
    """Standard input with one line in it."""

    def __init__(self, line: str) -> None:
        self._line = line

    def readline(self) -> str:
        return self._line
