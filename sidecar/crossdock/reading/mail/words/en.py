"""English, as suppliers write it all over the world."""

from __future__ import annotations

from crossdock.reading.mail.words.base import Words
from crossdock.reading.mail.words.en_amounts import AMOUNTS
from crossdock.reading.mail.words.en_changes import ASKED, DATES, GUESSES, PHRASES
from crossdock.reading.mail.words.en_changes import PLAIN as CHANGE_PLAIN
from crossdock.reading.mail.words.en_elsewhere import ELSEWHERE
from crossdock.reading.mail.words.en_harmless import HARMLESS, PLAIN
from crossdock.reading.mail.words.en_limits import LIMITS
from crossdock.reading.mail.words.en_parts import PARTS
from crossdock.reading.mail.words.en_signals import SIGNALS

_UNIT = r"(?:working |business |calendar )?(?:days?|weeks?|wks?|months?)"
_NUMBER = r"(?:\d{1,3}|an?|one|two|three|four|five|six|seven|eight|nine|ten|twelve|fourteen)"

ENGLISH = Words(
    code="en",
    decimal_comma=False,
    months={
        "january": 1,
        "jan": 1,
        "february": 2,
        "feb": 2,
        "march": 3,
        "mar": 3,
        "april": 4,
        "apr": 4,
        "may": 5,
        "june": 6,
        "jun": 6,
        "july": 7,
        "jul": 7,
        "august": 8,
        "aug": 8,
        "september": 9,
        "sept": 9,
        "sep": 9,
        "october": 10,
        "oct": 10,
        "november": 11,
        "nov": 11,
        "december": 12,
        "dec": 12,
    },
    weekdays={
        "monday": 0,
        "mon": 0,
        "tuesday": 1,
        "tues": 1,
        "tue": 1,
        "wednesday": 2,
        "wed": 2,
        "thursday": 3,
        "thurs": 3,
        "thur": 3,
        "thu": 3,
        "friday": 4,
        "fri": 4,
        "saturday": 5,
        "sat": 5,
        "sunday": 6,
        "sun": 6,
    },
    numbers={
        "a": 1,
        "an": 1,
        "one": 1,
        "two": 2,
        "three": 3,
        "four": 4,
        "five": 5,
        "six": 6,
        "seven": 7,
        "eight": 8,
        "nine": 9,
        "ten": 10,
        "twelve": 12,
        "fourteen": 14,
    },
    units=(
        r"pcs?\.?|pieces?|units?|boxes|box|cases?|cs|cartons?|ctns?|packs?|pks?|pairs?|prs?|rolls?"
        r"|reels?|sets?"
        r"|bags?|cans?|bottles?|drums?|off|ea|each|nos|items?"
    ),
    measures=r"kgs?|kilos?|kilograms?|tonnes?|tons?|lbs?|litres?|liters?|metres?|meters?|feet|dozens?",
    count_noun=r"(?!(?:this|was|has|always|plus|less|as|is|ships|arrives|leaves|follows|goes|comes|remains)\b)[a-z]{2,}s|kg|g|t|lb|m|l|ft",
    joints=r"instead|rather|on|by|in|will|are|is|can|to\s+follow|left|arriv\w+|ship\w*|deliver\w*|as",
    signals=SIGNALS | PARTS | LIMITS | ELSEWHERE,
    amounts=AMOUNTS,
    harmless=tuple(HARMLESS.values()),
    plain=PLAIN,
    change_phrases=tuple(PHRASES.values()),
    change_plain=CHANGE_PLAIN,
    guesses=GUESSES,
    asked=ASKED,
    links={
        "and": r"and",
        "that": r"that",
        "reason": r"because|since|as\s+(?:the|our|we|an?)|due\s+to|owing\s+to",
        "article": r"the|this|that|our|your|an?",
        "noun_article": r"",
        "of": r"of",
        "of_name": r"of|from",
    },
    subjects=(
        r"\b(?:the|our|these|those)\s+(?P<noun>(?:[\w-]+\s+){0,2}?[\w-]+?)\s+(?:is|are|was|were|will"
        r"|won't|has|have|can(?:not)?"
        r"|slips?|moves?|arrives?|comes?|ships?|left)\b",
        r"(?P<noun>[\w-]+)\s+(?:of|on|from|for|in|under)\s+(?:your\s+|our\s+|the\s+)?(?:order\s+"
        r"|po\s*#?\s*|purchase\s+order\s+)"
        r"(?:no\.?\s*)?[A-Z]{0,3}\d",
        r"(?P<noun>[\w-]+)\s+(?:of|on|from|for|in)\s+P[O-]?\s?-?\d",
        r"\b(?:delivery|shipment|dispatch|date)\s+(?:of|for)\s+(?:the|our)\s+(?P<noun>[\w-]+)",
    ),
    line_nouns=r"lines?|positions?|items?|articles?|products?|rows?",
    line_links=r"of|the|your|our|these|those|this|order|ordered|single",
    ordinals={
        **{word: n for n, word in enumerate(["first", "second", "third", "fourth", "fifth"], start=1)},
        **{word: n for n, word in enumerate(["1st", "2nd", "3rd", "4th", "5th"], start=1)},
        "last": -1,
    },
    line_counts={
        **{word: n for n, word in enumerate(["one", "two", "three", "four", "five", "six"], start=1)},
        "both": 2,
        **dict.fromkeys(["some", "several", "few", "most", "many", "half", "part"], 0),
    },
    general_nouns=(
        r"orders?|deliver(?:y|ies)|shipments?|goods|dates?|eta|items?|lines?|parts?|products?"
        r"|materials?|consignment|it|all"
        r"|everything|quantit(?:y|ies)|prices?|ones|others?|rest|balance|remainder|articles?"
        r"|positions?|p\.?o\.?|update|news"
        r"|status|schedule|time|confirmation|acknowledge?ment|thank(?:s|\s+you)|you|details|delay"
        r"|problem|change|changes|load"
        r"|plan|pieces|boxes|cases|units?|pairs?|rolls?|sets?|order's|complete|whole|entire|full|lot"
        r"|production|below"
    ),
    reasons={
        "customs": r"\bcustoms\b|\bclearance\b|\bborder\b|\bimport\s+(?:licen|inspection)",
        "weather": (
            r"\bweather\b|\bsnow\b|\bstorms?\b|\bfloods?\b|\btyphoon\b|\bhurricane\b|\bice\b"
            r"|\bheavy\s+rain"
        ),
        "labour": (
            r"\bstrikes?\b|\bindustrial\s+action\b|\bstaff\s+shortage|\bshort[\s-]?staffed\b"
            r"|\bsick(?:ness)?\b|\billness\b|\blabou?r\b|\bwalk-?out\b"
        ),
        "holiday": (
            r"\bholidays?\b|\bchinese\s+new\s+year\b|\bcny\b|\bshutdown\b|\bgolden\s+week\b"
            r"|\bspring\s+festival\b|\bchristmas\s+(?:break|closure)|\bplant\s+closure\b"
        ),
        "quality": (
            r"\bquality\b|\bfailed\s+(?:\w+\s+)?(?:test|inspection)|\brework|\bdefect|\bscrap"
            r"|\breject(?:ed|s)?\b|\binspection\b"
        ),
        "material": (
            r"\b(?:raw\s+)?materials?\b|\bcomponents?\b|\bshortage\s+of\b|\bran\s+out\s+of\b"
            r"|\bsub-?suppliers?\b|\bour\s+(?:\w+\s+){0,2}supplier\b|\bresin\b|\bsteel\b|\bblanks\b"
            r"|\bchips?\b"
        ),
        "logistics": (
            r"\bvessel\b|\bport\b|\bcarrier\b|\bfreight\b|\btruck\b|\bforwarder\b|\bcontainers?\b"
            r"|\btransit\b|\bhaulier\b|\bshipping\s+line\b|\bcongestion\b|\broad\b|\btransport"
            r"|\bferry\b|\blorry\b|\bdriver\b"
        ),
        "capacity": (
            r"\bcapacity\b|\bfully\s+booked\b|\bfull\s+order\s+book\b|\bhigh\s+demand\b|\bbacklog\b"
            r"|\boverloaded\b|\bworkload\b|\bdemand\b"
        ),
        "production": (
            r"\bproduction\b|\bmachine\b|\bmanufactur|\bfactory\b|\bplant\b|\btool(?:ing)?\b"
            r"|\bbreakdown\b|\bline\s+(?:is\s+)?down\b|\boven\b|\bmould\b|\bextruder\b|\bpress\b"
        ),
        "other": r"\b(?:due\s+to|because\s+of|owing\s+to|reason)\b",
    },
    dates=DATES
    | {
        "week": (
            r"(?:calendar\s+week|week(?:\s+(?:no\.?|number))?|wk\.?|cw"
            r"|kw)\s*\.?\s*(?P<week>\d{1,2})(?!\d|[./-]\d{1,2}[./-])(?:\s*[/.-]\s*(?P<year>\d{4}"
            r"|\d{2})(?!\d)|\s+(?:of\s+)?(?P<year2>20\d\d))?"
        ),
        "week_of": (
            r"(?:w/c|week\s+(?:commencing|beginning|starting|of)|w/b|w/e|week\s+ending)\s+(?:the\s+)?$"
        ),
        "end_of": (
            r"(?:the\s+)?\bend\s+(?:of\s+)?(?:the\s+month\s+of\s+)?(?P<month>{months})\b\.?(?:\s+(?P<year>20\d\d))?"
        ),
        "end_of_month": r"\b(?:the\s+)?end\s+of\s+(?:the|this)\s+month\b",
        "end_of_next_month": r"\bend\s+of\s+next\s+month\b",
        "end_of_week": r"\b(?:the\s+)?end\s+of\s+(?:the|this)\s+week\b|\bthis\s+week\b",
        "next_week": r"\b(?:the\s+)?(?:end\s+of\s+)?next\s+week\b",
        "vague": (
            r"\b(?:early|mid(?:dle)?(?:\s+of)?|beginning\s+of|start\s+of|late|in|during"
            r"|sometime\s+in)[\s-]+(?P<month>{months})\b\.?(?!\s*\d)(?:\s+(?P<year>20\d\d))?"
            r"|\b(?:first|second|third|last)\s+week\s+of\s+\w+|\bnext\s+month\b|\b(?:q[1-4])\b"
            r"|\bafter\s+(?:christmas|easter|the\s+holidays|new\s+year)\b|\bin\s+the\s+new\s+year\b"
            r"|\ba\s+few\s+(?:days|weeks)\b|\bsoon\b|\bweek\s+after\s+next\b|\bfortnight\b"
            r"|\b(?:mon|tues|wednes|thurs|fri)day\s+(?:week\b(?!\s*\d)|fortnight\b|after\s+next\b)"
            rf"|\b{_NUMBER}\s+weeks?\s+(?:on|from|after)\s+(?:next\s+)?(?:mon|tues|wednes|thurs|fri)day\b"
        ),
        "new_day": r"\b(?:new|revised|updated|latest)\s+(?:\w+\s+){0,2}?(?:dates?|etas?|etd|days?)\b|\bnow\b",
        "weekday_link": r"in|of|on|the",
        "span_range": rf"\b(?P<low>{_NUMBER})\s*(?:-|–|to|or)\s*(?P<high>{_NUMBER})\s+(?P<unit>{_UNIT})\b",
        "after_event": (
            rf"\b(?:in\s+|within\s+)?(?:about\s+|approx\.?\s+)?(?:{_NUMBER}\s*(?:-|–|to)\s*)?{_NUMBER}\s+{_UNIT}\s+"
            r"(?:after|from|upon|following)\s+(?:the\s+|your\s+|our\s+)?(?:receipt|order|confirmation|approval|payment|release"
            r"|clarification|drawings?)\b|\bARO\b"
        ),
        "in_span": (
            rf"\b(?:in|within)\s+(?:about\s+|approx(?:\.|imately)?\s+|around\s+|another\s+"
            rf"|the\s+next\s+)?(?P<number>{_NUMBER})\s+(?P<unit>{_UNIT})(?:['’]?\s+time)?\b"
            rf"|\b(?P<number2>{_NUMBER})\s+(?P<unit2>{_UNIT})\s+from\s+(?:now|today)\b"
        ),
        "shift": (
            rf"\b(?:by|of|for)\s+(?:about\s+|approx(?:\.|imately)?\s+|another\s+"
            rf"|around\s+)?(?P<number>{_NUMBER})\s+(?P<unit>{_UNIT})\b"
            rf"|\b(?P<number2>{_NUMBER})\s+(?P<unit2>{_UNIT})\s+(?:late|later|delay|behind)\b"
            rf"|\b(?P<number3>{_NUMBER})[\s-](?P<unit3>{_UNIT})\s+delay\b"
            rf"|\b(?P<number4>{_NUMBER})\s+(?P<unit4>{_UNIT})\s+(?:earlier|sooner|ahead)\b"
        ),
        "shift_context": r"\bdelay|\blate|\bslip|\bpostpon|\bpush|\bmov|\bback\b|\bbehind\b",
        "sooner_context": r"\bearlier\b|\bsooner\b|\bahead\b|\bforward\b",
        "day_month": (
            r"(?P<day>\d{1,2})(?:st|nd|rd|th)?(?:\s+(?:of\s+)?|[-.\s]\s?"
            r"|\s?/\s?)(?P<month>{months})\b\.?(?:,?[\s./-]*(?P<year>(?:20)\d\d|['’]\d\d)(?!\d"
            r"|[.,]\d))?"
        ),
        "month_day": (
            r"\b(?P<month>{months})\b\.?[\s-](?:the\s+)?(?P<day>\d{1,2})(?:st|nd|rd|th)?(?![\d:.]\d|\d"
            r"|%)(?:,?\s*(?P<year>20\d\d)(?!\d))?"
        ),
        "day_only": (
            r"\bthe\s+(?P<day>\d{1,2})(?:st|nd|rd|th)\b(?!\s+(?:of\b|century|floor|line|position|item))"
        ),
        "weekday": (
            r"\b(?:on\s+|this\s+|next\s+|by\s+|for\s+)(?P<weekday>monday|tuesday|wednesday|thursday"
            r"|friday)\b(?!\s*,?\s*\d|\s+(?:the\s+)?\d)"
        ),
        "tomorrow": r"\btomorrow\b(?!\s+morning\s+we\s+know)",
        "agreed_label": r"\b(?:agreed|confirmed)\s*(?:\w+\s+){0,3}:?\s*$",
        "order_date": r"(?:\bdated|\bof|\bfrom|\bplaced\s+on|\breceived\s+on)\s+(?:the\s+)?$",
        "from_to": r"^\W*(?:(?:back|out|now)\s+)?(?:to|until|till|on\s+to)\b",
        "turns_into": (
            r"^\s*(?:[-=]{1,2}>|→|»)\s*|^\s*(?:becomes|(?:is|has)\s+(?:now\s+)?moved\s+to|is\s+now)\s"
        ),
        "recalled": r"\bas\s+(?:ordered|agreed|planned)",
        "put_off_to": (
            r"\b(?:until|till|(?:moved|moves|shifts|slips|postponed|delayed)\s+to)"
            r"\s+(?:the\s+|\w+day\W+)?$"
        ),
        "history": (
            r"(?:\b(?:discussed|spoke|spoken|talked|called|phoned|told|informed|advised|wrote|mailed|sent"
            r"|received|got|placed|entered|issued|dated|since|(?:was|were|been|already)\s+(?:\w+\s+)?"
            r"(?:delivered|shipped|collected|received|confirmed)|arrived|came|mail|e-?mail|message|letter|fax"
            r"|phone|enquiry|inquiry|quot(?:e|ation)|offer|drawing|revision)"
            r"(?:\s+(?:on|of|from|by|at|with|you|us|it|this|last|phone|the|\w+day,?))*"
            r"|\b(?:order|po|document|quote|entry|issue)\s+date\W*|^\W*date\W*)\s*$"
        ),
        "history_after": r"^\W*(?:call|phone|e-?mail|letter|discussion|conversation|quot\w+|offer)\b",
    },
)
