"""A promise that is decided anew through whatever stops or refuses: once in the end, or with a human."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

import pytest

from crossdock.domain.effect import ReceiptStatus
from crossdock.domain.errors import ErpUnavailable, StorageUnavailable
from crossdock.flows.decide_stale_promise import decide_stale_promise
from crossdock.flows.deliver_outbox import deliver_outbox, replay_dead_letters
from crossdock.flows.settle import MOST_TIMES_STALE
from crossdock.flows.sweep_inbox import sweep_inbox
from crossdock.ports import InboxState
from tests.mails import delay
from tests.unit.flows.breaking import Breaking, Killed, Losing, RefusingReads
from tests.unit.flows.flow_world import LINE, amount
from tests.unit.flows.test_stale_promises import FAR, NEAR, stale, states

if TYPE_CHECKING:
    from crossdock.flows.services import Services
    from tests.unit.flows.flow_world import World

STEPS = [
    ("erp", "deliver"),
    ("ledger", "store"),
    ("ledger", "settle_outbox"),
    ("ledger", "lease_inbox"),
    ("ledger", "blob"),
    ("erp", "purchase_snapshot"),
    ("ledger", "journal"),
    ("ledger", "record"),
]


@pytest.mark.parametrize("trouble", [ReceiptStatus.RETRY, ReceiptStatus.UNREACHABLE])
def test_a_replay_outlives_a_trouble_of_odoo_on_its_way(world: World, trouble: ReceiptStatus) -> None:
    world.receive(delay(NEAR))
    for number in range(MOST_TIMES_STALE + 1):
        world.erp.edit_line(LINE, quantity=amount(str(200 + number)))
        world.deliver()
        world.sweep()
    world.settle()

    replay_dead_letters(world.services, correlation_id="replay")
    world.erp.fail_next(trouble)
    world.settle()

    assert states(world) == ["superseded"] * (MOST_TIMES_STALE + 1) + ["sent"]


@pytest.mark.parametrize("committed", [True, False], ids=["written", "not written"])
def test_a_stale_answer_after_a_time_out_makes_one_promise(world: World, committed: bool) -> None:
    world.receive(delay(NEAR))
    world.erp.fail_next(ReceiptStatus.UNKNOWN, committed=committed)
    world.deliver()
    world.erp.edit_line(LINE, quantity=amount("120"))

    world.settle()

    assert states(world) == (["sent"] if committed else ["superseded", "sent"])
    assert world.exceptions() == []


@pytest.mark.parametrize("is_away", [True, False], ids=["away", "refusing"])
def test_odoos_trouble_is_no_attempt_of_the_second_look(world: World, is_away: bool) -> None:
    stale(world, delay(NEAR))
    unread = Breaking(world.erp, "purchase_snapshot", ErpUnavailable(), times=99)
    away = world.with_ports(erp=unread if is_away else RefusingReads(world.erp, None))
    for _ in range(10):
        sweep_inbox(away, correlation_id="sweep")

    world.settle()

    assert states(world) == ["superseded", "sent"]


def test_a_second_look_that_always_crashes_leaves_the_mail_to_a_human(world: World) -> None:
    stale(world, delay(NEAR))
    buggy = world.with_ports(ledger=Breaking(world.ledger, "journal", RuntimeError("a bug"), times=99))
    for _ in range(5):
        sweep_inbox(buggy, correlation_id="sweep")

    world.settle()

    held = world.only_exception()
    assert held.record.sub_category == "unreadable_message"
    assert len(held.attachments) == 1


@pytest.mark.parametrize("name", ["blob", "inbox_entry"])
def test_a_stale_promise_that_leads_to_no_mail_frees_its_lease_and_ends_with_a_human(
    world: World, name: str
) -> None:
    stale(world, delay(NEAR))
    mail_id, promise_id = 1, 2
    for _ in range(world.services.limits.max_attempts + 1):
        lost = world.with_ports(
            ledger=Losing(world.ledger, name, world.entry(promise_id).blob_digest, mail_id)
        )
        with suppress(Exception):
            decide_stale_promise(lost, promise_id)

    world.settle()

    assert world.entry(promise_id).state is InboxState.REVIEW
    held = world.only_exception()
    assert "Stored promise 2 could not be read" in held.record.title
    assert [file for file, _ in held.attachments] == ["promise-2.json"]


def test_a_full_disk_is_no_attempt_of_the_second_look(world: World) -> None:
    stale(world, delay(NEAR))
    full = world.with_ports(ledger=Breaking(world.ledger, "blob", StorageUnavailable(), times=99))
    for _ in range(10):
        sweep_inbox(full, correlation_id="sweep")

    assert world.entry(2).attempts == 0


@pytest.mark.parametrize("after", [False, True], ids=["before", "after"])
@pytest.mark.parametrize(("port", "name"), STEPS, ids=[f"{port}.{name}" for port, name in STEPS])
@pytest.mark.parametrize("deviates", [False, True], ids=["fits", "deviates"])
def test_a_kill_at_any_step_leaves_one_promise_or_one_case(
    world: World, port: str, name: str, after: bool, deviates: bool
) -> None:
    world.receive(delay(NEAR))
    edit = {"date_planned": FAR} if deviates else {"quantity": amount("120")}
    world.erp.edit_line(LINE, **edit)
    broken = world.with_ports(**{port: Breaking(getattr(world, port), name, Killed(), after=after)})

    with pytest.raises(Killed):
        turn(broken)
    for _ in range(3):
        world.clock.forward(minutes=10)
        turn(world.services)

    if deviates:
        assert states(world) == ["superseded"]
        held = world.only_exception()
        assert (len(held.notes), len(held.attachments), len(held.activities)) == (1, 1, 1)
    else:
        assert states(world) == ["superseded", "sent"]
        assert world.exceptions() == []


def turn(services: Services) -> None:
    """Do what the clock does: a delivery finds the promise stale, a sweep decides, another delivers."""
    for _ in range(2):
        deliver_outbox(services, correlation_id="delivery")
        sweep_inbox(services, correlation_id="sweep")
    deliver_outbox(services, correlation_id="delivery")
