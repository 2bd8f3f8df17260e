"""What German clauses say of parts: that some come, that some are missing, and what becomes of the rest."""

from __future__ import annotations

from crossdock.reading.mail.words.base import Signal

PARTS: dict[Signal, str] = {
    Signal.REST: (
        r"\b(?:den\s+|der\s+|die\s+|das\s+)?(?:Rest(?:menge|lieferung)?|restlichen?|verbleibenden?"
        r"|übrigen?|fehlenden?)\b|\bNachlieferung\b|\bRückstand\b"
    ),
    Signal.KEPT_REST: (
        r"(?P<rest>\b(?:(?:der|den)\s+)?Rest)\b\s*[:–-]?\s*"
        r"(?:(?:ist|kommt|wird|bleibt|geht|liefern|wir|geliefert|alles|weiterhin)\s+){0,3}(?:pünktlich|termingerecht"
        r"|fristgerecht|planmäßig|unverändert|im\s+(?:Zeit)?plan|ok|okay|i\.\s?O\.|in\s+Ordnung|passt|bestätigt|bestehen"
        r"|wie\s+(?:bestellt|geplant|vereinbart|gewünscht|angegeben))(?!\w)"
    ),
    Signal.PARTLY: (
        r"\bTeillieferung|\bTeilmenge|\bin\s+(?:zwei|2|drei|3|mehreren)\s+(?:Teilen|Lieferungen"
        r"|Teillieferungen|Chargen)\b|\baufgeteilt\b|\bNachlieferung\b|\bteilweise\b|\bsplitten\b"
    ),
    Signal.SHORT_BY: r"\b(?:fehlen|fehlt)\b|\bMinder(?:menge|lieferung)\b|\bFehlmenge\b",
}
