"""Metrics for Prometheus, of this process and of the ledger."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from prometheus_client import CollectorRegistry, Counter, Histogram, generate_latest
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.multiprocess import MultiProcessCollector
from prometheus_client.registry import Collector

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator


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
