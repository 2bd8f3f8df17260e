"""Sentences for people: what a case is called and what is recommended. Wording changes here alone."""

from __future__ import annotations

from crossdock.domain.reading import Intent

_CLOSE = "Then set the status to Resolved."
# the order's chatter is where Odoo offers the supplier as recipient
_ANSWER = f"Answer the supplier from the order with Send message. {_CLOSE}"
_ANSWER_WITHOUT_ORDER = (
    f"Answer the supplier from the order that is meant with Send message, or from your mailbox. {_CLOSE}"
)

RECOMMENDED = {
    "supplier_delay": "Check what depends on this line. Apply takes the proposed date over, "
    "Reject keeps the agreed one and the supplier must be told.",
    "early_delivery": "Check that the dock has room. Apply takes the earlier date over.",
    "phased_delivery": "Apply divides the expected receipt into these parts; the order line stays one.",
    "quantity_short": "Apply lowers the order to the proposed quantity; order the rest elsewhere if needed.",
    "quantity_over": "Apply raises the order to the proposed quantity; Reject keeps what was ordered.",
    "price_variance": "Compare with the price agreement. Apply takes the proposed price over.",
    "substitution_offered": f"Decide whether the offered item fits and change the order line by hand. "
    f"{_CLOSE}",
    "line_rejected": "Find other supply. Apply cancels what is still open on the line.",
    "quality_issue": f"Read the mail below and stop using these goods until it is clear. {_ANSWER}",
    "supplier_question": f"Read the mail below. {_ANSWER}",
    "unmatched_message": f"Read the mail below and look for the order that is meant. {_ANSWER}",
    "unreadable_message": f"Open the attached mail and read it. Change the order if needed. {_ANSWER}",
    "needs_clarification": f"Read the mail below. Change the order if needed. {_ANSWER}",
    "suspicious_message": f"Do not act on it or answer it. Call the supplier on a number you know. {_CLOSE}",
    "unverified_sender": "Read the mail below. Ask the supplier on a number you know whether they wrote it. "
    f"Change the order if needed. {_CLOSE}",
    "confirmation": "Confirmed as agreed. Apply keeps the promise on the order line.",
}

RECOMMENDED_WITHOUT_VALUE = {
    "supplier_delay": "Ask the supplier for a date. Enter it as the proposed one; then Apply takes it over.",
    "quantity_short": "Ask how many come. Enter it as the proposed quantity; then Apply changes the order.",
    "price_variance": "Ask for the price. Enter it as the proposed one; then Apply takes it over.",
}

READ_BY_PEOPLE = frozenset(
    {
        "quality_issue",
        "supplier_question",
        "unmatched_message",
        "unreadable_message",
        "needs_clarification",
        "unverified_sender",
    }
)
"""Sub-categories in which somebody has to read the mail: their evidence is its text."""

MOST_READ = 4_000
"""Characters of a mail on a form."""

MAX_QUOTED = 3
"""More sentences than these are not asked back one by one."""

LONGEST_TITLE = 200
"""Characters of a case's title: a subject or a quoted text may be of any length."""

ALERT_TITLES = {
    "supplier_delay": "late, without a date that can be read",
    "quality_issue": "the supplier reports a quality issue",
    "supplier_question": "the supplier asks something",
    "quantity_variance": "another quantity, not clearly readable",
    "price_variance": "another price, not clearly readable",
    "substitution": "another item is offered",
    "supplier_cancellation": "the supplier cannot deliver",
    "unmatched_message": "no open order found for this message",
    "suspicious_message": "suspicious message",
}

SUSPICION_SIGNS = frozenset(
    {"instructions_to_software", "bank_details_changed", "sender_forged", "sender_not_supplier"}
)
"""Codes of the problems that make a message suspicious; their texts tell people why."""

NOT_AUTHENTICATED = "sender_not_authenticated"
NOT_AUTHENTICATED_TEXT = "Our mail server did not authenticate the sender."
"""Told by the reading and by the decision: with one code and one text it is told once."""
NOBODY_AUTHENTICATES = (
    "No sender counts as authenticated here: {setting} is not set, so no mail server's verdict is believed."
)

NOTHING_TO_DO = {
    Intent.AUTO_REPLY: "An automatic reply promises nothing.",
    Intent.BOUNCE: "A mail of ours could not be delivered; it says nothing about the order.",
    Intent.DISPATCH: "The message says that goods are on their way, and nothing else about an order line.",
    Intent.INVOICE: "An invoice is no answer to the order.",
    Intent.OTHER: "The message is not about an order.",
    Intent.PRICE_CHANGE: "New prices that name no order line.",
}


def recommended(sub_category: str, *, has_order: bool) -> str:
    """Return what is recommended; a case that belongs to no order cannot be answered from it."""
    text = RECOMMENDED.get(sub_category, "")
    return text if has_order else text.replace(_ANSWER, _ANSWER_WITHOUT_ORDER)


def to_do_of(sub_category: str) -> str:
    """Return what the owner's to-do says; the case's title stands beside it."""
    return "Read and answer" if sub_category in READ_BY_PEOPLE else "Decide"


def to_be_read(sub_category: str, mail: str) -> str:
    """Return the mail's text where people have to read it, at a length that a form can show."""
    if sub_category not in READ_BY_PEOPLE or len(mail) <= MOST_READ:
        return mail if sub_category in READ_BY_PEOPLE else ""
    return f"{mail[:MOST_READ].rstrip()} … (the rest is in the attached mail)"


def case_title(po: str | None, line: int | None, text: str) -> str:
    """Return `P00325 line 2: 12 days late (…)`, as far as order and line are known."""
    if po is None:
        return text[:1].upper() + text[1:]
    return f"{po} line {line}: {text}" if line is not None else f"{po}: {text}"


def shortened(text: str) -> str:
    """Return a title or a quoted text at a length that a list and every field can hold."""
    return text if len(text) <= LONGEST_TITLE else f"{text[: LONGEST_TITLE - 1].rstrip()}…"
