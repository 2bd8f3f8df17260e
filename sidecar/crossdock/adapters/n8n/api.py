"""The few calls of n8n's public REST API that a deployment takes, and what its refusals mean."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, Any

import httpx

from crossdock.domain.errors import CrossdockError, RetryLater

if TYPE_CHECKING:
    from types import TracebackType

Json = dict[str, Any]

logging.getLogger("httpx").setLevel(logging.WARNING)

_SCOPES = "workflow:list, :read, :create, :update, :activate and credential:list, :create"


class N8nUnavailable(RetryLater):
    """n8n does not answer."""

    code = "n8n_unavailable"


class N8nRefused(CrossdockError):
    """n8n answers, and will not do this; the message says what to change."""

    code = "n8n_refused"


class N8nApi:
    """One n8n. Raises `N8nUnavailable` and `N8nRefused`."""

    def __init__(self, url: str, key: str, *, timeout_s: float = 30) -> None:
        self.url = url
        self._client = httpx.Client(
            base_url=f"{url}/api/v1",
            headers={"X-N8N-API-KEY": key, "Accept": "application/json"},
            timeout=timeout_s,
            follow_redirects=False,
            trust_env=False,
        )

    def __enter__(self) -> N8nApi:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._client.close()

    def workflows_called(self, name: str) -> list[Json]:
        """Return the workflows of exactly this name, without archived ones."""
        rows = self._rows("/workflows", {"name": name, "excludePinnedData": "true"})
        return [row for row in rows if row["name"] == name and not row.get("isArchived")]

    def published_workflows(self) -> list[Json]:
        """Return the workflows that run, each with the version that does."""
        rows = self._rows("/workflows", {"active": "true", "excludePinnedData": "true"})
        return [row for row in rows if row.get("activeVersion") and not row.get("isArchived")]

    def workflow(self, workflow_id: str) -> Json:
        """Return one workflow, as it was saved last."""
        return self._ask("GET", f"/workflows/{workflow_id}")

    def create_workflow(self, body: Json) -> Json:
        """Create a workflow; it is not published by that."""
        return self._ask("POST", "/workflows", body)

    def update_workflow(self, workflow_id: str, body: Json) -> Json:
        """Save a workflow anew."""
        return self._ask("PUT", f"/workflows/{workflow_id}", body)

    def publish(self, workflow_id: str, *, version_id: str) -> Json:
        """Let a version run."""
        return self._ask("POST", f"/workflows/{workflow_id}/publish", {"versionId": version_id})

    def credentials(self) -> list[Json]:
        """Return the credentials' names and types; their secrets cannot be read."""
        return self._rows("/credentials", {})

    def create_credential(self, body: Json) -> Json:
        """Create a credential."""
        return self._ask("POST", "/credentials", body)

    def _rows(self, path: str, query: dict[str, str]) -> list[Json]:
        """Return all rows of a paged list."""
        rows: list[Json] = []
        cursor: str | None = None
        while True:
            page = self._ask(
                "GET", path, query={**query, "limit": "100", **({"cursor": cursor} if cursor else {})}
            )
            rows += page["data"]
            cursor = page.get("nextCursor")
            if not cursor:
                return rows

    def _ask(
        self, method: str, path: str, body: Json | None = None, query: dict[str, str] | None = None
    ) -> Json:
        try:
            answer = self._client.request(method, path, json=body, params=query)
        except httpx.HTTPError as error:
            why = f"n8n at {self.url} does not answer ({type(error).__name__}): check CROSSDOCK_N8N_URL"
            raise N8nUnavailable(why) from error
        if answer.status_code >= 500:
            raise N8nUnavailable(f"n8n at {self.url} answers HTTP {answer.status_code}; see its log")
        parsed = _object(answer)
        if answer.is_success and parsed is not None:
            return parsed
        raise N8nRefused(self._why(answer, parsed, f"{method} {path}"))

    def _why(self, answer: httpx.Response, parsed: Json | None, asked: str) -> str:
        said = str((parsed or {}).get("message", "")).strip()
        match answer.status_code:
            case 401:
                return (
                    f"n8n at {self.url} refuses the API key: make one in n8n (Settings → n8n API) and set "
                    "CROSSDOCK_N8N_API_KEY"
                )
            case 403:
                return f"n8n refuses {asked}: the API key needs the scopes {_SCOPES} ({said})"
            case _ if parsed is None:
                return (
                    f"what answers at {self.url} is not n8n's public API (HTTP {answer.status_code}): check "
                    "CROSSDOCK_N8N_URL, and that N8N_PUBLIC_API_DISABLED is not set"
                )
        return f"n8n refuses {asked} (HTTP {answer.status_code}): {said or answer.text[:300]}"


def _object(answer: httpx.Response) -> Json | None:
    """Return the answer's JSON object; None where it is something else."""
    try:
        parsed = answer.json()
    except ValueError:
        return None
    return parsed if isinstance(parsed, dict) else None
