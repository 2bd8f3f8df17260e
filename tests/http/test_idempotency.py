"""The same fact, however often and however parallel it is sent, is answered once."""

from __future__ import annotations

import hashlib
import sqlite3
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest

from crossdock.domain.errors import StorageUnavailable
from crossdock.flows.purge_ledger import purge_ledger
from tests.http.conftest import START, a_mail, problem_of
from tests.http.failing import Failing

if TYPE_CHECKING:
    from werkzeug.test import TestResponse

    from tests.http.conftest import World


def test_a_repeat_is_answered_from_store(world: World) -> None:
    first = world.post_mail(a_mail())

    again = world.post_mail(a_mail())

    assert "Idempotent-Replay" not in first.headers
    assert again.headers["Idempotent-Replay"] == "true"
    assert again.text == first.text


def test_a_quoted_key_is_the_same_key(world: World) -> None:
    first = world.post_mail(a_mail(), idempotency_key="k")

    assert world.post_mail(a_mail(), idempotency_key='"k"').text == first.text


def test_a_reused_key_with_another_payload_is_422(world: World) -> None:
    world.post_mail(a_mail(1))

    problem_of(world.post_mail(a_mail(2)), 422, "idempotency_key_reused")


def test_the_same_mail_under_another_key_is_a_duplicate(world: World) -> None:
    first = world.post_mail(a_mail(), idempotency_key="a").json

    again = world.post_mail(a_mail(), idempotency_key="b").json

    assert again["outcome"] == "duplicate"
    assert again["inbox_id"] == first["inbox_id"]


def test_keys_belong_to_a_caller_and_a_route(world: World) -> None:
    assert world.post_mail(a_mail(), idempotency_key="same").status_code == 200
    assert world.post_exception("same").status_code == 200

    other = world.make_key("mails:write")

    assert world.post_mail(a_mail(2), idempotency_key="same", key=other).status_code == 200


def test_a_running_request_is_409_until_its_lease_ends(world: World) -> None:
    seen: list[Any] = []

    def crash(*_args: Any, **_options: Any) -> None:
        seen.append(world.post_mail(a_mail()))
        raise SystemExit("killed between store and answer")

    crashing = world.make_app(replace(world.services, ledger=Failing(world.ledger, "store", crash)))
    headers = {"Authorization": f"Bearer {world.key}", "Idempotency-Key": "k1"}
    with pytest.raises(SystemExit):
        crashing.test_client().post(
            "/v1/supplier-mails", data=a_mail(), content_type="message/rfc822", headers=headers
        )

    assert len(seen) == 1
    problem = problem_of(seen[0], 409, "request_running")
    assert seen[0].headers["Retry-After"] == str(problem["retry_after"])


def test_a_crashed_request_may_be_repeated_after_its_lease(world: World) -> None:
    until = START + timedelta(seconds=120)  # the request's 60 s and 60 s more
    digest = hashlib.sha256(a_mail()).hexdigest()
    world.ledger.begin_request("1:POST /v1/supplier-mails:k1", digest, now=START, running_until=until)
    problem_of(world.post_mail(a_mail()), 409, "request_running")

    world.clock.advance(seconds=120)

    assert world.post_mail(a_mail()).status_code == 200


def push_while_recording_is(world: World, broken: Any) -> TestResponse:
    """Push a mail that is stored, while its decision cannot be recorded; the ledger is well afterwards."""
    whole = world.ledger
    world.use(ledger=Failing(whole, "record", broken))
    try:
        return world.post_mail(a_mail())
    finally:
        world.use(ledger=whole)


@pytest.mark.parametrize("is_swept", [False, True], ids=["at once", "after the sweep decided it"])
def test_a_mail_that_was_stored_before_a_503_is_told_at_its_repeat_as_if_it_were_the_first(
    world: World, is_swept: bool
) -> None:
    def locked(*args: Any) -> None:
        with closing(sqlite3.connect(world.url.removeprefix("sqlite:///"))) as holder:
            holder.execute("BEGIN IMMEDIATE")
            world.ledger.record(*args)

    refused = problem_of(push_while_recording_is(world, locked), 503, "storage_unavailable")
    if is_swept:
        world.call("POST", "/v1/inbox-sweeps")

    again = world.post_mail(a_mail())

    assert "locked" in refused["detail"]
    assert "nothing was stored" not in refused["detail"]
    assert again.json["outcome"] == "exception"
    assert world.post_mail(a_mail()).text == again.text
    assert world.post_mail(a_mail(), idempotency_key="another").json["outcome"] == "duplicate"


def test_a_mail_whose_answer_a_kill_took_is_told_at_its_repeat_as_if_it_were_the_first(world: World) -> None:
    def record_and_die(*args: Any) -> None:
        world.ledger.record(*args)
        raise SystemExit("killed between record and answer")

    with pytest.raises(SystemExit):
        push_while_recording_is(world, record_and_die)
    world.clock.advance(seconds=120)  # so long a killed request holds its key

    assert world.post_mail(a_mail()).json["outcome"] == "exception"


def test_of_two_callers_with_one_key_the_one_that_brought_the_mail_is_told_what_became_of_it(
    world: World,
) -> None:
    problem_of(push_while_recording_is(world, StorageUnavailable()), 503, "storage_unavailable")
    other = world.make_key("mails:write")

    assert world.post_mail(a_mail(), key=other).json["outcome"] == "duplicate"
    assert world.post_mail(a_mail()).json["outcome"] == "exception"


def test_twenty_at_once_make_one_fact(world: World) -> None:
    with ThreadPoolExecutor(20) as pool:
        answers = list(pool.map(lambda _: world.post_mail(a_mail()), range(20)))

    statuses = [answer.status_code for answer in answers]
    assert set(statuses) <= {200, 409, 503}
    assert len({answer.json["inbox_id"] for answer in answers if answer.status_code == 200}) == 1
    assert len({answer.text for answer in answers if answer.status_code == 200}) == 1
    assert world.post_mail(a_mail(2), idempotency_key="k2").json["inbox_id"] <= 2


def test_a_stored_fact_answers_its_present_state(world: World) -> None:
    world.erp.away = True
    stored = world.post_mail(a_mail())
    assert stored.json["outcome"] == "stored"
    assert world.post_mail(a_mail()).json["outcome"] == "stored"

    world.erp.away = False
    now = world.post_mail(a_mail())

    assert now.headers["Idempotent-Replay"] == "true"
    assert now.json["outcome"] not in ("stored", "duplicate")
    assert now.json["inbox_id"] == stored.json["inbox_id"]


def test_a_stored_exception_answers_its_present_state(world: World) -> None:
    world.erp.away = True
    assert world.post_exception(purchase_order="P00042", line=1).json["outcome"] == "stored"

    world.erp.away = False
    now = world.post_exception(purchase_order="P00042", line=1)

    assert now.json["exception"]["purchase_line_id"] is not None


def test_a_case_is_opened_once_and_its_answer_replayed(world: World) -> None:
    first = world.post_exception()
    assert first.json["outcome"] == "opened"

    assert world.post_exception().text == first.text
    assert len(world.call("GET", "/v1/exceptions").json["exceptions"]) == 1


def test_sweeps_fetches_and_stored_mails_take_no_key(world: World) -> None:
    world.mailbox.append(a_mail())
    for _ in range(2):
        fetched = world.call("POST", "/v1/mailboxes/purchasing/fetches")
    assert [mail["attempts"] for mail in fetched.json["mails"]] == [0]
    body = {"inbox_id": fetched.json["mails"][0]["inbox_id"]}

    first = world.call("POST", "/v1/supplier-mails", json=body)
    again = world.call("POST", "/v1/supplier-mails", json=body)

    assert first.status_code == again.status_code == 200
    assert first.json["outcome"] == again.json["outcome"] != "stored"
    assert world.call("POST", "/v1/inbox-sweeps").json["outcome"] == "nothing_due"


def test_a_reused_key_with_another_payload_is_422_however_long_ago_it_was_used(world: World) -> None:
    world.post_exception("k")
    world.clock.advance(days=8)
    purge_ledger(world.ledger, world.services.retention, now=world.clock.now())

    problem_of(world.post_exception("k", title="Phoned: two weeks late"), 422, "idempotency_key_reused")
    assert world.post_exception("k").json["outcome"] == "opened"
