"""What integration staff is meant to set is no edit: every deployment leaves it, also of newer files."""

from __future__ import annotations

import json
import shutil
from typing import TYPE_CHECKING, Any

import pytest

from tests.unit.n8n.test_workflows_deploy import FOLDER, MAIL, deploy, failure, n8n, node_of

if TYPE_CHECKING:
    from pathlib import Path

    from tests.unit.n8n.n8n_server import SmallN8n
    from tests.unit.n8n.test_workflows_deploy import Deploy

__all__ = ["deploy", "n8n"]

FETCH, EVERY, OWNER = "Fetch new mails", "Every 10 seconds", "Mail the owner (off)"
CHOSEN = {"__rl": True, "mode": "list", "value": "einkauf", "cachedResultName": "einkauf"}
EVERY_MINUTE = {"interval": [{"field": "minutes", "minutesInterval": 1}]}
KEPT = {"saveDataSuccessExecution": "all", "timezone": "Europe/Lisbon"}
SMTP = {"smtp": {"id": "c8", "name": "Our SMTP"}}


def configured(monkeypatch: pytest.MonkeyPatch, *names: str) -> None:
    """Let the sidecar have mailboxes."""
    for name in names:
        for part, value in {"HOST": "imap.example.com", "LOGIN": name, "PASSWORD": "secret"}.items():
            monkeypatch.setenv(f"CROSSDOCK_MAILBOX__{name.upper()}__{part}", value)


@pytest.fixture
def newer(tmp_path: Path) -> Path:
    """The files of a later version: a limit and a note are others."""
    folder = tmp_path / "newer"
    shutil.copytree(FOLDER, folder)
    workflow = json.loads((folder / f"{MAIL}.json").read_text())
    node_of(workflow, FETCH)["parameters"]["limit"] = 20
    (folder / f"{MAIL}.json").write_text(json.dumps(workflow))
    return folder


def set_up(n8n: SmallN8n) -> None:
    """Set all that may be set, as docs/N8N.md tells: mailbox, schedule, mail to the owner, runs to keep."""
    n8n.credentials.append({"id": "c8", "name": "Our SMTP", "type": "smtp"})
    mail = n8n.called(MAIL)
    n8n.edit(MAIL, FETCH, parameters={**node_of(mail, FETCH)["parameters"], "mailbox": CHOSEN})
    n8n.edit(MAIL, EVERY, parameters={"rule": EVERY_MINUTE})
    mail["settings"] |= KEPT
    sent = {**node_of(mail, OWNER)["parameters"], "fromEmail": "crossdock@our.example"}
    n8n.edit(MAIL, OWNER, parameters=sent, disabled=False, credentials=SMTP)


def as_set_up(workflow: dict[str, Any]) -> bool:
    """Return whether all that stands."""
    owner = node_of(workflow, OWNER)
    return (
        node_of(workflow, FETCH)["parameters"]["mailbox"] == CHOSEN
        and node_of(workflow, EVERY)["parameters"] == {"rule": EVERY_MINUTE}
        and owner["parameters"]["fromEmail"] == "crossdock@our.example"
        and not owner.get("disabled")
        and owner["credentials"] == SMTP
        and workflow["settings"].items() >= KEPT.items()
    )


def test_setting_up_is_no_edit(n8n: SmallN8n, deploy: Deploy) -> None:
    deploy()
    set_up(n8n)

    said = deploy()

    assert n8n.changes() == []
    assert f"keep    {MAIL}" in said


@pytest.mark.parametrize("options", [(), ("--replace",)])
def test_a_newer_version_comes_in_and_leaves_what_was_set(
    n8n: SmallN8n, deploy: Deploy, newer: Path, options: tuple[str, ...]
) -> None:
    deploy()
    set_up(n8n)

    said = deploy(*options, folder=newer)

    assert f"change  {MAIL}" in said
    assert node_of(n8n.called(MAIL), FETCH)["parameters"]["limit"] == 20
    assert as_set_up(n8n.called(MAIL))
    deploy(folder=newer)
    assert n8n.changes() == []


def test_replacing_what_was_edited_leaves_what_was_set(n8n: SmallN8n, deploy: Deploy) -> None:
    deploy()
    set_up(n8n)
    n8n.edit(MAIL, "Nothing to do", disabled=True)

    deploy("--replace")

    assert not node_of(n8n.called(MAIL), "Nothing to do").get("disabled")
    assert as_set_up(n8n.called(MAIL))


@pytest.mark.parametrize(
    ("node", "parts"),
    [
        (FETCH, {"disabled": True}),
        (FETCH, {"parameters": {"resource": "supplierMail", "operation": "fetchNew", "limit": 5}}),
        (EVERY, {"disabled": True}),
        (OWNER, {"onError": "stopWorkflow"}),
    ],
)
def test_all_else_in_those_nodes_is_an_edit(
    n8n: SmallN8n, deploy: Deploy, newer: Path, node: str, parts: dict[str, Any]
) -> None:
    deploy()
    n8n.edit(MAIL, node, **parts)

    assert f"edited  {MAIL}" in deploy(folder=newer)


@pytest.mark.parametrize("options", [(), ("--http",)])
def test_a_new_workflow_fetches_the_only_mailbox_of_the_sidecar(
    n8n: SmallN8n, deploy: Deploy, monkeypatch: pytest.MonkeyPatch, options: tuple[str, ...]
) -> None:
    configured(monkeypatch, "einkauf")

    deploy("--create-credential", *options)

    (stored,) = (json.dumps(row) for row in n8n.workflows.values() if row["name"].startswith("10-"))
    assert "einkauf" in stored
    assert "/mailboxes/purchasing/" not in stored
    assert '"value": "purchasing"' not in stored


def test_one_of_several_mailboxes_must_be_named_and_is_then_kept(
    n8n: SmallN8n, deploy: Deploy, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    configured(monkeypatch, "einkauf", "lager")

    code, said = failure(capsys)
    assert (code, n8n.changes()) == (1, [])
    assert f"{MAIL} fetches one mailbox of einkauf, lager: name it with --mailbox" in said

    deploy("--mailbox", "lager")
    deploy()
    assert n8n.changes() == []
    assert node_of(n8n.called(MAIL), FETCH)["parameters"]["mailbox"]["value"] == "lager"


def test_a_mailbox_that_is_named_takes_the_place_of_the_one_chosen_in_n8n(
    n8n: SmallN8n, deploy: Deploy
) -> None:
    deploy()
    set_up(n8n)

    said = deploy("--mailbox", "lager")
    deploy("--mailbox", "lager")

    assert n8n.changes() == []
    assert said[1:3] == [f"change  {MAIL}", "          mailbox"]
    assert node_of(n8n.called(MAIL), FETCH)["parameters"]["mailbox"]["value"] == "lager"


def test_a_mailbox_that_the_sidecar_has_not_is_told(
    n8n: SmallN8n, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    configured(monkeypatch, "einkauf")

    assert "no mailbox 'purchasing'; it has einkauf" in failure(capsys, "--mailbox", "purchasing")[1]


def test_a_twin_keeps_the_mailbox_in_its_address(n8n: SmallN8n, deploy: Deploy, newer: Path) -> None:
    name = f"{MAIL}-http"
    deploy("--http", "--create-credential", "--mailbox", "lager")
    sent = node_of(n8n.called(name), FETCH)["parameters"]
    chosen = {**sent, "url": sent["url"].replace("/lager/", "/einkauf/")}
    n8n.edit(name, FETCH, parameters=chosen)
    deploy("--http")
    assert n8n.changes() == []

    file = newer / "http" / f"{name}.json"
    later = json.loads(file.read_text())
    later["settings"]["executionTimeout"] = 900
    file.write_text(json.dumps(later))
    deploy("--http", folder=newer)

    stored = json.dumps(n8n.called(name))
    assert n8n.called(name)["settings"]["executionTimeout"] == 900
    assert "/mailboxes/einkauf/fetches" in stored
    assert "/mailboxes/lager/" not in stored
