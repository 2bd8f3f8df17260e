"""Gather: everything that a decision about one stored mail looks at, read once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING

from crossdock.domain.agreement import BaselineOrigin, LineBaseline, capture, follow
from crossdock.domain.case_drafts import DATE_SUB_CATEGORIES
from crossdock.domain.mode import ModeDecision, mode_for
from crossdock.domain.orders import OrderQuery, PurchaseSnapshot
from crossdock.domain.policy import Mode
from crossdock.domain.reading import Problem
from crossdock.domain.supplier_word import Given
from crossdock.flows.place_cases import line_case_key, open_cases_of
from crossdock.ports import InboxEntry
from crossdock.reading.mail.content import MailContent
from crossdock.reading.mail.interpret import interpret
from crossdock.reading.mail.parse import parse
from crossdock.reading.mail.references import references

if TYPE_CHECKING:
    from crossdock.domain.policy import PolicySet
    from crossdock.domain.reading import Reading
    from crossdock.flows.services import Services
    from crossdock.ports import Mailbox

FLOW = "read_supplier_mail"
ONLY_HEADERS = {
    "too_large": "The mail has {size} bytes, more than is read; it still lies in its mailbox.",
    "not_readable": "The mail server did not hand out this mail ({size} bytes); it lies in its mailbox.",
}
STRICTEST_FIRST = (Mode.OFF, Mode.OBSERVE, Mode.PROPOSE, Mode.ACT)


@dataclass(frozen=True, slots=True, kw_only=True)
class Again:
    """A promise of a mail for one line, decided anew for the `times`-th time, since the line had changed.

    `told` are the open-case keys of the cases that the mail was told in before, whatever became of them.
    """

    mail_id: int
    promise_key: str
    purchase_line_id: int
    times: int
    told: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class MailFacts:
    """A stored mail with everything that was gathered for it.

    `baselines` are followed; `known_baselines` are those that the ledger holds, as they stand there. Where
    a promise is decided `again`, `entry` is that fact, with the mail's content.
    """

    entry: InboxEntry
    content: MailContent
    snapshot: PurchaseSnapshot
    baselines: Mapping[int, LineBaseline]
    known_baselines: Mapping[int, LineBaseline]
    given: Given
    mode: ModeDecision
    now: datetime
    again: Again | None = None

    @property
    def is_idle(self) -> bool:
        """Return whether nothing is decided: the flow is off, or the fact is older than the cut-over."""
        return self.mode.mode is Mode.OFF or self.mode.before_cut_over

    @property
    def mail_id(self) -> int:
        """Return the inbox id of the mail itself."""
        return self.again.mail_id if self.again else self.entry.id

    @property
    def acts(self) -> bool:
        """Return whether the decision may have effects outside."""
        return not self.is_idle and self.mode.mode in (Mode.PROPOSE, Mode.ACT)


def parse_entry(services: Services, entry: InboxEntry) -> MailContent:
    """Parse a stored mail with the authserv-id of its mailbox."""
    raw = services.ledger.blob(entry.blob_digest) or b""
    mailbox = services.mailboxes.get(entry.source)
    return parse(raw, authserv_id=mailbox.authserv_id if mailbox else services.authserv_id)


def gather(services: Services, entry: InboxEntry, content: MailContent) -> MailFacts:
    """Read orders, baselines and policies for a parsed mail, and interpret it against them."""
    now = services.clock.now()
    snapshot = services.erp.purchase_snapshot(
        OrderQuery(references=references(content), sender=content.from_address, company_id=entry.company_id)
    )
    known = services.ledger.baselines([ln.purchase_line_id for o in snapshot.orders for ln in o.lines])
    baselines = follow_baselines(snapshot, known, now)
    reading = interpret(content, snapshot, today=now.date(), received=entry.received_at)
    reading = _bounded(reading, entry)
    policies = services.policies.active()
    said_at = min(content.date or entry.received_at, entry.received_at)
    mode = _mode(entry.company_id, policies, snapshot, reading, said_at)
    mailbox = services.mailboxes.get(entry.source)
    given = Given(
        reading=reading,
        snapshot=snapshot,
        baselines=baselines,
        policies=policies,
        mode=mode.mode,
        said_at=said_at,
        trust_unauthenticated=(
            mailbox.trust_without_authentication if mailbox else services.trust_unauthenticated
        ),
        in_question=_in_question(services, entry, baselines, reading),
        unset_authserv_id=None if content.authserv_id else _authserv_setting(mailbox),
    )
    return MailFacts(
        entry=entry,
        content=content,
        snapshot=snapshot,
        baselines=baselines,
        known_baselines=known,
        given=given,
        mode=mode,
        now=now,
    )


def _authserv_setting(mailbox: Mailbox | None) -> str:
    """Return what to set, so that a mail server of ours is believed about the senders of such mails."""
    place = f"MAILBOX__{mailbox.name.upper()}__" if mailbox else ""
    return f"CROSSDOCK_{place}AUTHSERV_ID"


def _in_question(
    services: Services, entry: InboxEntry, baselines: Mapping[int, LineBaseline], reading: Reading
) -> frozenset[int]:
    """Return the lines confirmed without a day while an open case of theirs proposes another."""
    undated = {ref.purchase_line_id for ref in reading.confirmed if not ref.names_day}
    asked = {
        line_case_key(
            company_id=baseline.company_id,
            purchase_line_id=baseline.purchase_line_id,
            sub_category=sub_category,
            fact_key=entry.fact_key,
        ): baseline
        for line_id, baseline in baselines.items()
        if line_id in undated
        for sub_category in DATE_SUB_CATEGORIES
    }
    held = open_cases_of(services, {key: baseline.company_id for key, baseline in asked.items()})
    return frozenset(
        asked[key].purchase_line_id
        for key, found in held.items()
        if found.case.record.proposed_date != asked[key].agreed_date
    )


def _bounded(reading: Reading, entry: InboxEntry) -> Reading:
    """Return a reading for review where only the headers of a mail could be kept."""
    code = next((code for code in ONLY_HEADERS if code in entry.meta), None)
    if code is None:
        return reading
    problem = Problem(code=code, text=ONLY_HEADERS[code].format(size=entry.meta[code]))
    return replace(
        reading,
        needs_review=True,
        confirmed=(),
        changes=(),
        exceptions=(),
        question=None,
        problems=(problem, *reading.problems),
    )


def follow_baselines(
    snapshot: PurchaseSnapshot, known: Mapping[int, LineBaseline], now: datetime
) -> dict[int, LineBaseline]:
    """Return each line's baseline as of this look; a line never seen is captured as `first_seen`."""
    followed = {}
    for order in snapshot.orders:
        for line in order.lines:
            baseline = known.get(line.purchase_line_id)
            followed[line.purchase_line_id] = (
                follow(baseline, line)
                if baseline is not None
                else capture(line, company_id=order.company_id, origin=BaselineOrigin.FIRST_SEEN, now=now)
            )
    return followed


def _mode(
    company_id: int,
    policies: PolicySet,
    snapshot: PurchaseSnapshot,
    reading: Reading,
    said_at: datetime,
) -> ModeDecision:
    """Return the strictest mode among the orders of the message, else that of its sender in the company."""
    orders = [order for name in reading.purchase_orders if (order := snapshot.order(name)) is not None]
    sender = reading.sender.supplier_id if reading.sender else None
    supplier_ids: list[int | None] = [order.supplier_id for order in orders]
    modes = []
    for supplier_id in supplier_ids or [sender]:
        supplier = snapshot.supplier(supplier_id) if supplier_id is not None else None
        decided = mode_for(
            policies.modes,
            flow=FLOW,
            company_id=company_id,
            supplier=supplier.name if supplier else None,
            supplier_ref=supplier.ref if supplier else None,
            said_on=said_at.date(),
        )
        modes.append(decided)
    early = [mode for mode in modes if mode.before_cut_over]
    return min(early or modes, key=lambda m: STRICTEST_FIRST.index(m.mode))
