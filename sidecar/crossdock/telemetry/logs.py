"""Structured logs: one JSON object per line, without secrets."""

from __future__ import annotations

import json
import logging
import re
import sys
import traceback
from contextvars import ContextVar
from datetime import UTC, datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

_STANDARD = frozenset(logging.makeLogRecord({}).__dict__) | {"message", "asctime", "taskName"}
_SECRET_NAME = re.compile(r"pass|secret|token|authorization|cookie|api_?key|body|raw|payload|content", re.I)
_SECRET_TEXT = re.compile(
    r"(?P<bearer>bearer\s+)\S+|cdk_[\w-]{8,}|(?P<url>://[^\s:/@]+:)[^\s/]+(?=@)", re.IGNORECASE
)
_MAX_TEXT = 500
_MAX_STACK = 8000
_INNERMOST = 30
"""So many calls of each error are told: those next to where it was raised."""
_OURS = __name__.partition(".")[0]

log_context: ContextVar[Mapping[str, str]] = ContextVar("log_context")
"""Ids that every line of the current request or clock tick carries (request_id, trace_id, flow and the like).

A line that names a correlation id of its own, as a mail's, keeps its trace id."""


class JsonFormatter(logging.Formatter):
    """One JSON object per line; secrets are masked and long text is cut, whoever logged it.

    An error is told by its type and the calls that led to it. What it says is left out, but for errors of our
    own: any other may quote what was worked on, as a mail's text.
    """

    def format(self, record: logging.LogRecord) -> str:
        """Return the record as one line of JSON."""
        line: dict[str, object] = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "event": _clean(record.getMessage()),
        }
        line.update(log_context.get({}))
        for name, value in record.__dict__.items():
            if name not in _STANDARD:
                line[name] = "[masked]" if _SECRET_NAME.search(name) else _scalar(value)
        if record.exc_info and record.exc_info[0] is not None:
            line["error"] = record.exc_info[0].__name__
            line["stack"] = _stack(record.exc_info[1])
        return json.dumps(line, ensure_ascii=False)


def _stack(error: BaseException | None) -> str:
    """Return an error and those that led to it, the last one first, each with its innermost calls."""
    told: list[str] = []
    seen: set[int] = set()
    while error is not None and id(error) not in seen:
        seen.add(id(error))
        told.append(_named(error))
        calls = traceback.extract_tb(error.__traceback__, limit=-_INNERMOST)
        told += [f"  {call.filename}:{call.lineno} {call.name}" for call in reversed(calls)]
        error = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    return _clean("\n".join(told), limit=_MAX_STACK)


def _named(error: BaseException) -> str:
    kind = type(error)
    name = kind.__qualname__ if kind.__module__ == "builtins" else f"{kind.__module__}.{kind.__qualname__}"
    return f"{name}: {_clean(str(error))}" if kind.__module__.partition(".")[0] == _OURS else name


def _scalar(value: object) -> object:
    """Return numbers and short text; of anything else only its type, which cannot leak a mail."""
    if value is None or isinstance(value, bool | int | float):
        return value
    return _clean(value) if isinstance(value, str) else f"<{type(value).__name__}>"


def _clean(text: str, limit: int = _MAX_TEXT) -> str:
    masked = _SECRET_TEXT.sub(lambda m: f"{m['bearer'] or m['url'] or ''}[masked]", text)
    return masked if len(masked) <= limit else f"{masked[:limit]}…"


def configure_logging(level: str) -> None:
    """Send all logs of this process to stderr as JSON lines."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(JsonFormatter())
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(level)
    logging.getLogger("alembic").setLevel(max(logging.WARNING, root.level))
