"""Carrier tracking numbers: only where a word beside them says so."""

from __future__ import annotations

import re

_LABEL = (
    r"(?:tracking|track\s*&\s*trace|awb|waybill|consignment|parcel|sendungs?(?:nummern?|nr|verfolgung)|paket(?:nummer|nr)"
    r"|frachtbrief|sscc|colis|seguimiento|spedizione|przesyłk\w*|zending\w*|suivi|tracciabilità|letter\s+of\s+carriage)"
)
_NUMBER = r"[A-Z]{0,4}\d[A-Z0-9]{7,24}(?:[A-Z]{2})?"
_LABELLED = re.compile(
    rf"{_LABEL}[^\n\d]{{0,30}}?\s*(?P<list>{_NUMBER}(?:\s*(?:,|;|/|und|and|&)\s*{_NUMBER})*)", re.IGNORECASE
)


def tracking_numbers(text: str) -> tuple[str, ...]:
    """Return the tracking numbers of a text, each once, in order."""
    joined = re.sub(r"\s*\n\s*", " ", text)
    found = []
    for match in _LABELLED.finditer(joined):
        found.extend(re.findall(_NUMBER, match["list"]))
    return tuple(dict.fromkeys(found))
