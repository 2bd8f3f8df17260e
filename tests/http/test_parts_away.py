"""What is away, full, refusing or broken: each has its own answer, and nothing is half-written."""

from __future__ import annotations

import json
import random
import sqlite3
from base64 import b64encode
from typing import TYPE_CHECKING, Any

from crossdock.adapters.sql import create_ledger
from crossdock.domain.errors import ErpRefused, StorageUnavailable
from tests.http.conftest import a_mail, problem_of
from tests.http.failing import Failing

if TYPE_CHECKING:
    from tests.http.conftest import World


def test_odoo_away_stores_the_mail_and_the_sweep_decides_it_later(world: World) -> None:
    world.erp.away = True

    answer = world.post_mail(a_mail()).json
    assert (answer["outcome"], answer["reasons"][0]["code"]) == ("stored", "erp_unavailable")
    response = world.call("POST", "/v1/odoo-change-sweeps")
    problem = problem_of(response, 503, "erp_unavailable")
    assert response.headers["Retry-After"] == str(problem["retry_after"])
    assert world.call("POST", "/v1/inbox-sweeps").json["outcome"] == "erp_unavailable"

    world.erp.away = False

    assert world.call("POST", "/v1/inbox-sweeps").json["done"] == 1
    replay = world.post_mail(a_mail())
    assert replay.headers["Idempotent-Replay"] == "true"
    assert replay.json["outcome"] not in ("stored", "duplicate")


def test_a_mailbox_that_is_away_is_503(world: World) -> None:
    world.mailbox.away = True

    response = world.call("POST", "/v1/mailboxes/purchasing/fetches")

    problem_of(response, 503, "mailbox_unavailable")
    assert int(response.headers["Retry-After"]) > 0


def test_a_locked_database_is_503_and_nothing_is_half_written(world: World) -> None:
    holder = sqlite3.connect(world.url.removeprefix("sqlite:///"), isolation_level=None)
    holder.execute("BEGIN IMMEDIATE")

    response = world.post_mail(a_mail())

    problem_of(response, 503, "storage_unavailable")
    assert int(response.headers["Retry-After"]) > 0
    holder.execute("ROLLBACK")
    holder.close()
    assert world.ledger.undecided(limit=10, now=world.clock.now()) == []
    assert world.post_mail(a_mail()).status_code == 200


def test_a_full_disk_is_503_and_nothing_is_half_written(world: World) -> None:
    connection = sqlite3.connect(world.url.removeprefix("sqlite:///"))
    pages = connection.execute("PRAGMA page_count").fetchone()[0]
    connection.close()
    small = create_ledger(world.url, busy_timeout_s=0.2, max_pages=pages)
    world.use(ledger=small)
    incompressible = b64encode(random.Random(1).randbytes(12_000)).decode()

    response = world.post_mail(a_mail(text=incompressible))

    problem_of(response, 503, "storage_unavailable")
    assert int(response.headers["Retry-After"]) > 0
    assert world.ledger.undecided(limit=10, now=world.clock.now()) == []
    small.close()


def test_an_answer_that_cannot_be_kept_is_given_all_the_same(world: World) -> None:
    world.use(ledger=Failing(world.ledger, "finish_request", StorageUnavailable()))

    assert world.post_mail(a_mail()).status_code == 200


def test_a_key_that_cannot_be_freed_does_not_hide_the_first_error(world: World) -> None:
    world.use(ledger=Failing(world.ledger, "drop_request", StorageUnavailable()))

    problem_of(world.post_mail(b"no mail"), 422, "not_a_mail")


def test_a_refusal_by_odoo_is_502(world: World) -> None:
    world.use(ledger=Failing(world.ledger, "journal", ErpRefused("no such field")))

    problem_of(world.call("GET", "/v1/journal?correlation_id=a"), 502, "erp_refused")


def test_an_error_that_quotes_a_mail_brings_none_of_it_into_the_log(
    world: World, log_lines: list[dict[str, Any]]
) -> None:
    quoted = "Line 1 of P00042 will be late"

    def quote(*_args: Any) -> None:
        try:
            raise KeyError(quoted)
        except KeyError as error:
            raise ValueError(f"cannot read {quoted!r}") from error

    world.use(erp=Failing(world.erp, "purchase_snapshot", quote))
    world.post_mail(a_mail(text=f"{quoted}: new date 2026-03-20."))

    [told] = [line for line in log_lines if "stack" in line]
    assert told["error"] == "ValueError"
    assert "KeyError" in told["stack"]
    assert " quote" in told["stack"]
    assert quoted not in json.dumps(log_lines)


def test_a_bug_is_500_without_its_stack(world: World, logged: list[Any]) -> None:
    world.use(ledger=Failing(world.ledger, "journal", RuntimeError("the secret inside")))

    response = world.call("GET", "/v1/journal?correlation_id=a")

    problem_of(response, 500, "internal")
    assert "secret" not in response.text
    assert any(record.exc_info for record in logged)
