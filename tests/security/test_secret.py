"""The signing secret: made once with mode 0600, and refused when it can be guessed or read."""

from __future__ import annotations

import multiprocessing
import stat
from pathlib import Path

import pytest
from pydantic import SecretStr

from api.security.secret import FILE_NAME, SecretRefused, load_secret

GOOD = "v3ry-l0ng-4nd-r4nd0m-kJ8sXq2LpZ7w"


class TestGiven:
    def test_a_good_one_is_taken_and_no_file_is_made(self, tmp_path: Path) -> None:
        assert load_secret(SecretStr(GOOD), tmp_path) == GOOD.encode()
        assert not (tmp_path / FILE_NAME).exists()

    @pytest.mark.parametrize(
        "weak",
        [
            "",
            "short",
            "a" * 64,
            "abc" * 20,
            "0123456789abcdef" * 4,
            "change-me-change-me-please-change-me",
            "CHANGEME-0123456789-0123456789-abc",
            "your-secret-key-goes-here-0123456789",
            "replace this with a long random text",
            "<insert a long random string here!>",
            "09d25e094faa6ca2556c818166b7a9563b93f7099f6f0f4caa6cf63b88e8d3e7",
        ],
    )
    def test_a_weak_or_example_one_is_refused_in_one_sentence(self, weak: str, tmp_path: Path) -> None:
        with pytest.raises(SecretRefused) as refused:
            load_secret(SecretStr(weak), tmp_path)
        text = str(refused.value)
        assert text.startswith("OUTLAY_SECRET_KEY ")
        assert "\n" not in text
        assert weak == "" or weak not in text

    def test_its_length_is_counted_in_bytes(self, tmp_path: Path) -> None:
        assert load_secret(SecretStr("äöüßéèêñçøåæþð🍕🍔x"), tmp_path)


class TestKept:
    def test_the_first_start_makes_one_that_only_we_can_read(self, tmp_path: Path) -> None:
        secret = load_secret(None, tmp_path / "data")
        file = tmp_path / "data" / FILE_NAME
        assert stat.S_IMODE(file.stat().st_mode) == 0o600
        assert len(secret) >= 32

    def test_the_next_start_takes_the_same(self, tmp_path: Path) -> None:
        assert load_secret(None, tmp_path) == load_secret(None, tmp_path)

    def test_two_folders_have_two_secrets(self, tmp_path: Path) -> None:
        assert load_secret(None, tmp_path / "a") != load_secret(None, tmp_path / "b")

    @pytest.mark.parametrize("mode", [0o604, 0o606, 0o644, 0o602])
    def test_one_that_every_user_can_read_or_change_is_refused(self, mode: int, tmp_path: Path) -> None:
        load_secret(None, tmp_path)
        (tmp_path / FILE_NAME).chmod(mode)
        with pytest.raises(SecretRefused, match="chmod 600"):
            load_secret(None, tmp_path)

    def test_a_weak_one_in_the_file_is_refused(self, tmp_path: Path) -> None:
        file = tmp_path / FILE_NAME
        file.write_text("password\n")
        file.chmod(0o600)
        with pytest.raises(SecretRefused, match="at least 32 bytes"):
            load_secret(None, tmp_path)

    def test_processes_that_start_at_once_agree(self, tmp_path: Path) -> None:
        context = multiprocessing.get_context("spawn")
        with context.Pool(4) as pool:
            secrets = pool.starmap(load_secret, [(None, tmp_path)] * 16)
            pool.close()
            pool.join()
        assert len(set(secrets)) == 1
