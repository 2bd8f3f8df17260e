"""What keeps German words from being a promise: no, if, except, perhaps, and terms that nobody ordered."""

from __future__ import annotations

from crossdock.reading.mail.words.base import Signal

_INCOTERM = (
    r"ab\s+Werk|ab\s+Lager|exw|fca|fob|cif|cfr|cpt|cip|dap|dpu|ddp|frei\s+(?:Haus|Werk|Baustelle)|frachtfrei"
)

LIMITS: dict[Signal, str] = {
    Signal.EX_WORKS: r"\bab\s+(?:unserem\s+)?Werk\b",
    Signal.CONDITION: (
        r"\bfalls\b|\bob\b|\bsofern\b|\bsoweit\b(?!\s+(?:\S+\s+)?(?:in\s+Ordnung|ok|okay|korrekt))|\bwenn\b"
        r"|\bsollten?\b|\bvorbehalt|\bvorausgesetzt\b|\bVoraussetzung\b|\bsobald\b|\bsolange\b|\bBedingung"
        r"|\b(?:erst\s+)?(?:nach|bei|gegen)\s+(?:\S+\s+){0,3}(?:Zahlung\w*|Vorkasse|Vorauskasse"
        r"|Freigabe)\b|\bfreibleibend\b"
        r"|\bunverbindlich\b|\babhängig\b"
    ),
    Signal.PROVISO: (
        r"\bvorausgesetzt\b|\bunter\s+(?:der|dem)\s+(?:Voraussetzung|Bedingung|Vorbehalt)\b|\bvorbehaltlich\b"
        r"|\bnur\s+(?:\S+\s+){0,2}(?:wenn|falls|sofern)\b"
    ),
    Signal.NEGATION: r"\bnicht\b|\bkein\w*\b|\bohne\b|\bweder\b|\bnie(?:mals)?\b|\bnichts\b",
    Signal.EXCEPT: (
        r"\bau(?:ß|ss)er\b|\bausgenommen\b|\bAusnahmen?\b|\bbis\s+auf\b(?!\s+(?:weiteres|(?:den|die"
        r"|das)\s+\d))"
        r"|\babgesehen\s+von\b|\bexklusive\b|\babzüglich\b|\bEinschränkung"
    ),
    Signal.DENIAL: (
        r"\bunmöglich|\bausgeschlossen\b|\babgelehnt\b|\blehn\w+\s+(?:\S+\s+){0,6}ab\b|\bablehn"
        r"|\bverweiger|\babgesagt\b"
        r"|\bentf(?:ällt|allen|iel)\b|\bhinfällig\b|\bunwahrscheinlich|\bwiderruf|\bzurückgewiesen\b"
        r"|\bscheiter"
        r"|\bau(?:ß|ss)erstande\b|\bf(?:ällt|allen)\s+(?:\S+\s+){0,5}(?:weg|aus)\b|\bgeplatzt\b"
        r"|\bgestrichen\b"
        r"|\bstornier|\bhätten?\b|\b(?:war|waren)\s+(?:\S+\s+){0,4}(?:geplant|vorgesehen|zugesagt)\b"
        r"|\bsollten?\s+(?:\S+\s+){0,8}"
        r"(?:kommen|eintreffen|ankommen|geliefert)\b"
    ),
    Signal.TROUBLE: (
        r"\bleider\b|\bbedauer|\bProblem|\bSchwierigkeit|\bbeschädigt|\bdefekt|\bkaputt|\bverloren\b"
        r"|\bgesunken\b"
        r"|\bEngpass|\bfehlen\b|\bfehlt\b|\bausgefallen\b|\bAusfall\b|\bgestoppt\b|\bzerstört|\bgestohlen\b"
        r"|\binsolven|\bvergriffen\b|\bausverkauft\b|\bstreichen\b"
    ),
    Signal.IDLE: (
        r"\bohne\s+Unterschrift\b|\bkeiner\s+Unterschrift\b|"
        r"\b(?:kein\w*|ohne)\s+(?:weiteren?\s+|jegliche\s+|irgendwelche\s+|zusätzlichen?\s+)?(?:Änderung"
        r"|Abweichung|Problem"
        r"|Verzögerung|Einw[aä]nd|Ausnahme|Mehrkosten|Kosten|Aufpreis|MwSt|Mehrwertsteuer|USt|Umsatzsteuer"
        r"|Fracht|Zweifel|Zuschl[aä]g|Mindermengen|Anzahlung|Vorkasse"
        r"|Teillieferung|Auftragsbestätigung|Bestätigung|Frage|Rückfrage|Bedenken)\w*"
        r"|\bnicht\s+(?:betroffen|geändert|verändert|verspätet|nur|später\s+als|(?:zu\s+)?zögern)\b"
        r"|\bzögern\s+(?:\S+\s+){0,3}nicht\b|\bVerzögerung\w*\s+(?:zu\s+)?vermeiden\b"
        r"|\b(?:ver)?spätete?\s+(?:Antwort|Rückmeldung|Reaktion)\b|\bnicht\s+(?:\S+\s+){0,4}antworten\b"
        r"|\bohne\s+weiteres\b"
        r"|\b(?:wenn|falls|sollten|sofern|ob)\s+(?:Sie\s+|noch\s+|weitere\s+|dazu\s+|hierzu\s+)*(?:Rückf"
        r"|F)ragen\b"
        r"|\b(?:wenn|falls|sofern)\s+(?:möglich|nötig|erforderlich|gewünscht)\b"
    ),
    Signal.HEDGE: (
        r"\bvielleicht\b|\beventuell\b|\bevtl\.?|\bwomöglich\b|\bmöglicherweise\b|\bhoffentlich\b"
        r"|\bhoffen\b|\bunter\s+Vorbehalt\b|\bunklar\b|\bnicht\s+(?:ganz\s+)?sicher\b|\bentweder\b"
        r"|\bkönnten?\s+(?:auch|sich|noch)\b|\babweichen\b|\bschwanken\b|\bnoch\s+nicht\s+fix\b"
        r"|\birgendwann\b|\b(?:ca\.?|circa|etwa|rund|ungefähr)\s+(?:\d+|ein(?:en?|er)?|zwei|drei|vier"
        r"|fünf|sechs|acht|zehn)\s+(?:Arbeits|Werk|Kalender)?(?:tagen?|wochen?|monaten?)\b"
    ),
    Signal.NO_CANCEL: (
        r"\bIhre[nrs]?\s+(?:\S+\s+){0,2}Storn|\bStorno(?:gebühr|kosten|bedingung|anfrage|wunsch)\w*"
        r"|\bzu\s+spät\b|\bmöglich\b|\b(?:annehmen|akzeptieren|zustimmen)\b|\bvermeiden\b|\bSie\s+(?:\S+\s+){0,4}storn"
        r"|\bdamit\s+(?:\S+\s+){0,4}storn"
    ),
    Signal.FOR_NOW: (
        r"\b(?:vor(?!\s+Ort)|bis|derzeit|aktuell|momentan|im\s+(?:Moment|Augenblick)|zurzeit|zur\s+Zeit|vorerst|vorläufig"
        r"|vorübergehend|gegenwärtig|zunächst|heute|diese[nrsm]?\s+(?:Jahr|Monat|Woche|Quartal)(?:es|s)?|innerhalb"
        r"|binnen|so\s+(?:schnell|bald|früh)|rechtzeitig|pünktlich|fristgerecht|termingerecht"
        r"|zum\s+(?:gewünschten|geplanten|vereinbarten|bestätigten))\b"
    ),
    Signal.HELD: (
        r"gesperrt\b|\bsperr(?:en|t)\b|\bblockiert\b|\bgestoppt\b|\bstoppen\b|\bangehalten\b|zurückgehalten\b|\bzurückgestellt\b"
        r"|\bausgesetzt\b|\beingefroren\b|\bauf\s+Eis\b|Liefer(?:sperre|stopp)|\bKredit(?:limit|sperre)"
        r"|\b(?:bleib(?:t|en)|steh(?:t|en)|lieg(?:t|en))\s+(?:\S+\s+){0,4}(?:stehen|liegen|still)\b"
        r"|\bnicht\s+(?:\S+\s+){0,3}(?:aus)?(?:liefer|gelief|versend|versand|verschick|freigeb|freigegeb)"
        r"|\b(?:nach|vor|gegen)\s+(?:\S+\s+){0,4}(?:Zahlung|Begleichung|Ausgleich|Rückkehr|Urlaub)\w*"
    ),
    Signal.GOODS: (
        r"\bBestellung|\bAuftr[aä]g|\bWaren?\b|lieferung(?:en)?\b|\bSendung(?:en)?\b|\bIhr\s+Konto\b|\bKundenkonto\b"
    ),
    Signal.LATE_PAYMENT: (
        r"\b(?:verspätete|verzögerte|überfällige|ausstehende)\w*\s+Zahlung\w*|\bZahlungs(?:verzug|rückstand)\w*|\bVerzugs(?:zins|pausch)\w*"
        r"|\bZahlung\w*\s+(?:\S+\s+){0,6}?(?:verspätet|verzögert|überfällig)\w*"
    ),
    Signal.RETRACTED: (
        r"\birrtümlich|\bversehentlich|\baus\s+Versehen\b|\bfälschlich|\bgegenstandslos|\bhinfällig"
        r"|\bungültig|\bnicht\s+(?:mehr\s+)?gültig\b"
        r"|\bignorieren\b|\bbetrachten\s+Sie\s+(?:\S+\s+){0,5}als\s+(?:nicht|gegenstandslos)|\bwiderruf"
        r"|\bziehen\s+(?:\S+\s+){0,6}zurück\b|\bzurückgezogen\b"
    ),
    Signal.SUM: (
        r"\b(?:Gesamt\w*|Summe|Zwischensumme|(?:Auftrags|Waren|Bestell|Netto|Brutto|Rechnungs|End)(?:wert"
        r"|betrag|summe)|\w*(?:pauschale|gebühr|zuschl[aä]ge?)n?"
        r"|zuzüglich|zzgl|Mindest\w*|Fracht\w*|Verpackung\w*|Porto|Anzahlung|insgesamt)\b"
    ),
    Signal.MINIMUM: r"\bMindest\w*|\bmind\.|\bkleinste\w*",
    Signal.TERMS: (
        r"\bMindest(?:\w*(?:menge|wert|pauschale|betrag|abnahme|los)\w*)|\w(?:pauschale|zuschlag|gebühr)\b|"
        r"\bzu\s+(?:Ihren|Ihrer|Euren|Eurer)\s+(?:\S+\s+)?(?:Lasten|Kosten)\b|\bauf\s+(?:Ihre"
        r"|Eure)\s+(?:eigenen?\s+)?(?:Kosten|Rechnung)\b"
        r"|\bzu\s+Lasten\s+des\s+(?:Käufers|Bestellers|Kunden|Empfängers)\b|\bunfrei\b"
        r"|\b(?:Fracht|Transport|Versand|Verpackung|Porto|Liefer)\w*\s+(?:\S+\s+){0,4}(?:berechne\w*"
        r"|berechnet|Rechnung\s+gestellt|tragen"
        r"|trägt|übernehmen\s+Sie|hinzu|extra|zusätzlich|zuzüglich)\b"
        r"|\b(?:berechnen|erheben|stellen)\s+(?:\S+\s+){0,6}(?:Fracht|Versand|Verpackung|Porto|Pauschale"
        r"|Gebühr|Zuschlag)"
        r"|\b(?:Mindermengen|Kleinmengen|Mindestbestell|Mindestauftrag|Mindestmengen)\w*|\b(?:Fracht"
        r"|Energie|Verpackungs|Diesel|Maut|Express|Transport)"
        r"zuschl[aä]g|\b(?:Bearbeitungs|Verpackungs|Versand|Fracht)(?:gebühr|pauschale)|\b(?:zusätzliche"
        r"|weitere)\s+Kosten\b|\bMehrkosten\b"
        r"|\bVor(?:aus)?kasse\b|\bVoraus(?:zahl|bezahl)\w*|\bAnzahlung\b|\bVorab(?:zahl|überweis)\w*"
        r"|\bper\s+Nachnahme\b"
        r"|\bnach\s+(?:\S+\s+)?Zahlungseingang\b|\bim\s+Voraus\s+(?:zu\s+)?(?:be)?zahl"
        rf"|\b(?:jetzt|nun|künftig|nur(?:\s+noch)?|lediglich)\s+(?:{_INCOTERM})\b"
        rf"|\b(?:{_INCOTERM})\b[^.;]{{0,30}}\b(?:statt|anstatt|anstelle|und\s+nicht|nicht\s+mehr)\b"
        rf"|\b(?:statt|anstatt|anstelle\s+von|nicht\s+mehr)\s+(?:\S+\s+)?(?:{_INCOTERM})\b"
        r"|\b(?:neue|geänderte|andere|abweichende)\s+(?:Zahlungs|Liefer)?(?:bedingungen|konditionen)\b"
    ),
}
