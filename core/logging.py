"""Logging: one JSON object a line in UTC, with the request id and without personal data."""

import json
import logging
from contextvars import ContextVar
from datetime import UTC, datetime
from typing import Any

request_id: ContextVar[str] = ContextVar("request_id", default="")

# What a log call may add by `extra=`. Anything else is dropped, so that no name slips in.
ALLOWED_EXTRA = ("kind", "state", "status", "path", "method", "milliseconds", "user_id", "count")


class JsonFormatter(logging.Formatter):
    """Format a record as one line of JSON; line breaks in a message cannot forge a second line."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the record as JSON text."""
        line: dict[str, Any] = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "message": record.getMessage(),
            "request_id": request_id.get(),
        }
        line.update({key: getattr(record, key) for key in ALLOWED_EXTRA if hasattr(record, key)})
        if record.exc_info:
            line["exception"] = self.formatException(record.exc_info)
        return json.dumps(line, default=str, ensure_ascii=False)


def logging_config(environment: str) -> dict[str, Any]:
    """Return Django's LOGGING for `production`, `development` or `test`."""
    level = "WARNING" if environment == "test" else "INFO"
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {"json": {"()": "core.logging.JsonFormatter"}},
        "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "json"}},
        "root": {"handlers": ["console"], "level": level},
        "loggers": {
            "django.server": {"handlers": ["console"], "level": level, "propagate": False},
            "weasyprint": {"level": "ERROR"},
            "fontTools": {"level": "ERROR"},
        },
    }
