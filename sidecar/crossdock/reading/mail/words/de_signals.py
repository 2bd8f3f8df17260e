"""What German clauses say, by the words in them."""

from __future__ import annotations

from crossdock.reading.mail.words.base import Signal

_PAPERS = (
    r"(?:Auftrags|Bestell)?bestätigung|AB|E-?Mail|Mail|Nachricht|Dokument|Unterlagen|Angebot|Rechnung"
    r"|Schreiben|Zeichnung|Zertifikat"
    r"|Kopie|PDF|Datei|Liste|Antwort|Proforma\w*"
)
_NOTES = r"Versandavis|Versandanzeige|Lieferavis|Sendungsnummern?|Sendungsverfolgung|Paketnummern?"

SIGNALS: dict[Signal, str] = {
    Signal.GREETING: (
        r"^(?:sehr\s+geehrte|guten\s+(?:tag|morgen|abend)|hallo|moin|servus|grüezi|grüß\s+gott"
        r"|liebe[rs]?)\b[^.:]{0,60}$"
    ),
    Signal.CONFIRM: (
        r"(?:\b(?:Positionen|übrigen|anderen|Rest|Artikel)|¦)[\s:(–-]+(?:\d[\d.,]*\s+\w+\s+)?(?:\S+\s+)?"
        r"(?:bestätigt|ok|okay|i\.\s?O\.|in\s+Ordnung)(?!\w)|"
        r"\bbestätigen\s+(?:wir|ich)\b|\b(?:wir|ich|können|dürfen"
        r"|möchten)\s+(?:\S+\s+){0,12}bestätigen\b|\bbestätige\s+ich\b"
        r"|\b(?:ich|wir)\s+bestätigen?\b|\b(?:ist|sind|wird|werden|wurde|hiermit|geht"
        r"|alles)\s+(?:\S+\s+){0,6}bestätigt\b|^\W*(?:(?:ist|wird|hiermit)\s+)*bestätigt\b|^\W*(?:alles\s+)?(?:ok|okay|passt|in\s+Ordnung)\W*$"
        r"|\bgeht\s+(?:\S+\s+){0,2}in\s+Ordnung\b|\b(?:ist|sind|alles"
        r"|soweit)\s+(?:\S+\s+){0,2}(?:in\s+Ordnung|ok|okay|korrekt)\b|\bnehmen\s+(?:wir|den"
        r"|Ihre)\s+(?:\S+\s+){0,5}an\b"
        r"|\b(?:liefern|kommen|kommt)\s+(?:\S+\s+){0,5}(?:wie\s+bestellt|wie\s+gewünscht|termingerecht"
        r"|pünktlich|fristgerecht)"
        r"|termine?\s+(?:\S+\s+){0,2}?(?:können|kann|werden)\s+(?:wir\s+|ich\s+)?(?:\w+\s+)?(?:halten|einhalten)\b"
        r"|\bgilt\s+unverändert\b|\bbleib(?:en|t)\s+(?:\S+\s+){0,4}(?:wie\s+bestellt|unverändert"
        r"|bestehen|wie\s+vereinbart)\b|\bwie\s+bestellt\s+bestätigt\b|\bpasst\s+(?:alles|so)\b"
        r"|\balles\s+passt\b|\bgeht\s+klar\b"
    ),
    Signal.NOT_CONFIRM: (
        r"\bwerden\s+(?:wir\s+)?(?:\S+\s+){0,4}bestätigen\b|"
        r"\bbitte\s+(?:\S+\s+){0,8}bestätigen\b|\bbestätigen\s+Sie\b"
        r"|\bSie\s+(?:\S+\s+){0,8}bestätigen\b|\b(?:nicht|kein\w*|noch)\s+(?:\S+\s+){0,3}bestätig"
        r"|\bkeine\s+Auftragsbestätigung"
        r"|\bAuftragsbestätigung\s+(?:\S+\s+){0,5}(?:erhalten|folgt|senden|erfolgt)|\b(?:bereits|zuvor"
        r"|schon|früher|letzte\s+Woche)\s+bestätigt\b|\bsobald\s+(?:\S+\s+){0,8}bestätigt\b"
        r"|\bmeld\w+\s+bestätigt\b|\bbestätig\w*\s+(?:\S+\s+){0,6}(?:Eingang|Erhalt|Empfang)\b"
        r"|\b(?:Eingang|Erhalt|Empfang)\s+(?:\S+\s+){0,8}bestätig"
        r"|\bbestätig\w*\s+(?:\S+\s+){0,10}?(?:erhalten|bekommen)\s+(?:zu\s+)?haben\b|\bbestätig\w*"
        r"\s+(?:\S+\s+){0,3}?dass\s+(?:\S+\s+){0,6}?(?:erhalten|eingegangen|angekommen|erfasst|vorliegt)\b"
        r"|\bbestätigen\s+(?:(?:wir|ich|hiermit|gerne?|Ihnen)\s+)*(?:die|den|Ihre|Ihren)\s+(?:(?:Liefer"
        r"|Rechnungs)?(?:adresse|anschrift)|Preise?|Ansprechpartner)\b(?=\s+(?:zu[rm]?|für|der|des|von)\b|\W*$)"
    ),
    Signal.AS_ORDERED: (
        r"\bwie\s+(?:bestellt|gewünscht|angefragt|vereinbart|geplant|in\s+(?:Ihrer|der)\s+Bestellung"
        r"|angegeben|besprochen)\b|\bunverändert\b|\btermingerecht\b|\bfristgerecht\b|\bpünktlich\b"
        r"|\bplanmäßig\b|\blaut\s+(?:Ihrer\s+)?Bestellung\b|\bgemäß\s+(?:Ihrer\s+)?Bestellung\b"
        r"|\bim\s+(?:Zeit)?plan\b|\bkeine\s+Änderung|\bnicht\s+betroffen\b|\bselber\s+(?:Preis|Liefertermin)\b"
    ),
    Signal.WHOLE: (
        r"\b(?:gesamte[nrs]?|komplette[nrs]?|ganze[nrs]?"
        r"|vollständige[nrs]?)\s+(?:\S+\s+)?(?:Bestellung|Auftrag|Lieferung|Sendung|Ware)\b"
        r"|\balle\s+(?:\S+\s+)?(?:Positionen|Artikel|Waren|Teile)\b|\bsämtliche\s+(?:Positionen"
        r"|Artikel)\b|\balles\b|\b(?:komplett|vollständig)\b|\bin\s+allen\s+(?:Punkten|Positionen)\b"
    ),
    Signal.OTHERS: (
        r"\b(?:die|der|alle|den|dem|das)?\s*(?:übrigen?|restlichen?|anderen?"
        r"|weiteren?)\s+(?:\S+\s+)?(?:Positionen|Position|Artikeln?|Waren?|Pos\.?|Teile)\b"
        r"|\balles\s+(?:andere|übrige|weitere)\b|\balle\s+(?:anderen|übrigen|weiteren)\b"
        r"|\bRest\s+der\s+Bestellung\b|\bdie\s+anderen\b|\b(?:im\s+)?übrigen\s+bleib"
    ),
    Signal.LATE: (
        r"\bnicht\s+(?:\S+\s+)?(?:vorrätig|auf\s+Lager)\b|\bausverkauft\b|\bvergriffen\b|"
        r"\bverspät|\bverzöger|\bverschieb|\bverschoben\b|\bVerzug\b|\bspäter\b"
        r"|\bnicht\s+(?:\S+\s+){0,3}(?:rechtzeitig|pünktlich|termingerecht|einhalten|halten)\b"
        r"|\b(?:erst|frühestens)\s+(?:\S+\s+){0,3}(?:am|ab|in|zum|Ende|Anfang|Mitte|KW|nächste|bis|zur"
        r"|wieder|lieferbar|verfügbar|\d)|\bnicht\s+(?:\S+\s+)?vor\s+(?:dem|der|Ende|KW|\d)"
        r"|\bneuer?\s+(?:voraussichtlicher?\s+)?(?:Liefer|Versand|Anlieferungs?)?-?termin"
        r"|\bneues\s+Lieferdatum\b|\bLieferrückstand\b|\bRückstand\b|\bverlängert?\s+sich\b"
        r"|\bLieferverzug\b|\bTerminverschiebung|\bnach\s+hinten\b|\bdauert\s+(?:\S+\s+){0,3}länger\b"
        r"|\b(?:können|kann|werden|wird)\s+(?:\S+\s+){0,8}nicht\s+(?:\S+\s+){0,4}(?:am|bis|zum"
        r"|in\s+KW)\b"
    ),
    Signal.NO_DATE: (
        r"\b(?:noch\s+)?kein(?:en|e|er)?\s+(?:\S+\s+){0,2}(?:Liefer)?termin\b|\b(?:Termin"
        r"|Datum)\s+(?:\S+\s+){0,2}(?:folgt|offen|unbekannt|unklar|noch\s+nicht)\b"
        r"|\bbis\s+auf\s+weiteres\b|\bunbestimmt|\bnicht\s+absehbar\b|\bkönnen\s+(?:wir"
        r"|ich)\s+(?:\S+\s+){0,4}(?:nicht|keine)\s+(?:\S+\s+){0,3}(?:sagen|nennen|absehen)\b"
        r"|\bnoch\s+zu\s+(?:vereinbaren|klären|bestätigen|nennen)\b|\b(?:Liefer)?termin\s+(?:nennen|teilen|geben)\s+wir\b"
        r"|\b(?:Lieferdatum|Liefertermin|Lieferzeit)\s+(?:\S+\s+){0,3}(?:folgt|offen|unbekannt|unklar"
        r"|mitgeteilt|nachgereicht"
        r"|abgestimmt|bekannt\s*gegeben)\b"
    ),
    Signal.EARLIER: (
        r"\bfrüher\b(?!\s+bestätigt)|\bvorab\b|\bvorzeitig\b|\bvorziehen\b|\bvorgezogen\b"
        r"|\bbereits\s+(?:am|in|ab)\b|\bschon\s+(?:am|in|ab)\b"
    ),
    Signal.CANCEL: (
        r"\bstornier|\bStorno\b|\bStornierung\b"
        r"|\bnicht\s+(?:mehr\s+)?(?:\S+\s+)?lieferbar\b(?!\s*(?:bis|vor))"
        r"|\bnicht\s+(?:mehr\s+)?(?:hergestellt|gefertigt|produziert|lieferbar|verfügbar"
        r"|im\s+(?:Programm|Sortiment))\b|\b(?:können|kann)\s+(?:\S+\s+){0,8}(?:nicht\s+mehr|nicht"
        r"|leider\s+nicht)\s+liefern\b|\beingestellt\b|\b(?:läuft|laufen)\s+aus\b|\bausgelaufen\b"
        r"|\babgekündigt\b|\bAuslaufartikel\b|\baus\s+dem\s+(?:Programm|Sortiment)\b|\bstreichen\b"
    ),
    Signal.SUBSTITUTE: (
        r"\bErsatz(?:artikel|produkt|typ)?\b|\bersatzweise\b|\bAlternativ|\bNachfolge|\bstattdessen\b"
        r"|\bersetzt\s+durch\b|\bvergleichbar|\bgleichwertig|\bumgestellt\b|\banbieten\b"
    ),
    Signal.PRICE: (
        r"\bPreise?n?\b|\bPreisliste|\bEinzelpreis|\bStückpreis|\bPreis(?:erhöhung|anpassung|änderung)"
        r"|\bTeuerungszuschlag|\bkostet\b|\bKosten\b|\bje\s+(?:Stück|Stk)"
    ),
    Signal.PRICE_MOVE: (
        r"\bPreise?n?\b.{0,40}\b(?:erhöh|steig|änder|anpass|angepasst|anheb|angehoben)"
        r"|\bPreis(?:erhöhung|anpassung|änderung|steigerung)|zuschlag\b|\bAufpreis\b"
        r"|\bneue[rnms]?\s+(?:Einzel|Stück)?preise?\b"
    ),
    Signal.NOW: r"\b(?:ab\s+)?sofort\b|\bheute\b|\bab\s+Lager\b|\bjetzt\b|\bumgehend\b|\bunmittelbar\b",
    Signal.ONLY: (
        r"\bnur(?:\s+noch)?\b|\blediglich\b|\bstatt\b|\banstatt\b|\banstelle\b|\breduzier|\bmaximal\b"
        r"|\bVPE\b|\bVerpackungseinheit|\bvolle\s+(?:Kartons?|Paletten?|Gebinde)|\baufgerundet"
        r"|\babgerundet|\bMenge\s+(?:\S+\s+){0,3}(?:geändert|angepasst)|\berhöh"
    ),
    Signal.SHIPPED: (
        r"\b(?:versendet|versandt|verschickt|abgeschickt|übergeben|ausgeliefert|abgeholt|verladen"
        r"|auf\s+den\s+Weg\s+gebracht)\b|\bauf\s+dem\s+Weg\b|\bunterwegs\b|\bunser\s+(?:Haus|Lager"
        r"|Werk)\s+verlassen\b|\bSendungsnummer|\bSendungsverfolgung|\bVersandavis|\bVersandanzeige"
        r"|\bLieferavis|\bPaketnummer"
    ),
    Signal.LEAVES_TODAY: (
        r"\b(?:geht|gehen|verlässt|verlassen)\s+(?:noch\s+)?heute\s+(?:noch\s+)?(?:raus|hinaus|ab|weg|auf\s+die\s+Reise"
        r"|(?:in|zum|an)\s+(?:den\s+|die\s+)?(?:Versand|Spedition|Post)|unser\s+(?:Haus|Lager|Werk))\b"
        r"(?![^.;]*\b(?:wenn|falls|sofern|sobald|nach|vorbehaltlich)\b)"
    ),
    Signal.PAPERS: (
        r"(?:^|[,;:]\s|\bdass\s|\bhaben?\s+)\W*(?:(?:wir|ich|Ihnen|leider|die|der|das|den|diese[rs]?"
        r"|unsere[rn]?|unser|eine?|letzte[rn]?|falsche[rn]?|neue[rn]?)\s+)*"
        rf"(?:{_PAPERS})\b[^.;,()]{{0,60}}?\b(?:versendet|versandt|verschickt|abgeschickt|geschickt"
        r"|übergeben)\b"
        r"|\b(?:sobald|nachdem)\s+[^.;,]{0,60}?\b(?:versendet|versandt|verschickt)\b"
        rf"|(?:{_NOTES})\b[^.;]{{0,50}}\b(?:folgt|folgen|wird|werden|erhalten|bekommen)\b|\b(?:erhalten"
        rf"|bekommen|senden|schicken)\b[^.;]{{0,40}}\b(?:{_NOTES})\b"
    ),
    Signal.SHIP: (
        r"\bversand|\bversend|\bverschick|\bab\s+Werk\b|\bEXW\b|\babhol|\bverlassen\b|\bverlässt\b"
        r"|\bAbgang\b|\bversandbereit\b|\bverlad|\bgeht\s+(?:\S+\s+){0,4}raus\b"
    ),
    Signal.ARRIVE: (
        r"\bbei\s+Ihnen\b|\bzu\s+Ihnen\b|\bAnliefer|\bzustell|\bZustellung\b|\beintreff|\bankomm"
        r"|\bLiefertermin\b|\bliefer|\bAnkunft\b|\bWareneingang\b"
    ),
    Signal.DELIVERY: (
        r"\bliefer|lieferung|\bversand|\bversend|\bkomm|\beintreff|\bzustell|\bTermin|termin\b"
        r"|\bverfügbar|\bfertig|\bbereit\b|\bab\s+Werk\b|\bverschieb|\bverschoben|\bverzöger|\berwart"
        r"|\bAnkunft\b|\bgeplant\b|\bvoraussichtlich|\bETA\b|\bausliefer|\babhol|\bschick|\bfolgt\b"
        r"|\bRest\b|\bbekommen\s+Sie\b|\berhalten\s+Sie\b|\bspäter\b|\bneu\b|\bhalten\b|\bschaffen\b"
        r"|\bnachgeliefert|\bRückstand\b"
    ),
    Signal.NOT_DELIVERY: (
        r"\bneue\s+(?:Preise|Fracht)|\bPreise\s+(?:\S+\s+)?gelten\b|"
        r"\bgültig\b|\b(?:Betriebs|Werks)ferien\s+(?:vom?|bis)\b|\bBetriebsurlaub\b|\bBetriebsferien\b(?!.*\bliefer)|\bgeschlossen\b|\bRechnung"
        r"|\babhol|\bAbholung|\bbezahl|\bzahlbar\b|\bbitte\s+(?:\S+\s+)?zahlen\b|\bZahlung|\bfällig\b"
        r"|\bMesse\b|\bInventur\b|\bAngebot\s+gilt|\bwieder\s+(?:erreichbar"
        r"|im\s+Büro)|\bergebnis"
    ),
    Signal.QUESTION: (
        r"\b(?:können|könnten|würden|dürfen)\s+(?:Sie|wir|Ihr)\b.{0,160}\?"
        r"|\bbitte\s+(?:\S+\s+){0,8}(?:mitteilen|Rückmeldung|Bescheid|Antwort|Freigabe|entscheiden"
        r"|freigeben|bestätigen\s+Sie\s+uns,?\s+ob)\b|\b(?:teilen|geben)\s+Sie\s+(?:uns"
        r"|mir)\s+(?:bitte\s+)?(?:\S+\s+){0,8}(?:mit|Bescheid|Rückmeldung)\b|\b(?:bitten"
        r"|bitte)\s+(?:\S+\s+){0,3}um\s+(?:\S+\s+){0,5}(?:Rückmeldung|Mitteilung|Info|Freigabe"
        r"|Entscheidung|Antwort|Zusage|Bestätigung)\b"
        r"|\bbenötigen\s+(?:wir\s+)?(?:\S+\s+){0,5}(?:von\s+Ihnen|Ihre|Ihr)\b|\b(?:sind"
        r"|wären)\s+Sie\s+(?:\S+\s+){0,3}einverstanden\b|\bwäre\s+das\s+(?:\S+\s+)?(?:in\s+Ordnung|ok"
        r"|möglich)|\bist\s+das\s+(?:\S+\s+){0,2}(?:in\s+Ordnung|ok|okay)|\bwas\s+sollen\s+wir\b"
        r"|\bob\s+Sie\b|(?:^|[:,¦]\s*)(?:wäre|ist|passt|dürf(?:t?en)|könnten?)\s.{0,160}\?"
    ),
    Signal.BLOCKED: (
        r"\bangehalten\b|\bzurückgestellt\b|\bgesperrt\b|\berst\s+nach\s+(?:\S+\s+){0,4}(?:Freigabe"
        r"|Rückmeldung|Bestätigung)|\bbis\s+dahin\b|\bauf\s+Eis\b"
    ),
    Signal.OLD: (
        r"(?:\bseit|\bursprünglich\w*|\bstatt|\banstatt|\banstelle|\bbisher\w*|\bvom|\balte[rn]?"
        r"|(?<!\bwie )\bgeplante?[rn]?|\bbestätigte[rn]?|\bzugesagte[rn]?|\bvereinbarte[rn]?|\bnicht"
        r"|\bwar(?:en)?"
        r"|(?<!\bwie )\bbestellte?[rn]?|\bvorgesehene?[rn]?|\bnicht\s+(?:zum|am|bis|bis\s+zum|in))"
    ),
    Signal.INVOICE: (
        r"\bRechnung(?:en|s)?|\bMahnung\b|\bZahlungserinnerung\b|\bKontoauszug\b|\bOffene\s+Posten\b"
        r"|\bGutschrift\b|\bzahlbar\b|\büberfällig\b"
    ),
    Signal.WEIGHT: r"gewicht|\bwieg|\bbrutto|\bnetto|\blang\b|\bLänge|\bPalette|\bVolumen",
    Signal.QUALITY: (
        r"\bQualitäts?(?:problem|mangel|mängel|sperre|hinweis|abweichung)|\bRückruf\b|\bfehlerhaft"
        r"|\bMängel\b|\bmangelhaft|\bSperrbestand\b|\bin\s+Quarantäne\b|\bReklamation\b"
        r"|\bPrüfung\s+nicht\s+bestanden\b|\bChargen?\b.{0,40}\bgesperrt\b"
    ),
    Signal.LIFTED: r"\baufgehoben\b|\bwieder\s+freigegeben\b|\bbehoben\b|\bgelöst\b|\bfreigegeben\b",
    Signal.ABSENCE: (
        r"\bAbwesenheit|\bnicht\s+im\s+(?:Büro|Haus)\b|\bim\s+Urlaub\b|\bautomatische\s+(?:Antwort"
        r"|Nachricht)\b|\bbin\s+(?:ich\s+)?(?:\S+\s+){0,6}(?:abwesend|nicht\s+erreichbar"
        r"|nicht\s+im\s+Büro)\b"
    ),
    Signal.RECEIPT: (
        r"\bautomatische\s+(?:Empfangs|Eingangs)bestätigung\b"
        r"|\bbestätig\w*\s+(?:\S+\s+){0,6}(?:Eingang|Erhalt|Empfang)\b"
        r"|\b(?:Eingang|Erhalt|Empfang)\s+(?:\S+\s+){0,8}bestätig"
        r"|\b(?:noch\s+)?keine\s+Auftragsbestätigung\b|\bEingangsbestätigung\b|\bEmpfangsbestätigung\b"
        r"|\b(?:haben|wurde)\s+(?:\S+\s+){0,4}(?:Nachricht|E-?Mail"
        r"|Anfrage)\s+(?:\S+\s+){0,2}erhalten\b"
    ),
    Signal.ADVERT: (
        r"\babmelden\b|\bNewsletter\b|\d\s?%\s+(?:Rabatt|Nachlass)\b|\bSonderangebot"
        r"|\bAktion(?:spreis)?\b|\bjetzt\s+bestellen\b|\bWebinar\b|\bEinladung\s+zur\b"
    ),
    Signal.BANK: (
        r"\b(?:neue[nrs]?|geänderte[nrs]?|andere[nrs]?)\s+(?:\S+\s+)?(?:Bank(?:verbindung|konto|daten)"
        r"|Konto(?:verbindung|daten|nummer)?|IBAN)\b|\b(?:Bankverbindung|Bankdaten|Kontodaten"
        r"|Kontoverbindung)\s+(?:\S+\s+){0,6}(?:geändert|ändert|gewechselt|umgestellt)"
        r"|\bÄnderung\s+(?:unserer\s+)?(?:Bank|Konto)"
    ),
    Signal.BANK_UNCHANGED: (
        r"\b(?:Bankverbindung|Bankdaten|Kontodaten)\s+(?:\S+\s+){0,5}(?:unverändert"
        r"|nicht\s+geändert)\b"
    ),
    Signal.CONFIRMATION_TITLE: r"\bAuftragsbestätigung\b|\bBestellbestätigung\b|\bAB\b|\bBestellantwort\b",
    Signal.ATTACHED: (
        r"\banbei\b|\bim\s+Anhang\b|\bin\s+der\s+Anlage\b|\bAnlage\b|\bangehängt|\bbeigefügt"
        r"|\bhänge\s+ich\b|\bhänge\s+Ihnen\b"
    ),
    Signal.JOINT: r"aber|während|jedoch|dagegen|hingegen|allerdings|wohingegen|dann",
    Signal.VERB: (
        r"\b(?:ist|sind|war(?:en)?|wird|werden|wurden?|kann|können|muss|müssen|soll(?:en)?|hat|haben|kommt|kommen"
        r"|geht|gehen|bleibt|bleiben|verschieb(?:t|en)|verzöger(?:t|n)|verspät(?:et|en)|liefern|liefert|folgt|folgen"
        r"|kostet|kosten|trifft|treffen|entfällt|entfallen|fehlt|fehlen|passt|passen|gilt|gelten|verlässt|läuft|laufen"
        r"|steht|stehen|dauert|fällt|fallen|gibt|hakt|klemmt|hängt|warten?|wartet)\b"
    ),
    Signal.FINE: (
        r"\b(?:ok|okay|in\s+Ordnung|bestätigt|komplett|vollständig|lieferbar|verfügbar|fertig|passt|passen|klar)\b"
        r"|\bi\.\s?O\."
    ),
    Signal.BOTH: r"\bbeiden?\b|\balle\b|\bsämtliche\b|\bdie\s+(?:zwei|drei)\b",
    Signal.ORDER_WORD: r"\bBestell|\bAuftrag|\bPos(?:ition)?\b|\bLiefertermin\b|\bLieferung\b",
}
