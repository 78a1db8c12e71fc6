"""`outlay move-database`."""

from __future__ import annotations

import asyncio
import tempfile
from pathlib import Path

import click

from api.app import open_database
from api.cli.refusals import Refusal
from api.cli.services import with_database
from api.cli.startup import bring_to_newest, load_settings, no_newer, require_newest
from api.clock import SystemClock
from api.db.migrating import schema_state
from api.errors import OutlayError
from api.ops.archive_reading import Contents
from api.ops.contents import is_empty, shapes_of
from api.ops.moving import Desk, MoveRefused, move
from api.settings import Settings
from api.tables import metadata


@click.command(name="move-database")
@click.option("--from", "source_url", required=True, metavar="URL", help="The database that has everything.")
@click.option("--to", "target_url", required=True, metavar="URL", help="An empty database of any engine.")
def move_database(source_url: str, target_url: str) -> None:
    """Copy everything from one database into another, and compare.

    Both are addresses as in OUTLAY_DATABASE_URL. Stop the servers first: what is written to the source
    meanwhile would be missing. The source is never changed. An empty target gets its tables; the rows come
    in one transaction, all or none. Then counts, sums and checksums of each wallet are compared.
    """
    settings = load_settings()
    source, target = (_with_url(settings, url) for url in (source_url, target_url))
    if source_url == target_url:
        raise Refusal("Both addresses are the same: name another database with --to.")
    require_newest(source)
    _require_empty(target)
    bring_to_newest(target)
    try:
        contents = asyncio.run(_move(source, target))
    except MoveRefused as refused:
        raise Refusal(str(refused)) from None
    except OutlayError as error:
        raise Refusal(
            f"The move was interrupted ({error}). The source is as it was; if the target holds rows by now, "
            "empty it before you repeat."
        ) from error
    click.echo(
        f"Moved {contents.rows} rows, {contents.wallets} wallets. Counts, sums and checksums of every wallet "
        "are the same on both sides. Now set OUTLAY_DATABASE_URL to the new address."
    )


def _with_url(settings: Settings, url: str) -> Settings:
    """The settings with another database, checked like the setting itself."""
    copy = settings.model_copy()
    Settings.__pydantic_validator__.validate_assignment(copy, "database_url", url)
    return copy


def _require_empty(target: Settings) -> None:
    """Refusal where the target has people or wallets: before its schema is touched."""
    state = no_newer(schema_state(target.effective_database_url))
    if state.revision is None or with_database(target, lambda database: database.read(is_empty)):
        return
    raise Refusal("The target is not empty, and nothing of it was changed: name an empty database with --to.")


async def _move(source: Settings, target: Settings) -> Contents:
    now_ms = SystemClock().now_ms()
    # Inside the data folder, for it will hold everything: nobody else may read that.
    with tempfile.TemporaryDirectory(prefix="move-", dir=source.data_dir) as folder:
        databases = open_database(source), open_database(target)
        try:
            for database in databases:
                await database.connect()
            return await move(*databases, shapes_of(metadata), Desk(Path(folder), now_ms, click.echo))
        finally:
            for database in databases:
                await database.disconnect()
