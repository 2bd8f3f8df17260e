"""Whether the published *Crossdock Triggers* are really on, which n8n's public API does not tell.

n8n 2.40 publishes in the background. Where the sidecar does not answer then, n8n gives a trigger up after
some tries, yet calls its workflow active. So both ends are looked at: what the sidecar is asked to send, and
whether n8n listens where it is sent to.
"""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import httpx

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from crossdock.adapters.n8n.api import N8nApi
    from crossdock.adapters.n8n.credentials import Credential
    from crossdock.domain.events import EventSubscription

    Subscriptions = Callable[[], Sequence[EventSubscription]]

Json = dict[str, Any]

SETTLE_S = 5.0
"""So long a publication that was just asked for may take."""
PATIENCE_S = 30.0
"""n8n's five tries with a sidecar that does not answer take some twenty seconds."""
_PAUSE_S = 0.5
_TEST = "/webhook-test/"
_TYPE = "n8n-nodes-crossdock.crossdockTrigger"


@dataclass(frozen=True, slots=True, kw_only=True)
class Trigger:
    """A published trigger that has the sidecar's credential."""

    workflow: str
    workflow_id: str
    version_id: str
    node: str
    path: str
    """The end of the address at which n8n listens."""
    event_types: tuple[str, ...] | None
    """None: an expression, whose value only n8n knows."""
    company_id: int | str | None
    """A text: an expression as well."""

    def is_at(self, url: str) -> bool:
        """Return whether this is where the published trigger listens, and not a test of it."""
        return url.endswith(self.path) and _TEST not in url

    def is_meant_by(self, subscription: EventSubscription) -> bool:
        """Return whether the sidecar sends to this trigger, and what it asks for: as its node looks at it."""
        return (
            self.is_at(subscription.url)
            and subscription.ended_at is None
            and subscription.disabled_at is None
            and (self.event_types is None or sorted(subscription.event_types) == sorted(self.event_types))
            and (isinstance(self.company_id, str) or subscription.company_id == self.company_id)
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class TriggerOff:
    """A trigger that is published and not on, and how that shows."""

    trigger: Trigger
    why: str


def published_triggers(api: N8nApi, credential: Credential) -> list[Trigger]:
    """Return the triggers of all published workflows, also of people's own, that have this credential."""
    return [
        _trigger(workflow, node)
        for workflow in api.published_workflows()
        for node in workflow["activeVersion"]["nodes"]
        if node["type"] == _TYPE and node.get("webhookId") and not node.get("disabled")
        if _has(node, credential)
    ]


def switch_on(api: N8nApi, triggers: Sequence[Trigger], subscriptions: Subscriptions) -> list[TriggerOff]:
    """Publish the running version of workflows again whose trigger is off, so that n8n registers it anew.

    Return those triggers; `still_off` tells what came of it.
    """
    off = _off_after(SETTLE_S, triggers, subscriptions)
    for one in {found.trigger.workflow_id: found for found in off}.values():
        api.publish(one.trigger.workflow_id, version_id=one.trigger.version_id)
    return off


def still_off(triggers: Sequence[Trigger], subscriptions: Subscriptions) -> list[TriggerOff]:
    """Return what is off although n8n had time to register it."""
    return _off_after(PATIENCE_S, triggers, subscriptions)


def triggers_off(triggers: Sequence[Trigger], subscriptions: Sequence[EventSubscription]) -> list[TriggerOff]:
    """Return the triggers that are off now."""
    found = ((trigger, _why_off(trigger, subscriptions)) for trigger in triggers)
    return [TriggerOff(trigger=trigger, why=why) for trigger, why in found if why]


def _off_after(seconds: float, triggers: Sequence[Trigger], subscriptions: Subscriptions) -> list[TriggerOff]:
    """Return what is off still after so long; wait no longer than anything is."""
    ends = time.monotonic() + seconds
    while (off := triggers_off(triggers, subscriptions())) and time.monotonic() < ends:
        time.sleep(_PAUSE_S)
    return off


def _why_off(trigger: Trigger, subscriptions: Sequence[EventSubscription]) -> str:
    """Return what is missing; nothing where an event would start the workflow."""
    found = next((known for known in subscriptions if trigger.is_meant_by(known)), None)
    if found is None:
        return "the sidecar has no such subscription"
    try:
        # unsigned, so a trigger that is on refuses it and starts nothing
        answer = httpx.post(found.url, content=b"{}", timeout=10, trust_env=False)
    except httpx.HTTPError as error:
        return f"n8n does not answer at {found.url} ({type(error).__name__})"
    match answer.status_code:
        case httpx.codes.UNAUTHORIZED:
            return ""
        case httpx.codes.NOT_FOUND:
            return f"n8n does not listen at {found.url}"
    return f"{found.url} answers HTTP {answer.status_code}, not 401 as a trigger that is on"


def _has(node: Json, credential: Credential) -> bool:
    chosen: Json = (node.get("credentials") or {}).get(credential.kind.value) or {}
    return bool(credential.id) and chosen.get("id") == credential.id


def _trigger(workflow: Json, node: Json) -> Trigger:
    parameters: Json = node["parameters"]
    events = parameters.get("events", [])
    return Trigger(
        workflow=workflow["name"],
        workflow_id=workflow["id"],
        version_id=workflow["activeVersionId"],
        node=node["name"],
        path=f"/{node['webhookId']}/crossdock",
        event_types=None if isinstance(events, str) else tuple(events),
        company_id=parameters.get("options", {}).get("companyId"),
    )
