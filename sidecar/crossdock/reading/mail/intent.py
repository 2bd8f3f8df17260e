"""What a mail is for, from what it says about lines and from its own words."""

from __future__ import annotations

from dataclasses import dataclass

from crossdock.domain.reading import Alert, Change, ChangeKind, Intent, RaisedAlert
from crossdock.reading.mail.content import MailContent
from crossdock.reading.mail.statement import Statement
from crossdock.reading.mail.words import Signal, Words


@dataclass(frozen=True, slots=True, kw_only=True)
class IntentFacts:
    """What the intent is told from."""

    content: MailContent
    words: Words
    statements: tuple[Statement, ...]
    changes: tuple[Change, ...]
    alerts: tuple[RaisedAlert, ...]
    has_confirmed: bool
    has_orders: bool

    def says(self, signal: Signal) -> bool:
        """Return whether any unconditional clause says it."""
        return any(s.says(signal) and not s.is_conditional for s in self.statements)

    def raised(self, category: Alert) -> bool:
        """Return whether the alert was raised for a line."""
        return any(alert.category is category for alert in self.alerts)

    @property
    def kinds(self) -> frozenset[ChangeKind]:
        """Return the kinds of change found."""
        return frozenset(change.kind for change in self.changes)

    @property
    def title_confirms(self) -> bool:
        """Return whether subject or text presents itself as an order confirmation."""
        return any(
            self.words.says(Signal.CONFIRMATION_TITLE, text)
            for text in (self.content.subject, self.content.newest_text)
        )

    @property
    def accepts(self) -> bool:
        """Return whether the mail accepts the order, if only in part."""
        confirms = any(s.says(Signal.CONFIRM) and not s.says(Signal.NOT_CONFIRM) for s in self.statements)
        return confirms or self.title_confirms


def automatic_intent(content: MailContent, words: Words | None) -> Intent | None:
    """Return the intent of what a program wrote about a mail itself, else None."""
    if content.is_bounce:
        return Intent.BOUNCE
    text = f"{content.subject}\n{content.newest_text}"
    is_absence = words is not None and words.says(Signal.ABSENCE, text)
    is_receipt = words is not None and words.says(Signal.RECEIPT, text)
    if content.auto_submitted and (words is None or is_absence or is_receipt or not content.attachments):
        return Intent.AUTO_REPLY
    if is_receipt or (is_absence and words is not None and words.says(Signal.ABSENCE, content.subject)):
        return Intent.AUTO_REPLY
    return None


def may_state_terms(content: MailContent, words: Words) -> bool:
    """Return whether a mail that looks automatic may state terms: what a person or an ERP wrote may."""
    text = f"{content.subject}\n{content.newest_text}"
    is_reply = content.auto_submitted and words.says(Signal.RECEIPT, text)
    return not (content.is_bounce or is_reply or words.says(Signal.ABSENCE, text))


def intent_of(facts: IntentFacts) -> Intent:
    """Return the one main purpose."""
    if not facts.has_orders and facts.content.is_bulk and facts.says(Signal.ADVERT):
        return Intent.OTHER
    if facts.changes or facts.alerts:
        by_change = _of_changes(facts)
        if by_change is not None:
            return by_change
    if _is_invoice(facts):
        return Intent.INVOICE
    return _of_words(facts)


def also_of(facts: IntentFacts, main: Intent) -> tuple[Intent, ...]:
    """Return intents that an expert would accept as well."""
    if main in (Intent.DELAY, Intent.PARTIAL_SHIPMENT) and facts.has_confirmed:
        return (Intent.CONFIRMATION_WITH_CHANGES,)
    return ()


def _is_invoice(facts: IntentFacts) -> bool:
    if facts.has_confirmed and facts.accepts:
        return False  # "P00020 is confirmed. Our invoice follows."
    return facts.words.says(Signal.INVOICE, facts.content.subject) or (
        facts.says(Signal.INVOICE) and not facts.accepts and not facts.changes
    )


def _of_changes(facts: IntentFacts) -> Intent | None:
    kinds = facts.kinds
    if facts.raised(Alert.QUALITY_ISSUE):
        return Intent.QUALITY_ISSUE
    if ChangeKind.SUBSTITUTION in kinds or facts.raised(Alert.SUBSTITUTION):
        return Intent.SUBSTITUTION
    if kinds == {ChangeKind.CANCELLATION}:
        return Intent.CONFIRMATION_WITH_CHANGES if facts.title_confirms else Intent.CANCELLATION
    if ChangeKind.SPLIT in kinds:
        has_moved = facts.says(Signal.SHIPPED) or facts.says(Signal.PARTLY) or not facts.accepts
        return Intent.PARTIAL_SHIPMENT if has_moved else Intent.CONFIRMATION_WITH_CHANGES
    is_late = facts.raised(Alert.SUPPLIER_DELAY)
    if is_late and kinds <= {ChangeKind.DATE} and (facts.says(Signal.LATE) or not facts.accepts):
        return Intent.DELAY if not facts.title_confirms or not kinds else Intent.CONFIRMATION_WITH_CHANGES
    if kinds == {ChangeKind.PRICE} and not facts.has_confirmed and not facts.title_confirms:
        return Intent.PRICE_CHANGE
    if kinds == {ChangeKind.DATE} and not is_late and facts.says(Signal.SHIPPED):
        return Intent.DISPATCH
    return Intent.CONFIRMATION_WITH_CHANGES if kinds else None


def _of_words(facts: IntentFacts) -> Intent:
    if facts.says(Signal.SHIPPED) or (facts.says(Signal.LEAVES_TODAY) and not facts.accepts):
        return Intent.DISPATCH
    if facts.says(Signal.LATE) and facts.has_orders and not facts.has_confirmed:
        return Intent.DELAY
    if facts.has_confirmed or (facts.accepts and not facts.says(Signal.ADVERT)):
        return Intent.CONFIRMATION
    if any(s.says(Signal.QUESTION) or s.clause.is_question for s in facts.statements):
        return Intent.INQUIRY
    if facts.says(Signal.QUALITY):
        return Intent.QUALITY_ISSUE
    if facts.says(Signal.PRICE) and facts.words.says(Signal.PRICE, facts.content.subject):
        return Intent.PRICE_CHANGE
    return Intent.OTHER
