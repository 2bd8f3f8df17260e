"""Logs without secrets, trace context as W3C says, metrics of one process."""

from __future__ import annotations

import json
import logging
import sys
from typing import Any

import pytest

from crossdock.domain.errors import Conflict, StorageUnavailable
from crossdock.telemetry.logs import JsonFormatter, log_context
from crossdock.telemetry.metrics import Figures, Metrics
from crossdock.telemetry.trace import continue_trace

TRACE = "4bf92f3577b34da6a3ce929d0e0e4736"
SPAN = "00f067aa0ba902b7"


def line(message: str, *, error: BaseException | None = None, **extra: Any) -> dict[str, Any]:
    """Return one log line as the formatter writes it."""
    info = (type(error), error, error.__traceback__) if error else None
    record = logging.LogRecord("crossdock.x", logging.INFO, __file__, 1, message, (), info)
    record.__dict__.update(extra)
    text = JsonFormatter().format(record)
    assert "\n" not in text
    parsed: dict[str, Any] = json.loads(text)
    return parsed


def test_a_line_has_its_ids() -> None:
    token = log_context.set({"request_id": "r1", "correlation_id": "c1"})
    try:
        written = line("mail decided", inbox_id=7, outcome="accepted")
    finally:
        log_context.reset(token)

    assert written["event"] == "mail decided"
    assert (written["request_id"], written["correlation_id"], written["inbox_id"]) == ("r1", "c1", 7)
    assert written["at"].endswith("+00:00")


@pytest.mark.parametrize(
    "name", ["password", "odoo_password", "token", "api_key", "Authorization", "body", "raw_mail"]
)
def test_what_is_named_as_a_secret_or_a_body_is_masked(name: str) -> None:
    assert line("x", **{name: "hush"})[name] == "[masked]"


@pytest.mark.parametrize(
    "text",
    [
        "header was Bearer hush-hush",
        "key cdk_hush-hushhush sent",
        "postgresql://user:hush@127.0.0.1/db is away",
        "postgresql://user:part@hush@127.0.0.1/db is away",
    ],
)
def test_secrets_inside_text_are_masked(text: str) -> None:
    assert "hush" not in json.dumps(line(text))
    assert "hush" not in json.dumps(line("x", detail=text))


def raised(error: Exception, *, cause: Exception | None = None) -> Exception:
    """Return the error as it is once it was raised."""
    try:
        raise error from cause
    except type(error) as caught:
        return caught


def test_secrets_inside_an_error_of_ours_are_masked() -> None:
    written = line("failed", error=raised(StorageUnavailable("cannot reach postgresql://user:hush@h/db")))

    assert written["error"] == "StorageUnavailable"
    assert "cannot reach postgresql://user:[masked]@h/db" in written["stack"]


def test_an_error_is_told_by_type_and_place_and_only_one_of_ours_by_what_it_says() -> None:
    cause = raised(KeyError("Dear Bea, we are late"))

    stack = line("failed", error=raised(Conflict("look again"), cause=cause))["stack"].splitlines()

    places = [text for text in stack if text.startswith("  ")]
    assert [text for text in stack if text not in places] == [
        "crossdock.domain.errors.Conflict: look again",
        "KeyError",
    ]
    assert len(places) == 2
    assert all(place.startswith(f"  {__file__}:") and place.endswith(" raised") for place in places)


def test_of_an_endless_recursion_the_innermost_calls_are_told() -> None:
    def deeper(depth: int) -> None:
        if depth == 0:
            raise ValueError("here")
        deeper(depth - 1)

    try:
        deeper(200)
    except ValueError as error:
        stack = line("failed", error=error)["stack"].splitlines()

    assert len(stack) < 40
    assert stack[1].endswith(" deeper")


def test_bytes_objects_and_long_text_cannot_leak_a_mail() -> None:
    written = line("x" * 10_000, mail=b"Subject: secret", parsed=object(), text="y" * 10_000)

    assert written["mail"] == "<bytes>"
    assert written["parsed"] == "<object>"
    assert len(json.dumps(written)) < 2_000


@pytest.mark.parametrize("header", [f"00-{TRACE}-{SPAN}-01", f"cc-{TRACE}-{SPAN}-01-what-comes-later"])
def test_a_valid_trace_is_continued_with_a_new_span(header: str) -> None:
    trace = continue_trace(header)

    assert trace.trace_id == TRACE
    assert trace.span_id != SPAN
    assert trace.header == f"00-{TRACE}-{trace.span_id}-01"


@pytest.mark.parametrize(
    ("_case", "header"),
    [
        ("none", None),
        ("empty", ""),
        ("zero trace", f"00-{'0' * 32}-{SPAN}-01"),
        ("zero parent", f"00-{TRACE}-{'0' * 16}-01"),
        ("version ff", f"ff-{TRACE}-{SPAN}-01"),
        ("upper case", f"00-{TRACE.upper()}-{SPAN}-01"),
        ("more in version 00", f"00-{TRACE}-{SPAN}-01-x"),
        ("short", f"00-{TRACE[1:]}-{SPAN}-01"),
        ("blank around", f" 00-{TRACE}-{SPAN}-01"),
        ("line feed at the end", f"00-{TRACE}-{SPAN}-01\n"),
    ],
)
def test_an_invalid_trace_starts_a_new_one(_case: str, header: str | None) -> None:
    trace = continue_trace(header)

    assert trace.trace_id != TRACE
    assert len(trace.trace_id) == 32


def test_only_the_sampled_flag_of_a_caller_is_passed_on() -> None:
    assert continue_trace(f"cc-{TRACE}-{SPAN}-ff").flags == "01"


def test_metrics_tell_requests_deliveries_and_the_ledger() -> None:
    metrics = Metrics()
    metrics.watch_ledger(lambda: Figures(outbox={"pending": 2}, inbox_undecided=3))
    metrics.requests.labels("/healthz", "GET", 200).inc()
    metrics.count_delivery(sent=4, failed=0, dead=1, superseded=2)

    text = metrics.exposition().decode()

    assert 'crossdock_requests_total{method="GET",route="/healthz",status="200"} 1.0' in text
    assert 'crossdock_deliveries_total{result="sent"} 4.0' in text
    assert 'crossdock_outbox_rows{state="pending"} 2.0' in text
    assert "crossdock_inbox_undecided 3.0" in text


def test_metrics_are_served_while_the_ledger_is_away() -> None:
    metrics = Metrics()
    metrics.watch_ledger(lambda: None)

    assert "crossdock_outbox_rows" not in metrics.exposition().decode()


def test_logging_goes_to_stderr_as_json(capsys: pytest.CaptureFixture[str]) -> None:
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(JsonFormatter())

    handler.emit(logging.LogRecord("crossdock", logging.INFO, "", 1, "hello %s", ("you",), None))

    assert json.loads(capsys.readouterr().err)["event"] == "hello you"
