"""What the routes answer when all is well."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from crossdock.adapters.memory.erp import MemoryErp
from crossdock.adapters.memory.mailbox import MemoryMailbox
from crossdock.domain.effect import MarkMail, PlannedEffect, ReceiptStatus, Target
from crossdock.entrypoints.http.json_text import encode
from crossdock.ports import OutboxState, Recording, Settlement
from tests.http.conftest import a_mail, problem_of

if TYPE_CHECKING:
    from tests.http.conftest import World


def test_every_answer_has_outcome_correlation_id_and_reasons(world: World) -> None:
    answers = [
        world.post_mail(a_mail()),
        world.post_exception(),
        world.call("GET", "/v1/exceptions"),
        world.call("POST", "/v1/mailboxes/purchasing/fetches"),
        world.call("POST", "/v1/inbox-sweeps"),
        world.call("POST", "/v1/odoo-change-sweeps"),
        world.call("POST", "/v1/outbox-deliveries"),
        world.call("GET", "/v1/dead-letters"),
        world.call("POST", "/v1/dead-letters/replays"),
        world.call("GET", "/v1/journal?correlation_id=a"),
        world.call("GET", "/healthz"),
        world.call("GET", "/readyz"),
    ]

    for answer in answers:
        assert answer.status_code == 200, answer.text
        assert answer.json["outcome"]
        assert answer.json["correlation_id"]
        assert isinstance(answer.json["reasons"], list)


def test_cases_are_listed_filtered_paged_and_found(world: World) -> None:
    for number in range(3):
        world.post_exception(f"e{number}", title=f"case {number}", evidence="ü 北京")

    page = world.call("GET", "/v1/exceptions?limit=2&state=open&category=supply").json
    rest = world.call("GET", f"/v1/exceptions?limit=2&before_id={page['next_before_id']}").json

    titles = [case["title"] for case in page["exceptions"] + rest["exceptions"]]
    assert titles == ["case 2", "case 1", "case 0"]
    assert rest["next_before_id"] is None
    assert world.call("GET", "/v1/exceptions?state=resolved").json["exceptions"] == []
    one = world.call("GET", f"/v1/exceptions/{page['exceptions'][0]['id']}").json
    assert one["outcome"] == "found"
    assert one["exception"] == page["exceptions"][0]
    assert one["exception"]["opened_at"] == "2026-03-02T09:00:00Z"


def test_effects_are_delivered_and_counted(world: World) -> None:
    world.post_exception()

    answer = world.call("POST", "/v1/outbox-deliveries").json

    assert answer["outcome"] == "delivered"
    assert answer["sent"] > 0
    assert len(world.erp.exceptions()) == 1
    metrics = world.call("GET", "/metrics").text
    assert f'crossdock_deliveries_total{{result="sent"}} {float(answer["sent"])}' in metrics
    assert 'crossdock_outbox_rows{state="sent"}' in metrics or "crossdock_outbox_rows" not in metrics


def test_dead_letters_are_listed_and_replayed_one_or_all(world: World) -> None:
    now = world.clock.now()
    effects = tuple(
        PlannedEffect(
            key=f"mark:{number}",
            stream=f"mail:{number}",
            target=Target.MAILBOX,
            company_id=1,
            body=MarkMail(mailbox="purchasing", folder="INBOX", uidvalidity=1, uid=number),
        )
        for number in (1, 2, 3)
    )
    world.ledger.record(Recording(effects=effects, correlation_id="c1"), now)
    rows = world.ledger.lease_outbox(limit=9, now=now, until=now)
    dead = [
        Settlement(row_id=row.id, state=OutboxState.DEAD, status=ReceiptStatus.REFUSED, error="no")
        for row in rows
    ]
    world.ledger.settle_outbox(dead, now)

    page = world.call("GET", "/v1/dead-letters?limit=2").json
    assert [letter["key"] for letter in page["dead_letters"]] == ["mark:3", "mark:2"]
    assert page["dead_letters"][0]["kind"] == "mark_mail"
    assert page["dead_letters"][0]["last_error"] == "no"
    one = world.call("POST", f"/v1/dead-letters/{page['dead_letters'][0]['id']}/replays").json
    assert (one["outcome"], one["replayed"]) == ("replayed", 1)
    assert world.call("POST", "/v1/dead-letters/replays").json["replayed"] == 2
    assert world.call("POST", "/v1/dead-letters/replays").json["outcome"] == "nothing_to_replay"


def test_readiness_is_degraded_while_odoo_is_away_and_503_without_ledger(world: World) -> None:
    assert world.call("GET", "/readyz", key=None).json["outcome"] == "ready"

    assert isinstance(world.erp, MemoryErp)
    world.erp.away = True
    degraded = world.call("GET", "/readyz", key=None)

    assert (degraded.status_code, degraded.json["outcome"]) == (200, "degraded")
    assert degraded.json["adapters"]["erp"] == "erp_unavailable"
    world.break_ledger()
    problem = problem_of(world.call("GET", "/readyz", key=None), 503, "not_ready")
    assert problem["adapters"]["ledger"] == "storage_unavailable"
    assert world.call("GET", "/healthz", key=None).status_code == 200


def test_readiness_asks_each_mailbox_and_facts_are_taken_while_one_is_away(world: World) -> None:
    well = MemoryMailbox("invoices")
    world.use(mailboxes={"purchasing": world.mailbox, "invoices": well})
    ready = world.call("GET", "/readyz", key=None).json

    world.mailbox.away = True
    degraded = world.call("GET", "/readyz", key=None)

    assert (ready["outcome"], set(ready["adapters"].values())) == ("ready", {"up"})
    assert (degraded.status_code, degraded.json["outcome"]) == (200, "degraded")
    assert degraded.json["adapters"] == {
        **ready["adapters"],
        "mailbox:purchasing": "mailbox_unavailable",
    }
    assert "mailbox:invoices" in ready["adapters"]


def test_metrics_need_their_scope(world: World) -> None:
    problem_of(world.call("GET", "/metrics", key=world.make_key("mails:write")), 403, "forbidden")

    response = world.call("GET", "/metrics", key=world.make_key("metrics:read"))

    assert response.content_type.startswith("text/plain; version=0.0.4")


def test_numbers_are_plain_json_numbers_with_their_exact_digits(world: World) -> None:
    text = "We will only deliver 80.5 pcs of line 1 of P00042, new date 2026-03-20. Price 2.75 EUR"

    response = world.post_mail(a_mail(text=text))

    proposed = {
        (line["proposed_quantity"], line["proposed_price"], line["proposed_date"])
        for line in response.json["decisions"]
    }
    assert (Decimal("80.5"), None, None) in proposed
    assert (None, Decimal("2.75"), None) in proposed
    changes = {change["kind"]: change["to"] for change in response.json["reading"]["changes"]}
    assert changes == {"quantity": Decimal("80.5"), "price": Decimal("2.75"), "date": "2026-03-20"}
    assert '"to":80.5' in response.text


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (Decimal("2.50"), "2.5"),
        (Decimal("1E+3"), "1000"),
        (Decimal("0.1") + Decimal("0.2"), "0.3"),
        (Decimal("12345678901234567890.123456789"), "12345678901234567890.123456789"),
        (Decimal("-0.00"), "0"),
        ({"ü": [True, None, date(2026, 3, 2)]}, '{"ü":[true,null,"2026-03-02"]}'),
        ("\u2028</script>\n", '"\u2028</script>\\n"'),
    ],
)
def test_json_is_written_as_promised(value: object, text: str) -> None:
    assert encode(value) == text


@pytest.mark.parametrize("value", [Decimal("NaN"), float("inf"), object()])
def test_what_json_cannot_say_is_a_bug_and_not_an_answer(value: object) -> None:
    with pytest.raises((TypeError, ValueError)):
        encode(value)
