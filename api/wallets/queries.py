"""Every statement of the wallets that is not the ledger's."""

from __future__ import annotations

from sqlalchemy import bindparam, insert, select, text, update

from api.db.columns import Count
from api.db.statements import command, query
from api.ledger.tables import journal, members, wallets

INSERT_WALLET = command("wallets.insert", insert(wallets))

INSERT_MEMBER = command("wallets.insert_member", insert(members))

UPDATE_WALLET = command(
    "wallets.update",
    update(wallets)
    .where(wallets.c.id == bindparam("wallet"))
    .values(currency=bindparam("new_currency"), time_zone=bindparam("new_time_zone")),
)

MARK_SAMPLE_DATA = command(
    "wallets.mark_sample_data",
    update(wallets)
    .where(wallets.c.id == bindparam("wallet"))
    .values(sample_revision=bindparam("new_sample_revision", type_=Count)),
)

CHANGES_SINCE = query(
    "wallets.changes_since",
    select(journal.c.before, journal.c.after).where(
        journal.c.wallet_id == bindparam("wallet"),
        journal.c.row_id == bindparam("wallet_row"),
        journal.c.revision > bindparam("since"),
    ),
)

# The tables of features above are named by text: a wallet asks only whether anything has an amount.
ANYTHING_WITH_AN_AMOUNT = query(
    "wallets.anything_with_an_amount",
    select(text("1"))
    .select_from(wallets)
    .where(
        wallets.c.id == bindparam("wallet"),
        text(
            "(EXISTS (SELECT 1 FROM expenses e WHERE e.wallet_id = wallets.id)"
            " OR EXISTS (SELECT 1 FROM budgets b WHERE b.wallet_id = wallets.id"
            " AND b.amount_minor IS NOT NULL))"
        ),
    ),
)
