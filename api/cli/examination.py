"""`outlay doctor`."""

from __future__ import annotations

import click

from api.auth.deps import Services
from api.cli.refusals import Refusal
from api.cli.services import with_services
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
