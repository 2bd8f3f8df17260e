"""Structured logs, metrics and trace context. Knows no flow and no vendor."""

from __future__ import annotations

import json
import logging
import re
import secrets
import sys
from collections.abc import Mapping
from contextvars import ContextVar
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from prometheus_client import CollectorRegistry, Counter, Histogram, generate_latest
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.multiprocess import MultiProcessCollector
from prometheus_client.registry import Collector

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

_STANDARD = frozenset(logging.makeLogRecord({}).__dict__) | {"message", "asctime", "taskName"}
_SECRET_NAME = re.compile(r"pass|secret|token|authorization|cookie|api_?key|body|raw|payload|content", re.I)
_SECRET_TEXT = re.compile(
    r"(?P<bearer>bearer\s+)\S+|cdk_[\w-]{8,}|(?P<url>://[^\s:/@]+:)[^\s@]+(?=@)", re.IGNORECASE
)
_MAX_TEXT = 500
_TRACEPARENT = re.compile(r"([0-9a-f]{2})-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})(-.*)?")

log_context: ContextVar[Mapping[str, str]] = ContextVar("log_context")
"""Ids that every line of the current request or clock tick carries (request_id, correlation_id, flow)."""


# logs
class JsonFormatter(logging.Formatter):
    """One JSON object per line; secrets are masked and long text is cut, whoever logged it."""

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
            line["stack"] = _clean(self.formatException(record.exc_info), limit=8000)
        return json.dumps(line, ensure_ascii=False)


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


# trace context
@dataclass(frozen=True, slots=True)
class Trace:
    """A W3C trace context: the id that joins everything, this span, and the caller's flags."""

    trace_id: str
    span_id: str = field(default_factory=lambda: secrets.token_hex(8))
    flags: str = "00"

    @property
    def header(self) -> str:
        """Return the `traceparent` to pass on."""
        return f"00-{self.trace_id}-{self.span_id}-{self.flags}"


def continue_trace(traceparent: str | None) -> Trace:
    """Continue the caller's trace with a span of our own; an absent or invalid one starts a new trace."""
    match = _TRACEPARENT.fullmatch(traceparent or "")
    if match is not None:
        version, trace_id, parent_id, flags, more = match.groups()
        valid = version != "ff" and set(trace_id) != {"0"} and set(parent_id) != {"0"}
        if valid and (version != "00" or more is None):
            # of a later version only the sampled bit is known to mean what it means here
            return Trace(trace_id, flags=f"{int(flags, 16) & 1:02x}")
    return Trace(secrets.token_hex(16))


# metrics
@dataclass(frozen=True, slots=True)
class Figures:
    """What the ledger says at the time of a scrape."""

    outbox: Mapping[str, int]
    inbox_undecided: int


class _LedgerCollector(Collector):
    """Reads the ledger's figures when it is scraped, so that every process tells the same."""

    def __init__(self, read: Callable[[], Figures | None]) -> None:
        self._read = read

    def describe(self) -> list[GaugeMetricFamily]:
        """Return nothing: registering must not read the ledger."""
        return []

    def collect(self) -> Iterator[GaugeMetricFamily]:
        """Yield the outbox by state and the undecided inbox; nothing while the ledger is away."""
        figures = self._read()
        if figures is None:
            return
        outbox = GaugeMetricFamily("crossdock_outbox_rows", "Effects by state.", labels=["state"])
        for state, count in figures.outbox.items():
            outbox.add_metric([state], count)
        yield outbox
        yield GaugeMetricFamily(
            "crossdock_inbox_undecided", "Facts that wait for a decision.", value=figures.inbox_undecided
        )


class Metrics:
    """The metrics of one process; `multiprocess_dir` joins those of several gunicorn workers."""

    def __init__(self, multiprocess_dir: str | None = None) -> None:
        self._own = CollectorRegistry()
        self._multiprocess_dir = multiprocess_dir
        self._ledger: _LedgerCollector | None = None
        self.requests = Counter(
            "crossdock_requests", "HTTP requests.", ["route", "method", "status"], registry=self._own
        )
        self.latency = Histogram(
            "crossdock_request_seconds", "Time to answer, in seconds.", ["route"], registry=self._own
        )
        self.deliveries = Counter(
            "crossdock_deliveries", "Effects tried, by result.", ["result"], registry=self._own
        )
        self.clock_runs = Counter(
            "crossdock_clock_runs", "Runs of the clock's jobs.", ["job", "result"], registry=self._own
        )

    def watch_ledger(self, read: Callable[[], Figures | None]) -> None:
        """Read these figures at every scrape."""
        self._ledger = _LedgerCollector(read)

    def count_delivery(self, *, sent: int, failed: int, dead: int, superseded: int) -> None:
        """Count what one delivery did."""
        counts = {"sent": sent, "failed": failed, "dead": dead, "superseded": superseded}
        for result, count in counts.items():
            self.deliveries.labels(result).inc(count)

    def exposition(self) -> bytes:
        """Return all metrics in the Prometheus text format."""
        registry = CollectorRegistry() if self._multiprocess_dir else self._own
        if self._multiprocess_dir:
            MultiProcessCollector(registry, path=self._multiprocess_dir)  # type: ignore[no-untyped-call]  # untyped there
        text: bytes = generate_latest(registry)
        if self._ledger is not None:
            live = CollectorRegistry()
            live.register(self._ledger)
            text += generate_latest(live)
        return text
