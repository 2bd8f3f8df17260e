"""German sentences that say nothing of the order's terms, by kind, and the words of a plain confirmation."""

from __future__ import annotations

from crossdock.reading.mail.word_set import word_set

_YOURS = (
    r"(?:(?:die|den|das|der|dem|diese[nr]?|Ihre[nmr]?|Ihr|unsere[nmr]?|unser|eure[nmr]?|o\.?\s?g\.?"
    r"|obige[nr]?|geschätzte[nr]?|freundliche[nr]?|schnelle[nr]?|neue[nr]?|nette[nr]?|weiteren?"
    r"|laufende[nr]?|erteilte[nr]?)\s+)*"
)
_SENT_BY_YOU = (
    r"(?:Bestellung(?:en)?|Auftr(?:ag(?:es|s)?|äge)|E-?Mail|Mail|Nachricht|Anfrage|Antwort|Rückmeldung"
    r"|Interesse|Vertrauen|Unterstützung"
    r"|Geduld|Hilfe|Verständnis|Bemühungen|Zusammenarbeit|Info(?:rmation)?|Anruf|Telefonat|Gespräch)"
)
_PAPERS = (
    r"(?:Proforma-?rechnung|Rechnung(?:en)?|Lieferschein(?:e|s)?|Packliste|Versand(?:avis|anzeige|papiere"
    r"|dokumente|unterlagen)|Lieferavis|Lieferpapiere"
    r"|Zertifikate?|(?:Werks|Prüf|Ursprungs)zeugnis(?:se)?|(?:Sicherheits)?Datenbl(?:att|ätter)|Bilder"
    r"|Fotos|Sendungs(?:nummern?|verfolgung|daten)"
    r"|Tracking(?:-?(?:nummer|link|daten))?|Unterlagen|Dokumente|Papiere)"
)
_WHENEVER = (
    r"(?:separat|gesondert|später|in\s+Kürze|zeitnah|per\s+(?:separater\s+)?(?:E-?Mail|Post|Mail)"
    r"|(?:zusammen\s+)?mit\s+der\s+(?:Ware|Lieferung|Sendung)"
    r"|(?:nach|bei)\s+(?:dem\s+)?(?:Versand|Lieferung|Auslieferung)|nach\s+der\s+(?:Lieferung|Auslieferung)"
    r"|sobald\s+(?:die\s+)?(?:Ware|Lieferung|Sendung)\s+(?:versandt|versendet|verschickt"
    r"|unterwegs)\s*(?:ist|wurde)?)"
)
_NAME = r"(?-i:[A-ZÄÖÜ][\wäöüß.'’-]*)"
_MONTH = r"(?:Jan|Jän|Feb|Mär|Apr|Mai|Jun|Jul|Aug|Sep|Okt|Nov|Dez|Weihnacht|Ostern|Früh|Sommer|Herbst|Winter)"

HARMLESS: dict[str, str] = {
    "greeting": (
        r"^(?:sehr\s+geehrte[rn]?|guten\s+(?:tag|morgen|abend)|hallo|moin(?:\s+moin)?|servus|grüezi"
        r"|grüß\s+gott|liebe[rs]?)\b"
        rf"(?:[\s&]+(?:{_NAME}|und|zusammen|alle|dr\.)){{0,5}}(?=\s*[,!.:–-]|\s*$)"
    ),
    "thanks": (
        r"\b(?:(?:vielen|herzlichen|besten|schönen|lieben|recht)\s+)*(?:Dank|danke)\b(?:\s+(?:schön|sehr"
        r"|nochmals|im\s+Voraus|vorab|Ihnen))*"
        rf"(?:\s+für\s+{_YOURS}{_SENT_BY_YOU}(?:\s+und\s+{_YOURS}{_SENT_BY_YOU})?)?"
        r"|\b(?:wir\s+)?(?:danken|bedanken)\s+(?:(?:wir|uns|Ihnen|euch|recht|sehr"
        rf"|herzlich)\s+)*(?:für\s+{_YOURS}{_SENT_BY_YOU})?"
    ),
    "cause": (
        r"(?:\bleider\s+)?\b(?:hat|haben)\s+uns\s+(?:leider\s+)?unsere?\s+(?:vor|roh(?:stoff"
        r"|material)?-?)?lieferant(?:en)?\s+"
        r"(?:im\s+stich\s+gelassen|verspätet\s+beliefert|zu\s+spät\s+beliefert)"
    ),
    "basis": (
        r"\b(?:gemäß|laut|entsprechend|bezugnehmend\s+auf|mit\s+Bezug\s+auf|in\s+Bezug\s+auf"
        rf"|bezüglich)\s+{_YOURS}(?:{_SENT_BY_YOU}|Angebots?)\b"
    ),
    "received": (
        rf"\b(?:wir\s+)?haben\s+(?:wir\s+)?{_YOURS}{_SENT_BY_YOU}\s+(?:dankend\s+|gerne?\s+)?(?:erhalten"
        r"|bekommen)|\b(?:dankend\s+)?erhalten(?=\W|$)"
    ),
    "paper": (
        r"\b(?:anbei|im\s+Anhang|in\s+der\s+Anlage|als\s+Anlage|beigefügt|angehängt|anliegend)\b"
        r"(?:\s+(?:finden|erhalten|senden|schicken|übersenden|Sie|wir|ich|Ihnen|sende|schicke|nun|hier))*"
        rf"(?:\s+{_YOURS}(?:Auftrags|Bestell)?Bestätigung)?(?:\s+als\s+PDF(?:-Datei)?)?"
    ),
    "papers_to_come": (
        rf"\b(?:(?:die|den|das|ein(?:en?)?|unsere?n?)\s+)?{_PAPERS}(?:\s+(?:und|mit|samt"
        rf"|sowie)\s+(?:(?:der|die|den|das|dem)\s+)?{_PAPERS})*"
        r"\s+(?:(?:erhalten|bekommen|senden|schicken|folgt|folgen|geht|gehen|wird|werden|Sie|wir|Ihnen"
        rf"|dann|zu|nach|{_WHENEVER})\b\s*)+(?:zugesandt|nachgereicht|gesendet|geschickt)?"
        r"|\b(?:Sie\s+)?(?:erhalten|bekommen|wir\s+(?:senden|schicken))\s+(?:(?:Sie|wir|Ihnen|dann"
        rf"|{_WHENEVER})\s+)*(?:(?:die|den|das|ein(?:en?)?|unsere?n?)\s+)?{_PAPERS}"
        rf"(?:\s+(?:zu|nach|{_WHENEVER}))*"
    ),
    "questions": (
        r"\b(?:bei|für|falls|sollten|wenn|haben)\s+(?:(?:es|Sie|noch|dazu|hierzu|weitere[nr]?"
        r"|eventuelle[nr]?|etwaige[nr]?)\s+)*(?:Rück)?fragen\b"
        r"(?:\s+(?:zu[rm]?|zu\s+(?:Ihrer|dieser))\s+(?:Bestellung|Auftrag|Bestätigung))?(?:\s+(?:haben"
        r"|bestehen|geben|auftreten|sein))?"
    ),
    "contact": (
        r"\b(?:stehen|stehe|sind|bin)\s+(?:(?:wir|ich|Ihnen|Sie|jederzeit|gerne?|natürlich"
        r"|selbstverständlich|auch|telefonisch|unter|·|¦|zur|für\s+Rückfragen)\s+)*(?:Verfügung|da"
        r"|erreichbar)\b"
        r"|\b(?:bitte\s+)?(?:rufen|melden|wenden|kontaktieren|erreichen|sprechen"
        r"|schreiben)\s+Sie\s+(?:(?:mich|uns|sich|bitte|gerne?|einfach|jederzeit|bei|an|unter"
        r"|telefonisch)\s*)+(?:an|mir)?\b"
        r"|\b(?:zögern\s+Sie\s+(?:bitte\s+)?)?nicht,?\s+(?:uns|mich)\s+(?:zu\s+(?:kontaktieren|fragen)"
        r"|an\w+)|\b(?:Ihr\s+)?Ansprechpartner(?:in)?\s*(?:ist|:)?(?:\s+(?:Herr"
        rf"|Frau))?(?:\s+{_NAME}){{0,2}}"
        r"|\b(?:Öffnungszeiten|Bürozeiten)?\W*\bMo(?:ntag)?\.?\s*(?:-|–|bis)\s*(?:Fr|Do)(?:eitag"
        r"|nnerstag)?\.?[\s,:]*\d[\d:.]*\s*(?:Uhr\s*)?(?:-|–|bis)\s*\d[\d:.]*\s*(?:Uhr)?"
    ),
    "wishes": (
        r"\b(?:(?:wir|ich)\s+)?(?:wünschen?\s+(?:wir\s+|ich\s+)?(?:Ihnen\s+"
        r"|euch\s+)?)?(?:noch\s+)?ein(?:en?)?\s+(?:schöne[ns]?|gute[ns]?|angenehme[ns]?"
        r"|erfolgreiche[ns]?)\s+(?:Tag|Abend|Wochenende|Woche|Start(?:\s+in\s+die\s+Woche)?|Nachmittag"
        r"|Zeit)"
        r"|\bschöne[ns]?\s+(?:Tag|Wochenende|Woche|Abend)\b(?:\s+noch)?|\b(?:ich"
        r"|wir)\s+hoffen?,?\s+(?:es\s+geht\s+Ihnen\s+gut|Ihnen\s+geht\s+es\s+gut)"
        r"|\b(?:wir|ich)?\s*freuen?\s+(?:(?:wir|ich|uns|mich|sehr)\s+)*auf\s+(?:(?:die|eine|Ihre|unsere"
        r"|weiteren?|gute|künftigen?|nächste|Ihren|den|nächsten)\s+)*(?:Zusammenarbeit|Aufträge|Auftrag"
        r"|Bestellung(?:en)?|Rückmeldung|Antwort)"
        r"|\bfrohe\s+(?:Weihnachten|Festtage)(?:\s+und\s+(?:einen?\s+)?gute[ns]?\s+(?:Rutsch"
        r"|Neues?\s+Jahr))?|\b(?:mit\s+)?(?:freundlichen|besten|viele|schöne|beste|freundliche)\s+Grü(?:ß"
        r"|ss)en?\b"
        r"|\b(?:nur\s+)?zur\s+(?:Info(?:rmation)?|Kenntnis)\b|\bzu\s+Ihrer\s+(?:Information"
        r"|Kenntnisnahme)\b|\bbitte\s+(?:beachten\s+Sie(?=\s*:|,?\s+dass\b)|prüfen\s+Sie\s+(?:die|unsere"
        r"|diese|alle)\s+(?:Angaben|Auftragsbestätigung"
        r"|Daten|Bestätigung))\b"
    ),
    "reference": (
        r"\b(?:(?:bitte\s+)?geben\s+Sie\s+)?(?:(?:bei|stets|immer|in|allen|unsere[nrm]?|unser|Ihre[nrm]?"
        r"|Ihr|die|der|zu|Rückfragen|Zahlungen|Schriftwechsel|Korrespondenz)\s+)*"
        r"(?:Auftrags?|Bestätigungs|Kunden|Lieferanten|Angebots?|Vorgangs|Referenz|Kommissions|Projekt"
        r"|Beleg|Vertrags|(?-i:AB)|Best\.|Bestell|Lieferschein|Zeichen|Auftragsbestätigung|Bestellung|Kommission"
        r"|Angebot|Projekt)"
        r"[\s.-]*(?:nummer|nr|no|zeichen|id)?[\s.:#]*(?:lautet\s+|ist\s+"
        r"|:\s*)?(?=[\w/.-]*\d{2})(?!\d{1,2}\.\d{1,2}\.)(?-i:[A-Z0-9][A-Z0-9/._-]*[A-Z0-9])(?!\s*(?:Stk|Stück|St\b"
        r"|%))(?:\s+an\b)?"
    ),
    "payment": (
        r"\b(?:Zahlung(?:en|s(?:bedingung(?:en)?|ziel|konditionen))?|zahlbar)\s*(?=[:,-]|\s(?:\d|innerhalb"
        r"|binnen|netto|rein|wie|lautet|lauten|per))(?:\s+(?:lautet|lauten))?"
        r"|\b(?:innerhalb\s+(?:von\s+)?|binnen\s+)?\d{1,3}\s*(?:Kalender)?Tagen?\s*(?:[-,:/]?\s*(?:mit\s+"
        r"|abzgl?\.?\s+|abzüglich\s+)?\d(?:[.,]\d{1,2})?\s*%(?:\s*Skonto)?|,?\s*(?:rein\s+)?netto\b|(?:ab"
        r"|nach)\s+(?:Rechnungs(?:datum|erhalt|eingang|stellung)|Erhalt\s+der\s+Rechnung)(?:\s+netto)?)"
        r"|\b\d(?:[.,]\d{1,2})?\s*%\s*Skonto(?:\s+(?:innerhalb|binnen"
        r"|bei\s+Zahlung\s+innerhalb)\s+(?:von\s+)?\d{1,2}\s+Tagen)?|\b(?:auf|per"
        r"|gegen)\s+(?:offene\s+)?Rechnung\b|\bper\s+Überweisung\b|\brein\s+netto\b"
    ),
    "incoterm": (
        r"\b(?:(?:Lieferbedingung(?:en)?|Lieferkonditionen|Incoterms?)\s*[:,]?\s*)?(?-i:EXW|FCA|FOB|CIF"
        r"|CFR|CPT|CIP|DAP|DPU|DDP)"
        rf"(?:\s+(?!{_MONTH}){_NAME}){{0,2}}(?:,?\s*\(?Incoterms\s*®?\s*(?:20[12]0)?\)?)?"
        r"|\bLieferbedingung(?:en)?\s*(?=:)|\bfrei\s+Haus\b|\bfrachtfrei\b"
        r"|\bfrei\s+(?:Ihr(?:em)?\s+)?(?:Lager|Werk)\b"
    ),
    "tax": (
        r"\b(?:netto,?\s*)?(?:zuzüglich|zzgl\.?|plus|exkl\w*\.?|exklusive|inkl\w*\.?|inklusive"
        r"|ohne)\s+(?:der\s+)?(?:\d{1,2}\s*%\s*)?(?:gesetzl(?:\.|iche[nr]?)\s+|gültige[nr]?\s+"
        r"|jeweils\s+)*(?:MwSt|Mehrwertsteuer|USt|Umsatzsteuer)\b\.?"
        r"|\bverstehen\s+sich\b|\b(?:USt-?\s?Id(?:ent)?|UID|Steuer|HRB|EORI|VAT)[\s.-]*(?:Nr|Nummer"
        r"|no)?\b\.?(?:[\s:]*[A-Z]{0,3}[\s\d./-]*\d)?|\b(?-i:[A-Z]{2}U?\d{8,9})\b"
    ),
    "boilerplate": (
        r"\b(?:es\s+gelten\s+)?(?:(?:auf\s+(?:der\s+)?(?:Basis|Grundlage)|gemäß"
        r"|laut)\s+)?(?:(?:ausschließlich|unsere[rn]?|die"
        r"|der)\s+)+(?:Ihnen\s+bekannten\s+)?(?:allgemeinen?\s+)?(?:AGB|(?:Geschäfts|Verkaufs"
        r"|Liefer)(?:-\s+und\s+(?:Zahlungs|Liefer))?bedingungen)(?:\s+gelten)?"
        r"|\b(?:diese[rs]?|das)\s+(?:Schreiben|Dokument|Bestätigung|E-?Mail|Nachricht|Beleg)\s+(?:wurde"
        r"|ist)\s+(?:maschinell|automatisch|elektronisch)\s+(?:erstellt|erzeugt|generiert)(?:\s+und)?"
        r"|\b(?:und\s+)?(?:ist\s+)?(?:auch\s+)?ohne\s+Unterschrift\s+gültig\b"
        r"|\bbedarf\s+keiner\s+Unterschrift\b"
        r"|\b(?:die\s+Ware\s+bleibt\s+)?bis\s+zur\s+vollständigen\s+Bezahlung\s+(?:bleibt\s+die\s+Ware"
        r"\s+)?unser\s+Eigentum\b"
    ),
    "marks": (
        r"(?:^|[,;:]\s*|\b(?:auf|in|als)\s+)(?:eine[rm]?|1)\s+(?:Euro-?)?(?:Palette|Paket)\b(?=\W*$|[,;(])|"
        r"\b(?:Versand|Kisten|Paletten|Fracht)?(?:marken?|markierung(?:en)?)\s*:?(?:[\s/,|]*(?:[¦·]+"
        rf"|(?!{_MONTH}){_NAME}|\d{{1,3}}\s*/\s*\d{{1,3}})){{0,6}}"
        r"|\b(?:verpackt\s+)?(?:in|auf)\s+\d{1,3}\s+(?:Euro-?)?(?:paletten?|kartons?|pakete?n?|colli"
        r"|kisten)\b|\b(?:Brutto|Netto|Gesamt)?gewicht\s*:?\s*(?:ca\.?\s*)?[\d.,]+\s*kg\b"
    ),
    "closing": (
        r"^(?:LG|VG|MfG|Gru(?:ß|ss)|Grüße|beste\s+Grüße|bis\s+(?:bald|dann)|tschüss)(?:\s+(?:aus|vom"
        r"|von)\s+\w+)?[,.!]?$"
    ),
    "person": (
        r"\b(?:(?:Sach)?bearbeiter(?:in)?|Ansprechpartner(?:in)?|Kontakt|Ihr\s+Kontakt"
        rf"|z\.\s?Hd\.)\W*:\s*(?:Herr|Frau)?\s*(?:{_NAME}\s*){{1,3}}$"
        rf"|\b(?:an\s+)?(?:Herrn?|Frau)\s+{_NAME}|\bfrei\s+Haus\s+(?!{_MONTH}){_NAME}|\b(?:Ihr(?:em|en)?"
        rf"|unser(?:em)?|ins?|im)\s+(?:Lager|Werk|Haus)\s+(?:in\s+)?(?!{_MONTH}){_NAME}"
        r"|\b(?:der\s+Fahrer|die\s+Spedition)\s+meldet\s+sich(?:\s+(?:vorher|vorab|telefonisch|bei|Ihnen"
        r"|an))*"
    ),
    "small_talk": (
        r"\b(?:ist|sind)\s+(?:bei\s+uns\s+)?(?:gut\s+)?(?:eingegangen|angekommen)\b"
        r"|\b(?:wie\s+folgt\s+)?eingeplant\b|\bselbstverständlich\b|\bgute\s+(?:Nachrichten|Neuigkeiten)\b"
        r"|\bnatürlich\b"
        r"|\b(?:sollte|falls|wenn)\s+(?:noch\s+)?etwas\s+(?:unklar|fehlen|offen)\s*(?:sein|ist)?\b"
        r"|\bunsere\s+Bankverbindung\s+finden\s+Sie\s+(?:auf|in)\s+(?:der|unserer)\s+Rechnung\b"
        r"|\b(?:oben|unten)\s+genannte[nr]?\b|\bo\.\s?g\.|\bohne\s+(?:jede\s+)?Änderung(?:en)?\b"
        r"|\bin\s+Beantwortung\b"
        r"|\b(?:unsere\s+)?(?:AGB|Geschäftsbedingungen)\s+finden\s+Sie\s+(?:unter|auf)\b"
        r"|\bentsprechen\s+(?=Ihrer\s+Bestellung)"
        rf"|\b(?:den\s+|die\s+)?{_PAPERS}\s+(?:legen|liegt|liegen)\s+(?:wir\s+)?(?:der\s+)?(?:Ware"
        r"|Lieferung|Sendung)\s+bei\b"
    ),
    "notice": (
        r"\bsobald\s+(?:die\s+|Ihre\s+)?(?:Ware|Lieferung|Sendung|Bestellung)\s+(?:unser\s+(?:Haus|Lager"
        r"|Werk)\s+verlässt|verschickt\s+(?:ist|wurde|wird)"
        r"|versandt\s+(?:ist|wurde|wird)|unterwegs\s+ist),?\s+(?:(?:erhalten|informieren|benachrichtigen"
        r"|melden|bekommen|wir|Sie|uns|eine?n?|per|E-?Mail|Mail"
        rf"|{_PAPERS})\s*)+|\b(?:wird|ist|wurde)\s+(?:bei\s+uns\s+)?unter\s+(?=unser|der|Auftr)"
        r"|\bbitte\s+(?:stets\s+|immer\s+)?bei\s+(?:Schriftverkehr|Rückfragen|Zahlung)"
        r"\s+angeben\b|\balles\s+klar\b|\bgeht\s+klar\b|\bwie\s+(?:immer|üblich|gewohnt)\b|\bper\s+E?-?Mail\b"
    ),
    "delivery_address": (
        rf"\b(?:Liefer|Rechnungs|Versand)(?:adresse|anschrift)\s*:(?:[\s,./-]*(?!{_MONTH})(?:{_NAME}"
        rf"|\d{{1,6}}(?:-\d+)?))+"
    ),
    "stock": (
        r"\b(?:ist|sind)\s+(?:alle\s+|vollständig\s+|komplett\s+)?(?:verfügbar|vorrätig|auf\s+Lager"
        r"|ab\s+Lager\s+verfügbar|reserviert|versandbereit)"
        r"(?=\s*[.,!¦·]|\s*$|\s+und\b)|\bab\s+Lager\b"
    ),
    "progress": (
        r"\bwie\s+folgt\b|\bim\s+(?:Zeit)?plan\b|\bkeine(?:rlei)?\s+(?:Änderung(?:en)?|Abweichung(?:en)?)\b|\bes\s+gibt\b"
        r"|\bwie\s+(?:(?:eben|heute|telefonisch|bereits|am\s+Telefon)\s+)*besprochen\b"
        r"|\b(?:zwischen\s+)?\d{1,2}(?:[:.]\d\d)?\s*(?:Uhr)?\s*(?:und|bis|-"
        r"|–)\s*\d{1,2}(?:[:.]\d\d)?\s*Uhr\b|\b(?:wurde"
        r"|ist)\s+(?:bei\s+uns\s+)?(?:im\s+System\s+)?(?:erfasst|angelegt|eingeplant)\b"
    ),
    "dated": (
        r"\b(?:vom|v\.|von)\s+(?:dem\s+)?¦|\bLieferzeit\s*:?\s*(?=·)|\bbis\s+(?:spätestens\s+)?(?:zum\s+"
        r"|den\s+|am\s+)?(?=·)|\bspätestens\s+(?:zum\s+|am\s+)?(?=·)|\b(?:an)?statt\s+(?:am\s+|zum\s+"
        r"|dem\s+)*¦|\b(?:verschiebt|verzögert|verspätet)\s+sich\s+(?:bis\s+)?(?:auf\s+|zum\s+"
        r"|den\s+)*(?=·)|\btelefonisch\s+besprochen\b"
    ),
    "count": (
        r"\b(?:alle|allen|beiden?|die\s+(?:übrigen|anderen|restlichen))\s+(?:(?:zwei|drei|vier|fünf|sechs"
        r"|sieben|acht|neun|zehn|\d{1,2}|übrigen|anderen|restlichen|bestellten)\s+)*(?:Positionen"
        r"|Artikeln?|Zeilen|Produkten?|Pos\.?)\b"
    ),
    "title": r"(?-i:\bAB\b)",
    "sorry": (
        r"\b(?:entschuldigen\s+Sie|Entschuldigung|sorry)\b(?:\s+(?:bitte|nochmals|für|die|das|der|späte"
        r"|verspätete|Antwort|Rückmeldung|Umstände|Unannehmlichkeiten|Verwirrung))*|\btut\s+(?:mir"
        r"|uns)\s+leid\b|\bschneller\s+geht(?:'?s|\s+es)\s+(?:leider\s+)?nicht\b|\b(?:wir\s+"
        r"|ich\s+)?bitten?\s+(?:wir\s+)?um\s+(?:Ihr\s+)?(?:Verständnis|Entschuldigung)\b"
    ),
}
"""What is taken out of a sentence before its words are looked at, by kind; the marks as in English."""

PLAIN = word_set(
    """
    der die das den dem des ein eine einen einem einer und sowie auch alle allen alles allem jede je pro
    per für zum zur zu am an auf in im ins mit aus von vom bei bis um als nach dass hier so wir ich sie
    uns ihnen ihr ihre ihren ihrem ihrer unser unsere unseren unserem unserer mir es dies diese diesen
    dieser dieses wie wird werden ist sind hat haben kann können dürfen möchten darf gilt gelten bleibt
    bleiben lautet lauten beträgt erfolgt erfolgen geht gehen kommt kommen passt bestätigen bestätige
    bestätigt bestätigte bestätigter bestätigten bestätigung bestätigungen auftragsbestätigung
    bestellbestätigung bestellung bestellungen bestellt bestellte bestellten bestellnummer auftrag
    auftrags auftrages aufträge nehmen position positionen pos zeile artikel artikels ware waren produkt
    produkte menge mengen stück stk stck st paar rollen einheiten einheit preis preise preisen
    einzelpreis stückpreis netto brutto gesamt gesamtpreis gesamtbetrag gesamtsumme summe betrag wert
    gesamtwert warenwert euro eur termin termine liefertermin liefertermine lieferdatum datum lieferung
    lieferungen liefern liefert geliefert anlieferung auslieferung versand versenden versendet versandt
    verschickt eintreffen eintreffend ankunft zustellung zugestellt versandtermin gerne gern hiermit
    sehr folgt folgende folgenden folgender nachfolgend nachstehend unten oben gewünscht gewünschten
    gewünschte vereinbart vereinbarten vereinbarte geplant angegeben termingerecht
    fristgerecht pünktlich planmäßig unverändert korrekt ok okay ordnung gut vollständig vollständige
    komplett komplette gesamte gesamten ganze ganzen voll genau laut gemäß entsprechend punkten umfang
    lager werk haus adresse lieferadresse anschrift lieferanschrift standort tor rampe nun jetzt
    ja bereits spätestens voraussichtlich voraussichtliche voraussichtlicher nr nummer bezug betreff
    betreffend ref referenz kunde kunden lieferant herr frau damen herren team vertrieb verkauf einkauf
    abteilung zentrale dhl ups dpd gls fedex tnt lkw spedition paket bitte erste ersten ersteren zweiten
    also dankend eingehalten über angeliefert angelieferte genannten genannter angegebenen angegebener
    euch euer euren eure bestens klar genannte ausgeführt bearbeitet einhalten daher somit zusammen
    einzelpreise preises verbindlich verbindliche wunschgemäß vereinbarungsgemäß bestelldatum sendung
    terminen passen durch eingeplant erfasst erhalten diesem telefon telefax fax mail rechnung dokument
    kopie artikelnummer artikelnr materialnummer zeichen schreiben beigefügt wunschtermin wunsch
    bezeichnung zustellen anliefern ausliefern zentrallager kurze unter angekommen dir notiert klappt
    versandart kurz schicken senden sendungen wunschliefertermin verlässt verlassen
    verladung abgang
    """
)
"""Words that a confirmation may be made of; one that is not here may say something else."""
