"""What an operator can mend, as one sentence each. Everything else is a fault of ours and keeps its trace."""

from __future__ import annotations

import socket
import sqlite3
from collections.abc import Callable, Iterator

import sqlalchemy.exc
from pydantic import ValidationError

from api.db.database import UnknownDatabase
from api.errors import OutlayError
from api.security.secret import SecretRefused
from api.settings import Settings


class Refusal(Exception):
    """Outlay cannot do what was asked; the text is one sentence that says why and what to do."""


def as_sentence(error: BaseException) -> str | None:
    """The sentence for the operator; None for a fault that needs its stack trace."""
    for cause in _causes(error):
        if isinstance(cause, ValidationError) and cause.title != Settings.__name__:
            continue
        for kind, sentence in [*SENTENCES, *_sentences_of_drivers()]:
            if isinstance(cause, kind) and (told := sentence(cause)) is not None:
                return told
    return None


def _causes(error: BaseException | None) -> Iterator[BaseException]:
    while error is not None:
        yield error
        if isinstance(error, BaseExceptionGroup):
            yield from error.exceptions
        if isinstance(error, sqlalchemy.exc.DBAPIError) and error.orig is not None:
            yield error.orig
        error = error.__cause__ or error.__context__


def _settings(error: BaseException) -> str:
    assert isinstance(error, ValidationError)
    problem = error.errors(include_url=False, include_input=False)[0]
    name = "_".join(str(part) for part in problem["loc"][:1]).upper()
    message = problem["msg"].rstrip(".")
    own_words = message.removeprefix("Value error, ")
    if own_words != message:
        return f"The setting OUTLAY_{name} {own_words}."
    return f"The setting OUTLAY_{name} is not valid: {message}."


def _unopened_file(error: BaseException) -> str:
    return (
        f"The SQLite database could not be used ({error}): see that its folder exists, that its "
        "disk has room and that this user may write there."
    )


def _unreachable(error: BaseException) -> str:
    return (
        f"The database could not be reached ({error}): see that its server runs and that "
        "OUTLAY_DATABASE_URL names it."
    )


def _refused_login(error: BaseException) -> str:
    return f"The database refused the login ({error}): see the name and password in OUTLAY_DATABASE_URL."


def _missing_database(error: BaseException) -> str:
    return f"The database server has no such database ({error}): create it, or mend OUTLAY_DATABASE_URL."


def _of_mariadb(error: BaseException) -> str | None:
    """By the number of the error: 1044, 1045 and 1698 are refused logins, 1049 an unknown database."""
    number = error.args[0] if error.args else None
    if number in {1044, 1045, 1698}:
        return _refused_login(error)
    if number == 1049:
        return _missing_database(error)
    return _unreachable(error) if isinstance(number, int) and 2000 <= number < 3000 else None


def _folder(error: BaseException) -> str:
    assert isinstance(error, OSError)
    return f"{error.filename} cannot be used ({error.strerror}): mend OUTLAY_DATA_DIR or the folder's owner."


Sentence = Callable[[BaseException], str | None]
Kinds = type[BaseException] | tuple[type[BaseException], ...]

SENTENCES: list[tuple[Kinds, Sentence]] = [
    ((Refusal, SecretRefused, UnknownDatabase, OutlayError), str),
    (ValidationError, _settings),
    (sqlite3.OperationalError, _unopened_file),
    ((ConnectionError, socket.gaierror, TimeoutError), _unreachable),
    (PermissionError, _folder),
]


def _sentences_of_drivers() -> list[tuple[Kinds, Sentence]]:
    # Loaded where something went wrong: a server holds the driver of its own database and no other.
    import asyncpg
    from asyncmy.errors import MySQLError

    return [
        ((asyncpg.InvalidPasswordError, asyncpg.InvalidAuthorizationSpecificationError), _refused_login),
        (asyncpg.InvalidCatalogNameError, _missing_database),
        (asyncpg.CannotConnectNowError, _unreachable),
        (MySQLError, _of_mariadb),
    ]
