"""Several processes on one listening socket, and the parent that replaces those of them that die.

The parent makes everything ready and then forks: what was loaded is shared, a replacement serves within
a moment, and no process finds another listener than the others. It takes its signals by waiting for
them, so that none arrives in the middle of anything.
"""

from __future__ import annotations

import gc
import logging
import os
import select
import signal
import sys
import time
from collections.abc import Callable
from typing import NoReturn

WATCHED = {signal.SIGTERM, signal.SIGINT, signal.SIGCHLD, signal.SIGALRM}
SHORT_LIFE_SECONDS = 5.0
LONGEST_PAUSE_SECONDS = 5.0
MORE_SECONDS = 5
"""How much longer than `stop_s` the workers may take to end before they are killed."""

log = logging.getLogger("outlay.workers")


class NeverServed(Exception):
    """A worker ended before any of them had answered: the next one would fare no better."""


class Workers:
    """Keeps `number` processes running `work` until this one is told to stop.

    `work` serves until a signal tells it to end; it is handed a lifeline, which is readable once the
    parent is gone, and what to call when it answers: true for the first of all. It needs at most
    `stop_s` seconds to end.
    """

    def __init__(self, number: int, work: Callable[[int, Callable[[], bool]], None], stop_s: float) -> None:
        self._number = number
        self._work = work
        self._stop_s = stop_s + MORE_SECONDS
        self._started: dict[int, float] = {}
        self._pause = 0.0
        self._stopping = False
        self._failed = False
        self._lifeline, self._held = os.pipe()
        # One byte for all of them: whoever takes it is the first that answers.
        self._token, self._token_writer = os.pipe()
        os.set_blocking(self._token, False)
        os.write(self._token_writer, b"1")

    def run(self, on_stop: Callable[[], None]) -> signal.Signals:
        """Serve; the signal that ended it. NeverServed where the workers cannot start.

        `on_stop` is called as soon as the end begins, so that nobody listens longer than the workers.
        """
        self._on_stop = on_stop
        # A blocked signal waits for `sigwait`, but one that is ignored by default may be thrown away.
        for number in (signal.SIGCHLD, signal.SIGALRM):
            signal.signal(number, lambda *_: None)
        signal.pthread_sigmask(signal.SIG_BLOCK, WATCHED)
        try:
            gc.freeze()
            for _ in range(self._number):
                self._begin_one()
            return self._watch()
        finally:
            signal.alarm(0)
            os.close(self._held)
            signal.pthread_sigmask(signal.SIG_UNBLOCK, WATCHED)

    def _watch(self) -> signal.Signals:
        reason = signal.SIGTERM
        while self._started or not self._stopping:
            received = signal.Signals(signal.sigwait(WATCHED))
            if received in {signal.SIGTERM, signal.SIGINT}:
                reason = received
                self._stop(received)
            elif received == signal.SIGALRM and self._stopping:
                log.error("%d workers did not end and are killed", len(self._started))
                self._send(signal.SIGKILL)
            elif received == signal.SIGALRM:
                self._fill_up()
            else:
                self._bury()
        if self._failed:
            raise NeverServed
        return reason

    def _stop(self, received: signal.Signals) -> None:
        if not self._stopping:
            self._on_stop()
            signal.setitimer(signal.ITIMER_REAL, self._stop_s)
        self._stopping = True
        self._send(received)

    def _send(self, number: signal.Signals) -> None:
        for pid in self._started:
            os.kill(pid, number)

    def _bury(self) -> None:
        """Takes note of every worker that ended."""
        while self._started:
            pid, status = os.waitpid(-1, os.WNOHANG)
            if pid == 0:
                return
            began = self._started.pop(pid, None)
            if began is None or self._stopping:
                continue
            if not self._ever_answered():
                self._failed = True
                self._stop(signal.SIGTERM)
                continue
            log.warning("worker %d ended (%s); another takes its place", pid, _ending(status))
            self._replace_after(time.monotonic() - began)

    def _replace_after(self, lived_s: float) -> None:
        # One that dies at once, over and over, must not keep the machine busy with dying.
        short = lived_s < SHORT_LIFE_SECONDS
        self._pause = min(max(0.1, self._pause * 2), LONGEST_PAUSE_SECONDS) if short else 0.0
        signal.setitimer(signal.ITIMER_REAL, max(self._pause, 0.001))

    def _fill_up(self) -> None:
        while len(self._started) < self._number:
            self._begin_one()

    def _ever_answered(self) -> bool:
        untaken, _, _ = select.select([self._token], [], [], 0)
        return not untaken

    def _take_token(self) -> bool:
        try:
            return os.read(self._token, 1) != b""
        except BlockingIOError:
            return False

    def _begin_one(self) -> None:
        sys.stdout.flush()
        sys.stderr.flush()
        pid = os.fork()
        if pid == 0:
            self._be_worker()
        self._started[pid] = time.monotonic()

    def _be_worker(self) -> NoReturn:
        status = 1
        try:
            os.close(self._held)
            # Ctrl-C is the parent's to hear: it passes it on.
            os.setpgid(0, 0)
            signal.pthread_sigmask(signal.SIG_UNBLOCK, WATCHED)
            self._work(self._lifeline, self._take_token)
            status = 0
        except SystemExit as end:
            status = end.code if isinstance(end.code, int) else 1
        except KeyboardInterrupt:
            status = 0
        except BaseException:
            log.exception("a worker failed")
        finally:
            # Not the parent's way out: what it would close and clear up is still in use.
            sys.stdout.flush()
            sys.stderr.flush()
            os._exit(status)


def _ending(status: int) -> str:
    code = os.waitstatus_to_exitcode(status)
    return f"status {code}" if code >= 0 else f"signal {-code}"
