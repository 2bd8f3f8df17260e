"""n8n in the stack: our package in it, an owner's account, the workflows deployed and active."""

from __future__ import annotations

import base64
import secrets
from typing import TYPE_CHECKING

from stack.demo import crossdock
from stack.errors import CommandFailed
from stack.shell import say
from stack.sidecar import REPOSITORY

if TYPE_CHECKING:
    from collections.abc import Mapping

    from stack.n8n import N8n

WORKFLOWS = REPOSITORY / "n8n-workflows"
LEFT = {
    "edited": "was changed in n8n and stays as it is",
    "draft": "has settings in n8n that nobody published, and stays as it runs",
    "off": "is unpublished in n8n and stays so",
}
"""What a deployment leaves to people, by the word it has for it."""


def new_signing_secret() -> str:
    """Make up a secret that signs events, as Standard Webhooks write it."""
    return "whsec_" + base64.b64encode(secrets.token_bytes(32)).decode()


def event_variables(n8n_url: str, signing_secret: str) -> dict[str, str]:
    """Return the sidecar's settings for events to an n8n; without them it fetches mailboxes by itself."""
    return {
        "CROSSDOCK_CLOCK_FETCH": "false",
        # the second is n8n's own for *Listen for test event*
        "CROSSDOCK_EVENTS_ALLOWED_URLS": f"{n8n_url}/webhook/,{n8n_url}/webhook-test/",
        "CROSSDOCK_EVENTS_SIGNING_SECRET": signing_secret,
    }


def bring_workflows(n8n: N8n, sidecar_url: str, environment: Mapping[str, str]) -> None:
    """Deploy the workflows; where something in n8n is in the way, say so and go on.

    What to do then is done in n8n's editor, which is there only as long as the stack runs.
    """
    try:
        deploy(n8n, sidecar_url, environment)
    except CommandFailed as error:
        say(f"{error}\nThe stack goes on: mend that in n8n ({n8n.url}); the next start deploys again")


def deploy(n8n: N8n, sidecar_url: str, environment: Mapping[str, str], *words: str) -> str:
    """Bring the workflows into a running n8n and publish them; return what the command printed.

    Raises `CommandFailed`.
    """
    own = {
        **environment,
        "CROSSDOCK_N8N_URL": n8n.url,
        "CROSSDOCK_N8N_API_KEY": n8n.api_key(),
        "CROSSDOCK_N8N_SIDECAR_URL": sidecar_url,
    }
    folder = ("--folder", str(WORKFLOWS))
    told = crossdock(own, "workflows", "deploy", "--create-credential", *folder, *words)
    lines = told.strip().splitlines()
    for line in lines:
        word, _, name = line.partition(" ")
        if word in LEFT:
            say(f"{name.strip()} {LEFT[word]}")
    say(lines[-1])
    return told
