"""The credential with which n8n asks the sidecar."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from crossdock.adapters.n8n.api import N8nRefused

if TYPE_CHECKING:
    from crossdock.adapters.n8n.api import N8nApi

Json = dict[str, Any]


class CredentialKind(StrEnum):
    """What n8n calls the credential of our nodes, and that of its own HTTP Request node."""

    NODE = "crossdockApi"
    HTTP = "httpBearerAuth"

    @property
    def shown(self) -> str:
        """Return how n8n's editor calls it."""
        return "Crossdock API" if self is CredentialKind.NODE else "Bearer Auth"


_OURS = ("n8n-nodes-crossdock.crossdock", "n8n-nodes-crossdock.crossdockTrigger")


@dataclass(frozen=True, slots=True, kw_only=True)
class Credential:
    """One credential in n8n. `id` is empty while a dry run only says that it would be made."""

    kind: CredentialKind
    name: str
    id: str = ""

    def fits(self, node: Json) -> bool:
        """Return whether a node asks the sidecar with such a credential."""
        if self.kind is CredentialKind.NODE:
            return node["type"] in _OURS
        return bool(node["parameters"].get("genericAuthType") == self.kind.value)

    @property
    def reference(self) -> Json:
        """Return how a node names it."""
        return {self.kind.value: {"id": self.id, "name": self.name}}


def find_credential(api: N8nApi, kind: CredentialKind, name: str) -> Credential | None:
    """Return the credential of this name, if there is one. Raises `N8nRefused` where there are two."""
    found = [row for row in api.credentials() if (row["type"], row["name"]) == (kind.value, name)]
    if len(found) > 1:
        raise N8nRefused(
            f"n8n has {len(found)} credentials {name!r} of type {kind.shown}: rename all but one, or name "
            "another with --credential"
        )
    return Credential(kind=kind, name=name, id=found[0]["id"]) if found else None


def create_credential(
    api: N8nApi, kind: CredentialKind, name: str, *, url: str, key: str, signing_secret: str = ""
) -> Credential:
    """Create the credential. Raises `N8nRefused`, also where our package is not installed in n8n."""
    data = {"baseUrl": url, "apiKey": key, "signingSecret": signing_secret}
    if kind is CredentialKind.HTTP:
        data = {"token": key}
    try:
        made = api.create_credential({"name": name, "type": kind.value, "data": data})
    except N8nRefused as error:
        if "not a known type" not in error.message:
            raise
        raise N8nRefused(
            f"n8n at {api.url} does not know the credential {kind.shown}: install n8n-nodes-crossdock "
            "there (docs/N8N.md), or deploy the workflows that need no package, with --http"
        ) from error
    return Credential(kind=kind, name=name, id=made["id"])
