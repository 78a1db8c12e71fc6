"""One reading of what each driver raises: a violated constraint, a locked file."""

from __future__ import annotations

import sqlite3
from typing import Literal

import asyncpg

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


def from_postgresql(error: asyncpg.IntegrityConstraintViolationError) -> IntegrityViolation:
    """PostgreSQL names the constraint itself."""
    constraint = str(getattr(error, "constraint_name", None) or "")
    if isinstance(error, asyncpg.UniqueViolationError):
        return IntegrityViolation("unique", constraint)
    if isinstance(error, asyncpg.ForeignKeyViolationError):
        return IntegrityViolation("foreign_key", constraint)
    return IntegrityViolation("other", constraint)
