"""What is harmless in any language: addresses of people and firms, times of day."""

from __future__ import annotations

HARMLESS: dict[str, str] = {
    "address": (
        r"[\w.+-]{1,64}@[\w.-]{1,120}\w|\b(?:https?://|www\.)\S{1,200}"
        r"|\b(?:tel|phone|telephone|telefon|fax|mobile?|mob|handy|durchwahl)\b\.?(?:\s*(?:no|number"
        r"|nr)\b\.?)?\s*:?\s*\+?[\d(][\d\s()/.-]{3,24}\d(?!\w)"
        r"|(?<![\w.,])0\d[\d\s/.-]{6,24}\d(?![\w.,]\d)|(?<!\w)\+\d[\d\s()/.-]{6,24}\d|\(\d{3}\)\s*\d{3}-\d{4}"
    ),
}
FIRM = (
    r"\b(?:GmbH|AG|KG|OHG|UG|e\.\s?K|Ltd|Limited|LLC|Inc|Corp|PLC|LLP|S\.?A\.?|S\.?r\.?l|B\.?V|N\.?V|ApS"
    r"|SE)\b"
)
"""A legal form: beside nothing but names and numbers it marks a firm and its address."""
