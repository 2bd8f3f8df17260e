"""`crossdock workflows deploy`: into n8n once, twice without a change, and never over people's edits."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from crossdock.app.ledger import open_ledger
from crossdock.cli import main
from crossdock.settings import Settings
from tests.unit.n8n.n8n_server import KEY, SmallN8n, serving

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    Deploy = Callable[..., list[str]]

FOLDER = Path(__file__).parents[3] / "n8n-workflows"
MAIL, ERRORS = "10-read-supplier-mail", "99-on-workflow-error"
ALL = [ERRORS, MAIL, "80-follow-odoo", "90-deliver-outbox"]
CREDENTIAL = {"id": "c7", "name": "Crossdock", "type": "crossdockApi"}


@pytest.fixture
def n8n(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[SmallN8n]:
    """An n8n that has the credential, and settings that name it."""
    for name in [name for name in os.environ if name.startswith("CROSSDOCK_")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("CROSSDOCK_ENV_FILE", "")
    monkeypatch.setenv("CROSSDOCK_STATE_DIR", str(tmp_path))
    small = SmallN8n()
    small.credentials.append(dict(CREDENTIAL))
    with serving(small) as url:
        monkeypatch.setenv("CROSSDOCK_N8N_URL", url)
        monkeypatch.setenv("CROSSDOCK_N8N_API_KEY", KEY)
        yield small


@pytest.fixture
def deploy(n8n: SmallN8n, capsys: pytest.CaptureFixture[str]) -> Deploy:
    """Run the command, which must work; return its lines. `n8n.changes()` begins anew."""

    def run(*options: str, folder: Path = FOLDER) -> list[str]:
        n8n.changes()
        code = main(["workflows", "deploy", "--folder", str(folder), *options])
        said = capsys.readouterr()
        assert code == 0, said.err
        return said.out.splitlines()

    return run


def failure(capsys: pytest.CaptureFixture[str], *options: str, folder: Path = FOLDER) -> tuple[int, str]:
    """Run the command, which must not work; return its code and what it says."""
    code = main(["workflows", "deploy", "--folder", str(folder), *options])
    return code, capsys.readouterr().err


def node_of(workflow: dict[str, Any], name: str) -> dict[str, Any]:
    return next(node for node in workflow["nodes"] if node["name"] == name)


def test_workflows_are_published_with_their_credential_and_error_workflow(
    n8n: SmallN8n, deploy: Deploy
) -> None:
    said = deploy()

    assert said[-1].startswith("4 changes done; all 4 workflows are as they should be at http")
    assert [row["name"] for row in n8n.workflows.values()] == ALL
    assert all(row["active"] and row["activeVersionId"] == row["versionId"] for row in n8n.workflows.values())
    mail = n8n.called(MAIL)
    assert mail["settings"]["errorWorkflow"] == n8n.called(ERRORS)["id"]
    assert "errorWorkflow" not in n8n.called(ERRORS)["settings"]
    assert node_of(mail, "Read supplier mail")["credentials"] == {
        "crossdockApi": {"id": "c7", "name": "Crossdock"}
    }
    assert "credentials" not in node_of(mail, "Mail the owner (off)")


def test_twice_changes_nothing(n8n: SmallN8n, deploy: Deploy) -> None:
    deploy()
    said = deploy()

    assert n8n.changes() == []
    assert said[-1].startswith("0 changes done; all 4 workflows are as they should be at http")


def test_a_dry_run_tells_and_changes_nothing(n8n: SmallN8n, deploy: Deploy) -> None:
    said = deploy("--dry-run")

    assert n8n.changes() == []
    assert said[:4] == [f"create  {name}" for name in ALL]
    assert said[-1].startswith("4 changes to do, nothing was changed; 0 of 4 workflows are as they should")


def test_a_newer_file_replaces_what_was_deployed_and_names_what_differs(
    n8n: SmallN8n, deploy: Deploy, tmp_path: Path
) -> None:
    deploy()
    newer = json.loads((FOLDER / f"{MAIL}.json").read_text())
    node_of(newer, "Fetch new mails")["parameters"]["limit"] = 20
    (tmp_path / "new").mkdir()
    (tmp_path / "new" / f"{MAIL}.json").write_text(json.dumps(newer))

    told = deploy("--dry-run", folder=tmp_path / "new")
    deploy(folder=tmp_path / "new")

    assert told[:2] == [f"change  {MAIL}", "          node 'Fetch new mails'"]
    assert node_of(n8n.called(MAIL), "Fetch new mails")["parameters"]["limit"] == 20


def test_a_credential_and_an_error_workflow_that_people_chose_stay(
    n8n: SmallN8n, deploy: Deploy, tmp_path: Path
) -> None:
    deploy()
    n8n.credentials.append({"id": "c8", "name": "Second site", "type": "crossdockApi"})
    theirs = {"crossdockApi": {"id": "c8", "name": "Second site"}}
    n8n.edit(MAIL, "Read supplier mail", credentials=theirs)
    n8n.called(MAIL)["settings"]["errorWorkflow"] = "their own"
    deploy()
    assert n8n.changes() == []

    newer = json.loads((FOLDER / f"{MAIL}.json").read_text())
    newer["settings"]["executionTimeout"] = 900
    (tmp_path / f"{MAIL}.json").write_text(json.dumps(newer))
    deploy(folder=tmp_path)

    mail = n8n.called(MAIL)
    assert mail["settings"]["executionTimeout"] == 900
    assert mail["settings"]["errorWorkflow"] == "their own"
    assert node_of(mail, "Read supplier mail")["credentials"] == theirs


def test_a_credential_that_is_gone_is_replaced(n8n: SmallN8n, deploy: Deploy) -> None:
    deploy()
    n8n.credentials[0]["id"] = "c9"

    deploy()

    used = node_of(n8n.called(MAIL), "Fetch new mails")["credentials"]["crossdockApi"]
    assert used["id"] == "c9"


def test_a_credential_is_made_with_a_key_that_may_do_what_the_nodes_do(
    n8n: SmallN8n, deploy: Deploy, monkeypatch: pytest.MonkeyPatch
) -> None:
    n8n.credentials.clear()
    monkeypatch.setenv("CROSSDOCK_N8N_SIDECAR_URL", "http://crossdock:8000")

    deploy("--create-credential")
    deploy("--create-credential")

    (made,) = n8n.credentials
    assert made["data"]["baseUrl"] == "http://crossdock:8000"
    ledger = open_ledger(Settings())
    (key,) = ledger.api_keys()
    ledger.close()
    assert {"mails:write", "exceptions:write", "events:subscribe"} <= set(key.scopes)
    assert not {"journal:read", "metrics:read"} & set(key.scopes)


def test_twins_get_a_bearer_credential_and_the_sidecars_address(
    n8n: SmallN8n, deploy: Deploy, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CROSSDOCK_N8N_SIDECAR_URL", "https://crossdock.example.org")

    deploy("--http", "--create-credential")

    mail = n8n.called(f"{MAIL}-http")
    (address,) = node_of(mail, "Crossdock address")["parameters"]["assignments"]["assignments"]
    assert address["value"] == "https://crossdock.example.org"
    assert node_of(mail, "Read supplier mail")["credentials"]["httpBearerAuth"]["name"] == "Crossdock"
    assert mail["settings"]["errorWorkflow"] == n8n.called(f"{ERRORS}-http")["id"]


def test_a_key_that_n8n_did_not_take_is_revoked(n8n: SmallN8n, capsys: pytest.CaptureFixture[str]) -> None:
    n8n.credentials.clear()
    n8n.known_types.clear()

    code, said = failure(capsys, "--create-credential")

    assert code == 1
    assert "install n8n-nodes-crossdock there (docs/N8N.md)" in said
    ledger = open_ledger(Settings())
    (key,) = ledger.api_keys()
    ledger.close()
    assert key.revoked_at is not None


def test_no_credential_of_that_name_is_told(n8n: SmallN8n, capsys: pytest.CaptureFixture[str]) -> None:
    code, said = failure(capsys, "--credential", "Other")

    assert code == 1
    assert "has no credential 'Other' of type Crossdock API" in said
    assert n8n.changes() == []


def test_two_of_one_name_are_told_apart_by_people(
    n8n: SmallN8n, deploy: Deploy, capsys: pytest.CaptureFixture[str]
) -> None:
    deploy()
    copy = {**n8n.called(MAIL), "id": "copy"}
    n8n.workflows["copy"] = copy

    assert "n8n has 2 workflows '10-read-supplier-mail'" in failure(capsys)[1]

    copy["isArchived"] = True
    deploy()
    n8n.credentials.append({**CREDENTIAL, "id": "c8"})
    assert "n8n has 2 credentials 'Crossdock'" in failure(capsys)[1]


@pytest.mark.parametrize(
    ("refusal", "code", "told"),
    [
        ((401, "unauthorized"), 1, "refuses the API key: make one in n8n (Settings → n8n API)"),
        ((403, "Forbidden"), 1, "the API key needs the scopes workflow:list"),
        ((400, "request/query is odd"), 1, "refuses GET /credentials (HTTP 400): request/query is odd"),
        ((503, "starting"), 3, "answers HTTP 503"),
    ],
)
def test_what_n8n_refuses_is_told_in_words_that_help(
    n8n: SmallN8n, capsys: pytest.CaptureFixture[str], refusal: tuple[int, str], code: int, told: str
) -> None:
    n8n.refusal = refusal

    ended, said = failure(capsys)

    assert ended == code
    assert told in said
    assert KEY not in said


def test_a_workflow_that_cannot_be_published_is_named(
    n8n: SmallN8n, capsys: pytest.CaptureFixture[str]
) -> None:
    n8n.unpublishable = MAIL

    said = failure(capsys)[1]

    assert f"{MAIL} is saved in n8n, yet cannot be published: " in said
    assert "Unrecognized node type" in said


def test_an_n8n_that_is_away_is_told_with_its_setting(
    n8n: SmallN8n, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CROSSDOCK_N8N_URL", "http://127.0.0.1:9")

    assert failure(capsys) == (
        3,
        "crossdock: n8n at http://127.0.0.1:9 does not answer (ConnectError): check CROSSDOCK_N8N_URL\n",
    )


def test_missing_settings_and_files_are_told(
    n8n: SmallN8n, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    code = main(["workflows", "deploy", "--folder", str(tmp_path / "none")])
    assert (code, "there is no workflow in" in capsys.readouterr().err) == (1, True)

    (tmp_path / "odd.json").write_text('{"name": "odd"}')
    code = main(["workflows", "deploy", "--folder", str(tmp_path)])
    assert (code, "is no workflow: it has no nodes" in capsys.readouterr().err) == (1, True)

    monkeypatch.delenv("CROSSDOCK_N8N_API_KEY")
    code, said = failure(capsys)
    assert code == 2
    assert "CROSSDOCK_N8N_API_KEY is not set" in said
