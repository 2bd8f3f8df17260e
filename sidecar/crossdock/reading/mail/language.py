"""Which language a text is in, by its small words: enough for business mail, and it explains itself."""

from __future__ import annotations

import re

from crossdock.reading.mail.word_set import word_set
from crossdock.reading.mail.words.de import GERMAN
from crossdock.reading.mail.words.en import ENGLISH

_SMALL_WORDS: dict[str, frozenset[str]] = {
    "en": word_set(
        """
    the and is are we you your our will be to of for on with this that have has please not but from
    it as can at by in order delivery i been us they would was now dear thank thanks week all
    """
    ),
    "de": word_set(
        """
    der die das und ist sind wir sie ihre ihr ihrer ihrem unser unsere wird werden zu von für mit
    auf nicht aber den dem ein eine einen im am bei als auch noch nur leider bitte haben bestellung
    liefertermin zum zur sich wie dass uns ihnen ich damen herren lieferung guten
    """
    ),
    "nl": word_set(
        """
    de het een en is zijn wij u uw jullie ons onze wordt worden van voor met op niet maar bij ook
    nog helaas dat die te naar kunnen geen beste order levering bestelling week heeft hebben dit
    vriendelijke
    """
    ),
    "fr": word_set(
        """
    le la les des et est sont nous vous votre notre nos vos sera pour avec sur pas mais du au une un
    par que ne bonjour commande livraison merci dans ce cette à en de été
    """
    ),
    "es": word_set(
        """
    el la los las y es son su nuestro nuestra será para con no pero del al una un por que pedido
    entrega gracias buenos días en este esta se de le les os hemos adjunto
    """
    ),
    "it": word_set(
        """
    il la i gli le e è sono vostro nostro sarà per con non ma del della al una un che ordine
    consegna grazie buongiorno in questo di si vi abbiamo alla dei allegato
    """
    ),
    "pl": word_set(
        """
    i w z na jest są nie że do się dla po od przez oraz państwa zamówienie zamówienia dostawa
    dziękujemy proszę nasz termin o za dzień dobry pozdrawiam
    """
    ),
    "da": word_set(
        """
    og er vi du jeres din vores bliver til af for på med ikke men den det en et som har ordre
    levering hej tak fra kan desværre
    """
    ),
    "sv": word_set(
        """
    och är vi du er vår blir till av för på med inte men den det en ett som har order leverans hej
    tack från kan tyvärr
    """
    ),
    "pt": word_set(
        """
    o a os as e é são nós seu nosso será para com não mas do da ao uma um por que pedido encomenda
    entrega obrigado bom dia em este
    """
    ),
    "cs": word_set(
        """
    a je jsou ne že do se pro po od vaše naše objednávka dodání děkujeme prosím termín dobrý den
    """
    ),
}
_GREETINGS_DE = word_set(
    """
    hallo moin servus tag morgen abend mfg lg vg gruß gruss grüße grüßen gruesse freundlichem
    freundlichen freundliche herzliche viele schöne danke dank mehr weniger fehlen statt storniert
    verschoben verspätet verzögert woche wochen tage tagen monat früher später erst sondern ab
    """
)
"""Greetings, and German words of changes that no other language writes like that."""
_LETTERS = {
    "de": "äöüß",
    "fr": "çêèœ",
    "es": "ñ¿¡",
    "pl": "łąęśżźń",
    "da": "øæ",
    "sv": "å",
    "pt": "ãõ",
    "cs": "řůěč",
}
_TERMS = {
    "en": ENGLISH.plain | ENGLISH.months.keys() | ENGLISH.weekdays.keys(),
    "de": GERMAN.plain | GERMAN.months.keys() | GERMAN.weekdays.keys() | _GREETINGS_DE,
}
_WORD = re.compile(r"[^\W\d_]+")


def language_of(text: str, *, default: str = "en") -> str:
    """Return the ISO 639-1 code of the text's language, `default` where too little is said."""
    words = _WORD.findall(text[:20_000].lower())
    scores = {code: sum(word in small for word in words) for code, small in _SMALL_WORDS.items()}
    for code, letters in _LETTERS.items():
        scores[code] += sum(any(letter in word for letter in letters) for word in words[:400]) // 2
    best = max(scores, key=lambda code: (scores[code], code == default))
    if scores[best] >= 2:
        return best
    # few small words: the terms of trade and the greetings of the languages that are read tell it
    terms = {
        code: scores[code] + sum(len(word) > 1 and word in known for word in words)
        for code, known in _TERMS.items()
    }
    best = max(terms, key=lambda code: (terms[code], code == default))
    return best if terms[best] else default
