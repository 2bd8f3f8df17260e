"""What German words beside a number make of it: the line's own value, a difference, something else."""

from __future__ import annotations

_GIVE = (
    r"liefern|lieferbar|verfügbar|bestätigen|senden|schicken|anbieten|bekommen|haben|wir|Ihnen|ich|davon|mit|noch|derzeit"
    r"|aktuell|momentan|können|kann|sind|werden|auf\s+Lager|vorrätig|eine|der|die|den|Menge|von|in|am|zum|heute|jetzt"
    r"|möglich|rund|ca\.?"
)
_HAPPENS = (
    r"lieferbar|verfügbar|vorrätig|auf\s+Lager|möglich|fertig|bestätigt|bereit|da|übrig|geplant|eingeplant|alles"
    r"|unterwegs|versandbereit"
)
_CHARGE = (
    r"Fracht\w*|Versand\w*|Porto\w*|Verpackung\w*|Versicherung\w*|Transport\w*|Zoll\w*|Maut\w*|MwSt|Mehrwertsteuer|USt"
    r"|Umsatzsteuer|Anzahlung|\w*gebühr\w*|\w*pauschale|\w*zuschl[aä]g\w*|\w*kosten|Express\w*|Palette\w*|Werkzeug\w*"
    r"|Zeugnis\w*"
)
_SHIFT = (
    r"Rabatt|Nachlass|Preisnachlass|Skonto|Aufpreis|Aufschlag|Mehrpreis|Preisaufschlag|Preiserhöhung|Erhöhung|Ersparnis"
    r"|Senkung|Preissenkung|Gutschrift|Differenz|Ermäßigung|Bonus"
)
_EACH = r"(?:\s*(?:(?:je|pro|per|/)\s*(?:\w+|¦+)\.?))?"

AMOUNTS: dict[str, str] = {
    "less_before": (
        r"(?:\b(?:um|fehlen|fehlt|(?:Fehl|Minder)(?:menge|lieferung)(?:\s+von)?|weniger|minus|abzüglich)"
        r"|(?:^|[\s(])[-−–])\s*(?:(?:uns|noch|leider|derzeit|aktuell|rund|etwa|genau|ca\.?)\s+)*"
    ),
    "less_after": (
        r"\s*(?:¦+\s*)?(?:zu\s+wenig\b|weniger\b|(?:uns\s+)?(?:noch\s+)?fehlen\b|fehlt\b|(?:sind\s+)?(?:wir\s+)?im\s+Minus)"
    ),
    "more_before": (
        r"\b(?:zusätzliche?n?|weitere[nr]?|extra|gratis|plus|letzten?|ersten?|restlichen?|fehlenden?|übrigen?|anderen?)\s+"
        r"|\b(?:erhöh|steig|wächst|mehr\b)[^.;,]{0,40}\bum\s+"
    ),
    "more_after": (
        r"\s*(?:¦+\s*)?(?:mehr\b|zusätzlich\b|extra\b|zu\s+viel|gratis\b|(?:gibt\s+es\s+)?(?:kostenlos|umsonst)\b"
        r"|darüber\b|erhöht\b|aufgestockt\b)"
    ),
    "whole_before": (
        rf"(?<!\bnicht )\b(?:nur(?:\s+noch)?|lediglich|bloß|maximal|max\.|höchstens|insgesamt|gesamt"
        rf"|nicht\s+mehr\s+als|nunmehr)(?:[\s¦·:]+(?:{_GIVE}))*[\s¦·:]+"
        r"|\b(?:Liefer|Gesamt|Bestell)?menge\b(?:\s+(?:ist|beträgt|wird|wurde|jetzt|nun|neu|von|auf|geändert|angepasst"
        r"|reduziert|korrigiert|bestätigt|nur|¦+))*[\s:=]+"
        r"|\b(?:reduzier|änder|anpass|kürz|sink|verringer|erhöh|aufrund|abrund|Mengen?\b|korrigier|begrenz)"
        r"[^.;,]{0,50}\bauf\s+"
        r"|\b(?:also|somit|daher|ergibt)\s+"
    ),
    "whole_after": (
        r"\s*(?:¦+\s*)?(?:statt\b|anstatt\b|anstelle\b|insgesamt\b|gesamt\b|maximal\b|(?:sind|ist)\s+alles\b"
        r"|(?:reduziert|gekürzt|geändert|angepasst|begrenzt|aufgerundet|abgerundet)\b)"
    ),
    "fate_after": (
        r"\s*(?:¦+\s*)?(?:sind|ist|waren|wurden?|haben|hat|hängen|liegen|stecken|stehen|müssen|mussten|werden|können"
        rf"|bleiben|brauchen)\s+(?!(?:(?:noch|derzeit|nur|aktuell|momentan|jetzt|heute|sofort|dann|wir|Ihnen)\s+|·+\s*)*"
        rf"(?:{_HAPPENS}|geliefert|versendet|versandt|verschickt|liefern|senden|kommen|bestätigen|anbieten)\b)"
    ),
    "move_before": (
        r"(?:\b(?:um|plus|minus|zuzüglich|zzgl\.?|abzüglich|abzgl\.?|weitere|zusätzlich(?:e|en)?|Gutschrift)|[+−])"
        r"\s*(?:(?:von|eine[nr]?|rund|etwa|ca\.?)\s+)*"
        rf"|\b(?:{_SHIFT})\b(?:\s+(?:von|ist|beträgt|um|in\s+Höhe\s+von))*[\s:=]*"
        rf"|\b(?:{_CHARGE})\b\.?(?:\s+(?:von|ist|sind|beträgt|betragen|wird|werden|mit|je|pro|in\s+Höhe\s+von))*[\s:=]*"
    ),
    "move_after": (
        rf"{_EACH}\s*,?\s*(?:mehr\b|weniger\b|extra\b|zusätzlich\b|höher\b|teurer\b|billiger\b|günstiger\b|Rabatt\b"
        r"|Nachlass\b|Aufpreis\b|Aufschlag\b|Zuschlag\b|Ersparnis\b|Preiserhöhung\b|inkl|inklusive|MwSt|brutto\b"
        r"|Gutschrift\b|draufschlagen\b|aufschlagen\b|nachlassen\b"
        rf"|erhöht\b|gesenkt\b|für\s+(?:die\s+|den\s+)?(?:{_CHARGE})|ab\s+(?!\d|EUR|Werk|Lager))"
    ),
    "price_before": (
        r"\b(?:(?:Einzel|Stück)?preise?s?|kostet|kosten)\b(?:[\s¦·]+(?:von|ist|beträgt|sind|jetzt|nun|neu|neue|lautet|je|pro"
        r"|Stück|steigt|sinkt|wird|auf|liegt|bei|der|das|für|Pos\.?|Position|\d{1,2}|künftig|erhöht|sich))*[\s¦·:=@]+"
        r"|(?:\b(?:auf|zu|à|je|nun|jetzt|beträgt)|@)[\s:=]+"
    ),
    "basis_noun": r"(?:Einzel|Stück)?preise?n?|kostet|kosten",
    "basis_link": (
        r"sind|ist|alle|netto|immer|jeweils|verstehen|versteht|sich|gelten|gilt|lauten|lautet|unsere|die|der|stets|EUR"
        r"|Euro|beziehen|bezieht|angegeben|und|auf|Basis"
    ),
    "basis_label": r"Preis-?einheit|Preis-?basis|PE",
    "basis_per": r"je|pro|per|à|(?:beziehen|bezieht)\s+sich\s+auf|bezogen\s+auf|(?:auf\s+)?Basis(?:\s+von)?",
    "basis_for": r"für",
    "basis_count": r"hundert|tausend|Hdt|Tsd|Dutzend",
    "price_noun": r"preis",
    "price_link": r"von|ist|nun|jetzt|beträgt|auf|neu",
    "price_after": (
        r"\s*(?:(?:je|pro|per|/)\s*(?:St(?:ü|ue)ck|Stk|Stck|St\b|Einheit|¦+)|statt\b|anstatt\b"
        r"|anstelle\b)"
    ),
    "valid_from": (
        r"\b(?:ab|gültig\s+(?:ab|seit)|mit\s+Wirkung\s+(?:zum|vom|ab)|seit|nach)\s+(?:(?:dem|den)\s+|\w+tag,?\s+)*"
    ),
    "valid_later": (
        r"\b(?:nächste[nms]?|kommende[nms]?)\s+(?:Jahr\w*|Quartal\w*|Saison)\b|\b(?:künftige|weitere|folgende|zukünftige)n?\s+"
        r"(?:Bestellungen|Aufträge)\b|\bPreisliste\b|\b(?:für|im\s+Jahr)\s+20\d\d\b"
    ),
}
"""Patterns of `amount_roles.py`: `…_before` ends at the number, `…_after` begins behind it."""
