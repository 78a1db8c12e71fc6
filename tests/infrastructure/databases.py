"""Where the databases of the tests are: a file to copy, or a place on a server."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy.engine import make_url

from api.db.migrating import migrate


def sqlite_url(file: Path) -> str:
    """The address of an SQLite file."""
    return f"sqlite:///{file}"


class SqliteTemplate:
    """A migrated SQLite file; a copy of it takes less than a millisecond."""

    def __init__(self, file: Path) -> None:
        self.file = file
        if not file.exists():
            migrate(sqlite_url(file))

    def copy(self, folder: Path) -> str:
        """A fresh database in `folder`; its address."""
        file = folder / "outlay.db"
        shutil.copyfile(self.file, file)
        return sqlite_url(file)


@dataclass(frozen=True)
class Place:
    """A server with a migrated template in it, in a form that test workers can be told."""

    url: str
    template: str
    origin: str

    def database_url(self, name: str) -> str:
        """The address of another database of this server."""
        return make_url(self.url).set(database=name).render_as_string(hide_password=False)
