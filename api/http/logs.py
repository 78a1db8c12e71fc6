"""Log lines: one JSON object each, on standard error, with the id of the request they belong to."""

from __future__ import annotations

import logging
import sys
from contextvars import ContextVar
from typing import Literal

import orjson

from api.clock import instant_text

LogLevel = Literal["debug", "info", "warning", "error"]

current_request_id: ContextVar[str | None] = ContextVar("current_request_id", default=None)
"""The request that is being answered; None outside of one."""

FIELDS = "outlay_fields"
"""The attribute of a log record that holds further members of its line."""


class JsonFormatter(logging.Formatter):
    """Writes a record as one line of JSON."""

    def format(self, record: logging.LogRecord) -> str:
        """The line of `record`, without a line break."""
        line: dict[str, object] = {
            "at": instant_text(int(record.created * 1000)),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": record.getMessage(),
        }
        request_id = current_request_id.get()
        if request_id is not None:
            line["request_id"] = request_id
        line.update(getattr(record, FIELDS, {}))
        if record.exc_info:
            line["exception"] = self.formatException(record.exc_info)
        return orjson.dumps(line, default=str).decode()


def configure_logging(level: LogLevel) -> None:
    """Sends everything this process logs at `level` or above to standard error as JSON lines."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(JsonFormatter())
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(level.upper())
    # Uvicorn would write its own lines beside ours; its access log would even show the query.
    for name in ("uvicorn", "uvicorn.error", "uvicorn.access"):
        logger = logging.getLogger(name)
        logger.handlers.clear()
        logger.propagate = True
    logging.getLogger("uvicorn.access").disabled = True
