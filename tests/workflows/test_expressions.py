"""What the workflows say and decide by their expressions, evaluated by n8n's own JavaScript."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from stack.node import install_node
from stack.workflows.files import FOLDER, TWINS, read
from tests.workflows.expressions import evaluated

if TYPE_CHECKING:
    from stack.node import Node

pytestmark = pytest.mark.real

MAIL = "10-read-supplier-mail"
HANGS_UP = {"message": "socket hang up", "httpCode": None, "context": {}}
"""What n8n's HTTP Request has in `details` where nobody answers."""


@pytest.fixture(scope="module")
def node() -> Node:
    return install_node()


def parameters(stem: str, name: str) -> dict[str, Any]:
    folder = TWINS if stem.endswith("-http") else FOLDER
    return next(n["parameters"] for n in read(folder / f"{stem}.json")["nodes"] if n["name"] == name)


@pytest.mark.parametrize("stem", [MAIL, "80-follow-odoo"])
@pytest.mark.parametrize(
    ("answer", "helps"),
    [
        ({"code": "storage_unavailable", "status": 503, "retry_after": 30}, True),
        ({"code": "request_running", "status": 409, "retry_after": 5}, True),
        ({"error": {"message": "socket hang up"}, "details": HANGS_UP}, True),
        ({"code": "internal", "status": 500}, False),
        ({"code": "erp_refused", "status": 502}, False),
        ({"code": "forbidden", "status": 403}, False),
        ({"error": "Response body is not valid JSON"}, False),
        ({"message": "no route"}, False),
    ],
    ids=["storage", "running", "nobody", "bug", "refused by Odoo", "forbidden", "a page", "a stranger"],
)
def test_a_twin_waits_only_where_the_sidecar_says_so_or_nobody_answers(
    node: Node, stem: str, answer: dict[str, Any], *, helps: bool
) -> None:
    (condition,) = parameters(f"{stem}-http", "Will a repeat help?")["conditions"]["conditions"]

    assert evaluated(node, condition["leftValue"], json=answer) is helps


def opening(stem: str, name: str) -> dict[str, Any]:
    asked = parameters(stem, name)
    return {"factKey": asked["factKey"], **asked["additionalFields"]}


def test_each_run_without_its_mailbox_is_a_fact_of_its_own_about_one_case_that_may_rest(node: Node) -> None:
    asked = opening(MAIL, "Open case: mailbox away")
    item = {"error": "the server is away", "details": {"code": "mailbox_unavailable"}}

    runs = [{"json": item, "workflow": {"id": "w1"}, "execution": {"id": number}} for number in ("7", "8")]
    facts = [evaluated(node, asked["factKey"], **run) for run in runs]
    subjects = {evaluated(node, asked["about"], **run) for run in runs}

    assert facts == ["mailbox_unavailable:w1:7", "mailbox_unavailable:w1:8"]
    assert len(subjects) == 1
    assert asked["quiet_minutes"] == 24 * 60
