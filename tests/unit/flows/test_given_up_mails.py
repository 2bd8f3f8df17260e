"""A mail that cannot be decided is given up to a human after three attempts, and holds up no other."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from crossdock.adapters.memory.erp_book import LEAD
from crossdock.domain.decision import MailOutcome
from crossdock.flows.answers import Owner
from crossdock.flows.read_supplier_mail import decide_mail, receive_mail
from crossdock.flows.sweep_inbox import sweep_inbox
from crossdock.ports import InboxState
from tests.mails import delay
from tests.unit.flows.breaking import Breaking, Killed
from tests.unit.flows.flow_world import codes
from tests.unit.flows.test_crashes import LATE, MAX_ATTEMPTS, broken

if TYPE_CHECKING:
    from tests.unit.flows.flow_world import World


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


def test_the_answer_names_the_given_up_mail_and_who_owns_its_case(world: World) -> None:
    raw = delay(LATE)
    buggy = broken(world, "ledger", "baselines", RuntimeError("a bug"), times=MAX_ATTEMPTS)
    for _ in range(MAX_ATTEMPTS):
        receive_mail(buggy, raw, correlation_id="corr")

    answer = decide_mail(buggy, 1)
    again = decide_mail(world.services, 1)
    world.deliver()

    [ref] = answer.exceptions
    assert answer.subject == "Your order"
    assert ref.owner == Owner(user_id=LEAD.id, name=LEAD.name, email=LEAD.email)
    assert ref.owner.user_id == world.only_exception().record.user_id
    assert again == answer


def test_a_mail_whose_bytes_cannot_be_read_is_given_up_without_its_subject(world: World) -> None:
    raw = delay(LATE)
    buggy = broken(world, "ledger", "blob", RuntimeError("a bug"), times=99)
    for _ in range(MAX_ATTEMPTS):
        receive_mail(buggy, raw, correlation_id="corr")

    answer = decide_mail(buggy, 1)

    assert (answer.outcome, answer.subject) == (MailOutcome.REVIEW, "")
    assert answer.exceptions[0].owner is not None


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
