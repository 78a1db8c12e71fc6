"""What an operator asks the service about itself."""

from __future__ import annotations

from api.db import schema
from api.db.transactions import ReadTransaction
from api.errors import OutlayError


class SchemaUnknown(OutlayError):
    """The database was migrated by a newer Outlay while this server ran."""

    status = 503
    code = "schema_unknown"
    title = "Not ready"
    default_detail = (
        "The database was brought to another schema than this server knows. It serves again once it runs "
        "the same version of Outlay."
    )


async def answer_from_database(tx: ReadTransaction) -> None:
    """Returns where the database answers with the schema of this program.

    SchemaUnknown where it has another one; raises what the engine raises where it does not answer.
    """
    if await tx.value(schema.STORED_REVISION) != schema.NEWEST:
        raise SchemaUnknown
