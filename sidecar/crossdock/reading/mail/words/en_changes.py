"""What English sentences about another day are made of: how it moves, why, and what is no day of delivery."""

from __future__ import annotations

from crossdock.reading.mail.word_set import word_set

_DAY = r"(?:(?:on|by|for|the|of)\s+)*(?=[·¦])"
_TIME = rf"(?:on\s+time|in\s+time|on\s+schedule|as\s+(?:planned|agreed|scheduled|ordered|promised)|{_DAY})"
_CANNOT = (
    r"(?:can(?:not|'t|\s+not)|could(?:\s+not|n't)|will\s+(?:definitely\s+)?not|won't|(?:is|are|was"
    r"|were)(?:\s+not|n't)"
    r"|(?:un|not\s+)able\s+to|not)"
)
_COMES = (
    r"(?:be\s+)?(?:ready|finished|available|deliver(?:ed)?|ship(?:ped)?|dispatch(?:ed)?|sent|send"
    r"|suppl(?:y|ied)|make|meet|keep"
    r"|hold|reach\s+you|arrive|come|complete(?:d)?|manage|with\s+you)"
)
_DATE_NOUN = (
    r"(?:(?:delivery|shipping|ship|dispatch|arrival|due|completion)\s+)?(?:dates?|etas?|etds?|days?|times?)"
)

PHRASES: dict[str, str] = {
    "not_on_time": (
        rf"\b{_CANNOT}\s+(?:(?:yet|now|to)\s+)*{_COMES}\s+(?:(?:it|this|the|your|order|¦+|delivery|agreed"
        rf"|requested|confirmed"
        rf"|planned|original|promised|you|to|in\s+full)\s+)*{_TIME}"
        rf"|\bnot\s+(?:\w+\s+)?(?:until|till)\s+{_DAY}|\b{_CANNOT}\s+{_COMES}\s+(?:until|till)\s+{_DAY}"
        rf"|\bnot\s+(?:be\s+|yet\s+)*(?:ready|finished)(?:\s+(?:yet|in\s+time|on\s+time))?\b"
    ),
    "new_day": (
        r"\b(?:please\s+note\s+(?:(?:the|our)\s+)?)?"
        rf"(?:new|revised|updated|changed|amended|adjusted|rescheduled|latest|current"
        rf"|next)\s+(?:\w+\s+)?{_DATE_NOUN}\b"
        rf"|\b{_DATE_NOUN}\s+(?:(?:has|have|had|was|is|will|must|needs?|to|be|been|now)\s+)*(?:changed"
        rf"|changes|change|revised"
        r"|updated|adjusted|amended)\b(?:\s+to\b)?"
        rf"|\b(?:only|first)\s+(?:be\s+)?(?:{_COMES}\s+)?(?:possible\s+)?{_DAY}"
        r"|\b(?:have|has|need|needs)\s+to\s+(?:be\s+)?(?=postpone|move|delay|reschedule)"
    ),
    "new_amount": (
        r"\b(?:new|revised|changed|updated)\s+(?:unit\s+)?(?:price|quantity)(?:\s+(?:is|are|of|now|will"
        r"|be)|\s*:)*\s+(?=¦)"
        r"|\b(?:unit\s+)?price\s+(?:rises|increases|goes\s+up|changes|drops|falls)\s+to\s+(?=¦)"
        r"|\b(?:can\s+|will\s+)?only\s+(?:(?:be\s+)?(?:deliver(?:ed)?|ship(?:ped)?|send|supply"
        r"|have)\s+)?(?=¦)|\b(?:instead\s+of|rather\s+than)\s+(?:(?:on|the)\s+)*(?=[·¦])"
    ),
    "weekday": r"\b(?:mon|tues|wednes|thurs|fri|satur|sun)day,?\s+(?:the\s+)?(?=[·¦])",
    "shortage": (
        r"\b(?:an?\s+|the\s+)?(?:short(?:age)?|lack|out)\s+of\s+(?:raw\s+)?(?:materials?|steel|components?"
        r"|parts?"
        r"|staff|personnel|drivers?"
        r"|capacity|containers?|transport|trucks?)\b"
    ),
    "sorry": (
        r"\b(?:please\s+)?(?:accept|excuse)\s+(?:our|my|the|this|any|us)\s+(?:\w+\s+)?(?:apolog\w+|delay"
        r"|inconvenience|trouble)"
        r"|\b(?:we|i)?\s*(?:hope|ask|trust)\s+(?:for\s+|you\s+(?:will\s+"
        r"|can\s+)?)?(?:your\s+)?(?:kind\s+)?understand(?:ing)?\b"
        r"|\bfor\s+(?:any|the)\s+inconvenience(?:\s+(?:this|it)\s+(?:may|might|will)\s+cause(?:\s+you)?)?"
    ),
    "told": (
        r"\b(?<!will )(?<!shall )(?<!'ll )(?:(?:we|i)\s+)?(?:(?:have|has|had|must|am|are|would\s+like"
        r"|want|need|writing|just|been|sorry"
        r"|regret|unfortunately)"
        r"\s+)*(?:to\s+)?(?:inform|tell|let|advise|report|say|informed|told|advised)\s+(?:you\s+"
        r"|us\s+)?(?:know\s+)?(?:that\b|of\b)"
        r"|\b(?:keep|hold)\s+you\s+(?:informed|posted|updated)\b"
    ),
}
"""Phrases that say no more than that the day moves, and that somebody is sorry."""

PLAIN = word_set(
    """
    because since unfortunately regret regrettably sadly sorry apologise apologize apologies apology
    inconvenience understanding patience excuse bad good news update late later delay delays delayed
    delaying postpone postponed postponement move moved moves shift shifted shifts reschedule
    rescheduled slip slipped slips pushed put back behind schedule until till week weeks working
    business calendar earlier early sooner ahead forward brought bring already track time originally
    original previously due because owing reason cause caused causes result account issue issues problem
    problems trouble technical unexpected unforeseen internal machine machines machinery breakdown broke
    broken down failure failed outage repair repairs production manufacturing plant factory mill foundry
    tool tooling furnace oven press material materials raw steel component components shortage shortages
    bottleneck bottlenecks capacity capacities demand high supplier suppliers sub subcontractor
    subsupplier vendor upstream logistics forwarder freight haulier vessel ship port traffic accident
    congestion driver customs clearance inspection weather storm storms snow flood flooding strike
    strikes industrial action illness sickness sick staff personnel absence power border backlog must so
    that therefore thus hence reach reaches come comes coming came go goes going get gets got been was
    were had having very really truly follow follows following take takes taken hit hits
    """
)
"""Words that a sentence about another day, or its excuse, may be made of."""

GUESSES = word_set("expect expects expected estimated estimate")
"""Words of a plain confirmation that make another day a guess."""

_CAUSES = (
    r"(?:raw\s+)?materials?|steel|components?|(?:sub-?)?suppliers?|vendor|machines?|machinery|repairs?|strikes?"
    r"|outage|shortages?|bottleneck|shutdown|port|ship|vessel|customs|inspection|production|tooling|furnace"
    r"|plant|factory|mill"
)
_GOODS = (
    r"line|item|position|order|goods|delivery|deliver|delivered|shipment|consignment|they|it|we|you|rest|balance"
    r"|eta|date"
)

DATES: dict[str, str] = {
    "cause": (
        r"(?:^|[,;:.–-]\s*|\b(?:as|because|until|since|once|when|that|and|but)\s+)(?:(?:the|our|all|some)\s+)*"
        rf"(?:{_CAUSES})\b(?:\s+(?!(?:{_GOODS})\b)[^\W\d_]+){{0,7}}\W*$"
        r"|\b(?:at|in|to|into)\s+our\s+(?:\w+\s+)?(?:factory|plant|works|warehouse|stock|site|facility)\b"
        r"[^,;]*$"
        r"|\b(?:we|us)\s+(?:will\s+|expect\s+to\s+)?(?:receive|get)\s+(?:\w+\s+){1,3}(?:on|by|until)\s+\W*$"
    ),
    "cause_after": (r"^\W*(?:at|in|to)\s+our\s+(?:\w+\s+)?(?:factory|plant|works|warehouse|site|facility)\b"),
    "telling": (
        r"\bask\s+(?:us\s+|me\s+)?again\b|\breports?\s+(?=on|by|back|until)|\b(?:will|shall"
        r"|'ll)\s+(?:e-?mail|write|check|ask)\b|\blet(?:s|ting)?\s+(?:you|us|me|them)\s+know\b"
        r"|\b(?:tell|inform|advise|notify|update|contact|call|phone|brief|e-?mail|write\s+to"
        r"|ring)s?\s+(?:you|us|me)\b"
        r"|\b(?:shall|will|'ll)\s+(?:be\s+able\s+to\s+)?(?:advise|announce|communicate|confirm|report"
        r"|decide|clarify)\b"
        r"|\b(?:know|hear|learn|see|say|find\s+out)\s+(?:\w+\s+){0,3}?(?:more|better|from|whether|when|if"
        r"|exactly|further)\b"
        r"|\b(?:get|come|be|revert|report)\s+(?:right\s+)?(?:back|again)\s+(?:to|with|in)\b|\brevert\b"
        r"|\b(?:be|get|keep|stay)\s+in\s+touch\b"
        r"|\b(?:will|shall|to|can|should)\s+be\s+(?:\w+\s+)?(?:communicated|announced|advised|informed"
        r"|notified|told|confirmed"
        r"|given|decided|known|fixed|determined|clarified)\b"
        r"|\b(?:date|eta|schedule)\s+(?:will\s+|to\s+|shall\s+)?follows?\b"
        r"|\b(?:give|send|offer|name|provide|quote|issue|get|gets|receive|expect|await)s?\s+(?:you\s+"
        r"|us\s+)?(?:\w+\s+){0,4}?"
        r"(?:date|eta|schedule|information|details|confirmation|answer|feedback|updates?|news|reply"
        r"|response|report|status)\b"
        r"|\b(?:news|information|status|feedback|answer|decision|clarity|(?:an|next|another|further"
        r"|the)\s+update"
        r"|reply|response)\b(?!\s*[:=])"
    ),
    "date_noun": (
        r"(?:date|eta|etd|day|deadline)(?:\s+(?:¦+|for|of|now|is|will\s+be|to\s+be|would\s+be"
        r"|has\s+been\s+set\s+to|the|P\w+))*\s*[:=]?\s*$"
    ),
    "point": (
        r"(?:^|\b(?:on|by|until|till|before|from|than|this|next|around|about|within|in|at"
        r"|latest))\s*(?:the\s+)?$"
    ),
    "join": r"\s+(?:and|but|so|because|since|whereas|while|which|that|therefore|instead)\s+",
    "floor": (
        r"\b(?:at\s+(?:the\s+very\s+)?least|beyond|past|after|over"
        r"|(?<!no )(?<!not )later\s+than)\s+(?:the\s+)?$"
    ),
    "floor_after": (
        r"^\W*(?:\d{4}\W+)?(?:at\s+the\s+(?:very\s+)?(?:earliest|least|soonest)|or\s+(?:even\s+)?(?:later"
        r"|after|thereafter|beyond|longer)"
        r"|onwards?|at\s+best)\b"
    ),
    "not_refused": r"\b(?:until|till|later\s+than|only|but)\W*(?:\w+\W+){0,3}$",
    "refused": (
        r"\bout\s+of\s+the\s+question\b|\b(?:not|isn't)\s+(?:\w+\s+)?(?:possible|feasible|achievable)\b"
        r"|\bno\s+chance\b"
    ),
}

ASKED: dict[str, str] = {
    "other_terms": (
        r"\bwithdraw|\bwithdrawn\b|\bretract|\brevoke|\btake\s+back\b|\b(?:chang|amend|modif|revis|adjust"
        r"|reduc|increas|postpon|resched|cancel|split)(?:e|es|ed|ing"
        r"|ment|ion|ication|ule|led|s)?\b"
        r"|\bbring\s+(?:\w+\s+){0,3}?forward\b|\bpull\s+(?:\w+\s+){0,3}?in\b|\bmov(?:e|ed|ing)\b"
        r"|\binstead\b|\brather\s+than\b"
        r"|\b(?:put|place|keep|set)\s+(?:\w+\s+){0,3}?on\s+hold\b|\bon\s+hold\b"
        r"|\b(?:add|remove|delete|drop|replace|exchange|swap|stop|halt)\b|\bnew\s+(?:price|quantity|date"
        r"|delivery\s+date|version)\b"
        r"|\b(?:no\s+longer|not|n't)\s+(?:\w+\s+)?(?:need|want|require)|\bmore\s+(?:pieces|pcs)\b"
        r"|\b(?:only|just)\s+\d"
        r"|\b(?:earlier|sooner|later)\b|\b(?:double|half|twice)\b|\bdiffer(?:ent|s)?\b|\bdiscount\b"
        r"|\bexpress\b|\bby\s+air\b"
    ),
    "request": (
        r"\b(?:please|pls|kindly|(?:could|can|would|will)\s+you|we(?:'d|\s+would)\s+(?:like|prefer|need)"
        r"|we\s+(?:want|need|ask))\b"
    ),
    "polite": (
        r"\bas\s+soon\s+as\s+possible\b|\basap\b|\bby\s+return(?:\s+of\s+(?:e-?mail|post))?\b"
        r"|\bif\s+possible\b|\b(?:could|can|would)\s+you\b"
        r"|\bwe(?:'d|\s+would)\s+like\s+(?:you\s+)?to\b|\b(?:still|yet|soon|shortly|urgently|again)\b"
        r"|\bwe\s+(?:need|ask)\s+(?:you\s+to|your)\b"
    ),
    "any_change": (
        r"\bconfirmation\b[^.]{0,20}\bmissing\b|\bmissing\b[^.]{0,30}\bconfirmation\b|\b(?:any|all|every"
        r"|possible|eventual|of)\s+(?:\w+\s+){0,2}(?:changes?|delays?|deviations?"
        r"|differences?|modifications?"
        r"|amendments?)\b|\bno\s+later\s+than\b|\b(?:un|not\s+)changed\b|\bsee\s+you\s+later\b"
    ),
    "answer_by": (
        r"\b(?:confirm|answer|reply|respond|acknowledge|revert|sign|return|let\s+(?:us|me)\s+know"
        r"|get\s+back|come\s+back|feedback"
        r"|confirmation|acknowledge?ment)\w*(?:\s+(?!deliver|ship|arriv|dispatch)[\w¦]+){0,6}?\s+(?:by"
        r"|until|till|before|within|latest"
        r"|no\s+later\s+than)(?:\s+(?:the|end|of|\w+day))*\W*(?:\w+day)?\s*$"
    ),
    "answer_after": (
        r"^¦\W*(?:(?!deliver|ship|arriv|dispatch)\w+\W+){0,5}?(?:confirm|answer|reply|respond|acknowledge"
        r"|feedback|let\s+(?:us|me)\s+know)"
    ),
    "sender": r"from",
    "soon": r"^(?:soon|a\s+few\s+days)$",
}
"""Named patterns of `answered.py`: what asks for other terms, and what only bounds the answer."""
