"""What is within tolerance is accepted and kept as a promise; what is not trusted never is."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest

from crossdock.domain.decision import MailOutcome
from crossdock.flows.fetch_mailbox import fetch_mailbox
from crossdock.flows.read_supplier_mail import read_mail, receive_mail
from tests.mails import FAIL, OTHER_SUPPLIER, SENT, STRANGER, confirmation, delay
from tests.unit.flows.flow_world import LINE, codes

if TYPE_CHECKING:
    from crossdock.adapters.memory.erp_book import HeldPromise
    from crossdock.flows.answers import MailAnswer
    from tests.unit.flows.flow_world import World

NEAR, LATE = "10 December 2026", "15 December 2026"


def promised(world: World) -> HeldPromise:
    found = world.erp.promise(LINE)
    assert found is not None
    return found


def test_a_date_within_tolerance_moves_the_forecast_and_not_the_requested_date(world: World) -> None:
    answer = world.receive(delay(NEAR))
    world.deliver()

    order = world.erp.open_orders().order("P00012")
    assert order is not None
    assert answer.outcome is MailOutcome.ACCEPTED
    assert world.erp.move_days(LINE) == [date(2026, 12, 10)]
    assert order.lines[0].date_planned == date(2026, 12, 8)
    assert promised(world).requested_date == date(2026, 12, 8)
    assert world.exceptions() == []


def test_ten_small_delays_do_not_add_up(world: World) -> None:
    outcomes = []
    for number in range(1, 12):
        world.clock.forward(hours=1)
        day = date(2026, 12, 8) + timedelta(days=number)
        outcomes.append(world.receive(delay(f"{day.day} December 2026", sent=world.clock.now())).outcome)
        world.deliver()

    assert outcomes == [MailOutcome.ACCEPTED] * 2 + [MailOutcome.EXCEPTION] * 9
    assert promised(world).promised_date == date(2026, 12, 10)


def test_a_promise_within_tolerance_closes_an_open_delay_with_its_to_do(world: World) -> None:
    world.receive(delay(LATE))
    world.deliver()

    answer = world.receive(confirmation(NEAR, sent=SENT + timedelta(minutes=30)))
    world.deliver()

    held = world.only_exception()
    assert answer.outcome is MailOutcome.ACCEPTED
    assert (held.record.state.value, held.resolution_code) == ("resolved", "confirmed")
    assert [activity.is_open for activity in held.activities] == [False]
    assert world.states() == ["resolved"]


@pytest.mark.parametrize(
    ("order", "asked"), [("as sent", []), ("the later one first", ["needs_clarification"])]
)
def test_an_earlier_mail_never_overrides_a_later_one(world: World, order: str, asked: list[str]) -> None:
    mails = [
        delay(LATE, sent=SENT),
        delay(NEAR, sent=SENT + timedelta(minutes=30)),
    ]

    for raw in mails if order == "as sent" else reversed(mails):
        world.receive(raw)
    world.deliver()

    assert promised(world).promised_date == date(2026, 12, 10)
    assert [held.record.sub_category for held in world.exceptions() if held.record.state == "new"] == asked


def test_an_earlier_promise_that_is_read_later_is_left_out_and_told(world: World) -> None:
    world.receive(delay(LATE, sent=SENT + timedelta(minutes=30)))

    answer = world.receive(confirmation(sent=SENT))
    world.deliver()

    assert answer.outcome is MailOutcome.NO_ACTION
    assert "line_superseded" in codes(answer)
    assert world.erp.promise(LINE) is None


def test_a_date_in_the_future_gives_a_mail_no_lasting_last_word(world: World) -> None:
    world.receive(delay(LATE, sent=SENT + timedelta(days=2)))
    world.clock.forward(hours=1)

    answer = world.receive(confirmation("8 December 2026", sent=world.clock.now()))

    assert answer.outcome is MailOutcome.ACCEPTED


@pytest.mark.parametrize(
    ("_case", "sent_by", "authenticated", "code"),
    [
        ("a stranger", STRANGER, "pass", "sender_not_supplier"),
        ("another supplier", OTHER_SUPPLIER, "pass", "sender_not_supplier"),
        ("a forged sender", None, FAIL, "sender_forged"),
        ("our server says nothing", None, None, "sender_not_authenticated"),
    ],
)
def test_who_is_not_the_authenticated_supplier_is_never_accepted(
    world: World, _case: str, sent_by: str | None, authenticated: str | None, code: str
) -> None:
    who = {"sender": sent_by} if sent_by else {}

    answer = world.receive(confirmation(authenticated=authenticated, **who))
    world.deliver()

    assert answer.outcome is MailOutcome.REVIEW
    assert code in codes(answer)
    assert world.erp.promise(LINE) is None
    assert len(world.exceptions()) == 1


def sender_reason(answer: MailAnswer) -> str:
    [text] = [reason.text for reason in answer.reasons if reason.code == "sender_not_authenticated"]
    return text


def test_where_no_mail_server_is_named_as_ours_the_setting_is_told(world: World) -> None:
    services = world.with_ports(authserv_id=None)

    answer = receive_mail(services, confirmation(), correlation_id="corr")

    assert sender_reason(answer) == (
        "No sender counts as authenticated here: CROSSDOCK_AUTHSERV_ID is not set, so no mail server's "
        "verdict is believed."
    )


def test_where_a_mailbox_names_no_mail_server_its_own_setting_is_told(world: World) -> None:
    world.mailbox.authserv_id = None
    world.mailbox.append(confirmation())
    fetch_mailbox(world.services, world.mailbox.name, correlation_id="corr")

    answer = read_mail(world.services, 1, reader=None)

    assert "CROSSDOCK_MAILBOX__SUPPLIERS__AUTHSERV_ID is not set" in sender_reason(answer)


def test_where_our_mail_server_says_nothing_of_a_sender_no_setting_is_blamed(world: World) -> None:
    answer = world.receive(confirmation(authenticated=None))

    assert sender_reason(answer) == "Our mail server did not authenticate the sender."


def test_a_header_that_came_with_the_mail_authenticates_nobody(world: World) -> None:
    forged = b"Authentication-Results: mx.elsewhere.example; dmarc=pass header.from=lindenau.example\r\n"

    answer = world.receive(forged + confirmation())

    assert answer.outcome is MailOutcome.REVIEW


def test_authentication_can_be_waived_for_pushed_mails(world: World) -> None:
    services = world.with_ports(trust_unauthenticated=True)

    answer = receive_mail(services, confirmation(authenticated=None), correlation_id="corr")

    assert answer.outcome is MailOutcome.ACCEPTED


def test_a_mail_of_nobody_verified_does_not_make_the_suppliers_own_word_old(world: World) -> None:
    world.receive(delay(LATE, authenticated=None, sent=SENT + timedelta(minutes=30)))

    answer = world.receive(confirmation("8 December 2026", sent=SENT))

    assert answer.outcome is MailOutcome.ACCEPTED


def test_a_promise_made_stale_by_a_buyers_edit_is_not_written_and_stops_no_later_one(
    world: World,
) -> None:
    world.receive(delay(NEAR))
    world.erp.edit_line(LINE, date_planned=date(2026, 12, 20))
    world.deliver()
    refused = world.erp.promise(LINE)

    world.receive(confirmation("20 December 2026", sent=SENT + timedelta(minutes=30)))
    world.deliver()

    assert refused is None
    assert promised(world).promised_date == date(2026, 12, 20)


def test_a_mail_writes_nothing_about_lines_that_it_says_nothing_new_of(world: World) -> None:
    world.receive(confirmation(line=1))
    before = world.ledger.baselines([LINE, LINE + 1])

    world.receive(delay(NEAR, line=1, sent=SENT + timedelta(minutes=30)))

    after = world.ledger.baselines([LINE, LINE + 1])
    assert after[LINE].version > before[LINE].version
    assert after[LINE + 1] == before[LINE + 1]
