"""Bytes to text, whatever the label says."""

from __future__ import annotations

import codecs

from charset_normalizer import from_bytes

# Guessing looks at so much; a hostile mail must not buy unlimited work.
GUESS_LIMIT = 64 * 1024

# Labels that people write and Python does not know, or knows as something narrower.
_ALIASES = {
    "iso-8859-1": "cp1252",
    "latin-1": "cp1252",
    "latin1": "cp1252",
    "us-ascii": "utf-8",
    "ascii": "utf-8",
    "unknown-8bit": "",
    "default": "",
    "x-unknown": "",
    "utf8": "utf-8",
    "utf-8mb4": "utf-8",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "ks_c_5601-1987": "cp949",
    "cp-850": "cp850",
    "windows-1252http-equivcontent-type": "cp1252",
}


def decode(data: bytes, label: str | None = None) -> tuple[str, bool]:
    """Return the text and whether the label was right (a missing label counts as right)."""
    if data.startswith(codecs.BOM_UTF8):
        return data.decode("utf-8-sig", "replace"), True
    wanted = _codec(label)
    if wanted:
        text = _try(data, wanted)
        if text is not None:
            return text, True
    text = _try(data, "utf-8")
    if text is None:
        text = _guess(data)
    return text, not label


def _codec(label: str | None) -> str:
    name = (label or "").strip().strip("\"'").lower()
    name = _ALIASES.get(name, name)
    try:
        return codecs.lookup(name).name if name.isascii() and "\0" not in name else ""
    except (LookupError, ValueError):
        return ""


def _try(data: bytes, codec: str) -> str | None:
    try:
        return data.decode(codec)
    except (UnicodeError, LookupError, ValueError, TypeError):
        if codec == "cp1252":  # its five undefined bytes are control characters in the label's sense
            return data.decode("cp1252", "replace")
        return None


# What Western European text holds beyond ASCII. A short text has too little else for statistics to be right.
_WESTERN = frozenset("äöüÄÖÜßéèêëàâçñáíóúìòùîïôûæøåÆØÅÉÈÀÇÑœ€£§°²³µ½¼–—‘’“”„…•·®™«»´¨±×¡¿ºª\xa0")


def _guess(data: bytes) -> str:
    western = data.decode("cp1252", "replace")
    if all(char.isascii() or char in _WESTERN for char in western[:GUESS_LIMIT]):
        return western
    best = from_bytes(data[:GUESS_LIMIT]).best()
    if best is not None:
        text = _try(data, best.encoding)
        if text is not None:
            return text
    return data.decode("cp1252", "replace")
