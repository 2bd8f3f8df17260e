"""English sentences that say nothing of the order's terms, by kind, and the words of a plain confirmation."""

from __future__ import annotations

from crossdock.reading.mail.word_set import word_set

_YOURS = (
    r"(?:(?:the|your|our|this|that|above|kind|recent|purchase|sales|valued|new|prompt|quick|continued"
    r"|further|latest|esteemed|valuable|loyal)\s+)*"
)
_SENT_BY_YOU = (
    r"(?:orders?|p\.?o\.?s?\b|e-?mails?|messages?|(?:e|i)nquir(?:y|ies)|repl(?:y|ies)|response|business"
    r"|interest|trust"
    r"|support|patience|help|co-?operation|understanding|custom|feedback|call|information|request)"
)
_PAPERS = (
    r"(?:(?:commercial\s+|pro\s?-?forma\s+)?invoices?|(?:delivery|dispatch|despatch|shipping|packing"
    r"|transport)\s+(?:notes?"
    r"|notices?|documents?|papers|lists?|details|advice)|certificates?(?:\s+of\s+(?:origin|conformity"
    r"|analysis))?"
    r"|(?:production\s+)?(?:pictures|photos)|data\s+sheets?|safety\s+data\s+sheets?"
    r"|tracking(?:\s+(?:numbers?|details|codes?|ids?"
    r"|information|links?))?|documents)"
)
_WHENEVER = (
    r"(?:separately|later|soon|shortly|in\s+due\s+course|by\s+(?:separate\s+)?(?:e-?mail|post|mail)"
    r"|(?:together\s+)?with\s+the"
    r"\s+(?:goods|delivery|shipment)|(?:after|up?on)\s+(?:dispatch|despatch|shipment|delivery)"
    r"|(?:once|as\s+soon\s+as|when)\s+(?:(?:the\s+)?(?:goods|order|they|it)\s+)?(?:(?:are|is|have"
    r"|has)\s+(?:been\s+)?)?(?:shipped"
    r"|dispatched|despatched|sent))"
)
_NAME = r"(?-i:[A-Z][\w.'’-]*)"
_MONTH = r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec|Christmas|Easter|Spring|Summer|Autumn|Winter)"

HARMLESS: dict[str, str] = {
    "greeting": (
        rf"^(?:dear|hi|hello|hey|good\s+(?:morning|afternoon|evening|day)|morning|afternoon|greetings)\b"
        rf"(?:[\s&]+(?:{_NAME}|and|all|team|sir|madam|sirs|valued|customers?|colleagues?|everyone|both"
        rf"|there|or)\b\.?){{0,5}}"
        r"(?=\s*[,!.:–-]|\s*$)"
    ),
    "thanks": (
        r"\b(?:(?:many|kind|best|again|so)\s+)*(?:thanks|thank\s+(?:you|u)|thx|cheers)\b"
        r"(?:\s+(?:very|so|again|in\s+advance|much|a\s+lot|kindly|indeed))*"
        rf"(?:\s+for\s+{_YOURS}{_SENT_BY_YOU}(?:\s+(?:and|&)\s+{_YOURS}{_SENT_BY_YOU})?)?"
        rf"|\b(?:we|i)\s+(?:very\s+much\s+|really\s+|greatly\s+)?appreciate\s+{_YOURS}{_SENT_BY_YOU}"
        r"|\bmuch\s+appreciated\b"
    ),
    "apology": (
        r"\b(?:(?:we|i)\s+)?(?:(?:are|am|do)\s+)?(?:(?:very|so|truly)\s+)?(?:sorry|apologi[sz]e"
        r"|apologies)\b(?:\s+(?:again|for|about|the|any|this|that|my|our|caused"
        r"|inconvenience|trouble|confusion|(?:late|delayed)\s+(?:reply|response|answer)))*"
    ),
    "cause": (
        r"(?:\bunfortunately,?\s+)?\b(?:our|the|one\s+of\s+our)\s+(?:raw\s+material\s+|sub-?)?suppliers?"
        r"(?:\s+of\s+[a-z]+(?:\s+[a-z]+)?)?\s+(?:has\s+|have\s+)?(?:let\s+us\s+down"
        r"|delivered\s+(?:to\s+us\s+)?late"
        r"|(?:was|were|is|are)\s+late)"
    ),
    "basis": (
        r"\b(?:as\s+per|according\s+to|with\s+reference\s+to|referring\s+to|in\s+accordance\s+with"
        rf"|further\s+to)\s+{_YOURS}(?:phone\s+|telephone\s+)?(?:{_SENT_BY_YOU}|offer|quotation"
        r"|conversation)"
    ),
    "received": (
        rf"\bwe\s+(?:have\s+)?received\s+{_YOURS}{_SENT_BY_YOU}|\b(?:well\s+)?received(?:\s+with)?(?=\W|$)"
        r"|\b(?:got|received)\s+(?:the|your)\s+[A-Za-z]{2,12}(?=[\s,.!]*$)"
    ),
    "paper": (
        r"(?:\b(?:please\s+)?(?:find|see)\s+|\byou\s+(?:will\s+)?(?:find|receive)\s+)?\b(?:attached"
        r"|enclosed)\b"
        r"(?:\s+(?:please\s+find|you\s+(?:will\s+)?find|is|are|to\s+this\s+(?:e-?mail|message|mail)))*"
        rf"(?:\s+{_YOURS}(?:signed\s+)?(?:order\s+)?(?:confirmation|acknowledge?ment|copy|pdf"
        r"|file))?(?:\s+as\s+(?:a\s+)?pdf\b)?"
    ),
    "papers_to_come": (
        r"(?:\b(?:(?:we|i)(?:'ll|\s+will|\s+shall)?|will)\s+(?:then\s+)?(?:send|forward|provide|e-?mail"
        r"|issue)\s+(?:you\s+|over\s+)?"
        rf"|\byou\s+(?:will\s+)?(?:then\s+)?(?:receive|get|find)\s+)(?:(?:the|an?|our|your)\s+)?{_PAPERS}"
        rf"(?:\s+(?:and|with|&)\s+(?:(?:the|an?|our)\s+)?{_PAPERS})*(?:\s+{_WHENEVER})*"
        rf"|\b(?:(?:the|an?|our|your)\s+)?{_PAPERS}(?:\s+(?:and|with|&)\s+(?:(?:the|an?|our)\s+)?{_PAPERS})*"
        r"\s+(?:will\s+|to\s+|shall\s+)?(?:follows?|be\s+(?:sent|issued|provided"
        rf"|e-?mailed))\b(?:\s+(?:to\s+you|{_WHENEVER}))*"
    ),
    "questions": (
        r"(?:\b(?:for|in\s+case\s+of|with|if\s+(?:you\s+have|there\s+are)|should\s+(?:you\s+have"
        r"|there\s+be)|do\s+you\s+have)\s+)?"
        r"(?:\b(?:any|further|other|more|additional)\s+)*\b(?:questions?|quer(?:y|ies)"
        r"|further\s+information|assistance)\b"
        r"(?:\s+(?:about|on|regarding|concerning)\s+(?:this|your|the)\s+(?:order|confirmation))?"
        r"|\b(?:if|should)\s+you\s+(?:need|require)\s+(?:any(?:thing)?|further|more|additional|\s)+(?:help"
        r"|information|else|details)?"
    ),
    "contact": (
        r"\b(?:please\s+|kindly\s+)?(?:do\s+not|don't)\s+hesitate\s+to\s+(?:contact|call|ask|write"
        r"|reach\s+out)(?:\s+(?:to\s+)?(?:us|me))?"
        r"|\b(?:please\s+|just\s+|simply\s+|kindly\s+|feel\s+free\s+to\s+)*(?:contact|call|phone"
        r"|write\s+to|e-?mail|ask|reply\s+to)"
        r"\s+(?:us|me|our\s+(?:sales|service|office)\s*(?:team|desk|department)?|(?:mr|ms"
        rf"|mrs)\.?\s+{_NAME}|this\s+e-?mail)"
        r"(?:\s+(?:any\s?time|directly))?(?=\s+(?:on|at|under|by|or|if)\b|\s*[,.;:!¦]"
        r"|\s*$)(?:\s+on\s+(?:mon|tues|wednes|thurs|fri)day|\s+(?:on|at|under|by\s+(?:phone|e-?mail)))*"
        r"|\b(?:just\s+|please\s+)*(?:give|drop)\s+(?:us|me)\s+a\s+(?:call|shout|ring|line)|\b(?:just\s+"
        r"|please\s+)*let\s+(?:us|me)\s+know\b"
        r"|\b(?:we|i)(?:'m|'re|\s+am|\s+are)\s+(?:always\s+|gladly\s+)?(?:at\s+your\s+disposal|(?:happy"
        r"|glad)\s+to\s+help|here\s+to\s+help)"
        r"|\b(?:we|i)(?:'ll|\s+will)\s+be\s+(?:happy|glad)\s+to\s+help"
        r"|(?:\b(?:opening|office)\s+hours\W*)?\bmon(?:day)?\s*(?:-|–|to)\s*(?:fri|thu)(?:day"
        r"|rsday)?\b[\s,:]*\d[\d:. ]*(?:[ap]\.?m\.?)?\s*(?:-|–|to)\s*\d[\d:. ]*(?:[ap]\.?m\.?)?"
    ),
    "wishes": (
        r"\b(?:(?:i|we)\s+)?(?:wish\s+you|have)\s+an?\s+(?:very\s+)?(?:nice|good|great|lovely|pleasant"
        r"|wonderful)\s+(?:day|evening|weekend|week"
        r"|afternoon|time|start)\b(?:\s+(?:in|into)\s+the\s+week)?"
        r"|\b(?:(?:i|we)\s+)?(?:trust|hope)\s+(?:that\s+)?(?:you\s+are|you're|this\s+(?:e-?mail\s+"
        r"|mail\s+)?finds\s+you|all\s+is|everything\s+is)"
        r"\s+(?:all\s+|doing\s+|keeping\s+)?(?:well|fine|good)(?:\s+with\s+you)?\b"
        r"|\bhope\s+you\s+are\s+well\b"
        r"|\b(?:(?:we|i)\s+(?:are\s+|am\s+)?)?look(?:ing)?\s+forward\s+to\s+(?:working\s+with\s+you"
        r"|hearing\s+from\s+you|(?:serving|supplying)\s+you"
        r"|(?:your|our|a|the|further|next|new|good|continued|future|successful|\s)+(?:orders?|business"
        r"|co-?operation|relationship|reply))(?:\s+again)?"
        r"|\b(?:merry|happy)\s+christmas(?:\s+and\s+a\s+happy\s+new\s+year)?|\b(?:kind|best"
        r"|warm)\s+(?:regards|wishes)\b|\byours\s+(?:sincerely|faithfully)\b"
        r"|\b(?:just\s+)?(?:for\s+your\s+(?:information|records|reference)|fyi|as\s+requested"
        r"|just\s+to\s+let\s+you\s+know)\b|\byou(?:'re|\s+are)\s+welcome\b"
    ),
    "reference": (
        r"\b(?:(?:our|your|the|quote|state|with|under|this|please|note|mention|always|use)\s+)*(?:order"
        r"|sales\s+order|confirmation|acknowledge?ment|reference|ref|customer|account"
        r"|offer|quot(?:e|ation)|project|contract|case|job|vendor|supplier|commission|delivery\s+note|so"
        r"|oc|ack?)"
        r"(?:\s+(?:confirmation|reference|ref))?[\s.]*(?:no|nr|number|num|id|code)?[\s.:#]*(?:is\s+"
        r"|:\s*)?(?=[\w/.-]*\d{2})(?-i:[A-Z0-9][A-Z0-9/._-]*[A-Z0-9])(?!\s*(?:pcs|pieces|units|%))"
        r"(?:\s+(?:in|on|with|for)\s+(?:all|any|your|further|future|correspondence|documents?|invoices?"
        r"|quer(?:y|ies)|communications?|\s)+)?"
    ),
    "payment": (
        r"\b(?:payment(?:\s+terms?)?|terms\s+of\s+payment|terms)\s*(?=[:,-]|\s(?:\d|net|as\s+agreed|are|is"
        r"|within|unchanged))"
        r"|\b(?:within\s+)?\d{1,3}\s*(?:calendar\s+)?days?['’]?\s*(?:[-,:/]?\s*\d(?:[.,]\d{1,2})?\s*%(?:"
        r"\s*(?:cash\s+)?discount)?|,?\s*(?:strictly\s+)?net(?:t)?\b(?:\s+cash)?"
        r"|(?:net\s+)?(?:from|after|of)\s+(?:the\s+)?(?:date\s+of\s+"
        r"|receipt\s+of\s+)?(?:the\s+)?invoice(?:\s+date)?)"
        r"|\b\d(?:[.,]\d{1,2})?\s*%\s*(?:cash\s+)?discount(?:\s+(?:within"
        r"|for\s+payment\s+within)\s+\d{1,2}\s+days)?"
        r"|\bnet(?:t)?\s*\d{1,3}(?:\s*days)?\b|\b(?:by|per|on)\s+invoice\b|\bby\s+bank\s+transfer\b"
    ),
    "incoterm": (
        r"\b(?:(?:delivery\s+terms?|incoterms?|terms\s+of\s+delivery)\s*[:,]?\s*)?(?-i:EXW|FCA|FOB|CIF|CFR"
        r"|CPT|CIP|DAP|DPU|DDP)"
        rf"(?:\s+(?!{_MONTH}){_NAME}){{0,2}}(?:,?\s*\(?incoterms\s*®?\s*(?:20[12]0)?\)?)?"
        r"|\b(?:delivery\s+terms?|terms\s+of\s+delivery)\s*(?=:)"
        r"|\b(?:now\s+)?ex[\s-]works\b|\bfreight\s+(?:paid|included)\b|\bcarriage\s+paid\b"
    ),
    "tax": (
        r"\b(?:net,?\s*)?(?:exclu\w+|excl\.?|plus|incl\.?"
        r"|including)\s+(?:of\s+)?(?:the\s+)?(?:statutory\s+|legal\s+|applicable\s+)?(?:VAT"
        r"|value\s+added\s+tax|sales\s+tax)\b"
        r"|\bVAT\s+(?:ex|in)cluded\b|\b(?:VAT|EORI|tax|company|registration"
        r"|reg)[\s.-]*(?:reg(?:istration)?\.?\s*)?(?:no|nr|number|id)[\s.:]*[A-Z]{0,3}[\s\d./-]*\d"
    ),
    "boilerplate": (
        r"\b(?:according\s+to|based\s+on|on\s+the\s+basis\s+of)?\s*(?:our|the)\s+(?:general"
        r"|standard)\s+(?:terms(?:\s*(?:and|&)\s*conditions)?|conditions)"
        r"(?:\s+of\s+(?:sale|business|delivery|trade|supply)(?:\s+and\s+(?:delivery"
        r"|payment))?)?(?:\s+(?:shall\s+)?(?:apply|are\s+valid))?"
        r"|\b(?:this\s+|the\s+)?(?:document|confirmation|e-?mail|message|letter|it)?\s*(?:(?:was|is"
        r"|has\s+been|and)\s+)*(?:computer[\s-]generated"
        r"|(?:created|generated|issued|produced|sent)\s+(?:automatically|electronically"
        r"|by\s+(?:a\s+)?(?:computer|machine|system)))(?:\s+and)?"
        r"|\b(?:and\s+)?(?:is\s+)?valid\s+without\s+(?:a\s+)?signature\b"
        r"|\bno\s+signature\s+(?:is\s+)?(?:required|needed)\b"
        r"|\bthe\s+goods\s+remain\s+our\s+property\s+until\s+(?:full\s+payment|paid(?:\s+in\s+full)?"
        r"|payment\s+in\s+full)"
    ),
    "marks": (
        r"(?:^|[,;:]\s*|\b(?:on|in|as|packed)\s+)(?:one|a|1)\s+(?:euro\s+)?(?:pallet|parcel|package"
        r"|colli)\b(?=\W*$"
        r"|[,;(])|"
        r"\b(?:shipping|case|carton|pallet|parcel)\s+marks?(?:\s+(?:is|are|will\s+be))?\s*:?(?:[\s/,"
        rf"|]*(?:[¦·]+|(?!{_MONTH}){_NAME}|\d{{1,3}}\s*/\s*\d{{1,3}})){{0,6}}"
        r"|\b(?:packed\s+)?(?:in|on)\s+\d{1,3}\s+(?:euro\s+)?(?:pallets?|boxes|cartons?|parcels?|packages?"
        r"|cases|colli)\b"
        r"|\b(?:(?:gross|net|total)\s+)*weight\s*:?\s*(?:approx\.?\s*)?[\d.,]+\s*kgs?\b"
    ),
    "closing": (
        r"^(?:all\s+the\s+|many\s+|my\s+)?(?:best|br|kr|rgds|regards|yours|cheers|take\s+care|bye"
        r"|speak\s+soon|talk\s+soon)(?:\s+from\s+\w+)?[,.!]?$"
    ),
    "person": (
        r"\b(?:contact(?:\s+person)?|your\s+contact|clerk|handled\s+by|sales\s+(?:rep|contact)"
        rf"|processed\s+by|attn)\W*[:.]\s*(?:(?:mr|ms|mrs)\.?\s+)?(?:{_NAME}\s*){{1,3}}$"
        rf"|\b(?:your|our|to|in|at)\s+(?:the\s+)?(?!{_MONTH}){_NAME}\s+(?:warehouse|site|plant|depot|store"
        r"|branch|facility|address)\b"
        r"|\b(?:the\s+|our\s+)?(?:driver|haulier|carrier)\s+will\s+(?:call|phone"
        r"|contact)(?:\s+you)?(?:\s+(?:before|ahead\s+of|prior\s+to)(?:\s+(?:the|delivery|arrival))*)?"
    ),
    "small_talk": (
        r"\b(?:just|only)\s+(?:to|wanted\s+to)\s+(?=confirm)|\ball\s+in\s+hand\b|\bin\s+(?:reply|response"
        r"|answer|reference)\s+to\b|\bsystem[\s-]generated\b"
        r"|\b(?:if|should)\s+(?:anything|something)\s+(?:is|be)\s+(?:unclear|not\s+clear|missing)\b"
        r"|\b(?:with\s+)?(?:all|the)\s+terms\s+and\s+conditions\s+(?:stated\s+)?(?:therein"
        r"|of\s+your\s+order)"
        r"|\bour\s+bank\s+details\s+(?:are|can\s+be\s+found)\s+(?:shown\s+)?(?:on|below|in)(?:\s+(?:the"
        r"|every|our|invoice))*|\b(?:above|below)[\s-]mentioned\b|\bmentioned\s+above\b"
        r"|\bplease\s+accept\s+this\s+(?:e-?mail|message|letter)\s+as\b|\bof\s+course\b|\bas\s+always\b"
        r"|\bgood\s+news\b|\bafter\s+all\b"
        r"|\bno\s+worries\b|\bwithout\s+any\s+changes?\b"
        r"|\bplease\s+be\s+(?:advised|informed)\s+that\b"
        r"|\bplease\s+have\s+your\s+(?:\w+\s+)?number\s+ready\s+when\s+(?:calling|contacting)(?:\s+us)?"
        r"|\bplease\s+consider\s+the\s+environment[\w\s]*"
        r"|\b(?:for|thanks\s+for)\s+(?:sending|placing|forwarding)(?:\s+(?:over|us|through|the|your|this"
        r"|new))*|\b(?:shipping|transport|delivery)\s+(?:will\s+be|is)\s+(?:arranged|organi[sz]ed|handled)"
        r"\s+by\s+(?:our|us|the)(?:\s+(?:logistics|shipping|transport|department|team|forwarder))*"
    ),
    "notice": (
        r"\b(?:we|i)(?:'ll|\s+will)\s+(?:then\s+)?(?:notify|inform|update|advise|contact)\s+you"
        rf"(?:\s+by\s+e-?mail)?\s+{_WHENEVER}|\byou\s+will\s+be\s+(?:notified|informed)\s+{_WHENEVER}"
        r"|\byou\s+(?:can|may)\s+(?:track|follow|view|check)\s+(?:the\s+status\s+of\s+)?(?:your"
        r"|the)\s+(?:order|shipment|delivery)"
        r"(?:\s+(?:status|online|in|on|at|via|our|the|your|customer|web\s?shop|website|portal|link|account"
        r"|following|any\s?time))*"
        r"|\b(?:it|the\s+order|your\s+order|this)\s+(?:has\s+been|is|was"
        r"|will\s+be)\s+(?:being\s+)?(?:processed|registered|entered|booked)"
        r"(?:\s+(?:in\s+our\s+system|under|with|as))*|\bplease\s+find\s+(?:our"
        r"|the)\s+(?:order\s+)?confirmation\s+attached"
        r"|\bour\s+(?:sales\s+)?(?:team|office|service)\s+is\s+(?:always\s+)?at\s+your\s+disposal"
        r"|\bhope\s+you\s+(?:had|have|are\s+having)\s+an?\s+(?:good|nice|great|lovely)\s+(?:weekend|week"
        r"|day|time|start)"
        r"|\b(?:if\s+you\s+)?need\s+anything\s+else\b|\bas\s+usual\b"
    ),
    "delivery_address": (
        rf"\b(?:delivery|shipping|ship-to|invoice|billing)\s+address\s*:(?:[\s,./-]*(?!{_MONTH})(?:{_NAME}"
        rf"|\d{{1,6}}(?:-\d+)?))+"
    ),
    "stock": (
        r"\b(?:is|are)\s+(?:all\s+|fully\s+)?(?:available|in\s+stock|on\s+stock|ready"
        r"|reserved)(?:\s+(?:from\s+stock|ex\s+stock|in\s+stock"
        r"|for\s+you|now|for\s+(?:dispatch|shipment|delivery)))*(?=\s*[.,!¦·]|\s*$|\s+(?:on|and|for|ex)\b)"
        r"|\b(?:from|ex)\s+stock\b"
        r"|\bas\s+(?:per\s+)?your\s+request\b"
    ),
    "progress": (
        r"\b(?:we\s+)?(?:will\s+)?(?:arrange|start|begin)\s+production\s+(?:at\s+once|now|immediately"
        r"|right\s+away|today|straight\s+away)\b"
        r"|\b(?:your\s+order|it)?\s*(?:has\s+been|is|was)\s+(?:now\s+)?(?:entered|booked|registered"
        r"|scheduled)(?:\s+in(?:to)?\s+our\s+system)?(?:\s+(?:under|as))?"
        r"|\b(?:between\s+)?\d{1,2}(?:[:.]\d\d)?\s*(?:[ap]\.?m\.?|h|o'clock)?\s*(?:and|to|-"
        r"|–)\s*\d{1,2}(?:[:.]\d\d)?\s*(?:[ap]\.?m\b\.?|h\b|o'clock)"
        r"|\bnothing\s+(?:has\s+)?changed\b|\bas\s+follows\b|\bplease\s+(?:note|be\s+informed)(?=\s*:"
        r"|\s+that\b)"
        r"|\b(?:to\s+|hereby\s+)inform\s+you\s+that\b|\bplease\s+check\s+(?:the\s+|this\s+|our\s+"
        r"|confirmation\s*|details\s*)+"
        r"|\b(?:back\s+)?on\s+(?:time|schedule|track)\b|\bin\s+time\b|\bhowever\b|\bno\s+(?:changes?"
        r"|problems?)\b"
        r"|\bas\s+discussed(?:\s+(?:on|over)\s+the\s+phone|\s+by\s+phone|\s+today|\s+in\s+our\s+call)?"
    ),
    "dated": (
        r"\b(?:dated|from|of|placed\s+on|received\s+on)\s+(?:the\s+)?¦|\b(?:delivery"
        r"|lead)\s+time\s*:?\s*(?=·)|\b(?:un)?til\s+(?=·)|\b(?:not?\s+)?later\s+than\s+(?=·)"
        r"|\bat\s+the\s+latest\b|\b(?:(?:will|shall)\s+be\s+|was\s+|is\s+|are\s+|has\s+been\s+)?(?:moved"
        r"|changed|delayed|postponed|late)\s+(?:to|until|till)\s+(?:the\s+)?(?=·)"
        r"|\binstead\s+of\s+(?:on\s+|the\s+)*¦"
    ),
    "count": (
        r"\b(?:all|both|the\s+other|the\s+remaining|these)\s+(?:the\s+)?(?:(?:two|three|four|five|six"
        r"|seven|eight|nine|ten|\d{1,2}|other|remaining|ordered)\s+)*(?:lines?|items?|positions?|products?"
        r"|articles?)\b"
    ),
}
"""What is taken out of a sentence before its words are looked at, by kind. `·` stands for the agreed day, `¦`
for any other thing that is known: a name, a price, a day gone by."""

PLAIN = word_set(
    """
    a an the this that these those it its they them their we us our ours i me my you your yours who
    which there here and as well also too both all every everything each per for on to at in into of
    with by from is are be been being has have do does will shall can confirm confirms confirmed
    confirming confirmation confirmations acknowledge acknowledges acknowledged acknowledgement
    acknowledgment accept accepts accepted acceptance agree agreed order orders ordered po pos p
    purchase sales line lines ln item items position positions article articles product products goods
    quantity quantities qty pcs pc piece pieces unit units price prices net gross total
    totals subtotal sum value amount currency eur euro euros date dates delivery deliver
    delivers delivered delivering ship ships shipped shipping shipment dispatch dispatched despatch
    arrive arrives arriving arrival due eta etd day requested planned scheduled stated given specified
    same unchanged correct ok okay fine good right complete completely full fully whole entire pleased
    happy glad gladly hereby herewith like writing able please kindly regarding re concerning ref
    reference number nos below above following details warehouse site premises dock address place door
    facility now yes expected estimated dhl ups dpd gls fedex tnt truck lorry courier
    parcel carrier forwarder customer supplier team mr mrs ms sir madam office service department desk
    subject hi hello made processed via accordingly enclosed attached find just therein invoice document
    documents file copy pdf phone fax email mail accordance referenced contact captioned again ll
    factory consignment send sends so transport leave leaves leaving becomes
    come comes reach reaches
    """
)
"""Words that a confirmation may be made of; one that is not here may say something else."""
