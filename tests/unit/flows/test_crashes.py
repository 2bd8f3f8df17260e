"""Whatever stops wherever: each mail arrives exactly once in the end, and holds up no other."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from crossdock.domain.decision import MailOutcome
from crossdock.domain.effect import ReceiptStatus
from crossdock.domain.errors import ErpUnavailable, StorageUnavailable
from crossdock.domain.policy import Mode
from crossdock.flows.deliver_outbox import deliver_outbox
from crossdock.flows.fetch_mailbox import fetch_mailbox
from crossdock.flows.follow_odoo import follow_odoo
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


def test_three_crashed_attempts_make_a_review_case_with_the_mail_kept(world: World) -> None:
    raw = delay(LATE)
    buggy = broken(world, "erp", "purchase_snapshot", RuntimeError("a bug"), times=MAX_ATTEMPTS)
    for _ in range(MAX_ATTEMPTS):
        receive_mail(buggy, raw, correlation_id="corr")

    answer = decide_mail(buggy, 1)
    world.deliver()

    assert answer.outcome is MailOutcome.REVIEW
    assert codes(answer) == ["attempts_exhausted", "mode_act"]
    held = world.only_exception()
    assert held.record.sub_category == "unreadable_message"
    assert held.attachments[0][1] == raw
    assert len(held.activities) == 1
    assert world.entry().state is InboxState.REVIEW


def test_a_review_case_opens_even_while_odoo_cannot_be_read(world: World) -> None:
    buggy = broken(world, "erp", "purchase_snapshot", RuntimeError("a bug"), times=99)

    for _ in range(MAX_ATTEMPTS + 1):
        receive_mail(buggy, delay(LATE, message_id="<one@lindenau.example>"), correlation_id="corr")
    world.deliver()

    assert world.only_exception().record.user_id is None


def test_three_kills_make_a_review_case_too(world: World) -> None:
    raw = delay(LATE)
    for _ in range(MAX_ATTEMPTS):
        with pytest.raises(Killed):
            receive_mail(broken(world, "erp", "purchase_snapshot", Killed()), raw, correlation_id="corr")
        world.clock.forward(minutes=10)

    world.settle()

    assert world.only_exception().record.sub_category == "unreadable_message"


def test_a_sweep_in_which_odoo_goes_away_asks_it_for_no_further_fact(world: World) -> None:
    """Each would wait for a time-out of its own, and the sweep's caller for all of them."""
    world.erp.away = True
    for number in range(5):
        world.receive(delay(LATE, po=f"P0010{number + 1}"))
    world.erp.away = False
    asked = []

    class GoesAway(Breaking):
        def purchase_snapshot(self, query: object) -> object:
            asked.append(query)
            world.erp.away = len(asked) > 1
            return world.erp.purchase_snapshot(query)

    answer = sweep_inbox(world.with_ports(erp=GoesAway(world.erp, "", Killed())), correlation_id="sweep")

    assert (answer.outcome, answer.done, answer.left, len(asked)) == ("erp_unavailable", 1, 4, 2)
    world.erp.away = False
    world.settle()
    assert_told_once(world, 5)


def test_changes_behind_one_that_finds_odoo_away_are_left_to_the_inbox_sweep(world: World) -> None:
    """The first time-out ends the sweep: nothing asks Odoo again, neither for a change nor for a page."""
    three_rejected(world)
    asked = []

    class Away(Breaking):
        def changes(self, cursor: str | None) -> object:
            asked.append("changes")
            return replace(world.erp.changes(cursor), more=True)

        def case_standing(self, _case_key: str) -> object:
            asked.append("case_standing")
            raise ErpUnavailable

        def ping(self) -> None:
            asked.append("ping")

    answer = follow_odoo(world.with_ports(erp=Away(world.erp, "", Killed())), correlation_id="follow")

    assert (answer.outcome, answer.done, answer.left) == ("erp_unavailable", 0, 3)
    assert asked == ["changes", "case_standing"]
    world.settle()
    assert world.states() == ["resolved"] * 3


def test_a_sweep_of_changes_tells_what_it_did_before_odoo_went_away(world: World) -> None:
    three_rejected(world)

    asked = []

    class Away(Breaking):
        def changes(self, cursor: str | None) -> object:
            asked.append(cursor)
            if len(asked) > 1:
                raise ErpUnavailable
            return replace(world.erp.changes(cursor), more=True)

    answer = follow_odoo(world.with_ports(erp=Away(world.erp, "", Killed())), correlation_id="follow")

    assert (answer.outcome, answer.done, answer.left) == ("erp_unavailable", 3, 0)
    assert [reason.code for reason in answer.reasons] == ["erp_unavailable"]


def three_rejected(world: World) -> None:
    """Let three exceptions stand in Odoo that a person has rejected."""
    for number in range(3):
        world.receive(delay(LATE, po=f"P0010{number + 1}"))
    world.deliver()
    for held in world.exceptions():
        world.erp.reject(held.record.case_key)


def test_a_poison_mail_holds_up_no_other(world: World) -> None:
    world.erp.away = True
    poison = world.receive(delay(LATE, po="P00101"))
    others = [world.receive(delay(LATE, po=f"P001{number:02}")) for number in range(2, 6)]
    world.erp.away = False
    bad = world.entry(poison.inbox_id).blob_digest

    class Poisoned(Breaking):
        def _broken(self, digest: str) -> bytes | None:
            if digest == bad:
                raise RuntimeError("poison")
            return world.ledger.blob(digest)

    services = world.with_ports(ledger=Poisoned(world.ledger, "blob", RuntimeError()))
    answer = sweep_inbox(services, correlation_id="sweep")

    assert (answer.done, answer.left) == (4, 1)
    assert [world.entry(other.inbox_id).state for other in others] == [InboxState.DECIDED] * 4
    assert world.entry(poison.inbox_id).state is InboxState.STORED


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
