"""German, as suppliers in Germany, Austria and Switzerland write it."""

from __future__ import annotations

from crossdock.reading.mail.words.base import Signal, Words

_UNIT = r"(?:Arbeitstagen?|Werktagen?|Kalendertagen?|Tagen?|Wochen?|Kalenderwochen?|Monaten?)"
_NUMBER = (
    r"(?:\d{1,3}|einen?|einem|einer|eine|ein|zwei|drei|vier|fünf|sechs|sieben|acht|neun|zehn|zwölf|vierzehn)"
)

GERMAN = Words(
    code="de",
    decimal_comma=True,
    months={
        "januar": 1,
        "jänner": 1,
        "jan": 1,
        "februar": 2,
        "feber": 2,
        "feb": 2,
        "märz": 3,
        "mär": 3,
        "mrz": 3,
        "april": 4,
        "apr": 4,
        "mai": 5,
        "juni": 6,
        "jun": 6,
        "juli": 7,
        "jul": 7,
        "august": 8,
        "aug": 8,
        "september": 9,
        "sept": 9,
        "sep": 9,
        "oktober": 10,
        "okt": 10,
        "november": 11,
        "nov": 11,
        "dezember": 12,
        "dez": 12,
    },
    weekdays={
        "montag": 0,
        "mo": 0,
        "dienstag": 1,
        "di": 1,
        "mittwoch": 2,
        "mi": 2,
        "donnerstag": 3,
        "do": 3,
        "freitag": 4,
        "fr": 4,
        "samstag": 5,
        "sa": 5,
        "sonnabend": 5,
        "sonntag": 6,
        "so": 6,
    },
    numbers={
        "ein": 1,
        "eine": 1,
        "einen": 1,
        "einem": 1,
        "einer": 1,
        "zwei": 2,
        "drei": 3,
        "vier": 4,
        "fünf": 5,
        "sechs": 6,
        "sieben": 7,
        "acht": 8,
        "neun": 9,
        "zehn": 10,
        "zwölf": 12,
        "vierzehn": 14,
    },
    units=(
        r"St(?:ü|ue)ck|Stk\.?|Stck\.?|St\.|pcs|Pakete?n?|Pkg|Pack(?:ungen)?|Kartons?|Ktn\.?|Rollen?|Ringe?n?|Bunde?|Sätzen?"
        r"|Satz|Sets?|Paare?n?|Paletten?|Dosen|Flaschen|Kanister|Eimer|Meter|lfm|kg|Tonnen|VE|Einheiten|Beutel|Säcke"
    ),
    signals={
        Signal.CONFIRM: (
            r"\bbestätigen\s+(?:wir|ich)\b|\b(?:wir|ich|können|dürfen|möchten)\s+(?:\S+\s+){0,12}bestätigen\b|\bbestätige\s+ich\b"
            r"|\b(?:ich|wir)\s+bestätigen?\b|\b(?:ist|sind|wird|werden|wurde|hiermit|geht|alles)\s+(?:\S+\s+){0,6}bestätigt\b|^\W*bestätigt\b"
            r"|\bgeht\s+(?:\S+\s+){0,2}in\s+Ordnung\b|\b(?:ist|sind|alles|soweit)\s+(?:\S+\s+){0,2}(?:in\s+Ordnung|ok|okay|korrekt)\b|\bnehmen\s+(?:wir|den|Ihre)\s+(?:\S+\s+){0,5}an\b"
            r"|\b(?:liefern|kommen|kommt)\s+(?:\S+\s+){0,5}(?:wie\s+bestellt|wie\s+gewünscht|termingerecht|pünktlich|fristgerecht)"
            r"|\bgilt\s+unverändert\b|\bbleib(?:en|t)\s+(?:\S+\s+){0,4}(?:wie\s+bestellt|unverändert|bestehen|wie\s+vereinbart)\b|\bwie\s+bestellt\s+bestätigt\b|\bpasst\s+(?:alles|so)\b|\balles\s+passt\b"
        ),
        Signal.NOT_CONFIRM: (
            r"\bbitte\s+(?:\S+\s+){0,8}bestätigen\b|\bbestätigen\s+Sie\b|\bSie\s+(?:\S+\s+){0,8}bestätigen\b|\b(?:nicht|kein\w*|noch)\s+(?:\S+\s+){0,3}bestätig|\bkeine\s+Auftragsbestätigung"
            r"|\bAuftragsbestätigung\s+(?:\S+\s+){0,5}(?:erhalten|folgt|senden|erfolgt)|\b(?:bereits|zuvor|schon|früher|letzte\s+Woche)\s+bestätigt\b|\bsobald\s+(?:\S+\s+){0,8}bestätigt\b|\bmeld\w+\s+bestätigt\b"
        ),
        Signal.AS_ORDERED: (
            r"\bwie\s+(?:bestellt|gewünscht|angefragt|vereinbart|geplant|in\s+(?:Ihrer|der)\s+Bestellung|angegeben|besprochen)\b|\bunverändert\b|\btermingerecht\b|\bfristgerecht\b|\bpünktlich\b|\bplanmäßig\b|\blaut\s+(?:Ihrer\s+)?Bestellung\b|\bgemäß\s+(?:Ihrer\s+)?Bestellung\b|\bkeine\s+Änderung|\bnicht\s+betroffen\b|\bselber\s+(?:Preis|Liefertermin)\b"
        ),
        Signal.WHOLE: (
            r"\b(?:gesamte[nrs]?|komplette[nrs]?|ganze[nrs]?|vollständige[nrs]?)\s+(?:\S+\s+)?(?:Bestellung|Auftrag|Lieferung|Sendung|Ware)\b|\balle\s+(?:\S+\s+)?(?:Positionen|Artikel|Waren|Teile)\b|\bsämtliche\s+(?:Positionen|Artikel)\b|\balles\b|\b(?:komplett|vollständig)\b|\bin\s+allen\s+(?:Punkten|Positionen)\b"
        ),
        Signal.OTHERS: (
            r"\b(?:die|der|alle|den|dem|das)?\s*(?:übrigen?|restlichen?|anderen?|weiteren?)\s+(?:\S+\s+)?(?:Positionen|Position|Artikeln?|Waren?|Pos\.?|Teile)\b|\balles\s+(?:andere|übrige|weitere)\b|\balle\s+(?:anderen|übrigen|weiteren)\b|\bRest\s+der\s+Bestellung\b|\bdie\s+anderen\b|\b(?:im\s+)?übrigen\s+bleib|\bder\s+Rest\s+(?:\S+\s+)?(?:bleibt|wie\s+bestellt)"
        ),
        Signal.LATE: (
            r"\bverspät|\bverzöger|\bverschieb|\bverschoben\b|\bVerzug\b|\bspäter\b|\bnicht\s+(?:\S+\s+){0,3}(?:rechtzeitig|pünktlich|termingerecht|einhalten|halten)\b|\b(?:erst|frühestens)\s+(?:\S+\s+){0,3}(?:am|ab|in|zum|Ende|Anfang|Mitte|KW|nächste|bis|zur|wieder|lieferbar|verfügbar|\d)|\bnicht\s+(?:\S+\s+)?vor\s+(?:dem|der|Ende|KW|\d)|\bneuer?\s+(?:voraussichtlicher?\s+)?(?:Liefer|Versand|Anlieferungs?)?-?termin|\bneues\s+Lieferdatum\b|\bLieferrückstand\b|\bRückstand\b|\bverlängert?\s+sich\b|\bLieferverzug\b|\bTerminverschiebung|\bnach\s+hinten\b|\bdauert\s+(?:\S+\s+){0,3}länger\b|\b(?:können|kann|werden|wird)\s+(?:\S+\s+){0,8}nicht\s+(?:\S+\s+){0,4}(?:am|bis|zum|in\s+KW)\b"
        ),
        Signal.NO_DATE: (
            r"\b(?:noch\s+)?kein(?:en|e|er)?\s+(?:\S+\s+){0,2}(?:Liefer)?termin\b|\b(?:Termin|Datum)\s+(?:\S+\s+){0,2}(?:folgt|offen|unbekannt|unklar|noch\s+nicht)\b|\bbis\s+auf\s+weiteres\b|\bunbestimmt|\bnicht\s+absehbar\b|\bkönnen\s+(?:wir|ich)\s+(?:\S+\s+){0,4}(?:nicht|keine)\s+(?:\S+\s+){0,3}(?:sagen|nennen|absehen)\b|\bTermin\s+(?:nennen|teilen|geben)\s+wir\b"
        ),
        Signal.EARLIER: r"\bfrüher\b(?!\s+bestätigt)|\bvorab\b|\bvorzeitig\b|\bvorziehen\b|\bvorgezogen\b|\bbereits\s+(?:am|in|ab)\b|\bschon\s+(?:am|in|ab)\b",
        Signal.CANCEL: (
            r"\bstornier|\bStorno\b|\bStornierung\b|\bnicht\s+(?:mehr\s+)?(?:\S+\s+)?lieferbar\b(?!\s*(?:bis|vor))|\bnicht\s+(?:mehr\s+)?(?:hergestellt|gefertigt|produziert|lieferbar|verfügbar|im\s+(?:Programm|Sortiment))\b|\b(?:können|kann)\s+(?:\S+\s+){0,8}(?:nicht\s+mehr|nicht|leider\s+nicht)\s+liefern\b|\beingestellt\b|\b(?:läuft|laufen)\s+aus\b|\bausgelaufen\b|\babgekündigt\b|\bAuslaufartikel\b|\baus\s+dem\s+(?:Programm|Sortiment)\b|\bstreichen\b"
        ),
        Signal.SUBSTITUTE: (
            r"\bErsatz(?:artikel|produkt|typ)?\b|\bersatzweise\b|\bAlternativ|\bNachfolge|\bstattdessen\b|\bersetzt\s+durch\b|\bvergleichbar|\bgleichwertig|\bumgestellt\b|\banbieten\b"
        ),
        Signal.PRICE: r"\bPreise?n?\b|\bEinzelpreis|\bStückpreis|\bPreis(?:erhöhung|anpassung|änderung)|\bTeuerungszuschlag|\bkostet\b|\bKosten\b|\bje\s+(?:Stück|Stk)",
        Signal.REST: r"\b(?:den\s+|der\s+|die\s+|das\s+)?(?:Rest(?:menge|lieferung)?|restlichen?|verbleibenden?|übrigen?|fehlenden?)\b|\bNachlieferung\b|\bRückstand\b",
        Signal.PARTLY: r"\bTeillieferung|\bTeilmenge|\bin\s+(?:zwei|2|drei|3|mehreren)\s+(?:Teilen|Lieferungen|Teillieferungen|Chargen)\b|\baufgeteilt\b|\bNachlieferung\b|\bteilweise\b|\bsplitten\b",
        Signal.NOW: r"\b(?:ab\s+)?sofort\b|\bheute\b|\bab\s+Lager\b|\bjetzt\b|\bumgehend\b|\bunmittelbar\b",
        Signal.ONLY: r"\bnur(?:\s+noch)?\b|\blediglich\b|\bstatt\b|\banstatt\b|\banstelle\b|\breduzier|\bmaximal\b|\bVPE\b|\bVerpackungseinheit|\bvolle\s+(?:Kartons?|Paletten?|Gebinde)|\baufgerundet|\babgerundet|\bMenge\s+(?:\S+\s+){0,3}(?:geändert|angepasst)|\berhöh",
        Signal.SHORT_BY: r"\b(?:fehlen|fehlt)\b|\bMinder(?:menge|lieferung)\b|\bFehlmenge\b",
        Signal.SHIPPED: (
            r"\b(?:versendet|versandt|verschickt|abgeschickt|übergeben|ausgeliefert|abgeholt|verladen|auf\s+den\s+Weg\s+gebracht)\b|\bauf\s+dem\s+Weg\b|\bunterwegs\b|\bunser\s+(?:Haus|Lager|Werk)\s+verlassen\b|\bSendungsnummer|\bSendungsverfolgung|\bVersandavis|\bVersandanzeige|\bLieferavis|\bPaketnummer"
        ),
        Signal.SHIP: r"\bversand|\bversend|\bverschick|\bab\s+Werk\b|\bEXW\b|\babhol|\bverlassen\b|\bverlässt\b|\bAbgang\b|\bversandbereit\b|\bverlad|\bgeht\s+(?:\S+\s+){0,4}raus\b",
        Signal.ARRIVE: r"\bbei\s+Ihnen\b|\bzu\s+Ihnen\b|\bAnliefer|\bzustell|\bZustellung\b|\beintreff|\bankomm|\bLiefertermin\b|\bliefer|\bAnkunft\b|\bWareneingang\b",
        Signal.DELIVERY: (
            r"\bliefer|lieferung|\bversand|\bversend|\bkomm|\beintreff|\bzustell|\bTermin|termin\b|\bverfügbar|\bfertig|\bbereit\b|\bab\s+Werk\b|\bverschieb|\bverschoben|\bverzöger|\berwart|\bAnkunft\b|\bgeplant\b|\bvoraussichtlich|\bETA\b|\bausliefer|\babhol|\bschick|\bfolgt\b|\bRest\b|\bbekommen\s+Sie\b|\berhalten\s+Sie\b|\bspäter\b|\bneu\b|\bhalten\b|\bschaffen\b|\bnachgeliefert|\bRückstand\b"
        ),
        Signal.NOT_DELIVERY: (
            r"\bgültig\b|\bBetriebsurlaub\b|\bBetriebsferien\b(?!.*\bliefer)|\bgeschlossen\b|\bRechnung|\bZahlung|\bfällig\b|\bMesse\b|\bInventur\b|\bAngebot\s+gilt|\bwieder\s+(?:erreichbar|im\s+Büro)|\bergebnis"
        ),
        Signal.QUESTION: (
            r"\b(?:können|könnten|würden|dürfen)\s+(?:Sie|wir|Ihr)\b.{0,160}\?|\bbitte\s+(?:\S+\s+){0,8}(?:mitteilen|Rückmeldung|Bescheid|Antwort|Freigabe|entscheiden|freigeben|bestätigen\s+Sie\s+uns,?\s+ob)\b|\b(?:teilen|geben)\s+Sie\s+(?:uns|mir)\s+(?:bitte\s+)?(?:\S+\s+){0,8}(?:mit|Bescheid|Rückmeldung)\b|\b(?:bitten|bitte)\s+(?:\S+\s+){0,3}um\s+(?:\S+\s+){0,5}(?:Rückmeldung|Mitteilung|Info|Freigabe|Entscheidung|Antwort|Zusage|Bestätigung)\b|\bbenötigen\s+(?:wir\s+)?(?:\S+\s+){0,5}(?:von\s+Ihnen|Ihre|Ihr)\b|\b(?:sind|wären)\s+Sie\s+(?:\S+\s+){0,3}einverstanden\b|\bwäre\s+das\s+(?:\S+\s+)?(?:in\s+Ordnung|ok|möglich)|\bist\s+das\s+(?:\S+\s+){0,2}(?:in\s+Ordnung|ok|okay)|\bwas\s+sollen\s+wir\b|\bob\s+Sie\b"
        ),
        Signal.BLOCKED: r"\bangehalten\b|\bzurückgestellt\b|\bgesperrt\b|\berst\s+nach\s+(?:\S+\s+){0,4}(?:Freigabe|Rückmeldung|Bestätigung)|\bbis\s+dahin\b|\bauf\s+Eis\b",
        Signal.CONDITION: r"\bfalls\b|\bsofern\b|\bwenn\b|\bsollten?\b|\bvorbehaltlich\b|\bunter\s+(?:dem\s+)?Vorbehalt\b",
        Signal.NEGATION: r"\bnicht\b|\bkein\w*\b|\bohne\b|\bweder\b|\bnie\b",
        Signal.HEDGE: r"\bvielleicht\b|\beventuell\b|\bevtl\.?|\bwomöglich\b|\bmöglicherweise\b|\bhoffentlich\b|\bhoffen\b|\bunter\s+Vorbehalt\b|\bunklar\b|\bnicht\s+(?:ganz\s+)?sicher\b|\bentweder\b|\bkönnte\s+(?:auch|sich)\b|\bnoch\s+nicht\s+fix\b|\birgendwann\b",
        Signal.OLD: r"(?:\bursprünglich\w*|\bstatt|\banstatt|\banstelle|\bbisher\w*|\bvom|\balte[rn]?|\bgeplante?[rn]?|\bbestätigte[rn]?|\bzugesagte[rn]?|\bvereinbarte[rn]?|\bnicht|\bwar(?:en)?|\bbestellte?[rn]?|\bvorgesehene?[rn]?|\bnicht\s+(?:zum|am|bis|bis\s+zum|in))",
        Signal.INVOICE: r"\bRechnung(?:en|s)?|\bMahnung\b|\bZahlungserinnerung\b|\bKontoauszug\b|\bOffene\s+Posten\b|\bGutschrift\b|\bzahlbar\b|\büberfällig\b",
        Signal.QUALITY: r"\bQualitäts?(?:problem|mangel|mängel|sperre|hinweis|abweichung)|\bRückruf\b|\bfehlerhaft|\bMängel\b|\bmangelhaft|\bSperrbestand\b|\bin\s+Quarantäne\b|\bReklamation\b|\bPrüfung\s+nicht\s+bestanden\b|\bChargen?\b.{0,40}\bgesperrt\b",
        Signal.LIFTED: r"\baufgehoben\b|\bwieder\s+freigegeben\b|\bbehoben\b|\bgelöst\b|\bfreigegeben\b",
        Signal.ABSENCE: r"\bAbwesenheit|\bnicht\s+im\s+(?:Büro|Haus)\b|\bim\s+Urlaub\b|\bautomatische\s+(?:Antwort|Nachricht)\b|\bbin\s+(?:ich\s+)?(?:\S+\s+){0,6}(?:abwesend|nicht\s+erreichbar|nicht\s+im\s+Büro)\b",
        Signal.RECEIPT: r"\bautomatische\s+(?:Empfangs|Eingangs)bestätigung\b|\b(?:noch\s+)?keine\s+Auftragsbestätigung\b|\bEingangsbestätigung\b|\bEmpfangsbestätigung\b|\b(?:haben|wurde)\s+(?:\S+\s+){0,4}(?:Nachricht|E-?Mail|Anfrage)\s+(?:\S+\s+){0,2}erhalten\b",
        Signal.ADVERT: r"\babmelden\b|\bNewsletter\b|\d\s?%\s+(?:Rabatt|Nachlass)\b|\bSonderangebot|\bAktion(?:spreis)?\b|\bjetzt\s+bestellen\b|\bWebinar\b|\bEinladung\s+zur\b",
        Signal.BANK: r"\b(?:neue[nrs]?|geänderte[nrs]?|andere[nrs]?)\s+(?:\S+\s+)?(?:Bank(?:verbindung|konto|daten)|Konto(?:verbindung|daten|nummer)?|IBAN)\b|\b(?:Bankverbindung|Bankdaten|Kontodaten|Kontoverbindung)\s+(?:\S+\s+){0,6}(?:geändert|ändert|gewechselt|umgestellt)|\bÄnderung\s+(?:unserer\s+)?(?:Bank|Konto)",
        Signal.BANK_UNCHANGED: r"\b(?:Bankverbindung|Bankdaten|Kontodaten)\s+(?:\S+\s+){0,5}(?:unverändert|nicht\s+geändert)\b",
        Signal.CONFIRMATION_TITLE: r"\bAuftragsbestätigung\b|\bBestellbestätigung\b|\bAB\b|\bBestellantwort\b",
        Signal.ATTACHED: r"\banbei\b|\bim\s+Anhang\b|\bin\s+der\s+Anlage\b|\bAnlage\b|\bangehängt|\bbeigefügt|\bhänge\s+ich\b|\bhänge\s+Ihnen\b",
        Signal.BOTH: r"\bbeiden?\b|\balle\b|\bsämtliche\b|\bdie\s+(?:zwei|drei)\b",
        Signal.ORDER_WORD: r"\bBestell|\bAuftrag|\bPos(?:ition)?\b|\bLiefertermin\b|\bLieferung\b",
    },
    reasons={
        "customs": r"\bZoll|\bVerzollung|\bEinfuhr",
        "weather": r"\bWetter|\bSchnee|\bSturm|\bHochwasser|\bUnwetter|\bGlatteis|\bNiedrigwasser",
        "labour": r"\bStreik|\bPersonal|\bKrankheit|\bKrankenstand|\bkrank\b|\bErkrank|\bFachkräfte|\bMitarbeiter\b",
        "holiday": r"\bBetriebsurlaub\b|\bBetriebsferien\b|\bFeiertag|\bUrlaub|\bWerksferien\b|\bWeihnachtspause\b|\bBetriebsruhe\b",
        "quality": r"\bQualität|\bNacharbeit|\bAusschuss\b|\bfehlerhaft|\bmangelhaft|\bReklamation|\bPrüfung\b",
        "material": r"\bMaterial|\bRohstoff|\bRohmaterial|\bVorlieferant|\bUnterlieferant|\bZulieferer|\bVormaterial|\bBauteil|\bKomponenten|\bGranulat|\bStahl\b|\bVorlieferung",
        "logistics": r"\bSpedition|\bSpediteur|\bLkw\b|\bTransport|\bSchiff|\bHafen|\bFracht|\bContainer|\bFrachtführer|\bLogistik|\bPaketdienst|\bReederei|\bFähre|\bBahn\b",
        "capacity": r"\bKapazität|\bAuslast|\bausgelastet|\büberlastet|\bhohe[rn]?\s+(?:Nachfrage|Auftragslage)|\bAuftragslage\b|\bEngpass\b(?!.*Material)",
        "production": r"\bProduktion|\bFertigung|\bMaschine|\bWerkzeug\b|\bExtruder|\bAnlage\s+(?:steht|ausgefallen|defekt)|\bHärterei|\bGalvanik|\bherstell|\bWerk\b|\bOfen\b|\bPresse\b",
        "other": r"\b(?:aufgrund|wegen|Grund)\b",
    },
    dates={
        "week": r"(?:KW|Kalenderwoche|Woche|Wo\.)\s*\.?\s*(?P<week>\d{1,2})(?!\d|\.\d{1,2}\.)(?:\s*[/.-]\s*(?P<year>\d{4}|\d{2})(?!\d)|\s+(?P<year2>20\d\d))?|(?P<week2>\d{1,2})\.\s*(?:KW|Kalenderwoche)(?:\s*[/.-]?\s*(?P<year3>\d{4}|\d{2})(?!\d))?",
        "week_of": r"(?:Woche\s+(?:vom|ab|ab\s+dem))\s+$",
        "end_of": r"\bEnde\s+(?:des\s+Monats\s+)?(?P<month>{months})\b\.?(?:\s+(?P<year>20\d\d))?",
        "end_of_month": r"\bEnde\s+(?:des|dieses)\s+Monats\b|\b(?:zum\s+)?Monatsende\b",
        "end_of_next_month": r"\bEnde\s+(?:des\s+)?(?:nächsten|kommenden)\s+Monats\b",
        "end_of_week": r"\bEnde\s+(?:der|dieser)\s+Woche\b|\bdiese[rn]?\s+Woche\b",
        "next_week": r"\b(?:Ende\s+)?(?:der\s+)?(?:nächste[rn]?|kommende[rn]?)\s+Woche\b",
        "vague": r"\b(?:Anfang|Mitte|im\s+Laufe\s+des|im|bis)\s+(?P<month>{months})\b\.?(?!\s*\d{1,2}\b)(?:\s+(?P<year>20\d\d))?|\b(?:erste|zweite|dritte|letzte)r?\s+(?:\w+hälfte|Woche\s+im)\b|\b(?:nächsten|kommenden)\s+Monat\b|\b(?:[1-4]\.\s*Quartal|Q[1-4])\b|\bnach\s+(?:Weihnachten|Ostern|Neujahr|dem\s+Jahreswechsel|den\s+(?:Feiertagen|Ferien))\b|\bim\s+neuen\s+Jahr\b|\b(?:einige|ein\s+paar)\s+(?:Tage|Wochen)\b|\bdemnächst\b|\bin\s+Kürze\b|\bzeitnah\b",
        "span_range": rf"\b(?P<low>{_NUMBER})\s*(?:-|–|bis|oder)\s*(?P<high>{_NUMBER})\s+(?P<unit>{_UNIT})\b",
        "in_span": rf"\b(?:in|innerhalb\s+von|binnen)\s+(?:ca\.?\s+|etwa\s+|rund\s+|spätestens\s+)?(?P<number>{_NUMBER})\s+(?P<unit>{_UNIT})\b",
        "shift": rf"\bum\s+(?:ca\.?\s+|etwa\s+|rund\s+|weitere\s+|voraussichtlich\s+)?(?P<number>{_NUMBER})\s+(?P<unit>{_UNIT})\b|\b(?P<number2>{_NUMBER})\s+(?P<unit2>{_UNIT})\s+(?:später|Verspätung|Verzögerung|Verzug|verspätet|nach\s+hinten)\b|\b(?:Verzögerung|Verspätung|Verzug)\s+von\s+(?:ca\.?\s+|etwa\s+)?(?P<number3>{_NUMBER})\s+(?P<unit3>{_UNIT})\b",
        "shift_context": r"\bverspät|\bverzöger|\bverschieb|\bverschoben|\bverläng|\bspäter|\bVerzug|\bnach\s+hinten",
        "day_month": r"(?P<day>\d{1,2})\.?\s*(?P<month>{months})\b\.?(?:\s*(?P<year>20\d\d)(?!\d))?",
        "weekday": r"\b(?:am|diesen|nächsten|kommenden|bis|ab|auf)\s+(?P<weekday>Montag|Dienstag|Mittwoch|Donnerstag|Freitag)\b(?!\s*,?\s*(?:den\s+|dem\s+)?\d)",
        "tomorrow": r"\bmorgen\b(?!s)",
        "order_date": r"(?:\bvom|\bv\.|\bDatum)\s*$",
        "from_to": r"^\W*(?:auf|nach|zum|bis)\b",
    },
)
