"""n8n's public REST API: brings workflows and their credential into it."""

from crossdock.adapters.n8n.api import N8nApi, N8nRefused, N8nUnavailable
from crossdock.adapters.n8n.credentials import Credential, CredentialKind, create_credential, find_credential
from crossdock.adapters.n8n.deploying import Change, Step, deploy
from crossdock.adapters.n8n.files import handles_errors, read_workflows, with_address
from crossdock.adapters.n8n.listening import (
    TriggerOff,
    published_triggers,
    still_off,
    switch_on,
    triggers_off,
)
from crossdock.adapters.n8n.settable import mailbox_of, with_mailbox

__all__ = [
    "Change",
    "Credential",
    "CredentialKind",
    "N8nApi",
    "N8nRefused",
    "N8nUnavailable",
    "Step",
    "TriggerOff",
    "create_credential",
    "deploy",
    "find_credential",
    "handles_errors",
    "mailbox_of",
    "published_triggers",
    "read_workflows",
    "still_off",
    "switch_on",
    "triggers_off",
    "with_address",
    "with_mailbox",
]
