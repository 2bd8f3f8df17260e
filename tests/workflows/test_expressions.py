"""What the workflows say and decide by their expressions, evaluated by n8n's own JavaScript."""

from __future__ import annotations

import json
import operator
from typing import TYPE_CHECKING, Any

import pytest

from stack.node import install_node
from stack.workflows.files import FOLDER, TWINS, read
from tests.workflows.expressions import evaluated

if TYPE_CHECKING:
    from collections.abc import Callable

    from stack.node import Node

pytestmark = pytest.mark.real

MAIL = "10-read-supplier-mail"
TESTS: dict[str, Callable[[Any, Any], bool]] = {
    "equals": operator.eq,
    "gt": operator.gt,
    "gte": operator.ge,
    "contains": operator.contains,
    "startsWith": lambda left, right: str(left or "").startswith(right),
}
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


def body_of(node: Node, stem: str, name: str, **names: Any) -> dict[str, Any]:
    """Return what a node that opens a case sends, of run 7 of workflow w1 unless told otherwise."""
    asked = parameters(stem, name)
    names = {"workflow": {"id": "w1", "name": stem}, "execution": {"id": "7"}, **names}
    if "jsonBody" in asked:
        return json.loads(evaluated(node, asked["jsonBody"], **names))
    fields = {"fact_key": asked["factKey"], "title": asked["title"], **asked["additionalFields"]}
    return {key: said(node, value, **names) for key, value in fields.items()}


def said(node: Node, value: Any, **names: Any) -> Any:
    return evaluated(node, value, **names) if str(value).startswith("=") else value


def taken_by(node: Node, stem: str, name: str, item: dict[str, Any]) -> list[str]:
    """Return the outputs of a switch that an item goes to, as n8n finds them."""
    asked = parameters(stem, name)
    taken = [
        rule["outputKey"] for rule in asked["rules"]["values"] if matches(node, rule["conditions"], item)
    ]
    rest = asked["options"]["renameFallbackOutput"]
    if asked["options"].get("allMatchingOutputs"):
        return taken or [rest]
    return taken[:1] or [rest]


def matches(node: Node, conditions: dict[str, Any], item: dict[str, Any], **names: Any) -> bool:
    found = [
        TESTS[one["operator"]["operation"]](
            evaluated(node, one["leftValue"], json=item, **names), one["rightValue"]
        )
        for one in conditions["conditions"]
    ]
    return any(found) if conditions["combinator"] == "or" else all(found)


def test_each_run_without_its_mailbox_is_a_fact_of_its_own_about_one_case_that_may_rest(node: Node) -> None:
    item = {"error": "the server is away", "details": {"code": "mailbox_unavailable"}}
    name = "Open case: mailbox away"

    asked, again = (body_of(node, MAIL, name, json=item, execution={"id": run}) for run in ("7", "8"))

    assert (asked["fact_key"], again["fact_key"]) == ("mailbox_unavailable:w1:7", "mailbox_unavailable:w1:8")
    assert asked["about"] == again["about"]
    assert asked["quiet_minutes"] == 24 * 60


MISSING = {"code": "mailbox_folder_missing", "text": "There is no folder Orders."}


@pytest.mark.parametrize(
    ("stem", "item"),
    [
        (MAIL, {"error": MISSING["text"], "details": {"code": MISSING["code"], "outcome": "partly_fetched"}}),
        (f"{MAIL}-http", {"outcome": "partly_fetched", "reasons": [MISSING], "mails": [{"inbox_id": 1}]}),
        (f"{MAIL}-http", {"code": MISSING["code"], "detail": MISSING["text"], "reasons": [MISSING]}),
    ],
    ids=["node", "twin, one folder of several", "twin, all folders"],
)
def test_a_folder_that_cannot_be_read_has_a_case_that_says_why(
    node: Node, stem: str, item: dict[str, Any]
) -> None:
    asked = body_of(node, stem, "Open case: mailbox away", json=item)

    assert asked["about"] == "mailbox_of:w1:mailbox_folder_missing"
    assert asked["evidence"].startswith("There is no folder Orders.\n")
    assert taken_by(node, stem, "Fetched?", item).count("mailbox away") == 1


def test_of_a_fetch_in_part_a_twin_reads_the_mails_too(node: Node) -> None:
    item = {"outcome": "partly_fetched", "reasons": [MISSING], "mails": [{"inbox_id": 1}]}

    assert taken_by(node, f"{MAIL}-http", "Fetched?", item) == ["fetched", "mailbox away"]


def case_of(name: str, email: str | None) -> dict[str, Any]:
    return {"name": name, "owner": None if email is None else {"email": email}}


@pytest.mark.parametrize(
    ("owners", "mailed"),
    [
        (["ann@example.com", "bob@example.com", "ann@example.com"], "ann@example.com, bob@example.com"),
        (["", "bob@example.com", None], "bob@example.com"),
        ([None, ""], "purchasing@example.com"),
    ],
    ids=["each once", "who has an address", "nobody has one"],
)
def test_every_owner_of_a_case_is_mailed_once(node: Node, owners: list[str | None], mailed: str) -> None:
    item = {"exceptions": [case_of(f"EXC-{at}", owner) for at, owner in enumerate(owners)]}

    assert evaluated(node, parameters(MAIL, "Mail the owner (off)")["toEmail"], json=item) == mailed


@pytest.mark.parametrize(("cases", "told"), [(0, False), (1, True), (3, True)])
def test_nobody_is_mailed_where_there_is_no_case_as_in_mode_observe(
    node: Node, cases: int, *, told: bool
) -> None:
    conditions = parameters(MAIL, "A case to work?")["conditions"]

    assert matches(node, conditions, {"exceptions": [case_of("EXC-1", None)] * cases}) is told


@pytest.mark.parametrize(
    ("code", "waits", "ends"),
    [
        ("erp_unavailable", 0, True),
        ("decision_follows", 0, False),
        ("being_decided", 99, False),
        ("decision_follows", 100, True),
    ],
    ids=["Odoo away", "Odoo slow", "others decide it", "waited long enough"],
)
def test_a_run_waits_for_decisions_unless_odoo_is_away_and_not_for_ever(
    node: Node, code: str, waits: int, *, ends: bool
) -> None:
    conditions = parameters(MAIL, "Wait no longer?")["conditions"]
    item = {"outcome": "stored", "reasons": [{"code": code}, {"code": "mode_act"}]}

    assert matches(node, conditions, item, runIndex=waits) is ends


FORBIDDEN = "The key lacks `mailboxes:fetch`."
REFUSED: dict[str, dict[str, Any]] = {
    MAIL: {
        "error": FORBIDDEN,
        "details": {"node": "Fetch new mails", "code": "forbidden", "advice": "Make one. Code forbidden."},
    },
    f"{MAIL}-http": {
        "code": "forbidden",
        "detail": FORBIDDEN,
        "instance": "/v1/mailboxes/purchasing/fetches",
        "request_id": "r1",
    },
}


def reported(node: Node, stem: str, item: dict[str, Any]) -> dict[str, Any]:
    """Return the error that n8n keeps of a run that reports a refusal, and gives to the error workflow."""
    told = parameters(stem, "Report what was refused")
    assert told["errorType"] == "errorObject"
    thrown = json.loads(evaluated(node, told["errorObject"], json=item))
    return {
        "message": "n8n's own words",
        "description": thrown["description"],
        "context": {"metadata": thrown},
    }


def described(node: Node, error: dict[str, Any], **execution: Any) -> dict[str, str]:
    """Return what workflow 99 makes of a failed run."""
    failed = {"id": "9", "url": "http://n8n/9", "lastNodeExecuted": "Stop", **execution, "error": error}
    item = {"workflow": {"id": "w1", "name": MAIL}, "execution": failed}
    fields = parameters("99-on-workflow-error", "Describe the failure")["assignments"]["assignments"]
    fields = [field for field in fields if field["name"] != "failed_in"]  # asks n8n's own clock
    return {field["name"]: evaluated(node, field["value"], json=item, execution={}) for field in fields}


@pytest.mark.parametrize("stem", REFUSED)
def test_a_refusal_is_told_with_the_node_that_asked_the_code_and_the_remedy(node: Node, stem: str) -> None:
    error = reported(node, stem, REFUSED[stem])
    told = described(node, error)
    case = body_of(node, "99-on-workflow-error", "Open exception", json=told)

    assert error["context"]["metadata"]["message"] == f"Fetch new mails: {FORBIDDEN}"
    assert told["node"] == "Fetch new mails"
    assert told["about"] == "workflow:w1:forbidden:Fetch new mails"
    assert FORBIDDEN in case["evidence"]
    assert "Fetch new mails" in case["title"]
    assert "ode forbidden" in case["recommended_action"]


def test_another_cause_at_the_same_node_is_another_case(node: Node) -> None:
    item = REFUSED[MAIL]
    other = {**item, "details": {**item["details"], "code": "unknown_mailbox"}}

    subjects = {described(node, reported(node, MAIL, one))["about"] for one in (item, other, item)}

    assert len(subjects) == 2


def test_failures_of_other_nodes_are_told_apart_by_what_they_say_but_its_numbers(node: Node) -> None:
    words = ["parcel 4711 is lost", "parcel 4712 is lost", "the carrier is closed"]

    told = [described(node, {"message": message}) for message in words]

    assert [one["node"] for one in told] == ["Stop"] * 3
    assert told[0]["about"] == told[1]["about"] != told[2]["about"]


def test_the_same_failed_run_is_one_fact_and_another_run_another(node: Node) -> None:
    error = {"message": "lost", "timestamp": 5}

    facts = [described(node, error, id=run)["fact"] for run in ("9", "9", "10")]

    assert facts[0] == facts[1] != facts[2]
