"""Every route against its own OpenAPI: no 5xx, no answer that is not described, no way around the key."""

from __future__ import annotations

import os
import uuid
from typing import TYPE_CHECKING, Any

import hypothesis.strategies as st
import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, assume, given, settings
from schemathesis.checks import load_all_checks
from schemathesis.generation.modes import GenerationMode

from tests.http.conftest import EVENTS_URL, World, a_mail

if TYPE_CHECKING:
    from collections.abc import Iterator

MAIL = "message/rfc822"
EXAMPLES = 100 if os.environ.get("CROSSDOCK_TEST_SCALE") == "1" else 12
"""Per route and kind of data; the whole stays under a minute."""


@schemathesis.serializer(MAIL)
def raw_mail(_context: Any, value: Any) -> Any:
    """Send a mail as it is."""
    return value if isinstance(value, bytes) else str(value).encode(errors="replace")


schemathesis.openapi.media_type(
    MAIL,
    st.builds(
        a_mail, st.integers(1, 10**6), st.text(st.characters(codec="utf-8", exclude_categories=["Cc"]))
    ),
)
load_all_checks()


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    """Give one service for all cases: what one leaves behind, the next must bear."""
    world = World(tmp_path_factory.mktemp("schemathesis"))
    yield world
    world.ledger.close()


@pytest.mark.timeout(300)
@pytest.mark.parametrize("mode", list(GenerationMode))
def test_every_route_keeps_its_word(served: World, mode: GenerationMode, subtests: pytest.Subtests) -> None:
    api = schemathesis.openapi.from_wsgi("/openapi.json", served.app)
    api.config.generation.with_security_parameters = False  # the key is sent by this test; see `ignored_auth`
    for result in api.get_all_operations():
        operation = result.ok()
        takes_nothing = not (
            operation.query or operation.path_parameters or operation.headers or operation.body
        )
        if takes_nothing and mode is GenerationMode.NEGATIVE:
            continue
        with subtests.test(msg=operation.label):
            _try(served, operation, mode)


def _try(served: World, operation: Any, mode: GenerationMode) -> None:
    @settings(
        max_examples=EXAMPLES,
        deadline=None,
        derandomize=True,
        database=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(case=operation.as_strategy(generation_mode=mode))
    def check(case: Any) -> None:
        if mode is GenerationMode.POSITIVE and operation.method == "post":
            # OpenAPI cannot say that only raw mails need a key, and two bodies under one key are refused
            case.headers = {**(case.headers or {}), "Idempotency-Key": uuid.uuid4().hex}
        if mode is GenerationMode.POSITIVE and isinstance(case.body, dict) and "company_id" in case.body:
            case.body["company_id"] = 1  # which companies there are, Odoo alone knows
        if mode is GenerationMode.POSITIVE and isinstance(case.body, dict) and "fact_key" in case.body:
            case.body["fact_key"] = uuid.uuid4().hex  # two payloads under one are refused as well
        if mode is GenerationMode.POSITIVE and isinstance(case.body, dict) and "url" in case.body:
            case.body["url"] = f"{EVENTS_URL}hook"  # which addresses are allowed, the settings alone know
        # an empty list is said by no URL: such a case only looks wrong
        assume(not any(value in ([], {}) for value in (case.query or {}).values()))
        headers = {"Authorization": f"Bearer {served.key}"}
        response = case.call(headers=headers)
        case.validate_response(response, headers=headers)

    check()
