"""`python -m api.cli`: the `outlay` command, where its script is not on the path."""

from __future__ import annotations

from api.cli.main import main

main()
