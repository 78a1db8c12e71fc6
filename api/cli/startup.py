"""What several sub-commands need before they can work: settings, the data folder, a migrated database."""

from __future__ import annotations

import os
from collections.abc import Iterable

from api.cli.refusals import Refusal
from api.db.migrating import SchemaState, schema_state
from api.db.migrating import migrate as migrate_database
from api.settings import Settings

PRIVATE = 0o077


def unknown_variables(environment: Iterable[str]) -> list[str]:
    """The names that look like settings of ours and are none: usually a slip of the pen."""
    known = {f"OUTLAY_{name}".upper() for name in Settings.model_fields}
    return sorted(
        name for name in environment if name.upper().startswith("OUTLAY_") and name.upper() not in known
    )


def load_settings() -> Settings:
    """The settings of the environment, with the data folder made if it was missing.

    From here on nobody else on the machine may read what this process writes.
    """
    settings = Settings()
    os.umask(PRIVATE)
    try:
        settings.data_dir.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise Refusal(
            f"The data folder {settings.data_dir} cannot be made ({error.strerror}): name another with "
            "OUTLAY_DATA_DIR."
        ) from None
    return settings


def bring_to_newest(settings: Settings) -> SchemaState:
    """Run every missing migration; Refusal when the database belongs to a newer Outlay."""
    return no_newer(migrate_database(settings.effective_database_url))


def require_newest(settings: Settings) -> None:
    """Refusal unless the database has exactly the schema that this Outlay knows."""
    state = no_newer(schema_state(settings.effective_database_url))
    if state.verdict == "current":
        return
    found = "is empty" if state.revision is None else f"is at {state.revision}, not at {state.newest}"
    raise Refusal(f"The database {found}: run `outlay migrate` first, or `outlay serve --migrate`.")


def no_newer(state: SchemaState) -> SchemaState:
    """The same state; Refusal where the database belongs to a newer Outlay."""
    if state.verdict == "ahead":
        raise Refusal(
            f"The database is at {state.revision}, which this Outlay does not know: it was used by a "
            "newer version. Install that one, or restore a backup."
        )
    return state
