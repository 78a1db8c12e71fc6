"""The secret that signs access tokens: given by the operator, or made once and kept in the data folder."""

from __future__ import annotations

import os
import re
import secrets
import time
from pathlib import Path

from pydantic import SecretStr

FILE_NAME = "secret_key"
SHORTEST_BYTES = 32
_FEWEST_DIFFERENT = 8
_WAIT_S = 2.0
"""How long a process waits for another one that has just begun to write the file."""

_EXAMPLES = re.compile(
    r"change|replace|insert|your|example|sample|placeholder|dummy|default|todo|xxx|my(super)?secret|supersecret"
)
_PUBLISHED = frozenset(
    {
        # The key in FastAPI's tutorial, copied into countless deployments.
        "09d25e094faa6ca2556c818166b7a9563b93f7099f6f0f4caa6cf63b88e8d3e7",
    }
)


class SecretRefused(Exception):
    """A secret nobody should sign with; the text is one sentence for the operator."""


def load_secret(given: SecretStr | None, data_dir: Path) -> bytes:
    """The secret from `OUTLAY_SECRET_KEY`, else from the data folder, where it is made at first.

    SecretRefused says what is wrong with it and what to do.
    """
    if given is not None:
        return _checked(given.get_secret_value(), "OUTLAY_SECRET_KEY")
    path = data_dir / FILE_NAME
    data_dir.mkdir(parents=True, exist_ok=True)
    return _make(path) or _read(path)


def _make(path: Path) -> bytes | None:
    """Writes a new secret; None where the file exists, perhaps made by another process just now."""
    try:
        file = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return None
    text = secrets.token_urlsafe(48)
    with os.fdopen(file, "w") as stream:
        stream.write(text + "\n")
        stream.flush()
        os.fsync(stream.fileno())
    return text.encode()


def _read(path: Path) -> bytes:
    if os.name == "posix" and path.stat().st_mode & 0o007:
        raise SecretRefused(f"Every user of this machine can read or change {path}: run `chmod 600 {path}`.")
    deadline = time.monotonic() + _WAIT_S
    # Made but still empty: another process is about to write it, in one go.
    while not (text := path.read_text()) and time.monotonic() < deadline:
        time.sleep(0.02)
    return _checked(text.strip(), str(path))


def _checked(text: str, source: str) -> bytes:
    secret = text.encode()
    advice = "Make one with `openssl rand -base64 48`."
    if len(secret) < SHORTEST_BYTES:
        raise SecretRefused(f"{source} must have at least {SHORTEST_BYTES} bytes. {advice}")
    if len(set(text)) < _FEWEST_DIFFERENT or _repeats(text):
        raise SecretRefused(f"{source} repeats itself and can be guessed. {advice}")
    letters = re.sub(r"[^a-z]", "", text.lower())
    if text.lower() in _PUBLISHED or _EXAMPLES.match(letters):
        raise SecretRefused(f"{source} is an example, not a secret. {advice}")
    return secret


def _repeats(text: str) -> bool:
    """True where the text is a shorter block, over and over."""
    return (text + text).find(text, 1) < len(text)
