"""English phrases by which what holds stands elsewhere: in a call, an earlier mail, an attachment."""

from __future__ import annotations

from crossdock.reading.mail.words.base import Signal

_LIKE = (
    r"\b(?:as|per(?!\s+(?:e-?mail|mail|fax|phone)\b)|(?:according|acc\.?|conform)\s+to|in\s+(?:accordance|line|agreement)\s+with|based\s+(?:up)?on"
    r"|on\s+the\s+basis\s+of|following|like|after|further\s+to|see|refer\s+to)\s+"
)
_TOLD = (
    r"discussed|spoken|talked|communicated|advised|told|informed|mentioned|notified|announced|explained|written"
    r"|e-?mailed|reported"
)
_FILLERS = (
    r"we|i|you|us|it|had|have|has|been|was|were|is|are|in|on|to|by|with|via|at|from|of|over|during|the|our|my|an?|per"
    r"|already|previously|earlier|before|just|recently|today|yesterday|last|latest|previous|separate|recent|other"
    r"|phone|telephone|sales|signed|agreed|discussed|confirmed|provided|sent|arranged|fixed|settled|set|out|shown"
    r"|stated|given|specified|listed|indicated|described|detailed|found|quoted|updated|revised|new|order|pdf|excel"
    r"|price|delivery|week|morning|requested|promised|customer|supplier|following|above|mon|tues|wednes|thurs"
    r"|communicated|advised|mentioned"
)
_BETWEEN = rf"(?:(?:{_FILLERS})\s+){{0,6}}"
_CALL = (
    r"(?:(?:tele)?phone(?:\s*calls?)?|calls?|conversations?|discussions?|talks?|meeting|chat|whatsapp|teams"
    r"|voicemail|verbally|orally)\b"
)
_MAIL = r"(?:e-?mails?|mails?|messages?|letters?|fax|updates?|correspondence)\b"
_OUR_ORDER = r"(?!\s+(?:\w+\s+)?(?:purchase\s+orders?|p\.?o\b|orders?)\b(?!\s+(?:conf|ackn)))"
_ENCLOSED = rf"(?:attach(?:ed|ments?)|enclos(?:ed|ures?)|annex|appendix)\b{_OUR_ORDER}"
_SITE = r"(?:portal|web\s?-?shop|web\s?-?site|online|platform|dashboard|system|app|link|sharepoint)\b"
_PAPER = (
    r"(?:confirmations?|acknowledge?ments?|offers?|quotations?|quotes?|price\s*list|contracts?|schedules?"
    r"|plan|list|file|pdf|sheet|excel|spreadsheet|forecast|call-?off)\b"
)
_PLACE = rf"(?:(?:this\s+)?{_ENCLOSED}|{_SITE}|{_PAPER}|{_CALL}|{_MAIL})"
_VALUES = (
    r"(?:(?<!\bbank )(?<!\bcontact )(?<!\baccount )(?<!\btracking )details|dates?|times?|lead\s*times?|etas?"
    r"|prices?|pricing|quantit(?:y|ies)|qty|deadlines?|(?:delivery|shipping|dispatch)\s+(?:schedules?|weeks?|plans?)"
    r"|(?:payment|delivery|shipping)\s+(?:terms|conditions)|splits?)\b(?!\s*(?:(?:is|of|on|for)\s+)?\d)"
)
_AMOUNTS = r"(?:prices?|pricing|quantit(?:y|ies)|qty)\b"
_RUN = r"[^.;,·¦\d]"

ELSEWHERE: dict[Signal, str] = {
    Signal.TOLD_BEFORE: (
        rf"\bas\s+{_BETWEEN}(?:{_TOLD})\b"
        r"(?!\s+(?:above|below|here|(?:in|on)\s+(?:the|your|this)\s+(?:order|po|p\.o|purchase|mail|e-?mail)))"
        rf"|{_LIKE}{_BETWEEN}(?:{_CALL}|{_MAIL})"
        r"|\bas\s+(?:agreed|arranged|fixed|settled|requested|confirmed)\s+(?:\w+\s+){0,2}?(?:yesterday|today|earlier"
        r"|this\s+morning|last\s+week|verbally|orally|with\s+(?:mr|mrs|ms|your\s+colleague)|by\s+(?:tele)?phone)\b"
    ),
    Signal.TOLD_ELSEWHERE: (
        rf"(?<!\bsee )(?:(?!\bsee\b|\brefer\b){_LIKE}){_BETWEEN}(?:{_ENCLOSED}|{_SITE}"
        rf"|(?:our|attached|separate)\s+(?:(?:order|sales|latest|formal|official|written)\s+)*{_PAPER})"
        rf"|\b{_VALUES}{_RUN}{{0,40}}?(?:[,:(–-]\s*)?\b(?:see|refer\s+to|in|on|via|at|under|from|as|per|to)\s+"
        rf"{_BETWEEN}{_PLACE}"
        rf"|\b{_AMOUNTS}{_RUN}{{0,25}}?\bas\s+{_BETWEEN}(?:{_TOLD})\b"
        rf"|\b{_VALUES}\W*(?:(?:are|is)\s+)?(?:attached|enclosed|by\s+(?:tele)?phone)\b{_OUR_ORDER}"
        rf"|\b(?:attach(?:ed|ment)|enclosed|portal|web\s?-?shop|web\s?-?site|online)\b{_RUN}{{0,50}}?\b{_VALUES}"
        r"|(?:^|[,;:(–-]\s*|\b(?:ok|okay|confirmed|accepted)\s+)(?:please\s+)?(?:see|refer\s+to)\s+(?:the\s+|our\s+)?"
        r"(?:attach|enclos)\w*+(?!\s+(?:\w+\s+){0,3}(?:conf|ackn|invoice|order|document|pdf|oc\b|copy))"
    ),
}
"""Phrases by which values are not in the mail itself; a day in the same sentence is what was told before."""
