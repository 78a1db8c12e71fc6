"""`outlay migrate`."""

from __future__ import annotations

import click

from api.cli.startup import bring_to_newest, load_settings


@click.command()
def migrate() -> None:
    """Bring the database to the newest schema.

    Makes the tables of an empty database and keeps all rows of an older one. All or nothing: when a
    step fails, the database stays as it was. It is safe to run twice, and at the same time twice.
    """
    state = bring_to_newest(load_settings())
    click.echo(f"The database is at revision {state.revision}, the newest.")
