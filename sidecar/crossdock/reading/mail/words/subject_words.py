"""Words and phrases that a subject may carry in any language without saying anything of an order's terms."""

from __future__ import annotations

from crossdock.reading.mail.word_set import word_set

PLAIN = word_set(
    """
    re aw fw fwd wg sv antw urgent important reminder request requested inquiry enquiry rfq quotation quote
    offer our your purchase order orders po acknowledgement confirmation ack oc ab answer reply project
    dringend wichtig eilt erinnerung anfrage angebot bestellung bestellungen auftrag auftragsbestätigung
    bestellbestätigung bestätigung antwort rückmeldung projekt bauvorhaben bv kommission
    ihre ihr unsere unser nr no number status info information mail message
    """
)
"""Words of the subjects of orders and their confirmations."""
ANSWER = r"^(?:\s*(?:\[[^\]]{0,40}\]|(?:re|aw|antw|sv|vs|r|odp)(?:\s?\[\d+\]|\(\d+\))?\s*:))+\s*"
"""How the subject of an answer begins."""
FORWARD = r"^(?:\s*(?:fwd?|wg|tr|i|rv)\s*:)+\s*"
REQUEST = (
    r"\b(?:please|pls|kindly|bitte)\s+(?:um\s+)?"
    r"(?:confirm|acknowledge|answer|bestätigen|bestätigung|antwort)\b"
    r"|\b(?:new\s+(?:purchase\s+)?order|neue[rn]?\s+(?:Bestellung|Auftrag))\b"
    r"|\b(?:auftrags|bestell)?bestätigung\s+fehlt(?:\s+noch)?\b|\b(?:order\s+)?confirmation\s+(?:still\s+)?missing\b"
)
"""What the subject of an order may ask for."""
REFERENCE = (
    r"(?<![\w.,])(?=[\w/-]*\d{2})[A-Z0-9][\w/-]{3,}(?![\w,]|\.\d)"
    r"(?!\s*(?:pcs|pieces|units|st(?:ü|ue)ck|stk|eur|usd|gbp|€|£|\$|%|x\b))"
)
"""A number of the supplier's own: "AB 26-4711"."""
NAMED = (
    r"\b(?:[Pp]roje[ck]t|Kommission|BV|Bauvorhaben|[Aa]ttn\.?|z\.\s?Hd\.?)[\s:]+"
    r"(?:[A-ZÄÖÜ][\w.&-]*\s*){1,3}"
)
"""A name behind a word that announces one."""
