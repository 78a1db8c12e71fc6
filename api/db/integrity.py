"""One reading of what each driver raises: a violated constraint, a locked file, a full disk.

Errors are told by the codes that they carry and not by their classes: only the driver in use is loaded.
"""

from __future__ import annotations

import re
import sqlite3
from typing import Literal

ViolationKind = Literal["unique", "foreign_key", "other"]


class IntegrityViolation(Exception):
    """A constraint refused the write. `kind` says which sort; the text of the driver is the cause."""

    def __init__(self, kind: ViolationKind, constraint: str) -> None:
        super().__init__(f"{kind} constraint violated: {constraint}")
        self.kind = kind
        self.constraint = constraint


def from_sqlite(error: sqlite3.IntegrityError) -> IntegrityViolation:
    """SQLite names the columns of a unique constraint and nothing of a foreign key."""
    text = str(error)
    if error.sqlite_errorname in {"SQLITE_CONSTRAINT_UNIQUE", "SQLITE_CONSTRAINT_PRIMARYKEY"}:
        return IntegrityViolation("unique", text.rpartition(": ")[2])
    if error.sqlite_errorname == "SQLITE_CONSTRAINT_FOREIGNKEY":
        return IntegrityViolation("foreign_key", text)
    return IntegrityViolation("other", text)


def is_busy(error: Exception) -> bool:
    """Whether SQLite gave up waiting for a lock of another process (sqlite.org/rescode.html)."""
    code: int = getattr(error, "sqlite_errorcode", 0)
    return code & 0xFF == sqlite3.SQLITE_BUSY


def is_full(error: BaseException) -> bool:
    """Whether the disk, or the size that SQLite's file may have, had no room for the write."""
    if getattr(error, "sqlstate", None) == _DISK_FULL:
        return True
    if error.args and error.args[0] in _FULL:
        return True
    code: int = getattr(error, "sqlite_errorcode", 0)
    return code & 0xFF == sqlite3.SQLITE_FULL


# Of PostgreSQL: its SQLSTATE (postgresql.org/docs/current/errcodes-appendix.html).
_DISK_FULL = "53100"
_KINDS: dict[str, ViolationKind] = {"23505": "unique", "23503": "foreign_key"}


def from_postgresql(error: Exception) -> IntegrityViolation:
    """PostgreSQL names the constraint itself."""
    constraint = str(getattr(error, "constraint_name", None) or "")
    return IntegrityViolation(_KINDS.get(getattr(error, "sqlstate", ""), "other"), constraint)


# Of MariaDB and MySQL: the number that is the first argument of the driver's error.
_FULL = {1021, 1114}
_UNIQUE = {1062, 1169, 1586}
_FOREIGN_KEY = {1216, 1217, 1451, 1452}
_OTHER = {1048, 1364, 3819, 4025}
_UNIQUE_NAME = re.compile(r"for key '(?:[^'.]*\.)?([^']*)'$")
_CONSTRAINT_NAME = re.compile(r"CONSTRAINT `([^`]*)`")


def from_mysql(error: Exception) -> IntegrityViolation | None:
    """MariaDB and MySQL name the constraint in their sentence; None where no constraint refused.

    The numbers are the servers' own: a key twice, a row missing or still needed, NOT NULL and CHECK.
    """
    code, text = (*error.args, "", "")[:2]
    if code in _UNIQUE:
        return IntegrityViolation("unique", _named(_UNIQUE_NAME, text))
    if code in _FOREIGN_KEY:
        return IntegrityViolation("foreign_key", _named(_CONSTRAINT_NAME, text))
    return IntegrityViolation("other", str(text)) if code in _OTHER else None


def _named(pattern: re.Pattern[str], text: object) -> str:
    found = pattern.search(str(text))
    return found.group(1) if found else str(text)
