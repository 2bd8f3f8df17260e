"""What keeps English words from being a promise: no, if, except, perhaps, and terms that nobody ordered."""

from __future__ import annotations

from crossdock.reading.mail.words.base import Signal

_INCOTERM = (
    r"ex[\s-]?works?|exw|ex[\s-]?factory|fca|fob|cif|cfr|cpt|cip|dap|dpu|ddp|free\s+(?:house|delivered"
    r"|delivery)"
    r"|carriage\s+paid|delivered\s+duty\s+\w+"
)

LIMITS: dict[Signal, str] = {
    Signal.EX_WORKS: r"\bex[\s-]?works?\b|\bexw\b|\bex[\s-]?factory\b|\bfca\b",
    Signal.CONDITION: (
        r"\bif\b|\bunless\b|\bprovid(?:ed|ing)\s+(?:that\b|you\b|we\b|the\b|it\b|there\b)|\bin\s+case\b"
        r"|\bwhether\b|\bsubject\s+to\b|\bshould\s+you\b|\bonce\b|\bas\s+long\s+as\b|\bassuming\b"
        r"|\bon\s+(?:the\s+)?condition\b|\bcondition(?:al|ed)\b|\bpending\b|\bdepend(?:s|ing)?\s+(?:up)?on\b"
        r"|\bas\s+soon\s+as\b|\bagainst\s+(?:\w+\s+)?(?:pre-?)?payment\b|\b(?:only|not)\s+(?:\w+\s+)?after\b"
        r"|\bwithout\s+(?:engagement|obligation|commitment)\b"
    ),
    Signal.PROVISO: (
        r"\bsubject\s+to\b(?!\s+(?:(?:our|the|general|standard)\s+)*(?:terms|conditions|t&c|change))"
        r"|\bunless\b(?!\s+(?:otherwise|you))|\bprovid(?:ed|ing)\s+(?:that|we|the|it|there)\b"
        r"|\bonly\s+(?:\w+\s+){0,2}if\b|\bassuming\b|\bon\s+(?:the\s+)?condition\s+that\b"
    ),
    Signal.NEGATION: (
        r"\bnot\b|n't\b|\bno\b|\bnever\b|\bneither\b|\bnor\b|\bwithout\b|\bcannot\b|\bnothing\b|\bnone\b"
    ),
    Signal.EXCEPT: (
        r"\bexcept(?:ing|ions?)?\b|\b(?:apart|aside)\s+from\b|\bother\s+than\b(?!\s+that)|\bsave\s+for\b"
        r"|\bexclu(?:de[sd]?|ding|sion)\b|\breservations?\b|\brestrict|\blimitations?\b|\bprotest\b"
        r"|\ball\s+but\b|\bbesides\b|\bminus\b"
    ),
    Signal.DENIAL: (
        r"\bimpossible\b|\bunable\b|\bunavailable\b|\bunlikely\b|\brefus(?:e|ed|es|al|ing)\b|\breject"
        r"|\bdeclin(?:e|ed|es|ing)\b|\bfail(?:s|ed|ing)?\b|\bfell\s+through\b|\bcancel|\bcalled\s+off\b"
        r"|\bwithdr(?:aw|awn|ew)\b|\bruled\s+out\b|\b(?:was|were)\s+(?:to|supposed|meant)\b|\bno\s+longer\b"
        r"|\bshould\s+have\b|\bwould\s+have\b|\bhad\s+been\b|\bmissed\b"
    ),
    Signal.TROUBLE: (
        r"\bunfortunately\b|\bregret|\bafraid\b|\bsadly\b|\bproblems?\b|\btrouble|\bissues?\s+with\b"
        r"|\bdifficult"
        r"|\bdamaged?\b|\bbroken?\b|\bbreakdown\b|\blost\b|\bs[au]nk\b|\bstolen\b|\bdestroyed\b|\bshortage"
        r"|\binsufficient\b|\bdrop(?:ped|ping)?\b(?!\s*-?ship)|\bsuspend|\binsolven|\bbankrupt"
        r"|\bno\s+longer\b"
        r"|\bon\s+allocation\b|\bon\s+hold\b|\bsold\s+out\b|\bout\s+of\s+(?:stock|range|production)\b"
    ),
    Signal.IDLE: (
        r"\b(?:no|without|not\s+an?)\s+(?:any\s+|further\s+|other\s+)?(?:problems?|issues?|changes?"
        r"|deviations?"
        r"|differences?|delays?|objections?|exceptions?|(?:extra\s+|additional\s+)?(?:costs?|charges?"
        r"|fees?)|surcharges?|partial\s+\w+"
        r"|trouble|doubt|need|(?:order\s+)?(?:confirmation|acknowledge?ment|acceptance)s?)\b"
        r"|\bnot\s+(?:yet\s+)?(?:an?\s+)?(?:order\s+)?(?:confirmation|acknowledge?ment|acceptance)\b"
        r"|\bno\s+(?:yet\s+)?order\s+confirmation\b|\bnot?\s+(?:any\s+)?later\s+than\b"
        r"|\bnot\s+(?:been\s+|be\s+)?(?:changed|affected|delayed|late|only)\b|\bavoid\w*\s+(?:any\s+"
        r"|further\s+)?delays?\b"
        r"|\b(?:late|delayed)\s+(?:reply|response|answer|feedback)\b"
        r"|\bdelay\s+in\s+(?:answering|replying|responding|getting|coming)\b"
        r"|\b(?:do\s+not|don't)\s+(?:hesitate|worry|reply|forget)\b"
        r"|\b(?:if|in\s+case|should|once)\s+(?:you\s+|there\s+|of\s+)*(?:have\s+|are\s+|need\s+|require\s+"
        r"|should\s+)*"
        r"(?:any\s+|further\s+|other\s+|more\s+|some\s+|additional\s+)*(?:questions?|quer(?:y|ies)"
        r"|information|help|assistance)\b"
        r"|\bwithout\s+(?:a\s+)?signature\b|\bno\s+signature\b|\bnothing\s+(?:has\s+)?changed\b"
        r"|\b(?:free\s+of|no|without(?:\s+any)?)\s+charge\b"
        r"|\bif\s+(?:ok|okay|so|possible|required|necessary|applicable|any)\b|\bonce\s+(?:again|more)\b"
        r"|\b(?:excl(?:uding|\.)?|without|plus|no|not\s+including)\s+(?:\w+\s+)?(?:VAT|tax(?:es)?|duty"
        r"|freight|packing)\b"
        r"|\b(?:vat|tax|customer|account|reg|tel|order|po|p\.o\.|line|item|pos|position|part|article|art"
        r"|ref|reference|confirmation|tracking|invoice|batch"
        r"|model|our|your)\s+no\b\.?|\bno\.?\s*[:#]?\s*[A-Z]{0,4}-?\d"
    ),
    Signal.HEDGE: (
        r"\bmaybe\b|\bmight\b|\bperhaps\b|\bnot\s+(?:quite\s+|yet\s+)?(?:sure|certain|fixed"
        r"|confirmed)\b|\bhope(?:fully|\s+to)?\b|\bshould\s+know\b|\beither\b|\bpossibly\b|\bunclear\b"
        r"|\bcould\s+(?:be|slip|also)\b|\bmay\s+(?:\w+\s+)?(?:vary|differ|change|deviate|be|slip)\b"
        r"|\btentative|\bsome\s?time\b|\bif\s+all\s+goes\b|\btry\s+(?:our"
        r"|to)\b|\b(?:about|approx(?:\.|imately)?|around|roughly)\s+(?:\d+|an?|one|two|three|four|five"
        r"|six|eight|ten)\s+(?:\w+\s+)?(?:days?|weeks?|months?)\b"
    ),
    Signal.NO_CANCEL: (
        r"\byour\s+(?:\w+\s+){0,3}cancel|\bcancel\w*\s+(?:\w+\s+)?(?:requests?|fees?|charges?|costs?|polic\w+|terms)\b"
        r"|\b(?:late|early|possible|able|want|wish|like|asked|right|request\w*)\s+(?:\w+\s+){0,2}to\s+cancel"
        r"|\byou\s+(?:\w+\s+){0,2}cancel|\b(?:avoid|prevent)\w*\s+(?:\w+\s+){0,2}cancel"
    ),
    Signal.FOR_NOW: (
        r"\b(?:before|until|till|prior\s+to|earlier\s+than|temporar\w+|currently|presently|momentarily|yet"
        r"|at\s+(?:the\s+)?(?:moment|present)|(?:for|right)\s+now|for\s+the\s+time\s+being|so\s+far|in\s+time|on\s+time"
        r"|today|this\s+(?:year|month|week|quarter|season|time|side)|within|by|so\s+(?:fast|quickly|soon|early))\b"
    ),
    Signal.HELD: (
        r"\bstop(?:s|ped|ping)?\b|\bhalt(?:s|ed|ing)?\b|\bsuspend\w*|\bblock(?:s|ed|ing)?\b|\bwithh(?:eld|old\w*)|\bfr(?:ozen?|eez\w*)"
        r"|\bheld\b|\bon\s+hold\b|\bcredit\s+(?:limit|hold|block)"
        r"|\bhold(?:s|ing)?\s+(?:back\b|(?:the\s+|your\s+|our\s+|all\s+)?(?:deliver|shipment|order))"
        r"|(?:\b(?:not|no|cannot|never|won't)|n't)\s+(?:\w+\s+){0,2}(?:ship|deliver|dispatch|despatch|send|supply|suppli|releas)"
        r"|\b(?:ship|deliver|dispatch|despatch|send|releas|produc|start)\w*\s+(?:\w+\s+){0,5}(?:after|once|until|before|unless|against)\b"
        r"|\b(?:after|once|until|before|unless)\s+(?:\w+\s+){0,7}(?:ship|deliver|dispatch|despatch|releas)"
    ),
    Signal.GOODS: (
        r"\borders?\b|\bgoods\b|\bdeliver(?:y|ies)\b|\bshipments?\b|\bsuppl(?:y|ies)\b|\byour\s+account\b"
    ),
    Signal.LATE_PAYMENT: (
        r"\b(?:late|delayed|overdue|outstanding)\s+payments?\b|\bpayments?\s+(?:\w+\s+){0,9}?(?:late|delayed|overdue)\b"
        r"|\b(?:pay|settle|payment|settlement)\w*\s+(?:\w+\s+){0,4}without\s+(?:\w+\s+)?delay"
    ),
    Signal.RETRACTED: (
        r"\b(?:sent|issued|confirmed|created)\s+(?:\w+\s+)?(?:in\s+error|by\s+mistake|by\s+accident)\b"
        r"|\bin\s+error\b|\bby\s+mistake\b"
        r"|\bmistakenly\b|\berroneous(?:ly)?\b|\b(?:please|kindly|pls)\s+(?:ignore|disregard)\b"
        r"|\bdisregard\b|\bnull\s+and\s+void\b"
        r"|\b(?:is|are|was|be|as|now)\s+(?:void|invalid|obsolete)\b|\bno\s+longer\s+valid\b|\b(?:retract"
        r"|revoke|recall|take\s+back|withdraw)\w*\s+(?:\w+\s+){0,3}confirmation"
    ),
    Signal.SUM: (
        r"\b(?:(?:sub|grand)?\s?totals?|sum|(?:order|line|goods|net|gross|invoice|total)\s+(?:value"
        r"|amount)|(?:sur)?charges?|fees?"
        r"|min(?:imum|\.)?|MOQ|MOV|plus|alloy|freight|packing|packaging|carriage|postage|handling|deposit)(?!\w)"
    ),
    Signal.MINIMUM: r"\bmin(?:imum|\.)?(?!\w)|\bMOQ\b|\bsmallest\b",
    Signal.TERMS: (
        r"\bmin(?:imum|\.)?\s+(?:(?:order|lot|batch|production)\s+)?(?:charge|fee|value|quantit\w+|qty"
        r"|amount|size|lot|batch)|\bMOQ\b|"
        r"\bat\s+(?:your|the\s+(?:buyer|customer|consignee)'?s?)\s+(?:own\s+)?(?:cost|expense|charge)s?\b"
        r"|\b(?:for|to)\s+your\s+account\b|\bborne\s+by\s+(?:you|the\s+(?:buyer|customer))\b"
        r"|\byou\s+(?:will\s+(?:have\s+to\s+)?|have\s+to\s+|must\s+)?(?:bear"
        r"|pay\s+(?:for\s+)?)(?:\s*the)?\s*(?:freight|carriage"
        r"|transport|shipping|delivery|packing|postage)\b"
        r"|\b(?:freight|carriage|transport|shipping|delivery|packing|postage|handling)(?:\s+(?:cost|charge"
        r"|fee)s?)?\s+"
        r"(?:(?:will|is|are|has|have|to|now|must|shall)\s+)*(?:be\s+|been\s+)?(?:charged|invoiced|billed"
        r"|added|extra|collect|payable"
        r"|not\s+included|paid\s+by\s+(?:you|the\s+(?:buyer|customer)))\b"
        r"|\b(?:we|i)\s+(?:will\s+|must\s+|have\s+to\s+|now\s+)*(?:charge|invoice|bill"
        r"|add)\s+(?:you\s+)?(?:\w+\s+){0,4}"
        r"(?:freight|carriage|transport|shipping|packing|postage|handling|fees?|charges?|extra|surcharges?)\b"
        r"|\b(?:additional|extra|handling|setup|tooling)\s+(?:charge|fee|cost)s?\b|\bsurcharges?\b"
        r"|\b(?:minimum|small)[\s-]+(?:order|quantity)s?\s+(?:\w+\s+)?(?:charge|fee|value|applies)\b"
        r"|\b(?:pay(?:ment|able|ing)?|paid)\s+(?:\w+\s+){0,2}in\s+advance\b|\b(?:advance"
        r"|up-?front)\s+payments?\b|\bpre-?pay(?:ment|able)?\b"
        r"|\bdown[\s-]payment\b|\bcash\s+(?:on|before)\s+delivery\b|\bpro\s*-?forma\s+(?:payment|only)\b"
        r"|\bdeposit\s+of\b"
        r"|\bafter\s+(?:the\s+)?receipt\s+of\s+(?:your\s+|the\s+)?payment\b"
        rf"|\b(?:(?:is|are|be)\s+now|only|instead|but)\s+(?:on\s+an?\s+|be\s+)?(?:{_INCOTERM})\b"
        rf"|\b(?:{_INCOTERM})\b[^.;]{{0,30}}\b(?:instead|only|rather\s+than|and\s+not|in\s+place\s+of"
        r"|no\s+longer)\b"
        rf"|\b(?:instead\s+of|rather\s+than|in\s+place\s+of|no\s+longer)\s+(?:\w+\s+)?(?:{_INCOTERM})\b"
        r"|\b(?:payment|delivery|our|new|different)\s+terms\s+(?:\w+\s+){0,2}(?:chang|now\b|apply\b"
        r"|differ)\w*"
        r"|\b(?:new|changed|different)\s+(?:payment\s+|delivery\s+)?terms\b"
    ),
}
