"""What people changed in n8n is theirs, until it is replaced on purpose or taken into the file."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from tests.unit.n8n.test_workflows_deploy import FOLDER, MAIL, deploy, n8n, node_of

if TYPE_CHECKING:
    from pathlib import Path

    from tests.unit.n8n.n8n_server import SmallN8n
    from tests.unit.n8n.test_workflows_deploy import Deploy

__all__ = ["deploy", "n8n"]


def test_what_people_changed_in_n8n_stays_until_it_is_replaced_on_purpose(
    n8n: SmallN8n, deploy: Deploy
) -> None:
    deploy()
    n8n.edit(MAIL, "Nothing to do", disabled=True)

    said = deploy()
    assert n8n.changes() == []
    assert said[1:3] == [f"edited  {MAIL}", "          node 'Nothing to do'"]

    deploy("--replace")
    assert not node_of(n8n.called(MAIL), "Nothing to do").get("disabled")


def test_moving_a_node_is_no_edit(n8n: SmallN8n, deploy: Deploy) -> None:
    deploy()
    n8n.edit(MAIL, "Nothing to do", position=[1, 2], id="other")

    deploy()

    assert n8n.changes() == []


def test_an_edit_that_was_taken_into_the_file_is_no_edit_any_more(
    n8n: SmallN8n, deploy: Deploy, tmp_path: Path
) -> None:
    file = tmp_path / f"{MAIL}.json"
    taken = json.loads((FOLDER / f"{MAIL}.json").read_text())
    file.write_text(json.dumps(taken))
    deploy(folder=tmp_path)
    n8n.edit(MAIL, "Nothing to do", disabled=True)
    node_of(taken, "Nothing to do")["disabled"] = True
    file.write_text(json.dumps(taken))

    said = deploy(folder=tmp_path)
    assert said[:2] == [f"change  {MAIL}", "          description"]
    deploy(folder=tmp_path)
    assert n8n.changes() == []

    taken["settings"]["executionTimeout"] = 900
    file.write_text(json.dumps(taken))
    deploy(folder=tmp_path)
    assert n8n.called(MAIL)["settings"]["executionTimeout"] == 900
