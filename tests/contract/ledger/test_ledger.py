"""The small parts of the ledger: cursors, leases, idempotency keys, API keys and policy versions."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from ledger_makers import AN_INSTANT, LATER, NOW, SOON, at_once

from crossdock.adapters.sql import LedgerInvalid, create_ledger
from crossdock.domain.errors import Conflict
from crossdock.ports import Ledger, Recording, RequestSlot, RequestState

if TYPE_CHECKING:
    from ledger_homes import Home

    from crossdock.adapters.sql import SqlLedger


def begin(ledger: Ledger, digest: str = "d1", *, now: object = NOW, until: object = SOON) -> RequestSlot:
    return ledger.begin_request("POST /v1/x k1", digest, now=now, running_until=until)


def test_a_ledger_is_what_the_port_asks_for(ledger: SqlLedger) -> None:
    as_port: Ledger = ledger

    as_port.ping()


@pytest.mark.parametrize("url", ["sqlite://", "sqlite:///:memory:", "mysql://host/db"])
def test_a_place_that_is_not_durable_or_not_tested_is_refused(url: str) -> None:
    with pytest.raises(LedgerInvalid, match="ledger"):
        create_ledger(url)


def test_a_cursor_is_kept_until_the_next_is_saved(ledger: SqlLedger) -> None:
    assert ledger.cursor("odoo") is None

    ledger.save_cursor("odoo", "1")
    ledger.save_cursor("odoo", "2")
    ledger.record(Recording(cursor=("inbox", "7:1")), NOW)

    assert (ledger.cursor("odoo"), ledger.cursor("inbox")) == ("2", "7:1")


def test_a_named_lease_has_one_owner_until_it_ends(ledger: SqlLedger) -> None:
    assert ledger.try_lease("clock", owner="a", now=NOW, until=SOON)
    assert not ledger.try_lease("clock", owner="b", now=SOON - AN_INSTANT, until=LATER)
    assert ledger.try_lease("clock", owner="a", now=NOW, until=SOON)
    assert ledger.try_lease("clock", owner="b", now=SOON, until=LATER)
    assert not ledger.try_lease("clock", owner="a", now=SOON, until=LATER)
    assert ledger.try_lease("other", owner="a", now=SOON, until=LATER)


def test_eight_owners_that_ask_for_one_lease_at_once_get_it_once(ledger: SqlLedger) -> None:
    taken = at_once(8, lambda number: ledger.try_lease("clock", owner=str(number), now=NOW, until=SOON))

    assert sorted(map(str, taken)) == ["False"] * 7 + ["True"]


def test_a_claimed_key_runs_and_then_answers_what_was_answered(ledger: SqlLedger) -> None:
    assert begin(ledger).state is RequestState.NEW
    assert begin(ledger).state is RequestState.RUNNING

    ledger.finish_request("POST /v1/x k1", status=201, body={"à": "\x00"}, now=NOW)
    ledger.finish_request("POST /v1/x k1", status=500, body={}, now=NOW)

    assert begin(ledger) == RequestSlot(state=RequestState.DONE, status=201, body={"à": "\x00"})


def test_a_key_with_another_payload_is_a_mismatch_running_or_done(ledger: SqlLedger) -> None:
    begin(ledger)
    assert begin(ledger, "d2").state is RequestState.MISMATCH

    ledger.finish_request("POST /v1/x k1", status=200, body={}, now=NOW)

    assert begin(ledger, "d2").state is RequestState.MISMATCH


def test_a_request_that_never_ended_can_be_repeated_after_its_time(ledger: SqlLedger) -> None:
    begin(ledger)

    assert begin(ledger, now=SOON - AN_INSTANT).state is RequestState.RUNNING
    assert begin(ledger, now=SOON, until=LATER).state is RequestState.NEW
    assert begin(ledger, now=SOON).state is RequestState.RUNNING


def test_a_dropped_key_is_new_again_but_an_answered_one_stays(ledger: SqlLedger) -> None:
    begin(ledger)
    ledger.drop_request("POST /v1/x k1", running_until=SOON)
    assert begin(ledger).state is RequestState.NEW

    ledger.finish_request("POST /v1/x k1", status=200, body={}, now=NOW)
    ledger.drop_request("POST /v1/x k1", running_until=SOON)

    assert begin(ledger).state is RequestState.DONE


def test_a_request_that_fails_late_does_not_free_the_key_that_another_took_over(ledger: SqlLedger) -> None:
    begin(ledger)
    begin(ledger, now=SOON, until=LATER)

    ledger.drop_request("POST /v1/x k1", running_until=SOON)

    assert begin(ledger, now=SOON).state is RequestState.RUNNING


def test_eight_equal_requests_at_once_run_once(ledger: SqlLedger) -> None:
    slots = at_once(8, lambda _: begin(ledger))

    assert sum(slot.state is RequestState.NEW for slot in slots) == 1
    assert sum(slot.state is RequestState.RUNNING for slot in slots) == 7


def test_eight_repeats_of_a_request_that_ran_out_run_once(ledger: SqlLedger) -> None:
    begin(ledger)

    slots = at_once(8, lambda _: begin(ledger, now=SOON, until=LATER))

    assert sum(slot.state is RequestState.NEW for slot in slots) == 1


def test_an_api_key_is_found_by_its_hash_also_when_revoked(ledger: SqlLedger) -> None:
    key = ledger.add_key(name="n8n", key_hash="h1", scopes=["mail", "sweep"], now=NOW, expires_at=LATER)
    other = ledger.add_key(name="ops", key_hash="h2", scopes=[], now=NOW, expires_at=None)

    assert ledger.find_key("h1") == key
    assert (key.scopes, key.created_at, key.expires_at) == (("mail", "sweep"), NOW, LATER)
    assert ledger.revoke_key(key.id, SOON)
    assert ledger.revoke_key(key.id, LATER)
    assert not ledger.revoke_key(999, SOON)
    found = ledger.find_key("h1")
    assert found is not None
    assert found.revoked_at == SOON
    assert ledger.api_keys() == [found, other]
    assert ledger.find_key("h3") is None


def test_two_keys_cannot_share_a_hash(ledger: SqlLedger) -> None:
    ledger.add_key(name="a", key_hash="h", scopes=[], now=NOW, expires_at=None)

    with pytest.raises(Conflict):
        ledger.add_key(name="b", key_hash="h", scopes=[], now=NOW, expires_at=None)


def test_the_policy_activated_last_is_the_active_one(ledger: SqlLedger, home: Home) -> None:
    assert ledger.active_policy() is None
    ledger.activate_policy("v1", {"tolerances.yaml": "a: 1\n"}, NOW)
    ledger.activate_policy("v2", {"tolerances.yaml": "a: 2\n"}, SOON)
    ledger.activate_policy("v1", {"tolerances.yaml": "a: 1\n"}, LATER)
    ledger.activate_policy("v1", {"tolerances.yaml": "a: 1\n"}, LATER + timedelta(hours=1))

    active = ledger.active_policy()

    assert active is not None
    assert (active.version, dict(active.content)) == ("v1", {"tolerances.yaml": "a: 1\n"})
    assert (active.activated_at, active.active) == (LATER, True)
    assert home.count("policy_versions") == 2


def test_processes_that_activate_policies_at_once_leave_one_active(ledger: SqlLedger, home: Home) -> None:
    answers = at_once(8, lambda number: ledger.activate_policy(f"v{number % 3}", {"a": "b"}, NOW))

    assert answers == [None] * 8
    assert len(home.sql("SELECT version FROM policy_versions WHERE active")) == 1
