"""Mailboxes are read into the inbox, and nothing is lost or taken twice."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from crossdock.domain.errors import MailboxUnavailable, NotFound
from crossdock.flows.fetch_mailbox import fetch_mailbox
from crossdock.flows.read_supplier_mail import correlation_of
from crossdock.flows.services import Limits
from tests.mails import delay
from tests.unit.flows.breaking import Breaking, Killed

if TYPE_CHECKING:
    from crossdock.flows.answers import FetchAnswer
    from tests.unit.flows.flow_world import World

LATE = "15 December 2026"


def fetch(world: World, limit: int = 50) -> FetchAnswer:
    return fetch_mailbox(world.services, "suppliers", correlation_id="fetch", limit=limit)


def fill(world: World, count: int) -> None:
    for number in range(1, count + 1):
        world.mailbox.append(delay(LATE, po=f"P001{number:02}"))


def test_new_mails_wait_oldest_first(world: World) -> None:
    fill(world, 3)

    answer = fetch(world)

    assert (answer.outcome, answer.new) == ("fetched", 3)
    assert [mail.inbox_id for mail in answer.mails] == [1, 2, 3]
    assert {mail.attempts for mail in answer.mails} == {0}


def test_nothing_new_is_said_so(world: World) -> None:
    assert fetch(world).outcome == "nothing_new"


def test_a_copy_of_a_known_mail_is_told_in_the_log(world: World, caplog: pytest.LogCaptureFixture) -> None:
    mail = delay(LATE, po="P00101")
    world.mailbox.append(mail)
    fetch(world)
    world.mailbox.append(mail)

    with caplog.at_level("INFO"):
        fetch(world)

    [told] = [record for record in caplog.records if record.message == "mailbox fetched"]
    assert (told.__dict__["new"], told.__dict__["known"]) == (0, 1)


def test_a_fetch_answers_no_more_than_its_limit_and_the_next_goes_on(world: World) -> None:
    fill(world, 5)

    first = fetch(world, limit=2)
    second = fetch(world, limit=2)

    assert len(first.mails) == len(second.mails) == 2
    assert first.new + second.new == 4
    assert len(world.ledger.undecided(limit=99, now=world.clock.now())) == 4


def test_mails_that_are_being_decided_are_left_out(world: World) -> None:
    fill(world, 2)
    fetch(world)
    now = world.clock.now()
    world.ledger.lease_inbox(1, now=now, until=now + timedelta(minutes=3))

    assert [mail.inbox_id for mail in fetch(world).mails] == [2]


def test_a_lease_that_ran_out_lets_the_mail_wait_again(world: World) -> None:
    fill(world, 1)
    fetch(world)
    now = world.clock.now()
    world.ledger.lease_inbox(1, now=now, until=now + timedelta(minutes=3))

    world.clock.forward(minutes=4)

    assert [(mail.inbox_id, mail.attempts) for mail in fetch(world).mails] == [(1, 1)]


def test_a_kill_between_store_and_cursor_reads_again_and_loses_nothing(world: World) -> None:
    fill(world, 3)
    services = world.with_ports(ledger=Breaking(world.ledger, "save_cursor", Killed()))
    with pytest.raises(Killed):
        fetch_mailbox(services, "suppliers", correlation_id="fetch")

    answer = fetch(world)

    assert (answer.new, answer.known) == (0, 3)
    assert len(answer.mails) == 3


def test_a_kill_between_two_mails_loses_none(world: World) -> None:
    fill(world, 3)
    services = world.with_ports(ledger=Breaking(world.ledger, "store", Killed(), after=True))
    with pytest.raises(Killed):
        fetch_mailbox(services, "suppliers", correlation_id="fetch")

    assert len(fetch(world).mails) == 3


def test_new_uids_of_known_mails_make_no_new_facts(world: World) -> None:
    fill(world, 3)
    fetch(world)
    world.settle()

    world.mailbox.change_uidvalidity("INBOX")
    answer = fetch(world)
    world.settle()

    assert (answer.new, answer.known) == (0, 3)
    assert len(world.exceptions()) == 3


def test_each_mail_of_a_fetch_has_its_own_correlation_id(world: World) -> None:
    world.mailbox.append(delay(LATE, po="P00101"), folder="INBOX")
    world.mailbox.append(delay(LATE, po="P00102"), folder="Suppliers")

    fetch(world)

    assert world.entry(1).correlation_id != world.entry(2).correlation_id
    assert world.entry(1).correlation_id.startswith("fetch-")


def test_mails_whose_digests_begin_alike_have_their_own_correlation_ids() -> None:
    alike = "a" * 31

    assert correlation_of("fetch", alike + "b" * 33) != correlation_of("fetch", alike + "c" * 33)


def test_a_mail_over_the_limit_is_kept_by_its_head_and_becomes_a_case(world: World) -> None:
    world.mailbox.append(delay(LATE) + b"x" * 5000)
    services = world.with_ports(limits=Limits(max_mail_bytes=2000))

    fetch_mailbox(services, "suppliers", correlation_id="fetch")
    world.settle()

    held = world.only_exception()
    assert held.record.sub_category == "unreadable_message"
    assert "bytes" in held.record.title
    assert b"Message-ID" in held.attachments[0][1]


def test_two_mails_over_the_limit_are_two_cases(world: World) -> None:
    world.mailbox.append(delay(LATE) + b"x" * 5000)
    world.mailbox.append(delay(LATE) + b"x" * 5000)
    services = world.with_ports(limits=Limits(max_mail_bytes=2000))

    fetch_mailbox(services, "suppliers", correlation_id="fetch")
    world.settle()

    assert len(world.exceptions()) == 2


def test_what_people_have_read_stays_unread_or_read_as_it_is(world: World) -> None:
    world.mailbox.append(delay(LATE), flags={"\\Seen"})
    world.mailbox.append(delay(LATE, line=2))

    fetch(world)
    world.settle()

    assert [("\\Seen" in mail.flags) for mail in world.mailbox.mails()] == [True, False]


def test_an_unknown_mailbox_is_named_with_the_known_ones(world: World) -> None:
    with pytest.raises(NotFound, match="suppliers"):
        fetch_mailbox(world.services, "nobody", correlation_id="fetch")


def test_a_mail_server_that_is_away_loses_nothing(world: World) -> None:
    fill(world, 1)
    world.mailbox.away = True
    with pytest.raises(MailboxUnavailable):
        fetch(world)

    world.mailbox.away = False

    assert fetch(world).new == 1


def test_a_folder_that_cannot_be_read_is_told_and_does_not_keep_the_others(world: World) -> None:
    fill(world, 1)
    world.mailbox.folders = ("INBOX", "Renamed")

    answers = [fetch(world), fetch(world)]
    world.settle()
    answers.append(fetch(world))

    assert [(answer.outcome, answer.new) for answer in answers] == [("partly_fetched", n) for n in (1, 0, 0)]
    assert [len(answer.mails) for answer in answers] == [1, 1, 0]
    assert {reason.code for answer in answers for reason in answer.reasons} == {"mailbox_folder_missing"}
    assert "'Renamed'" in answers[2].reasons[0].text


def test_a_mailbox_that_is_away_does_not_hold_up_odoo_and_is_marked_later(world: World) -> None:
    fill(world, 1)
    fetch(world)
    world.mailbox.away = True
    world.settle(rounds=1)
    told = len(world.exceptions())

    world.mailbox.away = False
    world.settle()

    assert told == 1
    assert [bool(mail.flags) for mail in world.mailbox.mails()] == [True]
