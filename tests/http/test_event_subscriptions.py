"""`/v1/event-subscriptions` over HTTP: the URL is the key; only allowed ones; `/v1/caller` tests a key."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.http.conftest import EVENTS_URL, problem_of

if TYPE_CHECKING:
    from werkzeug.test import TestResponse

    from tests.http.conftest import World

PATH = "/v1/event-subscriptions"
HOOK = f"{EVENTS_URL}webhook/9b1c/crossdock"


def subscribe(world: World, url: str = HOOK, *types: str) -> TestResponse:
    return world.call("POST", PATH, json={"url": url, "event_types": [*types] or ["exception.opened"]})


def listed(world: World) -> list[tuple[str, list[str]]]:
    rows = world.call("GET", PATH).json["subscriptions"]
    return [(row["url"], row["event_types"]) for row in rows]


def test_the_same_url_again_changes_what_is_sent_and_makes_no_second(world: World) -> None:
    assert subscribe(world).json["outcome"] == "subscribed"

    again = subscribe(world, HOOK, "exception.opened", "exception.closed")

    assert again.json["outcome"] == "already_subscribed"
    assert listed(world) == [(HOOK, ["exception.opened", "exception.closed"])]


def test_one_url_is_found_by_its_address(world: World) -> None:
    subscribe(world)

    assert world.call("GET", PATH, query_string={"url": HOOK}).json["subscriptions"][0]["url"] == HOOK
    assert world.call("GET", PATH, query_string={"url": HOOK + "x"}).json["subscriptions"] == []


def test_after_its_end_there_is_none_and_a_second_end_is_404(world: World) -> None:
    subscribe(world)

    ended = world.call("DELETE", PATH, query_string={"url": HOOK})

    assert ended.json["outcome"] == "unsubscribed"
    assert listed(world) == []
    problem_of(world.call("DELETE", PATH, query_string={"url": HOOK}), 404, "not_found")


def test_a_url_that_ended_may_be_subscribed_anew(world: World) -> None:
    subscribe(world)
    world.call("DELETE", PATH, query_string={"url": HOOK})

    assert subscribe(world, HOOK, "exception.closed").json["outcome"] == "subscribed"
    assert listed(world) == [(HOOK, ["exception.closed"])]


def test_an_address_that_is_not_allowed_is_422_and_the_setting_is_named(world: World) -> None:
    problem = problem_of(subscribe(world, "https://elsewhere.example/hook"), 422, "url_refused")

    assert "CROSSDOCK_EVENTS_ALLOWED_URLS" in problem["detail"]
    assert listed(world) == []


def test_an_unknown_kind_of_event_is_422(world: World) -> None:
    problem_of(subscribe(world, HOOK, "stock.stolen"), 422, "invalid_request")


def test_a_key_can_be_tested_without_changing_anything(world: World) -> None:
    answer = world.call("GET", "/v1/caller", key=world.make_key("events:subscribe")).json

    assert (answer["name"], answer["scopes"]) == ("test", ["events:subscribe"])


def test_the_mailboxes_are_named(world: World) -> None:
    assert world.call("GET", "/v1/mailboxes").json["mailboxes"] == ["purchasing"]
