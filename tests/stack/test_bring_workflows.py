"""`make stack` brings the workflows into n8n, and goes on where something there is in the way."""

from __future__ import annotations

from types import SimpleNamespace
from typing import TYPE_CHECKING, Any, cast

import pytest

from stack import flows
from stack.demo import crossdock
from stack.errors import CommandFailed, StackError

if TYPE_CHECKING:
    from stack.n8n import N8n

N8N = cast("N8n", SimpleNamespace(url="http://127.0.0.1:5678", api_key=lambda: "key"))
OFF = "`crossdock workflows deploy` says: 'Ours' is published in n8n, yet its 'Crossdock Trigger' is off"


def refuse(monkeypatch: pytest.MonkeyPatch, error: StackError) -> None:
    def command(*_: Any) -> str:
        raise error

    monkeypatch.setattr(flows, "crossdock", command)


def test_a_deployment_that_people_must_mend_in_n8n_does_not_end_the_stack(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    refuse(monkeypatch, CommandFailed(OFF))

    flows.bring_workflows(N8N, "http://127.0.0.1:8000", {})

    told = capsys.readouterr().err
    assert OFF in told
    assert "The stack goes on: mend that in n8n (http://127.0.0.1:5678)" in told


def test_what_a_deployment_leaves_to_people_is_told(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    printed = "edited  80-a\ndraft   10-b\n          node 'Mail'\noff     90-c\n0 changes done"
    monkeypatch.setattr(flows, "crossdock", lambda *_: printed)

    flows.deploy(N8N, "http://127.0.0.1:8000", {})

    assert [line.split()[1] for line in capsys.readouterr().err.splitlines()] == ["80-a", "10-b", "90-c", "0"]


def test_an_n8n_that_is_broken_ends_it(monkeypatch: pytest.MonkeyPatch) -> None:
    refuse(monkeypatch, StackError("n8n answers 500"))

    with pytest.raises(StackError, match="n8n answers 500"):
        flows.bring_workflows(N8N, "http://127.0.0.1:8000", {})


def test_a_command_that_refuses_says_why() -> None:
    with pytest.raises(CommandFailed, match="`crossdock workflows deploy` says: crossdock: CROSSDOCK_N8N_"):
        crossdock({}, "workflows", "deploy")
