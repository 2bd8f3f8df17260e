"""Request ids, trace context, correlation ids and security headers."""

from __future__ import annotations

import logging
import re
from typing import TYPE_CHECKING, Any

import pytest

from crossdock.telemetry.trace import passed_on
from tests.http.conftest import a_mail, problem_of

if TYPE_CHECKING:
    from crossdock.domain.orders import OrderQuery, PurchaseSnapshot
    from tests.http.conftest import World

TRACE = "4bf92f3577b34da6a3ce929d0e0e4736"
PARENT = f"00-{TRACE}-00f067aa0ba902b7-01"


def test_a_request_id_is_taken_or_made_and_returned(world: World) -> None:
    assert (
        world.call("GET", "/healthz", headers={"X-Request-Id": "n8n-17"}).headers["X-Request-Id"] == "n8n-17"
    )
    made = world.call("GET", "/healthz").headers["X-Request-Id"]
    assert re.fullmatch("[0-9a-f]{32}", made)


@pytest.mark.parametrize("bad", ["x" * 129, "two words", "<script>", ""])
def test_a_request_id_that_could_do_harm_is_replaced(world: World, bad: str) -> None:
    response = world.call("GET", "/healthz", headers={"X-Request-Id": bad})

    assert re.fullmatch("[0-9a-f]{32}", response.headers["X-Request-Id"])


def test_a_trace_is_continued_and_begins_the_mails_correlation_id(world: World) -> None:
    response = world.post_mail(a_mail(), headers={"traceparent": PARENT})

    version, trace, span, flags = response.headers["traceparent"].split("-")
    assert (version, trace, flags) == ("00", TRACE, "01")
    assert span != "00f067aa0ba902b7"
    own = response.json["correlation_id"]
    assert re.fullmatch(f"{TRACE}-[0-9a-f]{{32}}", own)
    journal = world.call("GET", f"/v1/journal?correlation_id={own}").json
    assert [entry["correlation_id"] for entry in journal["entries"]] == [own]


def test_mails_of_one_trace_have_their_own_correlation_ids_and_a_repeat_the_firsts(world: World) -> None:
    """*Apply All of This Message* goes by it: it must not apply another mail's cases."""
    trace = {"traceparent": PARENT}
    one = world.post_mail(a_mail(1), headers=trace).json
    two = world.post_mail(a_mail(2, text="P00042 line 1: 90 pcs only."), idempotency_key="k2", headers=trace)
    again = world.post_mail(
        a_mail(1), idempotency_key="k3", headers={"traceparent": f"00-{'a' * 32}-{'b' * 16}-01"}
    )

    assert one["correlation_id"] != two.json["correlation_id"]
    assert (again.json["outcome"], again.json["correlation_id"]) == ("duplicate", one["correlation_id"])


def test_without_a_trace_one_is_started(world: World) -> None:
    response = world.post_mail(a_mail(), headers={"traceparent": "00-00000000000000000000000000000000-0-0"})

    trace = response.headers["traceparent"].split("-")[1]
    assert re.fullmatch("[0-9a-f]{32}", trace)
    assert response.json["correlation_id"].startswith(f"{trace}-")


def test_every_log_line_of_a_request_carries_its_trace(
    world: World, log_lines: list[dict[str, Any]], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Those too that are written while Odoo is asked, which another thread does."""
    read = world.erp.purchase_snapshot

    def telling(query: OrderQuery) -> PurchaseSnapshot:
        logging.getLogger("crossdock.adapters.odoo").info("asked", extra={"correlation_id": "the mail's"})
        return read(query)

    monkeypatch.setattr(world.erp, "purchase_snapshot", telling)

    response = world.post_mail(a_mail(), headers={"traceparent": PARENT, "X-Request-Id": "r1"})

    span = response.headers["traceparent"].split("-")[2]
    assert {line["event"] for line in log_lines} >= {"asked", "request answered"}
    assert {(line["trace_id"], line["span_id"], line["request_id"]) for line in log_lines} == {
        (TRACE, span, "r1")
    }


def test_calls_made_for_a_request_carry_its_ids_and_later_ones_do_not(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    read, carried = world.erp.purchase_snapshot, []

    def looking(query: OrderQuery) -> PurchaseSnapshot:
        carried.append(dict(passed_on.get({})))
        return read(query)

    monkeypatch.setattr(world.erp, "purchase_snapshot", looking)

    answer = world.post_mail(a_mail(), headers={"traceparent": PARENT, "X-Request-Id": "r1"})

    assert carried
    assert all(ids == {"traceparent": answer.headers["traceparent"], "X-Request-Id": "r1"} for ids in carried)
    assert not passed_on.get({})


def test_a_request_without_a_valid_trace_is_logged_under_the_one_it_was_given(
    world: World, log_lines: list[dict[str, Any]]
) -> None:
    twice = f"{PARENT},{PARENT}"  # as a server joins a header that was sent twice
    answers = [
        world.call("GET", "/v1/nothing", headers={"traceparent": sent}) for sent in (twice, "nonsense")
    ]

    given = [answer.headers["traceparent"].split("-")[1] for answer in answers]
    assert TRACE not in given
    assert [line["trace_id"] for line in log_lines] == given
    assert given[0] != given[1]


def test_problems_carry_the_ids_too(world: World) -> None:
    response = world.call("GET", "/v1/nothing", headers={"traceparent": PARENT, "X-Request-Id": "r1"})

    problem = problem_of(response, 404, "unknown_route")
    assert (problem["correlation_id"], problem["request_id"]) == (TRACE, "r1")


def test_every_answer_has_security_headers(world: World) -> None:
    for path in ("/healthz", "/v1/exceptions", "/nothing", "/docs"):
        headers = world.call("GET", path).headers
        assert headers["X-Content-Type-Options"] == "nosniff"
        assert headers["X-Frame-Options"] == "DENY"
        assert headers["Cache-Control"] == "no-store"
        assert "default-src" in headers["Content-Security-Policy"]


def test_invented_methods_make_no_figures_of_their_own(world: World) -> None:
    for number in range(3):
        world.call(f"INVENTED{number}", "/healthz")

    figures = world.call("GET", "/metrics").get_data(as_text=True)
    assert "INVENTED" not in figures
    assert 'method="other"' in figures


def test_a_request_is_logged_once_without_body_or_key(world: World, logged: list[logging.LogRecord]) -> None:
    world.post_mail(a_mail(text="Line 1 of P00042: the body of this mail"), headers={"X-Request-Id": "r9"})

    lines = [record.__dict__ for record in logged if record.getMessage() == "request answered"]
    assert len(lines) == 1
    assert (lines[0]["route"], lines[0]["status"]) == ("/v1/supplier-mails", 200)
    assert "body of this mail" not in str([record.__dict__ for record in logged])
    assert world.key not in str([record.__dict__ for record in logged])
