"""The ledger port: the sidecar's own durable memory."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime, timedelta

    from crossdock.domain.agreement import LineBaseline
    from crossdock.domain.events import EventSubscription, EventType
    from crossdock.domain.exception_case import Case
    from crossdock.ports.json_types import JsonObject
    from crossdock.ports.records import (
        ApiKey,
        InboxEntry,
        JournalEntry,
        LedgerCase,
        NewFact,
        OutboxRow,
        PolicyVersion,
        PurgeBefore,
        Purged,
        Recording,
        RequestSlot,
        Settlement,
    )


class Ledger(Protocol):
    """The sidecar's own durable memory. Raises `StorageUnavailable`, nothing half-written."""

    def ping(self) -> None:
        """Return when the ledger can be read and its schema is current."""

    # inbox
    def store(self, fact: NewFact, now: datetime) -> tuple[InboxEntry, bool]:
        """Store a fact durably, its bytes as a blob; return the row and whether it is new.

        A known fact that comes from another place only adds that place.
        """

    def inbox_entry(self, inbox_id: int) -> InboxEntry | None:
        """Return one entry."""

    def entry_of(self, company_id: int, channel: str, fact_key: str) -> InboxEntry | None:
        """Return the entry of a fact; None where it was never stored."""

    def undecided(
        self, *, limit: int, now: datetime, source: str | None = None, channel: str | None = None
    ) -> list[InboxEntry]:
        """Return stored entries without those leased now: untried ones first, each kind oldest first.

        Whoever was tried waits behind the others, so that facts which cannot be decided hold up nobody.
        """

    def lease_inbox(self, inbox_id: int, *, now: datetime, until: datetime) -> InboxEntry | None:
        """Lease a stored entry for deciding and count the attempt; None when decided or leased by another."""

    def release_inbox(self, leased: InboxEntry, *, now: datetime, count_attempt: bool) -> None:
        """Give a lease back undecided, as `lease_inbox` returned it.

        An attempt that failed for want of Odoo does not count, also where it outlived its lease; a lease that
        somebody else has by then is left alone.
        """

    def record(self, recording: Recording, now: datetime) -> None:
        """Write a decision in one transaction. Raises `Conflict` where a case or baseline changed meanwhile,
        or the inbox entry is decided already. Effects whose key exists are left as they are."""

    # blobs
    def blob(self, digest: str) -> bytes | None:
        """Return a blob's bytes by SHA-256; None where it was purged, long after its fact was decided."""

    # cases and baselines
    def open_cases(self, company_id: int, dedup_keys: Sequence[str]) -> dict[str, LedgerCase]:
        """Return the open cases of these open-case keys."""

    def closed_cases(
        self, company_id: int, dedup_keys: Sequence[str], *, since: datetime
    ) -> dict[str, LedgerCase]:
        """Return, per key, the case closed last and not before `since`."""

    def case(self, case_key: str) -> LedgerCase | None:
        """Return one case by its own key."""

    def cases(
        self,
        *,
        company_id: int | None = None,
        state: str | None = None,
        category: str | None = None,
        before_id: int | None = None,
        limit: int = 50,
    ) -> list[Case]:
        """Return cases, newest first; `before_id` pages on. `state` may also be `open`."""

    def baselines(self, purchase_line_ids: Sequence[int]) -> dict[int, LineBaseline]:
        """Return the baselines that exist."""

    # outbox
    def lease_outbox(self, *, limit: int, now: datetime, until: datetime) -> list[OutboxRow]:
        """Lease due rows by stream order: a row comes only with, or after, all earlier ones of its stream.

        A dead row stops its stream. Two callers never get the same row; an expired lease is free again.
        """

    def settle_outbox(self, settlements: Sequence[Settlement], now: datetime) -> None:
        """Write the results of a delivery attempt and free the leases."""

    def outbox_figures(self) -> dict[str, int]:
        """Return the number of rows per state."""

    def dead_letters(self, *, limit: int = 50, before_id: int | None = None) -> list[OutboxRow]:
        """Return dead rows, newest first."""

    def outbox_row(self, row_id: int) -> OutboxRow | None:
        """Return one row."""

    def newest_effect(self, stream: str, kind: str) -> OutboxRow | None:
        """Return the newest effect of a kind in a stream, whatever became of it; None where there is none."""

    def replay(self, row_ids: Sequence[int] | None, now: datetime) -> int:
        """Make dead rows (None: all) pending again; return how many."""

    # journal
    def journal(self, correlation_id: str) -> list[JournalEntry]:
        """Return the entries of one correlation id, oldest first."""

    # cursors and leases
    def cursor(self, name: str) -> str | None:
        """Return a saved cursor."""

    def save_cursor(self, name: str, value: str) -> None:
        """Save a cursor."""

    def try_lease(self, name: str, *, owner: str, now: datetime, until: datetime) -> bool:
        """Take or renew a named lease; False while another owner holds it."""

    # requests and keys
    def begin_request(
        self, key: str, payload_digest: str, *, now: datetime, running_until: datetime
    ) -> RequestSlot:
        """Claim an idempotency key (scoped by caller and route by the caller of this)."""

    def finish_request(self, key: str, *, status: int, body: JsonObject, now: datetime) -> None:
        """Store the answer of a claimed key."""

    def drop_request(self, key: str, *, running_until: datetime) -> None:
        """Forget a key that was claimed until then: the request failed in a way that may be repeated.

        Another request's claim, taken over since, stays.
        """

    def add_key(
        self, *, name: str, key_hash: str, scopes: Sequence[str], now: datetime, expires_at: datetime | None
    ) -> ApiKey:
        """Store a new key's hash."""

    def find_key(self, key_hash: str) -> ApiKey | None:
        """Return the key with that hash, expired and revoked ones included."""

    def api_keys(self) -> list[ApiKey]:
        """Return all keys."""

    def revoke_key(self, key_id: int, now: datetime) -> bool:
        """Revoke a key; False when there is none."""

    # event subscriptions
    def event_subscriptions(self) -> list[EventSubscription]:
        """Return all subscriptions, oldest first, with those that ended."""

    def put_event_subscription(
        self, *, url: str, event_types: Sequence[EventType], company_id: int | None, now: datetime
    ) -> tuple[EventSubscription, bool]:
        """Make, change or enable the subscription of `url`; return it and whether there was none.

        One that ended and `is_kept` begins again under its number, so that it has what waits for it; one that
        ended earlier is forgotten for good.
        """

    def end_event_subscription(self, url: str, now: datetime) -> bool:
        """End the subscription of `url`; False when there is none, or it has ended."""

    def note_event_answer(
        self, subscription_id: int, *, error: str | None, most: int, lasting: timedelta, now: datetime
    ) -> bool:
        """Count refusals in a row; anything else ends the row (`error` None).

        At `most` refusals, the first of which is `lasting` ago or longer, it is disabled: True, once.
        """

    # policies
    def active_policy(self) -> PolicyVersion | None:
        """Return the active policy version."""

    def activate_policy(self, version: str, content: Mapping[str, str], now: datetime) -> None:
        """Store a policy version (once per digest) and make it the active one."""

    # purge
    def purgeable(self, before: PurgeBefore) -> Purged:
        """Return how much a purge would remove now."""

    def purge(self, before: PurgeBefore, *, limit: int) -> Purged:
        """Remove at most `limit` of each kind; return what went: nothing means that nothing is left.

        Kept, however old: what an undecided fact, an effect that is not closed or an open case needs; the
        journal, cases, baselines and the facts' own rows, so that a fact that comes again is still known.
        """
