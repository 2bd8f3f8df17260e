"""German, as suppliers in Germany, Austria and Switzerland write it."""

from __future__ import annotations

from crossdock.reading.mail.words.base import Words
from crossdock.reading.mail.words.de_amounts import AMOUNTS
from crossdock.reading.mail.words.de_changes import ASKED, DATES, GUESSES, PHRASES
from crossdock.reading.mail.words.de_changes import PLAIN as CHANGE_PLAIN
from crossdock.reading.mail.words.de_elsewhere import ELSEWHERE
from crossdock.reading.mail.words.de_harmless import HARMLESS, PLAIN
from crossdock.reading.mail.words.de_limits import LIMITS
from crossdock.reading.mail.words.de_parts import PARTS
from crossdock.reading.mail.words.de_signals import SIGNALS

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
        r"St(?:ü|ue)ck|Stk\.?|Stck\.?|St\.|pcs|Pakete?n?|Pkg|Pack(?:ungen)?|Kartons?|Ktn\.?|Rollen?"
        r"|Ringe?n?|Bunde?|Sätzen?"
        r"|Satz|Sets?|Paare?n?|Dosen|Flaschen|Kanister|Eimer|Einheiten|Beutel|Säcke"
    ),
    measures=r"kgs?|Kilos?|Kilogramm|Tonnen?|Liter|Metern?|lfm|Dutzend",
    count_noun=r"[A-ZÄÖÜ][a-zäöüß]{2,}|kg|g|t|m|l",
    joints=r"statt|anstatt|anstelle|am|ab|in|im|bis|zum|kommen|kommt|liefern|sind|werden|wird|können|folgen|noch|vorab",
    signals=SIGNALS | PARTS | LIMITS | ELSEWHERE,
    amounts=AMOUNTS,
    harmless=tuple(HARMLESS.values()),
    plain=PLAIN,
    change_phrases=tuple(PHRASES.values()),
    change_plain=CHANGE_PLAIN,
    guesses=GUESSES,
    asked=ASKED,
    links={
        "and": r"und|sowie",
        "that": r"da(?:ss|ß)",
        "reason": r"da|weil|wegen|aufgrund|denn",
        "article": r"die|de[rsnm]|das|unsere[rsnm]?",
        "noun_article": r"die|der|den|das|unsere[rsnm]?",
        "of_name": r"von|aus|der|des",
    },
    subjects=(
        r"\b(?:die|der|das|den|unsere|diese[rs]?)\s+(?P<noun>(?:[\w-]+\s+){0,2}?[\w-]+?)\s+(?:ist|sind"
        r"|wird|werden|kann|können"
        r"|kommt|kommen|verschieb\w+|verzöger\w+|verspät\w+|treffen|trifft|haben|hat)\b",
        r"(?P<noun>[\w-]+)\s+(?:aus|von|zu|zur|der|in|für)\s+(?:Ihre[rnm]?\s+)?(?:Bestellung\s+"
        r"|Best\.\s*|Auftrag\s+)?"
        r"(?:Nr\.?\s*)?P[O-]?\s?-?\d",
        r"\b(?:Lieferung|Liefertermin|Termin|Versand|Auslieferung)\s+(?:der|des|von"
        r"|für\s+die)\s+(?P<noun>[\w-]+)",
    ),
    line_nouns=r"Positionen|Position|Zeilen?|Posten|Artikeln?|Produkte?n?",
    line_links=r"der|den|die|von|Ihrer|Ihren|unserer|dieser|diesen|bestellten",
    ordinals={
        **{
            f"{stem}{end}": n
            for n, stem in enumerate(["erst", "zweit", "dritt", "viert", "fünft", "sechst"], start=1)
            for end in ("e", "en", "er", "es", "em")
        },
        **{f"{n}.": n for n in range(1, 7)},
        **dict.fromkeys(["letzte", "letzten", "letzter"], -1),
    },
    line_counts={
        **dict.fromkeys(["ein", "eine", "einer", "einen"], 1),
        **{word: n for n, word in enumerate(["zwei", "drei", "vier", "fünf", "sechs"], start=2)},
        **dict.fromkeys(["beide", "beiden", "beider"], 2),
        **dict.fromkeys(["einige", "einigen", "einiger", "mehrere", "mehreren", "manche", "wenige"], 0),
        **dict.fromkeys(["etliche", "meisten", "hälfte", "teil"], 0),
    },
    general_nouns=(
        r"Anfrage|nochmals|Mail|E-Mail|Nachricht|Schreiben|Fragen?|Update|Stand|Status|Thema|hier|auch"
        r"|kurz|uns|Ihnen|Verspätung"
        r"|Bestellung(?:en)?|Aufträge|Auftrags?|Lieferung(?:en)?|Liefertermine?|Termine?s?|Ware|Waren"
        r"|Artikeln?|Produkte?n?|Positionen|Position"
        r"|Teile|Sendung|Liefer(?:datum|zeit)|Bestätigung|Auftragsbestätigung|Menge|Mengen|Preise?"
        r"|Rest|Restmenge|alles|Information"
        r"|Info|Dank|wir|Sie|es|sich|übrigen|anderen|Stück|Rollen|Sätze|Paar|Kartons|Verzögerung"
        r"|Ihre[rn]?|Bezug|gesamte|Rückfrage"
        r"|liefern|bestätigen|Produktion"
    ),
    reasons={
        "customs": r"\bZoll|\bVerzollung|\bEinfuhr",
        "weather": r"\bWetter|\bSchnee|\bSturm|\bHochwasser|\bUnwetter|\bGlatteis|\bNiedrigwasser",
        "labour": (
            r"\bStreik|\bPersonal|\bKrankheit|\bKrankenstand|\bkrank\b|\bErkrank|\bFachkräfte"
            r"|\bMitarbeiter\b"
        ),
        "holiday": (
            r"\bBetriebsurlaub\b|\bBetriebsferien\b|\bFeiertag|\bUrlaub|\bWerksferien\b"
            r"|\bWeihnachtspause\b|\bBetriebsruhe\b"
        ),
        "quality": (
            r"\bQualität|\bNacharbeit|\bAusschuss\b|\bfehlerhaft|\bmangelhaft|\bReklamation"
            r"|\bPrüfung\b"
        ),
        "material": (
            r"\bMaterial|\bRohstoff|\bRohmaterial|\bVorlieferant|\bUnterlieferant|\bZulieferer"
            r"|\bVormaterial|\bBauteil|\bKomponenten|\bGranulat|\bStahl\b|\bVorlieferung"
        ),
        "logistics": (
            r"\bSpedition|\bSpediteur|\bLkw\b|\bTransport|\bSchiff|\bHafen|\bFracht|\bContainer"
            r"|\bFrachtführer|\bLogistik|\bPaketdienst|\bReederei|\bFähre|\bBahn\b"
        ),
        "capacity": (
            r"\bKapazität|\bAuslast|\bausgelastet|\büberlastet|\bhohe[rn]?\s+(?:Nachfrage"
            r"|Auftragslage)|\bAuftragslage\b|\bEngpass\b(?!.*Material)"
        ),
        "production": (
            r"\bProduktion|\bFertigung|\bMaschine|\bWerkzeug\b|\bExtruder|\bAnlage\s+(?:steht"
            r"|ausgefallen|defekt)|\bHärterei|\bGalvanik|\bherstell|\bWerk\b|\bOfen\b|\bPresse\b"
        ),
        "other": r"\b(?:aufgrund|wegen|Grund)\b",
    },
    dates=DATES
    | {
        "week": (
            r"(?:KW|Kalenderwoche|Woche|Wo\.)\s*\.?\s*(?P<week>\d{1,2})(?!\d"
            r"|\.\d{1,2}\.)(?:\s*[/.-]\s*(?P<year>\d{4}|\d{2})(?!\d)|\s+(?P<year2>20\d\d))?"
            r"|(?P<week2>\d{1,2})\.\s*(?:KW|Kalenderwoche)(?:\s*[/.-]?\s*(?P<year3>\d{4}"
            r"|\d{2})(?!\d))?"
        ),
        "week_of": r"(?:Woche\s+(?:vom|ab|ab\s+dem))\s+$",
        "end_of": r"\bEnde\s+(?:des\s+Monats\s+)?(?P<month>{months})\b\.?(?:\s+(?P<year>20\d\d))?",
        "end_of_month": r"\bEnde\s+(?:des|dieses)\s+Monats\b|\b(?:zum\s+)?Monatsende\b",
        "end_of_next_month": r"\bEnde\s+(?:des\s+)?(?:nächsten|kommenden)\s+Monats\b",
        "end_of_week": r"\bEnde\s+(?:der|dieser)\s+Woche\b|\bdiese[rn]?\s+Woche\b",
        "next_week": r"\b(?:Ende\s+)?(?:der\s+)?(?:nächste[rn]?|kommende[rn]?)\s+Woche\b",
        "vague": (
            r"\b(?:Anfang|Mitte|im\s+Laufe\s+des|im"
            r"|bis)\s+(?P<month>{months})\b\.?(?!\s*\d{1,2}\b)(?:\s+(?P<year>20\d\d))?|\b(?:erste"
            r"|zweite|dritte|letzte)r?\s+(?:\w+hälfte|Woche\s+im)\b|\b(?:nächsten|kommenden)\s+Monat\b"
            r"|\b(?:[1-4]\.\s*Quartal|Q[1-4])\b|\bnach\s+(?:Weihnachten|Ostern|Neujahr"
            r"|dem\s+Jahreswechsel|den\s+(?:Feiertagen|Ferien))\b|\bim\s+neuen\s+Jahr\b|\b(?:einige"
            r"|ein\s+paar)\s+(?:Tage|Wochen)\b|\bdemnächst\b|\bin\s+Kürze\b|\bzeitnah\b"
            r"|\b(?:(?:Mon|Diens|Donners|Frei)tag\s+|Mittwoch\s+)?übernächste[nrs]?\s+(?:Woche|\w+tag|Mittwoch)\b"
            rf"|\b{_NUMBER}\s+Wochen?\s+(?:ab|nach|von)\s+(?:dem\s+)?(?:\w+tag|Mittwoch)\b"
        ),
        "new_day": (
            r"\bneue[rsnm]?\s+(?:\S+\s+){0,2}?(?:\w*termin|\w*datum|ETA|Tag)\b|\b(?:nun|jetzt|erst|nunmehr)\b|\bneu\s*:"
        ),
        "weekday_link": r"in|der|des|von|am|dieser",
        "span_range": rf"\b(?P<low>{_NUMBER})\s*(?:-|–|bis|oder)\s*(?P<high>{_NUMBER})\s+(?P<unit>{_UNIT})\b",
        "after_event": (
            rf"\b(?:in\s+|innerhalb\s+von\s+|binnen\s+)?(?:ca\.?\s+)?(?:{_NUMBER}\s*(?:-|–|bis)\s*)?{_NUMBER}\s+{_UNIT}\s+(?:nach|ab)\s+"
            r"(?:Ihre[rm]\s+|der\s+|dem\s+)?(?:Auftrags|Bestell|Zahlungs|Geld|Freigabe|Erhalt|Eingang|Klärung|Zeichnungs)\w*"
        ),
        "in_span": (
            rf"\b(?:in|innerhalb\s+von|binnen)\s+(?:ca\.?\s+|etwa\s+|rund\s+"
            rf"|spätestens\s+)?(?P<number>{_NUMBER})\s+(?P<unit>{_UNIT})\b"
        ),
        "shift": (
            rf"\bum\s+(?:ca\.?\s+|etwa\s+|rund\s+|weitere\s+"
            rf"|voraussichtlich\s+)?(?P<number>{_NUMBER})\s+(?P<unit>{_UNIT})\b"
            rf"|\b(?P<number2>{_NUMBER})\s+(?P<unit2>{_UNIT})\s+(?:später|Verspätung|Verzögerung|Verzug"
            rf"|verspätet|nach\s+hinten)\b|\b(?:Verzögerung|Verspätung|Verzug)\s+von\s+(?:ca\.?\s+"
            rf"|etwa\s+)?(?P<number3>{_NUMBER})\s+(?P<unit3>{_UNIT})\b"
            rf"|\b(?P<number4>{_NUMBER})\s+(?P<unit4>{_UNIT})"
            r"\s+(?:früher|eher)\b"
        ),
        "shift_context": (
            r"\bverspät|\bverzöger|\bverschieb|\bverschoben|\bverläng|\bspäter|\bVerzug"
            r"|\bnach\s+hinten"
        ),
        "sooner_context": r"\bfrüher\b|\beher\b|\bvorgezogen|\bvorzieh|\bvorverleg",
        "day_month": r"(?P<day>\d{1,2})\.?\s*(?P<month>{months})\b\.?(?:\s*(?P<year>20\d\d)(?!\d))?",
        "weekday": (
            r"\b(?:am|diesen|nächsten|kommenden|bis|ab|auf)\s+(?P<weekday>Montag|Dienstag|Mittwoch"
            r"|Donnerstag|Freitag)\b(?!\s*,?\s*(?:den\s+|dem\s+)?\d)"
        ),
        "tomorrow": r"(?<!guten )\bmorgen\b(?!s)",
        "agreed_label": (
            r"\b(?:bestätigte|zugesagte|vereinbarte)[rns]?\s+(?:\w+\s+)?\w*(?:termin|datum)?\s*:?\s*$"
        ),
        "order_date": r"(?:\bvom|\bv\.|\bDatum)\s*$",
        "turns_into": (
            r"^\s*(?:[-=]{1,2}>|→|»)\s*|^\s*wird\s+(?:jetzt\s+|nun\s+)?(?:zum|der|verschoben\s+auf)\s"
        ),
        "recalled": r"\bwie\s+(?:bestellt|geplant)",
        "put_off_to": r"\b(?:bis|auf)\s+(?:zum\s+|den\s+|\w+tag\W+)*$",
        "history": (
            r"(?:\b(?:seit|wurden?|E-?Mail|Mail|Nachricht|Schreiben|Telefonat|Gespräch|Anfrage|Angebot|Zeichnung"
            r"|Stand)(?:\s+(?:am|vom|bereits|schon|Ihnen|dem|\w+tag,?))*"
            r"|\b(?:Bestell|Auftrags|Beleg|Erfassungs|Angebots|Druck)datum\W*|^\W*Datum\W*)\s*$"
        ),
        "history_after": (
            r"^\W*(?:\w+\W+){0,3}?(?:besprochen|vereinbart|telefon\w*|gesprochen|erhalten|eingegangen|bestellt"
            r"|mitgeteilt|geschrieben|gemeldet|erteilt|geschickt|eingetroffen|angekommen)\b"
        ),
        "from_to": r"^\W*(?:auf|nach|zum|bis)\b",
    },
)
