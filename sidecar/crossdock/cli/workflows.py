"""`crossdock workflows …`: bring the shipped workflows into n8n."""

from __future__ import annotations

import sys
from collections import Counter
from typing import TYPE_CHECKING, Any

from crossdock.adapters.clock import SystemClock
from crossdock.adapters.n8n import (
    Change,
    Credential,
    CredentialKind,
    N8nApi,
    Step,
    TriggerOff,
    create_credential,
    deploy,
    find_credential,
    handles_errors,
    mailbox_of,
    published_triggers,
    read_workflows,
    still_off,
    switch_on,
    triggers_off,
    with_address,
    with_mailbox,
)
from crossdock.cli.keys import create_key
from crossdock.cli.told import FAILED, OK, ledger
from crossdock.domain.errors import InvalidRequest, NotFound
from crossdock.entrypoints.http.api_keys import Scope, hash_key
from crossdock.settings import Settings

if TYPE_CHECKING:
    import argparse

Json = dict[str, Any]

SCOPES = (
    Scope.MAILBOXES_FETCH,
    Scope.MAILS_WRITE,
    Scope.EXCEPTIONS_READ,
    Scope.EXCEPTIONS_WRITE,
    Scope.SWEEPS_RUN,
    Scope.OUTBOX_DELIVER,
    Scope.DEAD_LETTERS_READ,
    Scope.DEAD_LETTERS_REPLAY,
    Scope.EVENTS_SUBSCRIBE,
)
"""What the nodes ask for; neither journal nor metrics."""
_KEY_LIFE = "365d"
_TOLD = {
    Change.CREATE: "create ",
    Change.CHANGE: "change ",
    Change.PUBLISH: "publish",
    Change.KEEP: "keep   ",
    Change.EDITED: "edited ",
    Change.DRAFT: "draft  ",
    Change.OFF: "off    ",
}
_LEFT = {
    Change.EDITED: "were changed by people in n8n and stay as they are; --replace puts the files in their "
    "place (n8n keeps their versions in its history)",
    Change.DRAFT: "have settings in n8n that nobody published, and stay as they run; publish them there, or "
    "with --publish",
    Change.OFF: "are unpublished in n8n and stay so; publish them there, or with --publish",
}
"""What becomes of workflows that a deployment leaves to people."""


def deploy_all(arguments: argparse.Namespace) -> int:
    """Bring the workflows into n8n, with credential and error workflow, and publish them; see that their
    triggers are on."""
    settings = Settings()
    settings.require("n8n_url", "n8n_api_key")
    settings.require_signing()
    assert settings.n8n_url is not None
    assert settings.n8n_api_key is not None
    address = settings.n8n_sidecar_url or f"http://{settings.bind_host}:{settings.bind_port}"
    workflows = read_workflows(arguments.folder / "http" if arguments.http else arguments.folder)
    done: list[Step] = []
    with N8nApi(settings.n8n_url, settings.n8n_api_key.get_secret_value()) as api:
        credential = _credential(api, arguments, settings, address)
        steps = deploy(
            api,
            _for_here(api, workflows, address, arguments, settings),
            credential,
            mailbox=arguments.mailbox,
            replace_edited=arguments.replace,
            publish=arguments.publish,
            dry_run=arguments.dry_run,
        )
        for step in steps:
            _tell(step, done)
        off = _see_triggers(api, credential, settings, done, is_dry=arguments.dry_run)
    _summarise(done, off, settings.n8n_url, is_dry=arguments.dry_run)
    silent = _tell_silent(done, workflows)
    for one in off:
        print(
            f"crossdock: {one.trigger.workflow!r} is published in n8n, yet its {one.trigger.node!r} is off: "
            f"{one.why}. Deploy again once n8n reaches the sidecar at {address}; where that does not help, "
            "unpublish the workflow in n8n and publish it",
            file=sys.stderr,
        )
    return FAILED if off or silent else OK


def _tell(step: Step, done: list[Step]) -> None:
    done.append(step)
    print(f"{_TOLD[step.change]} {step.name}" + "".join(f"\n          {part}" for part in step.differs))


def _tell_silent(done: list[Step], workflows: list[Json]) -> bool:
    """Say which workflow for errors is not published, and return whether one is."""
    handlers = {workflow["name"] for workflow in workflows if handles_errors(workflow)}
    silent = [step for step in done if step.is_off and step.name in handlers]
    for step in silent:
        is_edited = step.change is Change.EDITED
        what, how = (
            ("edited, and not published", "") if is_edited else ("not published", ", or with --publish")
        )
        print(
            f"crossdock: {step.name} is {what}: the other workflows name it as their error workflow, and n8n "
            f"starts none that is not published. Publish it in n8n{how}",
            file=sys.stderr,
        )
    return bool(silent)


def _for_here(
    api: N8nApi, workflows: list[Json], address: str, arguments: argparse.Namespace, settings: Settings
) -> list[Json]:
    """Return the workflows with the sidecar's address, and with its mailbox where there is one.

    Raises `InvalidRequest` where a new workflow would fetch one of several, and which is not said.
    """
    known = sorted(settings.mailbox)
    if arguments.mailbox and known and arguments.mailbox not in known:
        raise InvalidRequest(f"the sidecar has no mailbox {arguments.mailbox!r}; it has {', '.join(known)}")
    for workflow in workflows:
        fetched = mailbox_of(workflow)
        is_open = len(known) > 1 and not arguments.mailbox and fetched not in (None, *known)
        if is_open and not api.workflows_called(workflow["name"]):
            raise InvalidRequest(
                f"{workflow['name']} fetches one mailbox of {', '.join(known)}: name it with --mailbox"
            )
    mailbox = arguments.mailbox or (known[0] if len(known) == 1 else None)
    here = [with_address(workflow, address) for workflow in workflows]
    return [with_mailbox(workflow, mailbox) for workflow in here] if mailbox else here


def _see_triggers(
    api: N8nApi, credential: Credential, settings: Settings, done: list[Step], *, is_dry: bool
) -> list[TriggerOff]:
    """Switch on the triggers with our credential that are published and off; return what stays off."""
    triggers = published_triggers(api, credential)
    if not triggers:  # no ledger is needed then
        return []
    with ledger(settings) as opened:
        known = opened.event_subscriptions
        off = triggers_off(triggers, known()) if is_dry else switch_on(api, triggers, known)
        for one in off:
            was_off = (f"trigger {one.trigger.node!r} was off",)
            _tell(Step(name=one.trigger.workflow, change=Change.PUBLISH, differs=was_off), done)
        return still_off(triggers, known) if off and not is_dry else []


def _summarise(done: list[Step], off: list[TriggerOff], url: str, *, is_dry: bool) -> None:
    count = Counter(step.change for step in done)
    for change, why in _LEFT.items():
        if count[change]:
            print(f"crossdock: {count[change]} {why}", file=sys.stderr)
    changes = sum(step.is_change for step in done)
    would = "to do, nothing was changed" if is_dry else "done"
    told = "1 change" if changes == 1 else f"{changes} changes"
    print(f"{told} {would}; {_as_they_should_be(done, off, is_dry=is_dry)} at {url}")


def _as_they_should_be(done: list[Step], off: list[TriggerOff], *, is_dry: bool) -> str:
    """Return how many workflows run as the files say, neither left to people nor with a trigger off."""
    left = {step.name for step in done if step.change in _LEFT or (is_dry and step.is_change)}
    left |= {one.trigger.workflow for one in off}
    every = {step.name for step in done}
    if left:
        return f"{len(every - left)} of {len(every)} workflows are as they should be"
    many = f"all {len(every)} workflows are as they should be"
    return many if len(every) > 1 else "the workflow is as it should be"


def _credential(api: N8nApi, arguments: argparse.Namespace, settings: Settings, address: str) -> Credential:
    """Return the credential that n8n has, else make it where that was asked for."""
    kind = CredentialKind.HTTP if arguments.http else CredentialKind.NODE
    found = find_credential(api, kind, arguments.credential)
    if found is not None:
        return found
    if not arguments.create_credential:
        raise NotFound(
            f"n8n at {api.url} has no credential {arguments.credential!r} of type {kind.shown}: make it "
            "there (docs/N8N.md), name another with --credential, or let it be made with --create-credential"
        )
    print(f"create  credential {arguments.credential!r} for {address}")
    if arguments.dry_run:
        return Credential(kind=kind, name=arguments.credential)
    return _create(api, kind, arguments.credential, settings, address)


def _create(api: N8nApi, kind: CredentialKind, name: str, settings: Settings, address: str) -> Credential:
    """Make a key and the credential that holds it; a key that n8n did not take is revoked."""
    secret = settings.events_signing_secret
    with ledger(settings) as opened:
        now = SystemClock().now()
        key = create_key(opened, name="n8n", scopes=",".join(SCOPES), expires=_KEY_LIFE, now=now)
        try:
            made = create_credential(
                api,
                kind,
                name,
                url=address,
                key=key,
                signing_secret=secret.get_secret_value() if secret else "",
            )
        except Exception:
            stored = opened.find_key(hash_key(key))
            if stored is not None:
                opened.revoke_key(stored.id, SystemClock().now())
            raise
    print(f"        its API key is called n8n and ends in {_KEY_LIFE.removesuffix('d')} days")
    return made
