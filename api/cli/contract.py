"""`outlay openapi`."""

from __future__ import annotations

import json
import tempfile
from pathlib import Path
from typing import Any

import click
from pydantic import SecretStr

from api.app import create_app
from api.cli.refusals import Refusal
from api.settings import Settings


@click.command()
@click.option(
    "--output",
    type=click.Path(dir_okay=False, writable=True, path_type=Path),
    help="Write it to this file instead of standard output.",
)
def openapi(output: Path | None) -> None:
    """Print the OpenAPI description of the REST API as JSON.

    It is what a running Outlay serves at /openapi.json: load it into Postman, Bruno or a client
    generator. No database is needed.
    """
    text = json.dumps(describe(), indent=2, ensure_ascii=False) + "\n"
    if output is None:
        click.echo(text, nl=False)
    else:
        try:
            output.write_text(text, encoding="utf-8")
        except OSError as error:
            raise Refusal(f"{output} cannot be written ({error.strerror}).") from None
        click.echo(f"Wrote {output}.", err=True)


def describe() -> dict[str, Any]:
    """The OpenAPI document, independent of this machine's settings and data."""
    with tempfile.TemporaryDirectory() as folder:
        settings = Settings(
            data_dir=Path(folder), secret_key=SecretStr("never used: this app answers nobody 0123456789")
        )
        return create_app(settings).openapi()
