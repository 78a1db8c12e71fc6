"""What the machine may lack: each ends in one sentence that says what to do."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
TOOLS = ["sh", "sed", "cat", "mktemp", "rm", "echo", "command"]


@pytest.fixture
def machine(tmp_path: Path) -> Path:
    """A folder that stands for the PATH of a bare machine."""
    folder = tmp_path / "bin"
    folder.mkdir()
    for tool in TOOLS:
        found = shutil.which(tool)
        if found:
            (folder / tool).symlink_to(found)
    return folder


def install(machine: Path, name: str, script: str) -> None:
    program = machine / name
    program.write_text(f"#!/bin/sh\n{script}\n")
    program.chmod(0o755)


def run(machine: Path, *command: str, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [str(ROOT / ".ci" / command[0]), *command[1:]],
        env={"PATH": str(machine), "TMPDIR": os.environ.get("TMPDIR", "/tmp"), **environment},
        capture_output=True,
        text=True,
    )


def assert_one_sentence(ended: subprocess.CompletedProcess[str], *words: str) -> None:
    assert ended.returncode == 1
    assert ended.stdout == ""
    assert len(ended.stderr.strip().splitlines()) == 1
    for word in words:
        assert word in ended.stderr


class TestPython:
    def test_none_at_all(self, machine: Path) -> None:
        assert_one_sentence(run(machine, "find-python"), "Python 3.11", "none was found")

    def test_a_shim_that_leads_nowhere_is_none(self, machine: Path) -> None:
        install(machine, "python3.13", "echo 'command not found' >&2; exit 127")
        assert_one_sentence(run(machine, "find-python"), "none was found")

    def test_too_old(self, machine: Path) -> None:
        install(machine, "python3", 'case "$2" in *print*) echo 3.9;; *) exit 1;; esac')
        assert_one_sentence(run(machine, "find-python"), "3.11", "python3 is 3.9")

    def test_without_venv(self, machine: Path) -> None:
        install(
            machine, "python3", 'case "$2" in *print*) echo 3.12;; *ensurepip*) exit 1;; *) exit 0;; esac'
        )
        assert_one_sentence(run(machine, "find-python"), "venv", "python3-venv")

    def test_the_newest_is_taken(self, machine: Path) -> None:
        good = 'case "$2" in *print*) echo 3.12;; *) exit 0;; esac'
        for name in ["python3", "python3.11", "python3.12"]:
            install(machine, name, good)
        assert run(machine, "find-python").stdout.strip() == str(machine / "python3.12")

    def test_the_named_one_is_taken(self, machine: Path) -> None:
        good = 'case "$2" in *print*) echo 3.12;; *) exit 0;; esac'
        for name in ["python3.12", "mine"]:
            install(machine, name, good)
        assert run(machine, "find-python", PYTHON="mine").stdout.strip() == str(machine / "mine")


class TestNode:
    def test_none_at_all(self, machine: Path) -> None:
        assert_one_sentence(run(machine, "find-node"), "Node.js 20.19", "none was found")

    @pytest.mark.parametrize("version", ["v18.20.4", "v20.18.3"])
    def test_too_old(self, machine: Path, version: str) -> None:
        install(machine, "node", f"echo {version}")
        install(machine, "npm", "echo 11.0.0")
        assert_one_sentence(run(machine, "find-node"), "20.19", version.removeprefix("v"))

    def test_without_npm(self, machine: Path) -> None:
        install(machine, "node", "echo v24.1.0")
        assert_one_sentence(run(machine, "find-node"), "npm")

    @pytest.mark.parametrize("version", ["v20.19.0", "v22.1.0", "v24.21.0"])
    def test_new_enough(self, machine: Path, version: str) -> None:
        install(machine, "node", f"echo {version}")
        install(machine, "npm", "echo 11.0.0")
        ended = run(machine, "find-node")
        assert (ended.returncode, ended.stdout, ended.stderr) == (0, "", "")


class TestNoisyCommands:
    def test_say_one_line_when_all_is_well(self, machine: Path) -> None:
        ended = run(machine, "quietly", "Installing", "Advice.", "sh", "-c", "echo noise; echo more >&2")
        assert (ended.returncode, ended.stdout, ended.stderr) == (0, "Installing ...\n", "")

    def test_show_everything_and_the_advice_when_they_fail(self, machine: Path) -> None:
        ended = run(machine, "quietly", "Installing", "Advice.", "sh", "-c", "echo noise; exit 3")
        assert ended.returncode == 1
        assert ended.stderr.splitlines() == ["noise", "Advice."]


class TestMakefile:
    def test_help_names_every_public_target(self) -> None:
        told = subprocess.run(["make", "help"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
        for target in ["setup", "run", "demo", "test", "check", "dev", "migrate", "openapi", "lock", "clean"]:
            assert f"  make {target} " in told

    def test_hands_settings_on(self, tmp_path: Path) -> None:
        for name in ["Makefile", "pyproject.toml"]:
            shutil.copy(ROOT / name, tmp_path / name)
        probe = tmp_path / "probe.mk"
        probe.write_text("include Makefile\nprobe:\n\t@env\n")
        asked = ["make", "-f", "probe.mk", "probe", "PORT=8123", "HOST=::1", "OUTLAY_DATA_DIR=/some/dir"]
        environment = {"PATH": os.environ["PATH"], "OUTLAY_TOKEN_DAYS": "3"}
        told = subprocess.run(
            asked, cwd=tmp_path, env=environment, capture_output=True, text=True, check=True
        ).stdout.splitlines()
        for setting in [
            "OUTLAY_PORT=8123",
            "OUTLAY_HOST=::1",
            "OUTLAY_DATA_DIR=/some/dir",
            "OUTLAY_TOKEN_DAYS=3",
        ]:
            assert setting in told

    def test_ignores_what_shells_call_host(self, tmp_path: Path) -> None:
        shutil.copy(ROOT / "Makefile", tmp_path / "Makefile")
        (tmp_path / "probe.mk").write_text("include Makefile\nprobe:\n\t@env\n")
        environment = {"PATH": os.environ["PATH"], "HOST": "my-laptop", "PORT": "1"}
        told = subprocess.run(
            ["make", "-f", "probe.mk", "probe"],
            cwd=tmp_path,
            env=environment,
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        assert "OUTLAY_" not in told


class TestMariaDB:
    """Every folder where a server may be is one of the bare machine."""

    def needed(self, machine: Path, **environment: str) -> subprocess.CompletedProcess[str]:
        return run(machine, "need-mariadb", SERVER_FOLDERS=str(machine), **environment)

    def test_is_not_needed_where_a_server_is_named(self, machine: Path) -> None:
        assert self.needed(machine, TEST_MARIADB_URL="mariadb://root@host/mysql").returncode == 0

    def test_is_not_installed_twice(self, machine: Path) -> None:
        install(machine, "mariadbd", "exit 0")
        install(machine, "apt-get", "exit 1")
        assert self.needed(machine).returncode == 0

    def test_cannot_be_had_without_apt(self, machine: Path) -> None:
        assert_one_sentence(self.needed(machine), "MariaDB", "apt-get", "TEST_MARIADB_URL")

    def test_cannot_be_installed_by_anybody(self, machine: Path) -> None:
        install(machine, "apt-get", "exit 1")
        install(machine, "id", "echo 1000")
        assert_one_sentence(self.needed(machine), "only root", "apt-get install mariadb-server")

    @pytest.mark.parametrize("user", ["0", "1000"])
    def test_is_installed_by_root_and_by_who_may_become_it(self, machine: Path, user: str) -> None:
        install(machine, "id", f"echo {user}")
        install(machine, "env", 'shift; exec "$@"')
        install(machine, "sudo", 'shift; exec "$@"')
        install(machine, "true", "exit 0")
        install(machine, "apt-get", f'echo "$@" >>{machine}/asked')
        assert self.needed(machine).returncode == 0
        asked = (machine / "asked").read_text().splitlines()
        assert asked == ["update -q", "install -y -q --no-install-recommends mariadb-server"]

    def test_that_cannot_be_installed_says_what_apt_said(self, machine: Path) -> None:
        install(machine, "id", "echo 0")
        install(machine, "apt-get", "echo no such package; exit 100")
        ended = self.needed(machine)
        assert ended.returncode == 1
        assert "no such package" in ended.stderr
        assert "could not be installed" in ended.stderr
