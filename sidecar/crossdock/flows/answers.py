"""What flows answer: closed outcomes, reasons, references. The HTTP schemas mirror these."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from crossdock.domain.decision import MailOutcome, Reason
from crossdock.domain.events import EventSubscription
from crossdock.domain.exception_case import Case
from crossdock.ports import JournalEntry, JsonObject, OutboxRow

if TYPE_CHECKING:
    from collections.abc import Mapping

    from crossdock.domain.orders import Buyer


@dataclass(frozen=True, slots=True, kw_only=True)
class Owner:
    """Who works a case, as Odoo knows them; `email` is empty where they have none."""

    user_id: int
    name: str
    email: str


def owner_among(buyers: Mapping[int, Buyer], user_id: int | None) -> Owner | None:
    """Return the owner of a case, where Odoo was asked about them."""
    user = buyers.get(user_id) if user_id is not None else None
    return Owner(user_id=user.id, name=user.name, email=user.email) if user else None


@dataclass(frozen=True, slots=True, kw_only=True)
class ExceptionRef:
    """A case that an answer speaks of. `owner` is None where nobody has it, or only Odoo knows who."""

    case_key: str
    name: str
    category: str
    sub_category: str
    po: str | None = None
    line: int | None = None
    is_new: bool = True
    owner: Owner | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class MailAnswer:
    """The answer for one supplier mail. `reading` is in the label's shape; None while only stored.

    `subject` is the mail's own, so that people know which one is meant; empty while only stored.
    `decisions` has one entry per line that the mail speaks of: what was proposed, what was agreed, what was
    decided and by which rule. `mode` is the mode that held. `duplicate_of` is set on a duplicate push.
    """

    outcome: MailOutcome
    correlation_id: str
    inbox_id: int
    subject: str = ""
    attempts: int = 0
    reasons: tuple[Reason, ...] = ()
    mode: str | None = None
    reading: JsonObject | None = None
    decisions: tuple[JsonObject, ...] = ()
    exceptions: tuple[ExceptionRef, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class WaitingMail:
    """A stored mail that waits for its decision."""

    inbox_id: int
    attempts: int


@dataclass(frozen=True, slots=True, kw_only=True)
class FetchAnswer:
    """The answer of a fetch: outcomes `fetched`, `nothing_new`; `partly_fetched` where some folders cannot be
    read, each with its reason.

    `known` were stored before: further copies, and what is read again after a cut fetch.
    """

    outcome: str
    correlation_id: str
    mailbox: str
    new: int
    known: int
    mails: tuple[WaitingMail, ...] = ()
    reasons: tuple[Reason, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class SweepAnswer:
    """The answer of a sweep: outcomes `swept`, `nothing_due`, `erp_unavailable`; counts of facts."""

    outcome: str
    correlation_id: str
    done: int
    left: int = 0
    reasons: tuple[Reason, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class DeliveryAnswer:
    """The answer of a delivery.

    Outcomes: `delivered`, `partly_delivered`, `target_unreachable`, `nothing_due`. `superseded` counts
    effects whose order line or exception people changed meanwhile: what follows is decided anew; and events
    that nobody asks for any more.
    """

    outcome: str
    correlation_id: str
    sent: int
    failed: int
    dead: int
    superseded: int
    waiting: int
    reasons: tuple[Reason, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ExceptionAnswer:
    """The answer for one case: outcomes `opened`, `updated`, `reopened`, `found` (left as it is); `stored`
    (`case` None) while Odoo is away or refuses: the fact is kept and the case opens once Odoo answers."""

    outcome: str
    correlation_id: str
    case: Case | None
    reasons: tuple[Reason, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ExceptionPage:
    """A page of cases, newest first; `next_before_id` pages on. Outcome `listed`."""

    correlation_id: str
    cases: tuple[Case, ...]
    next_before_id: int | None = None
    outcome: str = "listed"
    reasons: tuple[Reason, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class DeadLetterPage:
    """A page of dead effects, newest first. Outcome `listed`."""

    correlation_id: str
    rows: tuple[OutboxRow, ...]
    next_before_id: int | None = None
    outcome: str = "listed"
    reasons: tuple[Reason, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ReplayAnswer:
    """The answer of a replay: outcomes `replayed`, `nothing_to_replay`."""

    outcome: str
    correlation_id: str
    replayed: int
    reasons: tuple[Reason, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class JournalPage:
    """The journal of one correlation id, oldest first. Outcome `found`."""

    correlation_id: str
    entries: tuple[JournalEntry, ...]
    outcome: str = "found"
    reasons: tuple[Reason, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class SubscriptionAnswer:
    """The answer for one subscription: outcomes `subscribed`, `already_subscribed`, `unsubscribed` (None)."""

    outcome: str
    correlation_id: str
    subscription: EventSubscription | None = None
    reasons: tuple[Reason, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class SubscriptionPage:
    """All subscriptions, oldest first. Outcome `listed`."""

    correlation_id: str
    subscriptions: tuple[EventSubscription, ...]
    outcome: str = "listed"
    reasons: tuple[Reason, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class BaselineAnswer:
    """The answer of a baseline capture: outcomes `captured`, `nothing_new`."""

    outcome: str
    correlation_id: str
    captured: int
    known: int
    at: datetime
    reasons: tuple[Reason, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenExceptionCommand:
    """A case that a person, a workflow or a system asks for. `fact_key` is the fact's own identity.

    `about` names the subject of a case that is about no order; by default that is the fact itself. While its
    case is open, a fact within `quiet_minutes` of the last one adds nothing: outcome `found`.
    """

    fact_key: str
    company_id: int
    category: str
    sub_category: str
    title: str
    about: str | None = None
    evidence: str = ""
    recommended_action: str = ""
    source: str = "api"
    source_ref: str = ""
    purchase_order: str | None = None
    line: int | None = None
    urgency: int = 1
    impact: int = 1
    quiet_minutes: int = 0
