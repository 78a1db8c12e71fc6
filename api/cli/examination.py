"""`outlay doctor`."""

from __future__ import annotations

import click

from api import __version__
from api.auth.deps import Services
from api.cli.refusals import Refusal
from api.cli.services import with_services
from api.cli.startup import load_settings
from api.clock import instant_text
from api.db import schema
from api.ops import leases
from api.ops.doctor import Finding, examine


@click.command()
def doctor() -> None:
    """Recompute every total from the expenses and report what differs.

    Compares each wallet's totals, counts, revision and journal with its rows. Nothing is changed, and
    a running server may be examined. Ends with status 1 when anything differs.
    """
    wallets, expenses, findings = with_services(_examine_all)
    for finding in findings:
        click.echo(str(finding))
    if findings:
        raise Refusal(
            f"{len(findings)} totals or entries differ, see above. Please report this; nothing was changed."
        )
    click.echo(
        f"All is well: {expenses} expenses in {wallets} wallets agree with every total and the journal."
    )


async def _examine_all(services: Services) -> tuple[int, int, list[Finding]]:
    examinations = [examination async for examination in examine(services.database)]
    findings = [finding for examination in examinations for finding in examination.findings]
    return len(examinations), sum(examination.expenses for examination in examinations), findings


@click.command()
def status() -> None:
    """Say how the database and its backups stand.

    Reads only, and may run beside a server.
    """
    settings = load_settings()
    lease = with_services(_backup_lease, settings)
    click.echo(f"Outlay {__version__}, database at revision {schema.NEWEST}, the newest.")
    if lease.done_at is not None:
        click.echo(f"Last verified backup: {instant_text(lease.done_at)}, {lease.outcome}.")
    else:
        click.echo("Last verified backup: none was made by a server yet.")
    if settings.backup_dir is None:
        click.echo("Daily backups are off: OUTLAY_BACKUP_DIR is not set.")


async def _backup_lease(services: Services) -> leases.Lease:
    return await services.database.read(leases.lease_of, leases.BACKUP)
