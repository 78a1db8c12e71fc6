"""Where the `outlay` command begins, and where everything that may go wrong becomes one sentence."""

from __future__ import annotations

import importlib
import os
import sys
import traceback
from typing import Any

import click

from api import __version__
from api.cli.refusals import as_sentence

COMMANDS = {
    "serve": ("api.cli.serving:serve", "Serve the API and the browser app."),
    "migrate": ("api.cli.schema:migrate", "Bring the database to the newest schema."),
    "demo": ("api.cli.demo:demo", "Fill the database with a year of a made-up household."),
    "user": ("api.cli.people:user", "Manage the people who may sign in."),
    "doctor": (
        "api.cli.examination:doctor",
        "Recompute every total from the expenses and report what differs.",
    ),
    "status": ("api.cli.examination:status", "Say how the database and its backups stand."),
    "backup": ("api.cli.backups:backup", "Write everything into one file, while the server runs."),
    "restore": ("api.cli.backups:restore_command", "Put a backup into an empty database."),
    "move-database": (
        "api.cli.moving:move_database",
        "Copy everything from one database into another, and compare.",
    ),
    "openapi": ("api.cli.contract:openapi", "Print the OpenAPI description of the REST API as JSON."),
}


class LazyGroup(click.Group):
    """Loads a sub-command when it is asked for: `outlay --help` need not load a web framework."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click asks with it
        """The names in the order in which people meet them."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        """The sub-command, imported now; None when there is no such name."""
        if cmd_name not in COMMANDS:
            return None
        module, attribute = COMMANDS[cmd_name][0].split(":")
        command: click.Command = getattr(importlib.import_module(module), attribute)
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002
        """The list of sub-commands, without importing them."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, summary) for name, (_, summary) in COMMANDS.items()])


@click.group(
    cls=LazyGroup, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100}
)
@click.version_option(__version__, prog_name="outlay")
def outlay() -> None:
    """Outlay, a self-hosted expense tracker.

    Every setting is an environment variable that begins with OUTLAY_, for example OUTLAY_PORT=8123
    or OUTLAY_DATA_DIR=/srv/outlay; the README lists them all. Without any, Outlay keeps an SQLite
    database in ./data and listens on http://127.0.0.1:8000.
    """


def main(arguments: list[str] | None = None) -> Any:
    """Run the command line; what the operator can mend ends in one sentence and a status above 0."""
    try:
        return outlay.main(args=arguments, prog_name="outlay")
    except Exception as error:
        sentence = as_sentence(error)
        if os.environ.get("OUTLAY_LOG_LEVEL", "").lower() == "debug" or sentence is None:
            traceback.print_exc()
        if sentence is not None:
            click.echo(f"outlay: {sentence}", err=True)
        sys.exit(1)
