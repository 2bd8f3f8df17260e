"""`crossdock workflows deploy` sees whether published Crossdock Triggers are on, and switches them on."""

from __future__ import annotations

import functools
import shutil
from contextlib import closing
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import pytest

from crossdock.adapters.n8n import listening
from crossdock.app.ledger import open_ledger
from crossdock.cli import main
from crossdock.domain.events import EventType
from crossdock.settings import Settings
from tests.unit.n8n.n8n_server import KEY
from tests.unit.n8n.test_workflows_deploy import ERRORS, FOLDER, deploy, n8n

if TYPE_CHECKING:
    from pathlib import Path

    from tests.unit.n8n.n8n_server import SmallN8n
    from tests.unit.n8n.test_workflows_deploy import Deploy

__all__ = ["deploy", "n8n"]

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
NAME, PATH = "When a case is opened", "/webhook/9b1c/crossdock"


def trigger(**parts: Any) -> dict[str, Any]:
    """Return the node that people put into a workflow of their own."""
    return {
        "name": "Crossdock Trigger",
        "type": "n8n-nodes-crossdock.crossdockTrigger",
        "webhookId": "9b1c",
        "parameters": {"events": ["exception.opened"], "options": {}},
        "credentials": {"crossdockApi": {"id": "c7", "name": "Crossdock"}},
        **parts,
    }


@pytest.fixture(autouse=True)
def _impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("SETTLE_S", "PATIENCE_S", "_PAUSE_S"):
        monkeypatch.setattr(listening, name, 0.0)


def published(n8n: SmallN8n, node: dict[str, Any]) -> None:
    """Let a person have published a workflow; what they saved since is not published."""
    body = {"name": NAME, "nodes": [node], "connections": {}, "settings": {}}
    made = n8n.answer("POST", "/api/v1/workflows", KEY, body)[1]["id"]
    n8n.answer("POST", f"/api/v1/workflows/{made}/publish", KEY, {})
    n8n.save(NAME, node["name"], parameters={"events": ["exception.closed"]})
    n8n.asked.clear()


def subscribed(n8n_url: str, *types: EventType, path: str = PATH, company_id: int | None = None) -> None:
    """Let the sidecar have a subscription, as the node makes it."""
    with closing(open_ledger(Settings())) as ledger:
        ledger.put_event_subscription(
            url=n8n_url + path,
            event_types=types or [EventType.EXCEPTION_OPENED],
            company_id=company_id,
            now=NOW,
        )


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """One workflow of ours: these tests are about people's own."""
    folder = tmp_path / "workflows"
    folder.mkdir()
    shutil.copy(FOLDER / f"{ERRORS}.json", folder)
    return folder


@pytest.fixture(name="deploy")
def deploy_folder(deploy: Deploy, folder: Path) -> Deploy:
    """Run the command, which must work; return its lines."""
    return functools.partial(deploy, folder=folder)


@pytest.fixture
def url(n8n: SmallN8n) -> str:
    """Where this n8n is."""
    return str(Settings().n8n_url)


def registers(n8n: SmallN8n, url: str) -> None:
    """Let n8n reach the sidecar, so that publishing registers the trigger."""

    def register(_workflow: dict[str, Any]) -> None:
        n8n.listening[PATH] = 401
        subscribed(url)

    n8n.on_publish = register


def test_a_trigger_that_is_on_is_left_alone(n8n: SmallN8n, deploy: Deploy, url: str) -> None:
    deploy()
    published(n8n, trigger())
    subscribed(url)
    n8n.listening[PATH] = 401

    said = deploy()

    assert n8n.changes() == []
    assert said[-1].startswith("0 changes done")


@pytest.mark.parametrize("end", ["nothing is subscribed", "n8n does not listen", "other events", "company"])
def test_a_trigger_that_is_off_is_switched_on_and_then_nothing_is_left_to_do(
    n8n: SmallN8n, deploy: Deploy, url: str, end: str
) -> None:
    deploy()
    published(n8n, trigger())
    if end != "n8n does not listen":
        n8n.listening[PATH] = 401
    if end == "other events":
        subscribed(url, EventType.EXCEPTION_CLOSED)
    elif end == "company":
        subscribed(url, company_id=2)
    elif end == "n8n does not listen":
        subscribed(url)
    registers(n8n, url)

    first, second = deploy(), deploy()

    assert f"publish {NAME}" in first
    assert first[-1].startswith("1 change done; all 2 workflows are as they should be")
    assert n8n.called(NAME)["activeVersionId"] == "v1", "what people only saved is not published"
    assert second[-1].startswith("0 changes done")


def test_a_trigger_that_stays_off_is_told_with_what_to_do(
    n8n: SmallN8n, deploy: Deploy, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    deploy()
    published(n8n, trigger())

    code = main(["workflows", "deploy", "--folder", str(folder)])
    said = capsys.readouterr()
    told = said.err

    assert code == 1
    assert "; 1 of 2 workflows are as they should be" in said.out
    assert f"{NAME!r} is published in n8n, yet its 'Crossdock Trigger' is off" in told
    assert "the sidecar has no such subscription" in told
    assert "Deploy again once n8n reaches the sidecar at http" in told


@pytest.mark.parametrize("status", [200, 500, 502])
def test_only_a_refusal_of_the_unsigned_tells_that_n8n_listens(
    n8n: SmallN8n,
    deploy: Deploy,
    folder: Path,
    url: str,
    status: int,
    capsys: pytest.CaptureFixture[str],
) -> None:
    deploy()
    published(n8n, trigger())
    subscribed(url)
    n8n.listening[PATH] = status

    code = main(["workflows", "deploy", "--folder", str(folder)])

    assert (code, f"{PATH} answers HTTP {status}, not 401" in capsys.readouterr().err) == (1, True)


def test_a_test_of_the_trigger_is_not_the_published_one(
    n8n: SmallN8n, deploy: Deploy, folder: Path, url: str, capsys: pytest.CaptureFixture[str]
) -> None:
    deploy()
    published(n8n, trigger())
    subscribed(url, path="/webhook-test/9b1c/crossdock")

    code = main(["workflows", "deploy", "--folder", str(folder)])

    assert (code, "the sidecar has no such subscription" in capsys.readouterr().err) == (1, True)


@pytest.mark.parametrize(
    "parameters",
    [
        {"events": "={{ ['exception.' + 'opened'] }}", "options": {"companyId": 1}},
        {"events": ["exception.opened"], "options": {"companyId": "={{ 2 - 1 }}"}},
    ],
)
def test_what_an_expression_asks_for_is_left_to_n8n(
    n8n: SmallN8n, deploy: Deploy, url: str, parameters: dict[str, Any]
) -> None:
    deploy()
    published(n8n, trigger(parameters=parameters))
    subscribed(url, company_id=1)
    n8n.listening[PATH] = 401

    assert deploy()[-1].startswith("0 changes done")


def test_a_dry_run_tells_what_is_off_and_changes_nothing(n8n: SmallN8n, deploy: Deploy) -> None:
    deploy()
    published(n8n, trigger())

    said = deploy("--dry-run")

    assert f"publish {NAME}" in said
    assert said[-1].startswith("1 change to do, nothing was changed; 1 of 2 workflows are")
    assert n8n.changes() == []


@pytest.mark.parametrize(
    "parts",
    [{"disabled": True}, {"credentials": {"crossdockApi": {"id": "another sidecar's"}}}, {"credentials": {}}],
)
def test_a_trigger_that_is_disabled_or_of_another_sidecar_is_not_looked_at(
    n8n: SmallN8n, deploy: Deploy, parts: dict[str, Any]
) -> None:
    deploy()
    published(n8n, trigger(**parts))

    assert deploy()[-1].startswith("0 changes done")
