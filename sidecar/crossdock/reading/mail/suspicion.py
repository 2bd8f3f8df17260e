"""Signs that a mail wants something else than to tell about an order."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from crossdock.domain.reading import Evidence, Problem
from crossdock.reading.mail.trust import is_forged
from crossdock.reading.mail.words import TABLES, Signal

if TYPE_CHECKING:
    from crossdock.domain.reading import SenderTrust
    from crossdock.reading.mail.content import MailContent

# Texts that address a program. Only the imperative towards software counts, not "our system".
_TO_SOFTWARE = re.compile(
    r"\b(?:ignore|disregard|forget|override)\s+(?:\w+\s+){0,3}(?:instructions?|rules|prompts?|guidelines)\b"
    r"|\b(?:previous|prior|earlier)\s+(?:instructions?|prompts?)\b"
    r"|\bsystem\s+(?:message|prompt|override)\b|\b(?:ai|language)\s+(?:assistants?|models?|agents?)\b"
    r"|\bas\s+an\s+ai\b|\bautomated\s+(?:order\s+processing|purchasing\s+(?:assistant|agent))\b"
    r"|\bmaintenance\s+mode\b|\bwithout\s+asking\s+(?:a\s+|any\s+)?human\b|\bneeds_review\b|\"intent\"\s*:"
    r"|\b(?:ignoriere?n?|missachte?n?)\s+(?:Sie\s+)?(?:\w+\s+){0,3}(?:Anweisungen|Regeln|Instruktionen)\b"
    r"|\bKI[\s-]?(?:Assistent|Agent|System|Modell)\w*\b|\bohne\s+(?:menschliche\s+)?Rückfrage\s+(?:freigeben|bestätigen)\b"
    r"|\b(?:mark|set|treat)\s+(?:this|every|all)\s+(?:\w+\s+){0,4}as\s+(?:fully\s+)?(?:confirmed|approved|low\s+risk)\b",
    re.IGNORECASE,
)


def suspicions(content: MailContent, sender: SenderTrust, *, is_about_order: bool) -> tuple[Problem, ...]:
    """Return every sign, each with the place where it stands."""
    found = []
    for part, text in (
        ("body", content.newest_text),
        ("hidden", content.hidden_text),
        ("subject", content.subject),
    ):
        match = _TO_SOFTWARE.search(text)
        if match:
            code = "instructions_to_software"
            found.append(_problem(code, "The text gives orders to software.", part, text, match.start()))
    bank = _changed_bank(content)
    if bank:
        found.append(bank)
    if is_forged(content):
        found.append(
            Problem(
                code="sender_forged", text="Our mail server says that the From address did not send this."
            )
        )
    if is_about_order and sender.supplier_id is None:
        evidence = Evidence(part="header", place="From", text=content.from_address)
        found.append(
            Problem(code="sender_not_supplier", text="The sender is no known supplier.", evidence=evidence)
        )
    return tuple(found)


def _changed_bank(content: MailContent) -> Problem | None:
    text = content.newest_text
    for table in TABLES.values():
        match = table.find(Signal.BANK, text)
        if match and not table.says(Signal.BANK_UNCHANGED, text):
            return _problem(
                "bank_details_changed", "New bank details are announced.", "body", text, match.start()
            )
    return None


def _problem(code: str, text: str, part: str, source: str, position: int) -> Problem:
    line = source.count("\n", 0, position) + 1
    sample = source[max(0, position - 40) : position + 160].strip()
    return Problem(code=code, text=text, evidence=Evidence(part=part, place=f"line {line}", text=sample))
