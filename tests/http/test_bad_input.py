"""What callers do wrong: each has its own answer."""

from __future__ import annotations

from datetime import timedelta
from io import RawIOBase
from typing import TYPE_CHECKING, Any

import pytest
from werkzeug.test import EnvironBuilder, run_wsgi_app

from crossdock.entrypoints.http.api_keys import Scope
from crossdock.entrypoints.http.auth import ANY
from tests.http.conftest import a_mail, problem_of

if TYPE_CHECKING:
    from tests.http.conftest import World


def every_protected_route(world: World) -> list[tuple[str, str]]:
    """Return method and path of each route that needs a key."""
    return [
        (method, rule.rule.replace("<name>", "purchasing").replace("<int:id>", "1").replace("<id>", "abc"))
        for rule in world.app.url_map.iter_rules()
        if hasattr(world.app.view_functions[rule.endpoint], "scope")
        for method in sorted((rule.methods or set()) - {"HEAD", "OPTIONS"})
    ]


def test_without_a_key_every_protected_route_answers_401(world: World) -> None:
    routes = every_protected_route(world)

    assert len(routes) == 18
    for method, path in routes:
        response = world.call(method, path, key=None)
        problem_of(response, 401, "unauthenticated")
        assert response.headers["WWW-Authenticate"].startswith("Bearer")


@pytest.mark.parametrize(
    "header", ["", "Bearer", "Bearer nonsense", "Basic dTpw", f"Bearer cdk_{'x' * 43}", "bearer cdk_"]
)
def test_a_wrong_key_is_401(world: World, header: str) -> None:
    problem_of(world.call("GET", "/v1/exceptions", headers={"Authorization": header}), 401, "unauthenticated")


def test_an_expired_or_revoked_key_is_401(world: World) -> None:
    short = world.make_key("exceptions:read", expires_at=world.clock.now() + timedelta(hours=1))
    assert world.call("GET", "/v1/exceptions", key=short).status_code == 200

    world.clock.advance(hours=1)

    problem_of(world.call("GET", "/v1/exceptions", key=short), 401, "unauthenticated")
    world.ledger.revoke_key(1, world.clock.now())
    problem_of(world.call("GET", "/v1/exceptions"), 401, "unauthenticated")


def test_a_wrong_scope_is_403_on_every_route_and_the_scope_is_named(world: World) -> None:
    for method, path in every_protected_route(world):
        rule = world.app.url_map.bind("").match(path, method)[0]
        needed = world.app.view_functions[rule].scope
        if needed == ANY:
            continue
        others = world.make_key(*(scope for scope in Scope if scope is not needed))

        problem = problem_of(world.call(method, path, key=others), 403, "forbidden")

        assert needed in problem["detail"]


def test_a_route_without_a_scope_is_refused_to_all(world: World) -> None:
    world.app.add_url_rule("/v1/forgotten", view_func=lambda: "secret")

    problem_of(world.call("GET", "/v1/forgotten"), 403, "forbidden")


def test_an_unknown_route_is_404_and_an_unknown_method_405(world: World) -> None:
    problem_of(world.call("GET", "/v1/nothing"), 404, "unknown_route")

    response = world.call("DELETE", "/v1/exceptions")

    problem_of(response, 405, "method_not_allowed")
    assert {"GET", "POST"} <= set(response.headers["Allow"].split(", "))


def test_no_idempotency_key_is_400_for_facts_and_commands(world: World) -> None:
    problem_of(world.post_mail(a_mail(), idempotency_key=None), 400, "idempotency_key_missing")
    problem_of(world.post_exception(None), 400, "idempotency_key_missing")


@pytest.mark.parametrize("key", ["x" * 256, "with space", "ümlaut"])
def test_an_idempotency_key_that_cannot_be_kept_is_422(world: World, key: str) -> None:
    problem_of(world.post_mail(a_mail(), idempotency_key=key), 422, "idempotency_key_invalid")


@pytest.mark.parametrize("body", [b"{", b"", b"\xff", b'{"a": NaN}', b"[" * 100_00])
def test_what_is_no_json_is_400(world: World, body: bytes) -> None:
    response = world.call("POST", "/v1/exceptions", data=body[:9000], content_type="application/json")

    problem_of(response, 400, "invalid_json")


@pytest.mark.parametrize("content_type", ["application/json", None])
@pytest.mark.parametrize(
    ("path", "example"),
    [("/v1/exceptions", '"title":"Supplier phoned'), ("/v1/supplier-mails", '{"inbox_id":17}')],
)
def test_who_sends_nothing_is_told_what_to_send(
    world: World, path: str, example: str, content_type: str | None
) -> None:
    problem = world.call("POST", path, content_type=content_type).json

    assert problem["status"] == (400 if content_type else 415)
    assert "Send this as" in problem["detail"]
    assert example in problem["detail"]


def test_another_content_type_is_415(world: World) -> None:
    for path in ("/v1/exceptions", "/v1/supplier-mails"):
        problem_of(
            world.call("POST", path, data=b"x", content_type="text/plain"), 415, "unsupported_media_type"
        )


@pytest.mark.parametrize(
    ("path", "told"),
    [
        ("/v1/supplier-mails", "The header Idempotency-Key is needed too (with application/json it may be"),
        ("/v1/exceptions", "The header Idempotency-Key is needed too: a stable name of this fact"),
    ],
)
def test_who_sends_another_content_type_is_told_of_the_key_at_once(
    world: World, path: str, told: str
) -> None:
    assert told in world.call("POST", path, data=b"x", content_type="text/plain").json["detail"]


def test_a_route_that_takes_no_key_asks_for_none(world: World) -> None:
    problem = world.call("POST", "/v1/event-subscriptions", data=b"x", content_type="text/plain").json

    assert "Send this as application/json" in problem["detail"]
    assert "Idempotency-Key" not in problem["detail"]


def test_wrong_fields_are_422_and_each_is_pointed_at(world: World) -> None:
    problem = problem_of(world.post_exception(title="", line=0, colour="red"), 422, "invalid_request")

    assert {error["pointer"] for error in problem["errors"]} == {"/title", "/line", "/colour"}
    problem = problem_of(world.call("GET", "/v1/exceptions?limit=0&stat=x"), 422, "invalid_request")
    assert {error["parameter"] for error in problem["errors"]} == {"limit", "stat"}


@pytest.mark.parametrize(
    ("field", "value"), [("line", True), ("line", "1"), ("urgency", False), ("fact_key", ""), ("impact", 1.5)]
)
def test_a_value_of_another_type_or_an_empty_name_of_a_fact_is_422(
    world: World, field: str, value: object
) -> None:
    problem = problem_of(world.post_exception(**{field: value}), 422, "invalid_request")

    assert [error["pointer"] for error in problem["errors"]] == [f"/{field}"]


@pytest.mark.parametrize("number", ["1.0", "1e0"])
def test_a_whole_number_is_one_however_it_is_written(world: World, number: str) -> None:
    world.post_mail(a_mail())

    response = world.call(
        "POST",
        "/v1/supplier-mails",
        data=f'{{"inbox_id": {number}}}',
        content_type="application/json",
    )

    assert response.json["inbox_id"] == 1


def test_true_is_no_number_of_a_mail(world: World) -> None:
    world.post_mail(a_mail())

    problem_of(world.call("POST", "/v1/supplier-mails", json={"inbox_id": True}), 422, "invalid_request")


def test_a_company_that_odoo_does_not_have_is_422_and_the_key_may_be_used_for_the_corrected_request(
    world: World,
) -> None:
    problem = problem_of(world.post_exception(company_id=99), 422, "company_not_found")

    assert "99" in problem["detail"]
    assert world.post_exception(company_id=1).json["outcome"] == "opened"


def test_text_that_no_database_can_hold_is_422(world: World) -> None:
    problem_of(world.post_exception(title="a\x00b"), 422, "invalid_request")
    lone_surrogate = b'{"category": "a", "sub_category": "b", "title": "\\ud800"}'

    response = world.call(
        "POST",
        "/v1/exceptions",
        data=lone_surrogate,
        content_type="application/json",
        headers={"Idempotency-Key": "k"},
    )

    problem_of(response, 422, "invalid_request")


def test_a_body_over_the_limit_is_413(world: World) -> None:
    problem_of(world.post_mail(a_mail(text="x" * 20_000)), 413, "payload_too_large")
    problem_of(world.post_exception(evidence="x" * 10_001), 413, "payload_too_large")


class Endless(RawIOBase):
    """A chunked body that would never end."""

    taken = 0

    def readable(self) -> bool:
        """Return that it can be read."""
        return True

    def readinto(self, buffer: Any) -> int:
        """Fill what is asked for."""
        self.taken += len(buffer)
        return len(buffer)


def test_a_body_without_a_length_is_read_up_to_the_limit_only(world: World) -> None:
    body = Endless()
    environ = EnvironBuilder(method="POST", path="/v1/supplier-mails").get_environ()
    environ |= {
        "wsgi.input": body,
        "wsgi.input_terminated": True,
        "CONTENT_LENGTH": "",
        "CONTENT_TYPE": "message/rfc822",
        "HTTP_TRANSFER_ENCODING": "chunked",
        "HTTP_AUTHORIZATION": f"Bearer {world.key}",
        "HTTP_IDEMPOTENCY_KEY": "k",
    }

    _, status, _ = run_wsgi_app(world.app, environ)

    assert status.startswith("413")
    assert body.taken < 200_000
    assert world.ledger.undecided(limit=10, now=world.clock.now()) == []


@pytest.mark.parametrize("raw", [b"\x00\x01\x02", b"   ", b"%PDF-1.7 no mail"])
def test_what_is_no_mail_is_422(world: World, raw: bytes) -> None:
    problem_of(world.post_mail(raw), 422, "not_a_mail")

    assert world.post_mail(a_mail()).status_code == 200, "the refused request must have freed its key"


def test_unknown_things_are_404(world: World) -> None:
    problem_of(world.call("POST", "/v1/supplier-mails", json={"inbox_id": 99}), 404, "not_found")
    problem_of(world.call("POST", "/v1/mailboxes/none/fetches"), 404, "unknown_mailbox")
    problem_of(world.call("GET", "/v1/exceptions/nothing"), 404, "not_found")
    problem_of(world.call("POST", "/v1/dead-letters/99/replays"), 404, "not_found")


@pytest.mark.parametrize("path", ["/v1/mailboxes/..%2f/fetches", "/v1//exceptions", "//v1/exceptions"])
def test_a_path_with_an_empty_part_is_unknown_and_nobody_is_sent_elsewhere(world: World, path: str) -> None:
    problem_of(world.call("POST", path), 404, "unknown_route")
