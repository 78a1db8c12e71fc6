"""The lock files: complete, hashed, and free of hosts and folders of whoever made them."""

from __future__ import annotations

import json
import re
import tomllib
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[2]
PYTHON_LOCKS = ["requirements.lock", "requirements-dev.lock"]
PIN = re.compile(r"^([A-Za-z0-9._-]+)==([^ ;\\]+)", re.MULTILINE)


def pins(lock: str) -> dict[str, str]:
    return dict(PIN.findall((ROOT / lock).read_text()))


def asked_for() -> dict[str, list[str]]:
    """The names in pyproject.toml, by the lock file they belong to."""
    project: dict[str, Any] = tomllib.loads((ROOT / "pyproject.toml").read_text())
    run = [*project["project"]["dependencies"], *project["dependency-groups"]["build"]]
    return {
        "requirements.lock": run,
        "requirements-dev.lock": [*run, *project["dependency-groups"]["dev"]],
    }


def canonical(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


@pytest.mark.parametrize("lock", PYTHON_LOCKS)
class TestPythonLocks:
    def test_name_no_host_and_no_folder(self, lock: str) -> None:
        text = (ROOT / lock).read_text()
        assert not re.search(r"https?://|file:|^--?[a-z]|/(home|root|tmp|work|usr)/", text, re.MULTILINE)

    def test_have_a_hash_for_each_package(self, lock: str) -> None:
        entries = re.split(r"\n(?=[A-Za-z0-9])", (ROOT / lock).read_text())
        packages = [entry for entry in entries if PIN.match(entry)]
        assert packages
        assert [entry.splitlines()[0] for entry in packages if "--hash=sha256:" not in entry] == []

    def test_hold_all_that_is_asked_for(self, lock: str) -> None:
        names = {canonical(re.split(r"[\[<>=~!; ]", wanted)[0]) for wanted in asked_for()[lock]}
        assert names - {canonical(name) for name in pins(lock)} == set()


class TestTogether:
    def test_development_uses_the_versions_that_are_delivered(self) -> None:
        delivered = pins("requirements.lock")
        development = pins("requirements-dev.lock")
        assert delivered.items() <= development.items()


class TestWebLock:
    def test_names_no_host_and_no_folder(self) -> None:
        lock = json.loads((ROOT / "web" / "package-lock.json").read_text())
        packages = lock["packages"]
        assert packages
        assert [name for name, entry in packages.items() if "resolved" in entry] == []

    def test_has_a_hash_for_each_package(self) -> None:
        lock = json.loads((ROOT / "web" / "package-lock.json").read_text())
        installed = {name: entry for name, entry in lock["packages"].items() if name}
        assert [name for name, entry in installed.items() if "integrity" not in entry] == []

    def test_pins_exact_versions(self) -> None:
        package = json.loads((ROOT / "web" / "package.json").read_text())
        wanted = {**package["dependencies"], **package["devDependencies"]}
        assert [name for name, version in wanted.items() if not version[0].isdigit()] == []
