"""What English words beside a number make of it: the line's own value, a difference, something else."""

from __future__ import annotations

_GIVE = (
    r"deliver(?:ed|y)?|supply|supplied|ship(?:ped)?|send|sent|confirm(?:ed)?|offer|provide|produced?|make|have|got|get"
    r"|receive|accept|manage|left|available|possible|be|able|can|could|will|shall|would|are|is|do|a|the|you|us|we|to"
    r"|of|about|now|currently|for|with|quantity|qty|remaining"
)
_HAPPENS = (
    r"available|possible|deliverable|ready|left|in\s+stock|on\s+stock|confirmed|shipped|coming|to\s+be\s+delivered"
    r"|being\s+(?:shipped|delivered)|scheduled|planned|finished|on\s+(?:their|its)\s+way|all|everything"
)
_CHARGE = (
    r"freight|shipping|carriage|postage|packing|packaging|insurance|handling|transport|customs|duty|duties|toll|vat|tax"
    r"|deposit|charges?|fees?|tooling|express|courier|pallets?|certificates?|delivery\s+(?:costs?|charges?|fees?)"
)
_SHIFT = (
    r"increase|decrease|rise|raise|reduction|discount|rebate|surcharge|supplement|saving|allowance|difference|credit"
    r"|mark-?up|upcharge|premium|extra"
)
_EACH = r"(?:\s*(?:each|apiece|(?:per|an?|/)\s*(?:\w+|¦+)))?"

AMOUNTS: dict[str, str] = {
    "less_before": (
        r"(?:\b(?:short(?:age|fall|ed)?|missing|lack(?:s|ing)?)(?:\s+(?:by|of))?|\bby|\bdown|\bminus|\bless"
        r"|(?:^|[\s(])[-−–])\s*(?:(?:about|exactly|some|only|just|another)\s+)*"
    ),
    "less_after": (
        r"\s*(?:¦+\s*)?(?:(?:are|is|we're|we|still|will\s+be)\s+){0,3}(?:short\b|fewer\b|less\b|too\s+few\b|missing\b"
        r"|lacking\b|under\b|below\b)"
    ),
    "more_before": (
        r"\b(?:extra|bonus|surplus|plus|further|another|additional|gratis)\s+"
        r"|\b(?:increas|ris(?:e|es|ing)\b|rais|up\b|more\b|higher|exceed|grow)[^.;,]{0,40}\bby\s+"
        r"|\b(?:last|first|next|other|remaining|missing)\s+"
    ),
    "more_after": r"\s*(?:¦+\s*)?(?:more|extra|additional|too\s+many|over|on\s+top|free|gratis|surplus)\b",
    "whole_before": (
        rf"(?<!\bnot )\b(?:only|just|no\s+more\s+than|not\s+more\s+than|max(?:imum|\.)?|at\s+most|up\s+to"
        rf"|total(?:\s+(?:quantity|qty))?|last\s+of)(?:[\s¦·:]+(?:{_GIVE}))*[\s¦·:]+"
        r"|\b(?:quantit(?:y|ies)|qty|amount)\b(?:\s+(?:is|are|was|will|be|now|has|have|been|reduced|amended"
        r"|adjusted|corrected|changed|changes|drops?|falls?|goes|down|up|increased|to|of|only|confirmed|for"
        r"|delivered|available|¦+))*[\s:=]+"
        r"|\b(?:reduc|increas|amend|chang|adjust|correct|round|cut|lower|rais|drop|fall|limit)[^.;,]{0,50}\bto\s+"
        r"|\b(?:so|hence|therefore|thus|mak(?:es|ing))\s+(?:it\s+)?"
    ),
    "whole_after": (
        r"\s*(?:¦+\s*)?(?:instead\b|rather\s+than\b|(?:are|is)\s+(?:all|everything|the\s+(?:max|most|total))"
        r"|in\s+(?:total|all)\b|altogether\b|max(?:imum)?\b|only\b|=\s*\d)"
    ),
    "fate_after": (
        r"\s*(?:¦+\s*)?(?:of\s+\S+\s+)?(?:are|is|were|was|have|has|had|got|remain|need|must|will|can(?:not|'t)?"
        rf"|could|should)\s+(?!(?:(?:be|now|currently|only|still|all|then)\s+)*(?:{_HAPPENS}|delivered|deliver|ship"
        r"|supplied|sent|arrive|come|leave)\b)"
    ),
    "move_before": (
        r"(?:\b(?:by|plus|minus|another|extra|additional(?:ly)?|add(?:s|ing)?|sav(?:e|es|ing)|top\s+of|credit)|[+−])"
        r"\s*(?:(?:of|an?|about|another)\s+)*"
        rf"|\b(?:{_SHIFT})s?\b(?:\s+(?:of|is|are|by|will\s+be|:|=|amounts\s+to))*[\s:=]*"
        rf"|\b(?:{_CHARGE})\b(?:\s+(?:costs?|charges?|fees?|price|amount|value|rate|of|is|are|will|be|at|to|comes?"
        r"|amounts?|for|now|would))*[\s:=]*"
    ),
    "move_after": (
        rf"{_EACH}\s*,?\s*(?:more\b|less\b|extra\b|higher\b|lower\b|cheaper\b|dearer\b|on\s+top\b|off\b|discount\b"
        r"|surcharge\b|increase\b|incl|vat\b|tax\b|gross\b|credit\b"
        rf"|for\s+(?:the\s+)?(?:{_CHARGE})\b|(?:from|as\s+of|effective|starting|valid)\s+(?!\d|EUR|USD|GBP|[€$£]|stock))"
    ),
    "price_before": (
        r"\b(?:prices?|priced|rates?|costs?)\b(?:[\s¦·]+(?:of|is|are|at|will|be|was|now|has|have|been|the|each|per|pc"
        r"|piece|unit|new|to|changed|changes|goes|up|rises?|increase[sd]?|raised|for|line|item|it|\d{1,2}|only"
        r"|adjusted))*[\s¦·:=@]+"
        r"|(?:\b(?:to|at|now)|@)[\s:=]+"
    ),
    "basis_noun": r"pric(?:e|es|ed|ing)|rates?",
    "basis_link": (
        r"are|is|all|quoted|stated|calculated|given|shown|understood|always|net|each|unit|the|our|in|eur|euros?|usd|gbp"
        r"|apply|valid|to|be|understand|and|on|basis"
    ),
    "basis_label": r"(?:price|pricing)\s+(?:unit|basis|base|per)|PU",
    "basis_per": r"per|by\s+the|based\s+on|relate\s+to|refer\s+to|an?(?=\s+(?:hundred|thousand|dozen))",
    "basis_for": r"for",
    "basis_count": r"hundreds?|thousands?|dozens?",
    "price_noun": r"price",
    "price_link": r"of|is|at|now|to",
    "price_after": (
        r"\s*(?:each\b|apiece\b|an?\s+piece\b|(?:per|/)\s*(?:pieces?|pcs?|units?|items?|ea|¦+)|instead\b"
        r"|rather\s+than\b)"
    ),
    "valid_from": (
        r"\b(?:from|as\s+(?:of|from)|effective|starting|beginning|with\s+effect\s+from|valid\s+from|after|since)\s+"
        r"(?:(?:the|on)\s+|\w+day,?\s+)?"
    ),
    "valid_later": (
        r"\b(?:next|coming)\s+(?:year|quarter|season)\b|\b(?:future|further|subsequent)\s+orders?\b"
        r"|\bprice\s*list\b|\bfor\s+(?:the\s+year\s+)?20\d\d\b"
    ),
}
"""Patterns of `amount_roles.py`: `…_before` ends at the number, `…_after` begins behind it."""
