"""German phrases by which what holds stands elsewhere: in a call, an earlier mail, an attachment."""

from __future__ import annotations

from crossdock.reading.mail.words.base import Signal

_LIKE = (
    r"\b(?:wie|laut|lt\.?|gemäß|gemäss|gem\.|nach|entsprechend|entspr\.|aufgrund|auf\s+Basis|auf\s+Grundlage|siehe|s\."
    r"|vgl\.?|vergleiche|entnehmen\s+Sie(?:\s+bitte)?)\s+"
)
_TOLD = (
    r"besprochen|abgesprochen|gesprochen|telefoniert|mitgeteilt|angekündigt|erwähnt|geschrieben|gemeldet|avisiert"
    r"|durchgegeben|abgestimmt|gesagt|genannt"
)
_AGREED = r"vereinbart|zugesagt|bestätigt|gewünscht|festgelegt|ausgemacht|geklärt"
_NAMED = r"(?!Ihr|Eur|Bestell|Auftrag|oben|unten|hier)"
_FILLERS = (
    r"der|die|das|den|dem|des|am|im|in|per|mit|von|vom|zur|zum|unser\w*|mein\w*|eben|heute|gestern|vorgestern|bereits"
    r"|schon|zuvor|vorhin|vorab|soeben|gerade|kurz|es|wir|ich|dazu|hierzu|letzt\w*|vorherig\w*|vorig\w*|separat\w*"
    r"|gesondert\w*|telefonisch\w*|mündlich\w*|persönlich\w*|beigefügt\w*|angehängt\w*|anliegend\w*|beiliegend\w*"
    r"|bitte|Sie|Ihnen|aktuell\w*|neu\w*|[\d.]+|(?-i:[A-ZÄÖÜ]\w*\.?)|beiden|wurde|angegeben|aufgeführt|genannt"
    r"|aufgelistet|ersichtlich"
)
_BETWEEN = rf"(?:{_NAMED}(?:{_FILLERS})\s+){{0,6}}"
_CALL = (
    r"(?:Telefonats?|Telefon\w*gespräch\w*|Gesprächs?|Besprechung|Rücksprache|Absprache|Abstimmung|Meetings?|Calls?"
    r"|Anrufs?|Telefonkonferenz|Teams|WhatsApp)\b"
)
_MAIL = r"(?:E-?Mails?|Mails?|Nachricht(?:en)?|Schreibens?|Fax|Updates?|Infos?|Information(?:en)?)\b"
_OUR_ORDER = r"(?!\s+(?:\w+\s+)?(?:Bestellung|Auftrag)\b)"
_ENCLOSED = (
    rf"(?:Anlagen?|Anhangs?|Beilage|anbei|(?:beigefügt|angehängt|anliegend|beiliegend)\w*)\b{_OUR_ORDER}"
)
_SITE = (
    r"(?:\w*Portals?|Web-?shops?|Online-?shops?|Web-?seite|Website|Kundenkonto|Systems?|Plattform|online)\b"
)
_PAPER = (
    r"(?:(?:Auftrags|Bestell)?bestätigung|AB|Angebote?s?|Preisliste|Liste|Datei|PDF\S*|Excel\S*|Tabelle|\w*[Vv]ertrag\w*"
    r"|Lieferplan\w*|Übersicht|Kontrakt\w*|Forecasts?|Aufstellung)\b"
)
_PLACE = rf"(?:{_ENCLOSED}|{_SITE}|{_PAPER}|{_CALL}|{_MAIL})"
_VALUES = (
    r"(?:(?:Liefer|Versand|Anliefer|Ankunfts|Wunsch)-?(?:termine?n?|datum|daten|zeit(?:en)?|tage?|wochen?|mengen?)"
    r"|Termine?n?|Preise?n?|(?:Einzel|Stück)preise?n?|Mengen?|Stückzahl(?:en)?|Konditionen|Details|Einzelheiten)\b"
    r"(?!\W*(?:(?:ist|am|zum|der|den|KW|von)\W+)*\d)"
)
_AMOUNTS = r"(?:(?:Einzel|Stück)?preise?n?|\w*mengen?|Stückzahl(?:en)?|Konditionen)\b"
_RUN = r"[^.;,·¦\d]"

ELSEWHERE: dict[Signal, str] = {
    Signal.TOLD_BEFORE: (
        rf"\bwie\s+{_BETWEEN}(?:{_TOLD})\b"
        rf"|{_LIKE}{_BETWEEN}(?:{_CALL}|{_MAIL})"
        rf"|\bwie\s+(?:(?!in\b){_NAMED}(?:{_FILLERS})\s+)*?(?:telefonisch\w*|am\s+Telefon|mündlich\w*|persönlich|gestern"
        rf"|heute|vorhin|letzte\s+Woche|mit\s+(?:Herrn?|Frau)\s+\w+)\s+(?:{_FILLERS}\s+)?(?:{_AGREED})\b"
        r"|\b(?:telefonisch|mündlich)\s+(?:besprochen|abgestimmt|vereinbart|abgesprochen|durchgegeben|mitgeteilt)\b"
    ),
    Signal.TOLD_ELSEWHERE: (
        rf"(?!\b(?:siehe|s\.|vgl)){_LIKE}{_BETWEEN}(?:{_ENCLOSED}|{_SITE})"
        rf"|(?!\b(?:siehe|s\.|vgl)){_LIKE}(?:unser\w*|beigefügt\w*|angehängt\w*|anliegend\w*|beiliegend\w*|separat\w*)"
        rf"\s+(?:[^\W\d_]+\s+)?{_PAPER}"
        rf"|\b{_VALUES}{_RUN}{{0,60}}?(?:[,:(–-]\s*)?\b(?:siehe|s\.|vgl\.?|wie|laut|lt\.?|gemäß|gem\.|nach|in|im|aus|über"
        rf"|unter|auf|entnehmen|der|dem)\s+{_BETWEEN}{_PLACE}"
        rf"|\b{_AMOUNTS}{_RUN}{{0,40}}?\b(?:wie\s+)?{_BETWEEN}(?:besprochen|abgesprochen|mitgeteilt)\b"
        rf"|\b{_VALUES}\W*(?:(?:sind|ist|liegen|liegt|finden\s+Sie|senden\s+wir)\s+)?(?:anbei|beigefügt|angehängt|bei)\b"
        rf"|\b(?:anbei|Anlage|Anhang|beigefügt\w*|angehängt\w*|\w*Portal|Web-?shop)\b{_RUN}{{0,50}}?\b{_VALUES}"
        r"|(?:^|[,;:(–-]\s*|\b(?:ok|okay|bestätigt)\s+)(?:bitte\s+)?(?:siehe|s\.|vgl\.?)\s+(?:(?:in|im|der|die|den|unsere)"
        r"\s+)*(?:Anlage|Anhang|Anh\.|beigefügt|anbei)"
    ),
}
"""Phrases by which values are not in the mail itself; a day in the same sentence is what was told before."""
