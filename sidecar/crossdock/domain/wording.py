"""Sentences for people: what a case is called and what is recommended. Wording changes here alone."""

from __future__ import annotations

from crossdock.domain.reading import Intent

RECOMMENDED = {
    "supplier_delay": "Check what depends on this line. Apply takes the proposed date over, "
    "Reject keeps the agreed one and the supplier must be told.",
    "early_delivery": "Check that the dock has room. Apply takes the earlier date over.",
    "phased_delivery": "Apply divides the expected receipt into these parts; the order line stays one.",
    "quantity_short": "Apply lowers the order to the proposed quantity; order the rest elsewhere if needed.",
    "quantity_over": "Apply raises the order to the proposed quantity; Reject keeps what was ordered.",
    "price_variance": "Compare with the price agreement. Apply takes the proposed price over.",
    "substitution_offered": "Decide whether the offered item fits, then change the order line by hand.",
    "line_rejected": "Find other supply. Apply cancels what is still open on the line.",
    "quality_issue": "Stop using the goods concerned until the supplier has answered.",
    "supplier_question": "Answer the supplier; the order waits for it.",
    "unmatched_message": "Find the order that is meant, or tell the supplier that there is none.",
    "unreadable_message": "Open the attached mail and read it yourself.",
    "needs_clarification": "Ask the supplier back before anything is changed.",
    "suspicious_message": "Do not act on it. Call the supplier on a number you know.",
    "unverified_sender": "Make sure that the supplier really wrote this; then confirm it by hand.",
    "confirmation": "Confirmed as agreed. Apply keeps the promise on the order line.",
}

RECOMMENDED_WITHOUT_VALUE = {
    "supplier_delay": "Ask the supplier for a date. Enter it as the proposed one; then Apply takes it over.",
    "quantity_short": "Ask how many come. Enter it as the proposed quantity; then Apply changes the order.",
    "price_variance": "Ask for the price. Enter it as the proposed one; then Apply takes it over.",
}

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


NOTHING_TO_DO = {
    Intent.AUTO_REPLY: "An automatic reply promises nothing.",
    Intent.BOUNCE: "A mail of ours could not be delivered; it says nothing about the order.",
    Intent.DISPATCH: "The goods are on their way as agreed.",
    Intent.INVOICE: "An invoice is no answer to the order.",
    Intent.OTHER: "The message is not about an order.",
    Intent.PRICE_CHANGE: "New prices that name no order line.",
}


def case_title(po: str | None, line: int | None, text: str) -> str:
    """Return `P00325 line 2: 12 days late (…)`, as far as order and line are known."""
    if po is None:
        return text[:1].upper() + text[1:]
    return f"{po} line {line}: {text}" if line is not None else f"{po}: {text}"
