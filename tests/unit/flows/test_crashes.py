"""Whatever stops wherever: each mail arrives exactly once in the end."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from crossdock.domain.decision import MailOutcome
from crossdock.domain.effect import ReceiptStatus
from crossdock.domain.errors import ErpUnavailable, StorageUnavailable
from crossdock.domain.policy import Mode
from crossdock.flows.deliver_outbox import deliver_outbox
from crossdock.flows.fetch_mailbox import fetch_mailbox
from crossdock.flows.read_supplier_mail import decide_mail, receive_mail
from crossdock.flows.sweep_inbox import sweep_inbox
from crossdock.ports import InboxState
from tests.mails import delay
from tests.unit.flows.breaking import Breaking, Killed
from tests.unit.flows.flow_world import assert_told_once, codes

if TYPE_CHECKING:
    from crossdock.flows.services import Services
    from tests.unit.flows.flow_world import World

LATE = "15 December 2026"
MAX_ATTEMPTS = 3
STEPS = [
    ("ledger", "store"),
    ("ledger", "save_cursor"),
    ("ledger", "lease_inbox"),
    ("ledger", "blob"),
    ("erp", "purchase_snapshot"),
    ("ledger", "baselines"),
    ("ledger", "open_cases"),
    ("ledger", "record"),
    ("ledger", "lease_outbox"),
    ("erp", "deliver"),
    ("mailbox", "mark"),
    ("ledger", "settle_outbox"),
]


def run(services: Services) -> None:
    """Do what the clock does, once."""
    fetch_mailbox(services, "suppliers", correlation_id="fetch")
    sweep_inbox(services, correlation_id="sweep")
    deliver_outbox(services, correlation_id="delivery")


def broken(world: World, port: str, name: str, error: BaseException, **how: object) -> Services:
    """Return the services with one call that breaks."""
    if port == "mailbox":
        return world.with_ports(mailboxes={"suppliers": Breaking(world.mailbox, name, error, **how)})
    return world.with_ports(**{port: Breaking(getattr(world, port), name, error, **how)})


@pytest.mark.parametrize("after", [False, True], ids=["before", "after"])
@pytest.mark.parametrize(("port", "name"), STEPS, ids=[f"{port}.{name}" for port, name in STEPS])
def test_a_kill_at_any_step_leaves_the_mail_told_exactly_once(
    world: World, port: str, name: str, after: bool
) -> None:
    world.mailbox.append(delay(LATE))

    with pytest.raises(Killed):
        run(broken(world, port, name, Killed(), after=after))
    for _ in range(3):
        world.clock.forward(minutes=10)
        run(world.services)

    assert_told_once(world)
    assert world.entry().state is InboxState.DECIDED
    assert [bool(mail.flags) for mail in world.mailbox.mails()] == [True]


@pytest.mark.parametrize("after", [False, True], ids=["before", "after"])
@pytest.mark.parametrize(
    ("port", "name"), [("ledger", "blob"), ("erp", "purchase_snapshot"), ("ledger", "record")]
)
def test_an_error_while_deciding_leaves_the_mail_for_the_next_sweep(
    world: World, port: str, name: str, after: bool
) -> None:
    services = broken(world, port, name, RuntimeError("a bug"), after=after)

    answer = receive_mail(services, delay(LATE), correlation_id="corr")
    world.settle()

    assert answer.outcome in (MailOutcome.STORED, MailOutcome.EXCEPTION)
    assert_told_once(world)


@pytest.mark.parametrize("seconds", [50, 500], ids=["within the lease", "beyond the lease"])
def test_a_slow_odoo_costs_a_mail_no_attempt(world: World, seconds: int) -> None:
    class Slow:
        def __getattr__(self, name: str) -> Any:
            return getattr(world.erp, name)

        def purchase_snapshot(self, _query: object) -> None:
            world.clock.forward(seconds=seconds)
            raise ErpUnavailable

    slow = world.with_ports(erp=Slow())
    receive_mail(slow, delay(LATE), correlation_id="corr")
    for _ in range(5):
        sweep_inbox(slow, correlation_id="sweep")

    assert (world.entry().state, world.entry().attempts) == (InboxState.STORED, 0)
    world.settle()
    assert_told_once(world)


def test_an_error_after_recording_answers_what_was_recorded(world: World) -> None:
    services = broken(world, "ledger", "record", RuntimeError("the answer was lost"), after=True)

    answer = receive_mail(services, delay(LATE), correlation_id="corr")

    assert answer.outcome is MailOutcome.EXCEPTION


def test_while_odoo_is_away_the_mail_is_stored_and_decided_later(world: World) -> None:
    world.erp.away = True
    answer = world.receive(delay(LATE))
    world.settle()
    assert world.exceptions() == []

    world.erp.away = False
    world.settle()

    assert answer.outcome is MailOutcome.STORED
    assert "erp_unavailable" in codes(answer)
    assert_told_once(world)


def test_odoos_absence_is_no_attempt_of_the_mail(world: World) -> None:
    answer = world.receive(delay(LATE))
    world.erp.away = True
    late = world.receive(delay("22 December 2026"))
    for _ in range(2 * MAX_ATTEMPTS):
        decide_mail(world.services, late.inbox_id)

    world.erp.away = False

    assert decide_mail(world.services, late.inbox_id).outcome is MailOutcome.EXCEPTION
    assert answer.outcome is MailOutcome.EXCEPTION


def test_odoo_going_away_after_the_decision_delays_only_the_delivery(world: World) -> None:
    world.receive(delay(LATE))
    world.erp.away = True
    world.settle(rounds=30)

    world.erp.away = False
    world.settle()

    assert_told_once(world)


@pytest.mark.parametrize("status", [ReceiptStatus.UNKNOWN, ReceiptStatus.RETRY])
def test_a_timeout_after_which_odoo_went_on_makes_nothing_twice(world: World, status: ReceiptStatus) -> None:
    world.receive(delay(LATE))
    world.erp.fail_next(status, count=3, committed=True)

    world.settle(rounds=8)

    assert_told_once(world)


@pytest.mark.parametrize("after", [False, True], ids=["before", "after"])
@pytest.mark.parametrize("name", ["store", "record"])
def test_a_repeat_after_a_kill_is_told_what_became_of_the_mail_that_it_brought(
    world: World, name: str, after: bool
) -> None:
    def push(services: Services, brought_by: str) -> MailOutcome:
        raw = delay(LATE, message_id="<one@lindenau.example>")
        return receive_mail(services, raw, correlation_id="corr", brought_by=brought_by).outcome

    with pytest.raises(Killed):
        push(broken(world, "ledger", name, Killed(), after=after), "first")
    world.clock.forward(minutes=10)

    assert push(world.services, "first") is MailOutcome.EXCEPTION
    assert push(world.services, "second") is MailOutcome.DUPLICATE
    assert push(world.services, "first") is MailOutcome.EXCEPTION
    world.settle()
    assert_told_once(world)


def test_a_full_disk_is_told_and_is_no_attempt_of_the_mail(world: World) -> None:
    full = broken(world, "ledger", "record", StorageUnavailable(), times=99)

    for _ in range(2 * MAX_ATTEMPTS):
        with pytest.raises(StorageUnavailable):
            receive_mail(full, delay(LATE, message_id="<one@lindenau.example>"), correlation_id="corr")
    world.settle()

    assert_told_once(world)


def test_a_mail_that_another_process_decides_is_left_to_it(world: World) -> None:
    world.erp.away = True
    waiting = world.receive(delay(LATE))
    world.erp.away = False
    until = world.clock.now().replace(hour=10)
    world.ledger.lease_inbox(waiting.inbox_id, now=world.clock.now(), until=until)

    answer = decide_mail(world.services, waiting.inbox_id)

    assert answer.outcome is MailOutcome.STORED
    assert codes(answer) == ["being_decided", "mode_act"]


@pytest.mark.parametrize(("supplier", "told"), [(None, ["mode_propose"]), ("Lindenau GmbH", [])])
def test_a_stored_mail_tells_the_mode_where_it_holds_whoever_wrote(
    world: World, supplier: str | None, told: list[str]
) -> None:
    world.mode(Mode.PROPOSE, supplier=supplier)
    world.erp.away = True

    answer = world.receive(delay(LATE))

    assert codes(answer) == ["erp_unavailable", *told]
    assert answer.mode == ("propose" if told else None)
