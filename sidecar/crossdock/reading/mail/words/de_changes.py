"""What German sentences about another day are made of: how it moves, why, and what is no day of delivery."""

from __future__ import annotations

from crossdock.reading.mail.word_set import word_set

_DAY = r"(?:(?:am|zum|bis|den|dem|der|auf|für)\s+)*(?=[·¦])"
_DATE_NOUN = (
    r"(?:(?:Liefer|Versand|Anliefer(?:ungs)?|Ankunfts|Ausliefer(?:ungs)?)?-?(?:termine?s?|datum|tag|zeit)"
    r"|ETA)\b"
)

PHRASES: dict[str, str] = {
    "not_on_time": (
        r"\bnicht\s+(?:\S+\s+){0,2}?(?:rechtzeitig|pünktlich|termingerecht|fristgerecht|wie\s+(?:geplant"
        r"|vereinbart|bestellt"
        r"|gewünscht|bestätigt)|einhalten|gehalten|eingehalten|halten|schaffen)\b"
        rf"|\bnicht\s+{_DAY}[·¦]+|\b(?:am|zum|bis|den)\s+(?:den\s+|zum\s+)?[·¦]+\s+(?:leider\s+)?nicht\b"
        r"|\bnoch\s+nicht\s+(?:fertig|da|eingetroffen)\b|\bnicht\s+(?:rechtzeitig\s+)?fertig\b"
    ),
    "new_day": (
        r"\b(?:bitte\s+(?:beachten|notieren)\s+Sie\s+(?:den|das|unseren)\s+)?"
        rf"\bneue[rnms]?\s+(?:\w+er\s+)?{_DATE_NOUN}\b|\bneu\s*:|\b(?:geänderte[rnms]?|aktuelle[rnms]?"
        rf"|nächste[rnms]?|verschobene[rnms]?)\s+{_DATE_NOUN}\b"
        rf"|\berst\s+(?:wieder\s+)?{_DAY}|\bsondern\s+{_DAY}"
        rf"|\b{_DATE_NOUN}\s+(?:hat\s+sich\s+)?(?:geändert|ändert\s+sich)\b"
    ),
    "new_amount": (
        r"\bneue[rns]?\s+(?:Stück|Einzel)?(?:preis|menge)(?:\s+(?:ist|beträgt|lautet|nun|jetzt)"
        r"|\s*:)*\s+(?=¦)"
        r"|\b(?:Stück|Einzel)?preis\s+(?:steigt|sinkt|erhöht\s+sich|ändert\s+sich)\s+auf\s+(?=¦)"
        r"|\bnur(?:\s+noch)?\s+(?=¦)|\b(?:an)?statt\s+(?:(?:am|zum|den|dem)\s+)*(?=[·¦])"
    ),
    "weekday": (
        r"\b(?:Mon|Diens|Donners|Frei|Sams|Sonn)tag,?\s+(?:den\s+|dem\s+)?(?=[·¦])"
        r"|\bMittwoch,?\s+(?:den\s+|dem\s+)?(?=[·¦])"
    ),
    "cause": (
        r"\b(?!teil)\w*(?:maschinen|produktions|anlagen|strom|personal|werkzeug)(?:ausf[aä]ll|schaden"
        r"|schäden|störung|mangel|engp[aä]ss)\w*"
        r"|\b(?:Liefer|Material|Rohstoff|Rohmaterial|Transport|Kapazitäts)(?:engp[aä]ss|mangel"
        r"|schwierigkeit|problem|verzögerung"
        r"|verzug|rückstand|verspätung)\w*"
        r"|\b(?:krankheits|witterungs|wetter|produktions|streik|transport|material|urlaubs)bedingt\w*"
        r"|\bhat\s+uns\s+(?:\S+\s+){0,3}(?:im\s+Stich\s+gelassen|verspätet\s+beliefert)\b"
    ),
    "told": (
        r"\b(?:(?:leider|wir|ich|müssen|muss|möchten|möchte|haben|hat|soeben|gerade|Ihnen|Sie|uns|darüber"
        r"|heute|nun)\s+)*"
        r"(?:mitteilen|mitgeteilt|informieren|informiert|teilen\s+wir\s+Ihnen\s+mit"
        r"|sagen)\b(?=\s*,?\s*(?:dass|,|$))"
    ),
    "apology": (
        r"\b(?:wir\s+|ich\s+)?bitten?\s+(?:wir\s+|Sie\s+)?,?\s*(?:die\s+|den\s+|diese\s+)?(?:Verspätung"
        r"|Verzögerung|Verzug|Unannehmlichkeiten"
        r"|dies|das)\s+zu\s+entschuldigen\b|\bhoffen\s+(?:wir\s+)?auf\s+(?:Ihr\s+)?Verständnis\b"
        r"|\b(?:danken|bedanken\s+uns)\s+(?:Ihnen\s+)?für\s+(?:Ihr|Ihre)\s+(?:Verständnis|Geduld)\b"
    ),
}
"""Phrases that say no more than that the day moves, and that somebody is sorry."""

PLAIN = word_set(
    """
    vorgezogen leider bedauerlicherweise bedauern bedauere entschuldigen entschuldigung verständnis geduld
    umstände
    da weil denn unannehmlichkeiten verspätung verspätungen verzögerung verzögerungen verzug lieferverzug
    lieferverzögerung lieferverspätung verspätet verspätete verspäteten verzögert verzögern verschiebt
    verschieben verschoben verschiebung terminverschiebung später spät früher eher tag tage tagen woche
    wochen werktag werktage werktagen arbeitstag arbeitstage arbeitstagen sich müssen muss möchten grund
    ursache wegen aufgrund dafür hierfür bedingt maschine maschinen anlage ausfall störung technische
    technischen technischer problem probleme problemen problems produktion fertigung herstellung engpass
    engpässe engpässen rohmaterial rohstoff rohstoffe rohstoffen material vormaterial vorlieferant
    vorlieferanten lieferanten lieferant zulieferer zulieferers unterlieferant unterlieferanten
    spediteur transport zoll hafen schiff streik streiks wetter unwetter schnee schneefall hochwasser
    sturm krankheit krankheitsfälle krankheitsfällen personal personalmangel krankenstand kapazität
    kapazitäten auslastung schwierigkeiten unerwartet unerwarteter unerwarteten unvorhergesehen
    unvorhergesehene unvorhergesehener hoher hohe hohen nachfrage beim unserem unseres eines hatte
    hatten gab kam wurde wurden worden sein dadurch deshalb daher ausgefallen defekt überlastet
    ausgelastet erkrankt trifft treffen ein neu raus vom dem trotzdem eintrifft ankommt
    """
)
"""Words that a sentence about another day, or its excuse, may be made of."""

GUESSES = word_set(
    "voraussichtlich voraussichtliche voraussichtlicher voraussichtlichen voraussichtliches erwartet erwarten"
)
"""Words of a plain confirmation that make another day a guess."""

_CAUSES = (
    r"(?:vor|roh)?materials?|rohstoffe?|stahl|(?:vor|unter)?lieferant(?:en)?|maschinen?|anlage|reparatur|streiks?"
    r"|ausfall|engpass|produktion|fertigung|werkzeug|hafen|zoll|verzollung|schiff|prüfung"
)
_GOODS = (
    r"position|pos|bestellung|auftrag|ware|lieferung|liefern|geliefert|sendung|sie|es|wir|ihnen|rest|termin"
    r"|liefertermin|datum"
)

DATES: dict[str, str] = {
    "cause": (
        r"(?:^|[,;:.–-]\s*|\b(?:da|weil|denn|dass|sobald|wenn|und|aber|bis)\s+)(?:(?:das|die|der|unsere?|ein"
        rf"|eine)\s+)*(?:{_CAUSES})\b(?:\s+(?!(?:{_GOODS})\b)[^\W\d_]+){{0,7}}\W*$"
        r"|\b(?:wir\s+(?:erhalten|bekommen)|(?:erhalten|bekommen)\s+wir)\s+(?:[^\W\d_]+\s+){0,5}\W*$"
        r"|\b(?:bei|in|an)\s+unser(?:em|er|e|en)?\s+(?:\w+\s+)?(?:Werk|Lager|Haus|Standort)\b[^,;]*$"
    ),
    "cause_after": (
        rf"^\W*(?:trifft|kommt|treffen|kommen|wird|ist)\s+(?:[^\W\d_]+\s+){{0,3}}(?:{_CAUSES})\b"
        r"|^\W*(?:(?:erhalten|bekommen)\s+wir|(?:bei|in|an)\s+unser(?:em|er|e|en)?\s+(?:\w+\s+)?"
        r"(?:Werk|Lager|Haus))\b"
    ),
    "telling": (
        r"\berf(?:ahren|ährt)\b|\bnachfragen?\b|\bfragen?\s+(?:wir|Sie|ich)\b|\bprüfen\s+(?:wir|ich)\b"
        r"|\bteil(?:en|e|t)\s+(?:\S+\s+){0,6}?mit\b|\bteil(?:en|e)\s+(?:wir|ich)\b|\bmit(?:zu)?teil"
        r"|\bmitgeteilt\b|\binformier"
        r"|\bbenachrichtig|\bmelde[nt]?\b|\bBescheid\b|\bRückmeldung\b|\bAuskunft\b|\bRückruf\b"
        r"|\b(?:wissen|weiß)\s+(?:wir|ich)\b|\b(?:wir|ich)\s+(?:\S+\s+){0,3}?(?:wissen|weiß)\b|\bnennen?\b"
        r"|\bgenannt\s+werden\b"
        r"|\bsagen\b|\bbekannt\s*(?:zu\s*)?ge(?:ben|geben)\b|\brufen?\s+(?:wir\s+|ich\s+)?(?:Sie|dich"
        r"|euch)\b|\banrufen\b"
        r"|\bNachricht(?:en)?\b|\bNeuigkeiten\b|\bInfo(?:rmation(?:en)?|s)?\b(?!\s*:)|\bUpdate\b(?!\s*:)"
        r"|\bZwischenstand\b|\bAntwort\b"
        r"|\bEntscheidung\b|\bKlarheit\b|\b(?:Genaueres|Näheres|Weiteres)\b|\bhören\s+Sie\b"
        r"|\bsehen\s+wir\s+weiter\b"
        r"|\bTermin\s+(?:folgt|nachgereicht)\b|\bentscheidet\s+sich\b|\bgeklärt\b|\bklären\b"
    ),
    "date_noun": (
        r"(?:termin|datum|ETA|tag)s?(?:\s+(?:¦+|ist|lautet|wird|der|den|für|von|nun|jetzt"
        r"|P\w+))*\s*[:=]?\s*$"
    ),
    "point": r"(?:^|\b(?:am|bis|zum|ab|vor|gegen|spätestens|um|im|in|seit))\s*(?:(?:den|dem|zum|am)\s+)?$",
    "join": r"\s+(?:und|aber|sondern|da|weil|denn|dass|daher|deshalb|jedoch|allerdings|stattdessen)\s+",
    "floor": (
        r"\b(?:mindestens(?:\s+(?:bis|auf))?|nach|über|(?<!nicht )später\s+als)\s+(?:(?:zum|am|den|dem"
        r"|auf)\s+)*$"
    ),
    "floor_after": (
        r"^\W*(?:oder\s+(?:auch\s+)?(?:später|danach|länger)|hinaus|aufwärts|(?:im|am)\s+besten)\b"
    ),
    "not_refused": r"\b(?:sondern|nur|später\s+als)\W*(?:\w+\W+){0,3}$",
    "refused": (
        r"\bnicht\s+(?:\w+\s+)?(?:möglich|machbar|realisierbar|haltbar|zu\s+halten|zu\s+schaffen)\b"
        r"|\bkeinesfalls\b|\bauf\s+keinen\s+Fall\b"
    ),
}

ASKED: dict[str, str] = {
    "other_terms": (
        r"\bzurück(?:zieh|gezogen)|\bzieh(?:en|e)\s+(?:\S+\s+){0,5}zurück\b|\bwiderruf|\b(?:ge)?änder(?:n"
        r"|t|te|ung|ungen|e)?\b|\banpass|\breduzier|\berhöh|\bverschieb|\bverschoben"
        r"|\bvorzieh|\bvorverleg|\bvorgezogen"
        r"|\bstornier|\bStorno|\bstreich|\baufteil|\bsplitt|\bTeillieferung|\bstatt\b|\bstattdessen\b"
        r"|\banstelle\b|\bzurückstell"
        r"|\bStopp\b|\bstoppen\b|\bhinzufüg|\bergänz|\bersetz|\btausch|\bfrüher\b|\bspäter\b"
        r"|\berst\s+(?:am|im|in|ab|zum)\b"
        r"|\bnicht\s+mehr\b|\bbenötigen\s+(?:wir\s+)?(?:\S+\s+){0,3}nicht\b|\b(?:nur"
        r"|lediglich)\s+(?:noch\s+)?\d|\bneue[rn]?\s+(?:Preis|Menge|Termin|Liefertermin)"
        r"|\bRabatt\b|\bExpress\b|\bLuftfracht\b|\bdoppelt|\bHälfte\b|\bander(?:e[rnms]?|s)\s+(?:Farbe"
        r"|Menge|Termin|Adresse|Lieferadresse)"
    ),
    "request": (
        r"\bbitten?\b|\b(?:können|könnten|würden)\s+(?:Sie|wir)\b|\bwir\s+(?:möchten|hätten|brauchen"
        r"|benötigen|wünschen)\b"
    ),
    "polite": (
        r"\b(?:können|könnten|würden)\s+Sie\b|\b(?:kurzfristig|umgehend|schnellstmöglich|baldmöglichst"
        r"|zeitnah|noch|dringend|kurz)\b"
        r"|\bso\s+(?:schnell|bald)\s+wie\s+möglich\b|\bwir\s+(?:bitten|möchten|benötigen|brauchen)\b"
        r"|\bbitte\b|\bgeben\s+Sie\b|\ban\b"
    ),
    "any_change": (
        r"bestätigung\b[^.]{0,30}\bfehlt\b|\bfehlt\b[^.]{0,30}bestätigung\b|\b(?:jede|jegliche|etwaige"
        r"|eventuelle|mögliche|sonstige|alle"
        r"|bei)\w*\s+(?:\S+\s+){0,2}(?:Änderung|Abweichung|Verzögerung"
        r"|Verspätung)\w*|\bunverändert|\bnicht\s+(?:geändert|später\s+als)\b"
    ),
    "answer_by": (
        r"\b(?:bestätig|antwort|meld|rückmeld|Rückmeldung|zurücksend|Bescheid|Auftragsbestätigung|bitten?)\w*"
        r"(?:\s+(?!liefer|versand|ankunft)\S+){0,6}?\s+(?:bis|binnen|innerhalb|spätestens|vor)(?:\s+(?:zum"
        r"|am|den|dem|von|spätestens|\w+tag,?))*\s*$"
    ),
    "answer_after": (
        r"^¦\W*(?:(?!liefer|versand|ankunft)\w+\W+){0,5}?(?:bestätig|antwort|Rückmeldung|melden|Bescheid"
        r"|zurück)"
    ),
    "sender": r"von",
    "soon": r"^(?:demnächst|zeitnah|in\s+Kürze|(?:einige|ein\s+paar)\s+Tage)$",
}
"""Named patterns of `answered.py`: what asks for other terms, and what only bounds the answer."""
