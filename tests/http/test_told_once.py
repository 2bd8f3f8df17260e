"""Runs of a workflow overlap: what became of a mail is told to one of them."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

from crossdock.entrypoints.http.api_keys import Scope
from tests.http.conftest import World, a_mail

if TYPE_CHECKING:
    from werkzeug.test import TestResponse


def fetched_by_two_runs(world: World) -> list[int]:
    """Return the mails that each of two overlapping runs has fetched, before either read one."""
    for number in (1, 2, 3):
        world.mailbox.append(a_mail(number))
    [first, second] = (world.call("POST", "/v1/mailboxes/purchasing/fetches").json for _ in "ab")
    assert first["mails"] == second["mails"]
    return [mail["inbox_id"] for mail in first["mails"]]


def read(world: World, inbox_id: int, run: str, key: str = "") -> TestResponse:
    headers = {"Idempotency-Key": run}
    return world.call("POST", "/v1/supplier-mails", json={"inbox_id": inbox_id}, headers=headers, key=key)


def test_of_overlapping_runs_one_is_told_what_became_of_a_mail(world: World) -> None:
    mails = fetched_by_two_runs(world)

    told = [(read(world, mail, "a").json, read(world, mail, "b").json) for mail in mails]

    assert [(a["outcome"], b["outcome"]) for a, b in told] == [("exception", "duplicate")] * 3
    assert told[0][1]["reasons"][0]["code"] == "told_to_another"
    assert "'exception'" in told[0][1]["reasons"][0]["text"]


def test_runs_that_read_a_mail_at_the_same_moment_tell_it_once(world: World) -> None:
    [mail, *_] = fetched_by_two_runs(world)
    runs = [f"run-{number}" for number in range(8)]

    with ThreadPoolExecutor(len(runs)) as pool:
        list(pool.map(lambda run: read(world, mail, run), runs))

    outcomes = sorted(read(world, mail, run).json["outcome"] for run in runs)
    assert outcomes == ["duplicate"] * 7 + ["exception"]


def test_a_run_whose_answer_was_lost_is_told_again(world: World) -> None:
    [mail, *_] = fetched_by_two_runs(world)
    lost = read(world, mail, "a")

    assert read(world, mail, "a").json == lost.json
    assert read(world, mail, "b").json["outcome"] == "duplicate"
    assert read(world, mail, "a").json == lost.json


def test_a_mail_that_the_sweep_decided_meanwhile_is_told_to_the_run_that_fetched_it(world: World) -> None:
    [mail, *_] = fetched_by_two_runs(world)
    world.call("POST", "/v1/inbox-sweeps")

    assert read(world, mail, "a").json["outcome"] == "exception"


def test_a_mail_that_waits_is_told_to_nobody_yet(world: World) -> None:
    [mail, *_] = fetched_by_two_runs(world)
    world.erp.away = True
    assert read(world, mail, "a").json["outcome"] == "stored"
    world.erp.away = False

    assert read(world, mail, "b").json["outcome"] == "exception"


def test_the_same_name_under_another_key_is_another_reader(world: World) -> None:
    [mail, *_] = fetched_by_two_runs(world)
    read(world, mail, "a")

    assert read(world, mail, "a", key=world.make_key(*Scope)).json["outcome"] == "duplicate"
