"""What is harmless in any language: addresses, times of day, when an invoice is due, that a day is kept."""

from __future__ import annotations

_DAY = r"\d{1,2}(?:st|nd|rd|th)?[.\s]\s?(?:\d{1,2}\.|[^\W\d_]{3,9}\.?)(?:\s?(?:20)?\d\d)?(?!\w)"

HARMLESS: dict[str, str] = {
    "address": (
        r"[\w.+-]{1,64}@[\w.-]{1,120}\w|\b(?:https?://|www\.)\S{1,200}"
        r"|\b(?:tel|phone|telephone|telefon|fax|mobile?|mob|handy|durchwahl)\b\.?(?:\s*(?:no|number"
        r"|nr)\b\.?)?\s*:?\s*\+?[\d(][\d\s()/.-]{3,24}\d(?!\w)"
        r"|(?<![\w.,])0\d[\d\s/.-]{6,24}\d(?![\w.,]\d)|(?<!\w)\+\d[\d\s()/.-]{6,24}\d|\(\d{3}\)\s*\d{3}-\d{4}"
    ),
    "invoice_due": (
        rf"\b(?:(?:our|the)\s+)?invoice\s+(?:is|will\s+be|falls)\s+(?:due|payable)(?:\s+(?:on|by|for\s+payment))*\s+{_DAY}"
        rf"|\b(?:(?:unsere|die)\s+)?Rechnung\s+(?:ist|wird)\s+(?:zahlbar\s+)?(?:am|bis|zum)\s+(?:zum\s+)?{_DAY}"
        r"(?:\s*(?:fällig|zahlbar))?"
    ),
    "kept": (
        r"\bcan\s+(?:still\s+)?(?:make|meet|keep|hold)\s+(?:(?:the|your|this|that|our|agreed|requested|delivery)"
        r"\s+)*(?:dates?\b|deadline\b|(?=·))|\bstill\s+(?:due\s+)?(?:on\s+|for\s+)?(?=·)"
        r"|\b(?:remains?|stays?)\s+(?:on\s+|at\s+|the\s+)*(?=·)|\b(?:es\s+)?bleibt\s+(?:es\s+)?bei[m]?\s+(?:dem\s+"
        r"|Termin\s+|Liefertermin\s+)*(?=·)|\b(?:können|kann)\s+(?:wir\s+|ich\s+)?(?:(?:weiterhin|gut|so"
        r"|sicher)\s+)*halten\b|\b(?:all\s+)?(?:the\s+)?other\s+(?:terms|conditions|details)(?=\s+(?:as|are|remain"
        r"|stay|un))"
    ),
    "others": (
        r"\b(?:all\s+)?the\s+others(?=\s+(?:are|as|will|remain|stay)\b)|\beverything\s+else(?=\s+(?:is|as|remains"
        r"|stays)\b)|\b(?:die|alle)\s+anderen(?=\s+(?:sind|wie|bleiben|kommen)\b)"
    ),
}
FIRM = (
    r"\b(?:GmbH|AG|KG|OHG|UG|e\.\s?K|Ltd|Limited|LLC|Inc|Corp|PLC|LLP|S\.?A\.?|S\.?r\.?l|B\.?V|N\.?V|ApS"
    r"|SE)\b"
)
"""A legal form: beside nothing but names and numbers it marks a firm and its address."""
