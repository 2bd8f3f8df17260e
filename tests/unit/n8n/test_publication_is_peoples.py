"""What runs in n8n is people's choice: no draft of theirs is published, and nothing that they unpublished."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.unit.n8n.test_settable_places import FETCH, OWNER, newer
from tests.unit.n8n.test_workflows_deploy import ERRORS, FOLDER, MAIL, deploy, failure, n8n, node_of

if TYPE_CHECKING:
    from pathlib import Path

    from tests.unit.n8n.n8n_server import SmallN8n
    from tests.unit.n8n.test_workflows_deploy import Deploy

__all__ = ["deploy", "n8n", "newer"]

ERROR_CASE = "Open exception"
HALF_TYPED = {"toEmail": "olga@our.exam"}


def limit_of(n8n: SmallN8n) -> int:
    return int(node_of(n8n.called(MAIL), FETCH)["parameters"]["limit"])


@pytest.mark.parametrize("options", [(), ("--replace",)])
def test_what_people_set_and_did_not_publish_stays_a_draft(
    n8n: SmallN8n, deploy: Deploy, newer: Path, options: tuple[str, ...]
) -> None:
    deploy()
    n8n.save(MAIL, OWNER, disabled=False, parameters=HALF_TYPED)

    for folder in (FOLDER, newer):
        said = deploy(*options, folder=folder)

        assert n8n.changes() == []
        assert said[1:3] == [f"draft   {MAIL}", f"          node {OWNER!r}"]
        assert "; 3 of 4 workflows are as they should be" in said[-1]


def test_a_draft_is_published_where_that_is_asked_for(n8n: SmallN8n, deploy: Deploy, newer: Path) -> None:
    deploy()
    n8n.save(MAIL, OWNER, disabled=False, parameters=HALF_TYPED)

    assert f"publish {MAIL}" in deploy("--publish")
    assert node_of(n8n.called(MAIL)["activeVersion"], OWNER)["parameters"] == HALF_TYPED
    assert f"keep    {MAIL}" in deploy("--publish")


def test_a_draft_that_does_the_same_is_left_alone(n8n: SmallN8n, deploy: Deploy) -> None:
    deploy()
    n8n.save(MAIL, OWNER, position=[1, 2])

    said = deploy()

    assert n8n.changes() == []
    assert f"keep    {MAIL}" in said


def test_what_people_unpublished_stays_unpublished(n8n: SmallN8n, deploy: Deploy) -> None:
    deploy()
    n8n.unpublish(MAIL)

    said = deploy()

    assert n8n.changes() == []
    assert f"off     {MAIL}" in said
    assert said[-1].startswith("0 changes done; 3 of 4 workflows are as they should be")


def test_what_people_unpublished_is_published_where_that_is_asked_for(n8n: SmallN8n, deploy: Deploy) -> None:
    deploy()
    n8n.unpublish(MAIL)

    assert f"publish {MAIL}" in deploy("--publish")
    assert n8n.called(MAIL)["active"]


def test_a_newer_version_of_what_people_unpublished_is_saved_and_does_not_run(
    n8n: SmallN8n, deploy: Deploy, newer: Path
) -> None:
    deploy()
    n8n.unpublish(MAIL)

    said = deploy(folder=newer)

    assert said[1:3] == [f"off     {MAIL}", f"          node {FETCH!r}"]
    assert said[-1].startswith("1 change done; 3 of 4 workflows are")
    assert (limit_of(n8n), n8n.called(MAIL)["active"]) == (20, False)
    deploy("--publish", folder=newer)
    assert n8n.called(MAIL)["active"]


def test_a_first_deployment_that_could_not_publish_is_ended_by_the_next(
    n8n: SmallN8n, deploy: Deploy, capsys: pytest.CaptureFixture[str]
) -> None:
    n8n.unpublishable = MAIL
    for _ in range(2):
        assert failure(capsys)[0] == 1
    n8n.unpublishable = ""

    deploy()

    assert n8n.called(MAIL)["active"]
    assert deploy()[-1].startswith("0 changes done")


def test_a_newer_version_that_could_not_be_published_is_no_draft_of_peoples(
    n8n: SmallN8n, deploy: Deploy, newer: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    deploy()
    n8n.unpublishable = MAIL
    assert failure(capsys, folder=newer)[0] == 1
    n8n.unpublishable = ""

    said = deploy(folder=newer)

    assert f"publish {MAIL}" in said
    assert node_of(n8n.called(MAIL)["activeVersion"], FETCH)["parameters"]["limit"] == 20


def test_an_edited_error_workflow_that_nobody_published_is_told(
    n8n: SmallN8n, deploy: Deploy, capsys: pytest.CaptureFixture[str]
) -> None:
    deploy()
    n8n.edit(ERRORS, ERROR_CASE, disabled=True)
    n8n.unpublish(ERRORS)

    code, said = failure(capsys)

    assert code == 1
    assert f"{ERRORS} is edited, and not published: " in said


def test_an_error_workflow_that_people_unpublished_is_told(
    n8n: SmallN8n, deploy: Deploy, capsys: pytest.CaptureFixture[str]
) -> None:
    deploy()
    n8n.unpublish(ERRORS)

    code, said = failure(capsys)
    deploy("--publish")

    assert code == 1
    assert f"{ERRORS} is not published: " in said
    assert "Publish it in n8n, or with --publish" in said


def test_another_edited_workflow_that_nobody_published_is_peoples_own_affair(
    n8n: SmallN8n, deploy: Deploy
) -> None:
    deploy()
    n8n.edit(MAIL, FETCH, disabled=True)
    n8n.unpublish(MAIL)

    assert f"edited  {MAIL}" in deploy()
