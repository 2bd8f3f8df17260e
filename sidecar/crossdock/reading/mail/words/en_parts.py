"""What English clauses say of parts: that some come, that some are missing, and what becomes of the rest."""

from __future__ import annotations

from crossdock.reading.mail.words.base import Signal

PARTS: dict[Signal, str] = {
    Signal.REST: (
        r"\b(?:the\s+)?(?:rest|balance|remainder|remaining|outstanding|others?)\b(?!\s+of\s+(?:the"
        r"|your)\s+(?:order|po|lines?|items?))|\bb/o\b|\bback\s*order(?:ed)?\b"
    ),
    Signal.KEPT_REST: (
        r"(?P<rest>\b(?:the\s+)?(?:rest|remainder))\b\s*[:–-]?\s*"
        r"(?:(?:is|are|will|be|all|comes?|ships?|arrives?|stays?|remains?|delivered|still)\s+){0,3}(?:on\s+(?:time"
        r"|schedule|track)|in\s+time|as\s+(?:ordered|planned|agreed|scheduled|confirmed|requested)|unchanged"
        r"|unaffected|ok|okay|fine|confirmed)\b"
    ),
    Signal.PARTLY: (
        r"\bpart(?:ial)?(?:ly)?[\s-]+(?:shipments?|deliver(?:y|ies)|ship|deliver|supply)\b|\bsplit\b"
        r"|\bin\s+(?:two|2|three|3)\s+(?:\w+\s+)?(?:parts|lots|deliveries|shipments|batches)\b"
        r"|\bback\s*order|\bb/o\b|\bpart\s+of\b|\bin\s+part\b|\bpartly\b|\bpartially\b"
    ),
    Signal.SHORT_BY: (
        r"\bshort(?:age|ed|fall)?\s+(?:by|of)\s+|\b(?:are|is|we're)\s+short\b|\bmissing\b"
        r"|\bwon't\s+come\b"
    ),
}
