"""What keeps a careful buyer from acting, and the question to send back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from crossdock.domain.reading import Alert, Evidence, Intent, Problem
from crossdock.domain.wording import NOT_AUTHENTICATED, NOT_AUTHENTICATED_TEXT
from crossdock.reading.mail.clauses import MAX_CLAUSES, clauses, table_rows
from crossdock.reading.mail.goods_in_doubt import CODE as GOODS_IN_DOUBT
from crossdock.reading.mail.trust import is_forged
from crossdock.reading.mail.words import Signal

if TYPE_CHECKING:
    from collections.abc import Iterable

    from crossdock.domain.reading import RaisedAlert, SenderTrust
    from crossdock.reading.mail.content import MailContent
    from crossdock.reading.mail.orders_meant import OrdersMeant
    from crossdock.reading.mail.words import Words

# Intents whose substance may stand in a file or table that is not read yet.
_WITH_TERMS = frozenset(
    {
        Intent.CONFIRMATION,
        Intent.CONFIRMATION_WITH_CHANGES,
        Intent.DELAY,
        Intent.PARTIAL_SHIPMENT,
        Intent.CANCELLATION,
        Intent.SUBSTITUTION,
        Intent.PRICE_CHANGE,
        Intent.QUALITY_ISSUE,
        Intent.OTHER,
    }
)
# Intents of mails that want to tell something about order lines, or whose purpose is not known.
_HAS_TO_SAY = _WITH_TERMS | {Intent.INQUIRY}
# Problems that say something about the mail without making a reading unsafe.
_HARMLESS = frozenset({"charset_guessed", NOT_AUTHENTICATED})
_NO_TERMS_TYPES = (
    "image/",
    "application/pgp-signature",
    "application/pkcs7-signature",
    "text/calendar",
    "text/vcard",
)


def order_problems(meant: OrdersMeant) -> list[Problem]:
    """Return what is wrong with the references."""
    found = [
        Problem(code="unknown_reference", text=f"No open order is called {r.text}.", evidence=r.evidence)
        for r in meant.unknown
    ]
    found += [
        Problem(code="ambiguous_reference", text=f"More than one order fits {r.text}.", evidence=r.evidence)
        for r in meant.ambiguous
    ]
    found += [
        Problem(code="order_not_open", text=f"{order.name} is not open any more.")
        for order in meant.orders
        if not order.is_open
    ]
    if meant.found_by == "products":
        found.append(Problem(code="order_by_products", text="The order is not named; its products are."))
    return found


def sender_problems(content: MailContent, sender: SenderTrust, meant: OrdersMeant) -> list[Problem]:
    """Return what speaks against the sender; authentication alone is the decision's business.

    A forged sender is told among the suspicions, which say more than that nobody vouches for it.
    """
    found = []
    if sender.authenticated is False and not is_forged(content):
        found.append(Problem(code=NOT_AUTHENTICATED, text=NOT_AUTHENTICATED_TEXT))
    others = [o.name for o in meant.orders if sender.supplier_id not in (None, o.supplier_id)]
    if others:
        evidence = Evidence(part="header", place="From", text=sender.address)
        text = f"The sender is another supplier than that of {', '.join(others)}."
        found.append(Problem(code="sender_of_other_order", text=text, evidence=evidence))
    return found


def layout_problems(content: MailContent) -> list[Problem]:
    """Return a problem where answers stand between quoted lines: what they answer is not read yet."""
    found = []
    if len(clauses(content.newest_text)) >= MAX_CLAUSES:
        found.append(Problem(code="text_cut", text="The text is longer than what the rules read."))
    if not content.is_interleaved:
        return found
    text = "The answers stand between quoted lines and cannot be assigned yet."
    return [*found, Problem(code="interleaved_answers", text=text)]


def silence_problems(meant: OrdersMeant, intent: Intent, *, says_something: bool) -> list[Problem]:
    """Return a problem where a mail about our order made no sense to the rules: a human reads it.

    One that wants to tell of a delay, a cancellation, a price … and of which nothing came out is one, too.
    """
    if not meant.orders or intent not in _HAS_TO_SAY or says_something:
        return []
    text = "The mail is about our order, but what it says was not understood."
    return [Problem(code="nothing_understood", text=text)]


def table_problems(content: MailContent, meant: OrdersMeant, intent: Intent) -> list[Problem]:
    """Return a problem where a table, which is not read yet, may state terms."""
    rows = table_rows(content.newest_text)
    if len(rows) < 2 or intent not in _WITH_TERMS or not meant.orders:
        return []
    evidence = Evidence(part="body", place="table", text=rows[1][:300])
    return [
        Problem(code="table_not_read", text="The mail has a table that is not read yet.", evidence=evidence)
    ]


def attachment_problems(content: MailContent, intent: Intent, words: Words | None) -> list[Problem]:
    """Return one problem per attachment that may state terms; such a mail is never simply accepted."""
    if intent not in _WITH_TERMS and not (words and words.says(Signal.ATTACHED, content.newest_text)):
        return []
    if intent in (Intent.DISPATCH, Intent.INVOICE):
        return []
    return [
        Problem(
            code="attachment_not_read",
            text=f"The attachment {info.name} is not read yet.",
            evidence=Evidence(part=f"attachment:{info.name}", text=info.content_type),
        )
        for info in content.attachments
        if not info.is_inline and not info.content_type.startswith(_NO_TERMS_TYPES)
    ]


def needs_review(
    problems: Iterable[Problem], alerts: Iterable[RaisedAlert], words: Words | None, automatic: Intent | None
) -> bool:
    """Return whether a careful buyer would ask back or look before acting."""
    always = {Alert.UNMATCHED_MESSAGE, Alert.SUSPICIOUS_MESSAGE}
    if any(alert.category in always for alert in alerts):
        return True
    if automatic is not None:
        return any(problem.code == GOODS_IN_DOUBT for problem in problems)
    return words is None or any(problem.code not in _HARMLESS for problem in problems)


def question_for(problems: Iterable[Problem], alerts: Iterable[RaisedAlert]) -> str | None:
    """Return what a buyer can send back, None where nothing needs asking."""
    askable = [p.text for p in problems if p.text.endswith("?")]
    if askable:
        return "Please tell us: " + " ".join(dict.fromkeys(askable))
    if any(alert.category is Alert.UNMATCHED_MESSAGE for alert in alerts):
        return "Which of our purchase orders is your message about? Please give its number."
    return None
