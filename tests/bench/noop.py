"""The least that the framework can do: what a request costs before anybody does something for it."""

from __future__ import annotations

from fastapi import FastAPI

app = FastAPI()


@app.get("/noop")
async def noop() -> dict[str, str]:
    """A small answer, by the framework's own way."""
    return {"status": "ok"}
