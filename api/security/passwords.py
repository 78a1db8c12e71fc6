"""Password hashes: argon2id. The only module that knows passlib.

One hash takes some 20 ms and 19 MiB. It runs on threads of its own at the lowest priority, so that a
storm of logins leaves the event loop and everyone else's requests alone. How many may wait for them is
bounded, in all and for each address.
"""

from __future__ import annotations

import asyncio
import os
import sys
import threading
import unicodedata
import warnings
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass

from api.errors import Busy

with warnings.catch_warnings():
    # passlib 1.7.4 is its last release and imports this module of Python 3.11 and 3.12.
    warnings.filterwarnings("ignore", message="'crypt' is deprecated", category=DeprecationWarning)
    from passlib.context import CryptContext

# One core stays the event loop's: with two threads on two cores, a storm of logins made the others' slowest
# requests half as slow again, and let no more people in.
_THREADS = 2 if (os.cpu_count() or 1) > 2 else 1
_LOWEST_PRIORITY = 19
MOST_AT_ONCE = 64
"""Requests with a password that are in progress: the last one waits a second or two."""
MOST_AT_ONCE_PER_ADDRESS = 24
"""So that one address cannot fill the queue of everybody."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether a password is right; `better_hash` replaces a hash of older parameters."""

    is_right: bool
    better_hash: str | None = None


class Passwords:
    """Hashes and verifies passwords with the given cost; `close` ends its threads."""

    def __init__(self, *, memory_kib: int, rounds: int) -> None:
        self._context = CryptContext(
            schemes=["argon2"],
            argon2__type="ID",
            argon2__memory_cost=memory_kib,
            argon2__time_cost=rounds,
            argon2__parallelism=1,
        )
        with warnings.catch_warnings():
            # The first hash makes passlib look at argon2-cffi's version.
            warnings.filterwarnings(
                "ignore", message="Accessing argon2.__version__", category=DeprecationWarning
            )
            self._nobodys_hash = self._context.hash("nobody has this password")
        self._waiting: Counter[str] = Counter()
        self._threads = ThreadPoolExecutor(
            _THREADS, thread_name_prefix="passwords", initializer=_lower_priority
        )

    @contextmanager
    def turn(self, address: str) -> Iterator[None]:
        """A place in the queue, to be taken before an attempt is counted; Busy where there is none."""
        if self._waiting.total() >= MOST_AT_ONCE or self._waiting[address] >= MOST_AT_ONCE_PER_ADDRESS:
            raise Busy(retry_after_s=1)
        self._waiting[address] += 1
        try:
            yield
        finally:
            self._waiting[address] -= 1
            if not self._waiting[address]:
                del self._waiting[address]

    async def hash(self, password: str) -> str:
        """The hash to store, as a PHC string."""
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(self._threads, self._hash, password)

    async def verify(self, password: str, stored: str | None) -> Verdict:
        """Compares a password with a stored hash.

        None, for a user that does not exist, takes the same time and is always wrong.
        """
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(self._threads, self._verify, password, stored)

    def close(self) -> None:
        """Ends the threads once their work is done."""
        self._threads.shutdown()

    def _hash(self, password: str) -> str:
        return str(self._context.hash(_normalised(password)))

    def _verify(self, password: str, stored: str | None) -> Verdict:
        is_right, better_hash = self._context.verify_and_update(
            _normalised(password), stored or self._nobodys_hash
        )
        if stored is None:
            return Verdict(is_right=False)
        return Verdict(is_right, better_hash)


def _normalised(password: str) -> str:
    # One keyboard sends é as one character, another as two (RFC 8265, section 4.2).
    return unicodedata.normalize("NFC", password)


def _lower_priority() -> None:
    # On Linux a priority belongs to a thread; elsewhere this would slow the whole process.
    if sys.platform == "linux":
        os.setpriority(os.PRIO_PROCESS, threading.get_native_id(), _LOWEST_PRIORITY)
