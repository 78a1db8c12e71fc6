"""Runs every check of Outlay and ends with one table of what ran, what was skipped and why.

Called by `make test` (all) and `make check` (fast). Nothing stops at the first failure: one run
tells everything. Standard library only.
"""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
import xml.etree.ElementTree as ElementTree
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
REPORTS = ROOT / ".ci" / "reports"
WEB = ROOT / "web"
# As written for people, so that a failing line can be copied to the shell.
BIN = ".venv/bin/"


@dataclass(frozen=True)
class Check:
    """One command with the name it has in the table."""

    name: str
    command: list[str]
    folder: Path = ROOT
    report: Path | None = None
    """A JUnit file that the command writes: it knows the number of tests and why some were skipped."""
    environment: dict[str, str] = field(default_factory=dict)
    shown: bool = False
    """Whether the output is worth reading when all is well."""


@dataclass
class Outcome:
    """How a check ended."""

    check: Check
    passed: bool
    seconds: float
    note: str = ""
    skipped: list[str] = field(default_factory=list)
    repeated: list[str] = field(default_factory=list)


def npm(name: str, script: str, *, shown: bool = False) -> Check:
    """A check that is a script of web/package.json."""
    return Check(name, ["npm", "run", "--silent", script], WEB, shown=shown)


STATIC = [
    Check("Python lint", [f"{BIN}ruff", "check", "--quiet", "."]),
    Check("Python format", [f"{BIN}ruff", "format", "--quiet", "--check", "."]),
    Check("Python types", [f"{BIN}mypy", "--no-error-summary"]),
    Check("Import direction", [f"{BIN}lint-imports", "--no-logo"]),
    npm("Web lint", "lint"),
    npm("Web types", "typecheck"),
    npm("Web unused code", "unused"),
    npm("Generated client types", "check-generated"),
    npm("Message catalogues", "check-messages"),
    npm("Untranslated texts", "lint-messages"),
]


def api_tests() -> Check:
    """The tests of the service, on every database engine."""
    report = REPORTS / "api.xml"
    brief = ["-q", "--tb=short", "--show-capture=no", "--maxfail=50"]
    command = [f"{BIN}python", "-m", "pytest", "-n", "2", *brief, f"--junitxml={report}"]
    return Check("API tests", command, report=report)


def web_tests() -> Check:
    """The unit tests of the browser app."""
    report = REPORTS / "web.xml"
    reporters = ["--reporter=default", "--reporter=junit", f"--outputFile.junit={report}"]
    return Check("Web unit tests", ["npx", "vitest", "run", *reporters], WEB, report)


def browser_tests() -> Check:
    """The built app in a real browser, against the real service."""
    report = REPORTS / "browser.xml"
    environment = {"OUTLAY_REPORT": str(report), "OUTLAY_E2E_PORT": str(free_port())}
    return Check("Browser tests", ["npx", "playwright", "test"], WEB, report, environment)


def free_port() -> int:
    """A port that nobody listens on just now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def run(check: Check) -> Outcome:
    """Run a check with its output kept, and shown only when there is a reason."""
    started = time.monotonic()
    done = subprocess.run(
        check.command,
        cwd=check.folder,
        env={**os.environ, **check.environment},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    outcome = Outcome(check, done.returncode == 0, time.monotonic() - started)
    tell(outcome, done.stdout if check.shown or not outcome.passed else "")
    return outcome


def run_visibly(check: Check) -> Outcome:
    """Run a long check with its output passing by."""
    print(f"\n── {check.name}: {' '.join(check.command)}", flush=True)
    if check.report is not None:
        check.report.unlink(missing_ok=True)
    started = time.monotonic()
    done = subprocess.run(
        check.command,
        cwd=check.folder,
        env={**os.environ, **check.environment},
        stdin=subprocess.DEVNULL,
    )
    outcome = Outcome(check, done.returncode == 0, time.monotonic() - started)
    if check.report is not None:
        read_report(check.report, outcome)
    return outcome


def tell(outcome: Outcome, output: str) -> None:
    """One line per check, in one piece even when two of them end together."""
    word = "ok" if outcome.passed else "FAILED"
    lines = [f"{outcome.check.name:<24} {word:<8} {outcome.seconds:6.1f} s"]
    if output:
        command = " ".join(outcome.check.command)
        lines += [f"── {command} (in {outcome.check.folder.name or '.'})", output.rstrip(), ""]
    sys.stdout.write("\n".join(lines) + "\n")
    sys.stdout.flush()


def read_report(report: Path, outcome: Outcome) -> None:
    """Count the tests, and collect why some were skipped and which passed only when tried again."""
    if not report.exists():
        outcome.passed = False
        outcome.note = "ended without a report"
        return
    # The file was just written by our own test runner.
    cases = list(ElementTree.parse(report).getroot().iter("testcase"))  # noqa: S314
    skipped = [case for case in cases if case.find("skipped") is not None]
    failed = [case for case in cases if case.find("failure") is not None or case.find("error") is not None]
    counts = {
        "passed": len(cases) - len(skipped) - len(failed),
        "failed": len(failed),
        "skipped": len(skipped),
    }
    outcome.note = ", ".join(f"{count} {word}" for word, count in counts.items() if count) or "no tests"
    if not cases:
        outcome.passed = False
    reasons = [(case.find("skipped").attrib.get("message", "no reason")) for case in skipped]  # type: ignore[union-attr]
    outcome.skipped = [f"{reasons.count(reason)} × {reason}" for reason in dict.fromkeys(reasons)]
    again = [case for case in cases if any(part.tag.startswith("flaky") for part in case)]
    outcome.repeated = [f"{case.attrib['classname']} › {case.attrib['name']}" for case in again]


def summarise(outcomes: list[Outcome], seconds: float) -> bool:
    """The table at the end; whether everything passed."""
    print(f"\n{'':<24} {'result':<8} {'time':>8}")
    for outcome in outcomes:
        word = "passed" if outcome.passed else "FAILED"
        print(f"{outcome.check.name:<24} {word:<8} {outcome.seconds:6.1f} s   {outcome.note}".rstrip())
    skipped = [f"  {outcome.check.name}: {reason}" for outcome in outcomes for reason in outcome.skipped]
    print("\nSkipped: " + ("nothing" if not skipped else "\n" + "\n".join(skipped)))
    repeated = [f"  {outcome.check.name}: {test}" for outcome in outcomes for test in outcome.repeated]
    if repeated:
        print("Passed only when tried again:\n" + "\n".join(repeated))
    passed = all(outcome.passed for outcome in outcomes)
    failed = ", ".join(outcome.check.name for outcome in outcomes if not outcome.passed)
    print(f"{'Everything passed' if passed else 'FAILED: ' + failed} in {seconds:.0f} s")
    return passed


def main() -> None:
    """Run what the first argument says: `fast` or `all`."""
    started = time.monotonic()
    REPORTS.mkdir(exist_ok=True)
    if not sys.stdout.isatty():
        os.environ["NO_COLOR"] = "1"
    with ThreadPoolExecutor(max_workers=2) as two_cores:
        outcomes = list(two_cores.map(run, STATIC))
    if sys.argv[1] == "all":
        outcomes.append(run_visibly(api_tests()))
        outcomes.append(run_visibly(web_tests()))
        build = run(Check("Build", ["make", "--no-print-directory", "build"]))
        outcomes.append(build)
        if build.passed:
            outcomes.append(run(npm("Size", "size", shown=True)))
            outcomes.append(run_visibly(browser_tests()))
    sys.exit(0 if summarise(outcomes, time.monotonic() - started) else 1)


if __name__ == "__main__":
    main()
