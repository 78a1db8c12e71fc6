"""`outlay backup` and `outlay restore`."""

from __future__ import annotations

import os
from pathlib import Path

import click

from api.cli.refusals import Refusal
from api.cli.services import with_database
from api.cli.startup import bring_to_newest, load_settings, no_newer, require_newest
from api.clock import SystemClock
from api.db.migrating import bring_to, revisions, schema_state
from api.ops.archive_reading import ArchiveRefused, Contents, verified
from api.ops.backing_up import RestoreRefused, back_up, restore
from api.ops.contents import is_empty, shapes_of
from api.settings import Settings
from api.tables import metadata

LOWEST_PRIORITY = 19
FILE = click.argument("file", type=click.Path(dir_okay=False, path_type=Path))


@click.command()
@FILE
@click.option("--gently", is_flag=True, help="Let every other process of the machine go first.")
def backup(file: Path, gently: bool) -> None:
    """Write everything into one file, while the server runs.

    FILE must not exist yet. It is the same from every database engine and can be restored into any. It is
    read again and compared before it gets its name. Only its owner may read it: it holds everybody's
    expenses and password hashes.
    """
    settings = load_settings()
    if gently:
        os.nice(LOWEST_PRIORITY)
    require_newest(settings)
    if file.exists():
        raise Refusal(f"{file} exists already: name another file, or remove it.")
    shapes, now_ms = shapes_of(metadata), SystemClock().now_ms()
    try:
        contents = with_database(settings, lambda database: back_up(database, file, shapes, now_ms))
    except OSError as error:
        if error.filename is None and error.errno is None:
            raise
        raise Refusal(f"{file} cannot be written ({error.strerror}).") from None
    click.echo(f"Wrote and verified {file}: {_said(contents)}.")


@click.command(name="restore")
@FILE
@click.option("--dry-run", is_flag=True, help="Only check the file, and say what would be restored.")
@click.option("--replace", is_flag=True, help="Remove what the database holds; stop its servers first.")
def restore_command(file: Path, dry_run: bool, replace: bool) -> None:
    """Put a backup into an empty database.

    Checks every count and checksum of FILE first; --dry-run ends there. An empty database gets its tables;
    the rows come in one transaction, all or none, and are compared with the file. A backup of an older
    Outlay is brought to the newest schema. --replace removes what is there, in the same transaction.
    """
    settings = load_settings()
    try:
        contents = verified(file)
        obstacle = _obstacle(settings, contents, replace=replace)
        if dry_run:
            outlook = obstacle or "It can be restored into this database."
            click.echo(f"{file} is whole: {_said(contents)}. {outlook}")
            return
        if obstacle is not None:
            raise Refusal(f"Nothing was restored. {obstacle}")
        _restore(settings, file, contents, replace=replace)
    except (ArchiveRefused, RestoreRefused) as refused:
        raise Refusal(str(refused)) from None
    except FileNotFoundError:
        raise Refusal(f"There is no file {file}.") from None
    click.echo(f"Restored {file}: {_said(contents)}.")


def _obstacle(settings: Settings, contents: Contents, *, replace: bool) -> str | None:
    """Why these contents cannot go into the database; None where they can."""
    revision = contents.head.schema
    if revision not in revisions():
        return f"This Outlay does not know its revision, {revision}: a newer one wrote it. Install that one."
    state = no_newer(schema_state(settings.effective_database_url))
    if state.revision is None or with_database(settings, lambda database: database.read(is_empty)):
        return None
    if not replace:
        return (
            "The database is not empty: name an empty one with OUTLAY_DATABASE_URL or OUTLAY_DATA_DIR, "
            "or give --replace."
        )
    if revision != state.newest:
        return f"The backup is of the older revision {revision}: it can go into an empty database only."
    return None


def _restore(settings: Settings, file: Path, contents: Contents, *, replace: bool) -> None:
    bring_to(settings.effective_database_url, contents.head.schema)
    try:
        with_database(settings, lambda database: restore(database, file, contents, replace=replace))
    finally:
        bring_to_newest(settings)


def _said(contents: Contents) -> str:
    counts = ", ".join(
        f"{contents.tallies[name].rows} {name}"
        for name in ("users", "wallets", "expenses")
        if name in contents.tallies
    )
    head = contents.head
    return f"{counts}, {contents.rows} rows in all, of {head.created_at}, at revision {head.schema}"
