"""Password hashes: the algorithm, its cost, its threads and equal time."""

from __future__ import annotations

import os
import sys
import threading
import time
from collections.abc import AsyncIterator, Callable
from statistics import median

import pytest

from api.security.passwords import Passwords
from api.settings import Settings

pytestmark = pytest.mark.anyio


@pytest.fixture
async def cheap() -> AsyncIterator[Passwords]:
    passwords = Passwords(memory_kib=8, rounds=1)
    yield passwords
    passwords.close()


class TestHashing:
    async def test_the_default_cost_is_argon2id_with_19_mib_two_rounds_one_lane(self) -> None:
        fields = Settings.model_fields
        passwords = Passwords(
            memory_kib=fields["password_memory_kib"].default, rounds=fields["password_rounds"].default
        )
        stored = await passwords.hash("correct horse")
        passwords.close()
        assert stored.startswith("$argon2id$v=19$m=19456,t=2,p=1$")

    async def test_a_right_password_is_right(self, cheap: Passwords) -> None:
        verdict = await cheap.verify("correct horse", await cheap.hash("correct horse"))
        assert verdict.is_right
        assert verdict.better_hash is None

    async def test_another_password_is_wrong(self, cheap: Passwords) -> None:
        assert not (await cheap.verify("Correct horse", await cheap.hash("correct horse"))).is_right

    async def test_the_same_password_never_has_the_same_hash(self, cheap: Passwords) -> None:
        assert await cheap.hash("correct horse") != await cheap.hash("correct horse")

    async def test_the_form_in_which_a_keyboard_sends_a_letter_does_not_count(self, cheap: Passwords) -> None:
        assert (await cheap.verify("caf\u0065\u0301s", await cheap.hash("caf\u00e9s"))).is_right

    async def test_a_hash_of_older_cost_is_replaced_when_the_password_is_right(
        self, cheap: Passwords
    ) -> None:
        stored = await cheap.hash("correct horse")
        dearer = Passwords(memory_kib=16, rounds=1)
        right = await dearer.verify("correct horse", stored)
        wrong = await dearer.verify("wrong horse", stored)
        dearer.close()
        assert right.better_hash is not None
        assert "m=16," in right.better_hash
        assert wrong.better_hash is None


class TestUnknownUsers:
    async def test_nobodys_password_is_always_wrong(self, cheap: Passwords) -> None:
        assert not (await cheap.verify("nobody has this password", None)).is_right

    async def test_it_takes_the_time_of_a_real_one(self) -> None:
        passwords = Passwords(memory_kib=4096, rounds=2)
        stored = await passwords.hash("correct horse")

        async def seconds(known: str | None) -> float:
            started = time.perf_counter()
            await passwords.verify("wrong horse", known)
            return time.perf_counter() - started

        samples = [(await seconds(stored), await seconds(None)) for _ in range(9)]
        passwords.close()
        known, unknown = (median(column) for column in zip(*samples, strict=True))
        assert 0.5 < unknown / known < 2


class TestThreads:
    async def test_hashing_never_runs_on_the_event_loop(
        self, cheap: Passwords, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        names: list[str] = []
        hash_here: Callable[[str], str] = cheap._hash

        def noting(password: str) -> str:
            names.append(threading.current_thread().name)
            return hash_here(password)

        monkeypatch.setattr(cheap, "_hash", noting)
        await cheap.hash("correct horse")
        assert names[0].startswith("passwords")

    @pytest.mark.skipif(sys.platform != "linux", reason="priorities are per thread on Linux only")
    async def test_its_threads_have_the_lowest_priority_and_others_keep_theirs(
        self, cheap: Passwords, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        before = os.getpriority(os.PRIO_PROCESS, threading.get_native_id())
        monkeypatch.setattr(
            cheap, "_hash", lambda _: str(os.getpriority(os.PRIO_PROCESS, threading.get_native_id()))
        )
        assert await cheap.hash("anything") == "19"
        assert os.getpriority(os.PRIO_PROCESS, threading.get_native_id()) == before
