"""What English clauses say, by the words in them."""

from __future__ import annotations

from crossdock.reading.mail.words.base import Signal

_PAPERS = (
    r"confirmation|acknowledge?ment|e-?mail|mail|message|document|offer|quotation|quote|invoice|letter"
    r"|drawing|certificate"
    r"|copy|pdf|file|list|reply|pro\s?-?forma"
)
_NOTES = (
    r"(?:dispatch|despatch|shipping|shipment)\s+(?:notes?|notices?|advice|confirmations?|notifications?"
    r"|documents?|details)"
    r"|tracking(?:\s+(?:numbers?|details|codes?|ids?|information|links?|refs?))?"
)

SIGNALS: dict[Signal, str] = {
    Signal.GREETING: (
        r"^(?:dear|hi|hello|hey"
        r"|good\s+(?:morning|afternoon|evening|day)|morning|afternoon)\b[^.:]{0,40}$"
    ),
    Signal.CONFIRM: (
        r"(?:\b(?:lines?|items?|others?|rest|else)|¦)[\s:(–-]+(?:\d[\d.,]*\s+\w+\s+)?(?:is\s+|are\s+|all\s+)?"
        r"(?:fully\s+)?(?:confirmed|ok|okay|fine)\b|"
        r"\b(?:we|i)\s+(?:hereby\s+|can\s+|are\s+(?:happy|pleased)\s+to\s+|herewith\s+)*"
        r"(?:confirm|accept|acknowledge)\b"
        r"|\b(?:happy|pleased|glad|like|writing|able)\s+to\s+(?:confirm|accept|acknowledge)"
        r"|\bthis\s+(?:is\s+to|email\s+)?"
        r"\s*confirms?\b|\b(?:is|are|has\s+been|have\s+been|hereby|all|order)\s+(?:hereby\s+|fully\s+)?"
        r"(?:confirmed|accepted|acknowledged)\b|^\W*(?:confirmed|accepted)\b|^\W*(?:all\s+)?(?:ok|okay|fine)\W*$|\ball\s+(?:fine|ok|okay"
        r"|good|in\s+order)\b"
        r"|\b(?:prices?|quantit(?:y|ies)|dates?|everything)\s+(?:all\s+)?(?:is\s+|are\s+)?(?:ok|okay"
        r"|fine|correct|agreed)\b"
        r"|\bcan\s+(?:still\s+)?(?:meet|make|keep|hold)\s+(?:the|your|this|that)\s+(?:\w+\s+)?(?:dates?|deadline)\b"
        r"|\bin\s+order\s+for\s+us\b|\bwe\s+(?:will|shall)\s+deliver\s+(?:it\s+)?as\s+ordered"
        r"|\bhave\s+accepted\b|\bconfirmed\s+(?:as|for|to)\b|\bno\s+(?:problems?"
        r"|issues?)\s+with\s+(?:your|the)\s+order"
    ),
    Signal.NOT_CONFIRM: (
        r"\b(?:please|pls|kindly|could\s+you|can\s+you|would\s+you|you\s+to)\s+(?:\w+\s+){0,2}"
        r"(?:confirm|acknowledge|accept)"
        r"|\b(?:not|cannot|can't|unable\s+to|n't|until|once|before|when"
        r"|if)\s+(?:\w+\s+){0,4}(?:confirm|accept|acknowledge)"
        r"|\b(?:confirmation|acknowledge?ment)\s+(?:will|to)\s+follow|\b(?:previously|already|earlier"
        r"|originally|as)\s+"
        r"confirmed\b|\bconfirmed\s+(?:previously|earlier|last|already|on\s+the\s+phone)\b"
        r"|\bwill\s+(?:be\s+)?(?:confirm|acknowledge)|\bnever\s+(?:\w+\s+)?confirm"
        r"|\b(?:confirm|acknowledg)\w*\s+(?:\w+\s+){0,3}receipt\b"
        r"|\b(?:confirm|acknowledg)\w*\s+(?:that\s+)?(?:we|i)(?:'ve|\s+have)?\s+(?:received|got)\b"
        r"|\b(?:confirm|acknowledg)\w*\s+(?:that\s+)?(?:(?:your|the|this)\s+)?(?:\S+\s+){1,4}?(?:has\s+been"
        r"|have\s+been|was|were)\s+(?:\w+\s+)?(?:received|entered|registered|booked)\b"
        r"|\bconfirm\s+(?:the|your|our)\s+(?:\w+\s+)?(?:address|contact|e-?mail|price|(?:order\s+"
        r"|customer\s+)?number)\b(?=\s+(?:for|of|to|on|is)\b|\W*$)"
    ),
    Signal.AS_ORDERED: (
        r"\bas\s+(?:ordered|requested|planned|agreed|per\s+(?:your|the)\s+(?:order|po|request"
        r"|purchase)|scheduled"
        r"|stated|on\s+your)|\b(?:same\s+as|according\s+to|per|in\s+line\s+with)\s+(?:your"
        r"|the)\s+(?:order|po|purchase)"
        r"|\b(?:un|not\s+)changed\b|\bno\s+changes?\b|\bon\s+(?:time|schedule|track)\b"
        r"|\bnot\s+affected\b|\bunaffected\b"
        r"|\bremains?\s+(?:the\s+same|as)"
    ),
    Signal.WHOLE: (
        r"\b(?:whole|entire|complete|full)\s+(?:order|consignment|shipment|delivery|lot)\b"
        r"|\beverything\b(?!\s+else)"
        r"|\ball\s+(?:\w+\s+)?(?:lines?|items?|positions?|products?|goods|articles?|of\s+(?:it|them))\b"
        r"|\border\s+in\s+full\b|\bin\s+full\b|\bfor\s+all\b"
    ),
    Signal.OTHERS: (
        r"\ball\s+(?:the\s+)?others?\b|\b(?:the\s+)?(?:remaining|other)\s+(?:\w+\s+)?(?:lines?|items?"
        r"|positions?|products?|goods)\b"
        r"|\beverything\s+else\b|\brest\s+of\s+(?:the|your|this)\s+(?:order|po|lines?|items?|goods)\b"
        r"|\bthe\s+others\b|\bother\s+than\s+that\b|\bremainder\s+of\s+(?:the|your)\s+order\b"
    ),
    Signal.LATE: (
        r"\b(?:can(?:not|'t|\s+not)|won't|unable\s+to|not\s+able\s+to)\s+(?:deliver|ship|supply"
        r"|send)\b.{0,40}"
        r"\b(?:on|by|before|in|until)\b|\b(?:out\s+of|no)\s+stock\b|\bsold\s+out\b|"
        r"\bdelay(?:s|ed|ing)?\b|\b(?:run(?:ning)?|be|is|are|was|were)\s+(?:\w+\s+)?late\b"
        r"|\blater\s+than\b|\b(?:days?|weeks?|fortnight|months?)\s+(?:late|behind)\b"
        r"|\bpostpon|\bpush(?:ed)?\s+(?:it\s+|them\s+)?(?:back|out)\b|\bslip(?:s|ped|ping)?\b|\breschedul"
        r"|\bbehind\s+schedule\b|\b(?:won't|will\s+(?:definitely\s+)?not|cannot|can't|can\s+not"
        r"|unable\s+to|not\s+able\s+to|not)"
        r"\s+(?:\w+\s+){0,2}(?:make|meet|keep|hold|do|manage|arrive|reach|be\s+ready|deliver(?:ed)?\s+(?:on|in|by"
        r"|before|until))\b"
        r"|\bnot\s+(?:\w+\s+)?(?:before|until|till)\b|\boverdue\s+from\b|\bset\s*back\b"
        r"|\bback\s*order(?:ed)?\b|\bb/o\b"
        r"|\b(?:moved?|put|revised)\s+(?:\w+\s+)?(?:back|out)\b|\bnew\s+(?:delivery|ship(?:ping|ment)?"
        r"|eta|dispatch|lead)"
        r"|\brevised\s+(?:delivery|ship(?:ping|ment)?|eta|dispatch|date)|\bearliest\b"
        r"|\bnot\s+(?:be\s+)?ready\b"
        r"|\b(?:only|just)\s+(?:be\s+)?(?:available|ready|deliver(?:ed)?|ship(?:ped)?"
        r"|arrive)\b.{0,20}\b(?:on|in|from|by)\b"
        r"|\b(?:stuck|held\s+up)\b"
    ),
    Signal.NO_DATE: (
        r"\bno\s+(?:\w+\s+)?(?:date|eta)\b|\b(?:date|eta)\s+(?:\w+\s+){0,2}(?:to\s+follow|tb[acd]"
        r"|unknown|open|not\s+known)\b"
        r"|\buntil\s+further\s+notice\b|\b(?:don't|do\s+not|cannot|can't)\s+(?:yet\s+)?(?:know|say"
        r"|give|tell)\b.{0,30}\b(?:when|date)\b"
        r"|\bindefinite|\btb[acd]\b|\bto\s+be\s+(?:advised|confirmed|announced|agreed|fixed|given|determined)\b"
        r"|\b(?:date|eta|time|schedule|delivery)\s+(?:will|shall|still\s+has\s+to)\s+(?:be\s+)?(?:\w+\s+)?"
        r"(?:advised|announced|confirmed|communicated|given|follow|fixed|agreed|informed)\b"
    ),
    Signal.EARLIER: (
        r"\bearlier\b|\bsooner\b|\bahead\s+of\s+(?:schedule|time|plan)\b"
        r"|\bbring\s+(?:\w+\s+)?forward\b"
    ),
    Signal.CANCEL: (
        r"\bcancel(?:s|led|ed|ling|lation)?\b|\bdiscontinued?\b"
        r"|\bno\s+longer\s+(?:\w+\s+){0,2}(?:available|made|produced|supply|offer|manufactured|stock)"
        r"|\b(?:can(?:not|'t|\s+not)|unable\s+to|not\s+able\s+to"
        r"|won't\s+be\s+able\s+to)\s+(?:\w+\s+)?(?:supply|deliver\s+(?:this|these|the)\b(?!.*\b(?:by"
        r"|on|before|until|in\s+time)\b)|fulfil)"
        r"|\bend\s+of\s+life\b|\bout\s+of\s+production\b|\bstop(?:ped|s)?\s+(?:making|producing"
        r"|the\s+production)\b|\bwithdraw(?:n)?\s+from\b"
        r"|\b(?:delete|remove|take)\s+(?:this|the|that)\s+(?:line|item)"
    ),
    Signal.SUBSTITUTE: (
        r"\bsubstitut|\b(?:instead|in\s+place)\s+of\s+(?:line|item|pos|article|product|the\s+ordered)\b"
        r"|\breplacement\b|\bsuccessor\b|\breplaced\s+(?:by|with)\b|\balternativ"
        r"|\binstead\s+(?:we|i)\s+can\b"
        r"|\b(?:can|could)\s+offer\b|\bequivalent\b|\bsupersed(?:ed|es)\s+by\b|\boffer\s+you\s+(?:the|our)\b"
    ),
    Signal.PRICE: (
        r"\bprices?\b|\bpriced\b|\bcosts?\b|\bsurcharge\b|\bper\s+(?:unit|piece|pc|each)\b|\beach\b"
    ),
    Signal.PRICE_MOVE: (
        r"\b(?:prices?|costs?|rates?)\b.{0,40}\b(?:increas|ris(?:e|es|ing)\b|rais|goes\s+up|go\s+up|higher"
        r"|chang|adjust)"
        r"|\b(?:increas|ris(?:e|es|ing)\b|rais|higher|new|adjust|chang)\w*\s+(?:\w+\s+){0,3}prices?\b"
        r"|\bsurcharge"
    ),
    Signal.NOW: (
        r"\b(?:right\s+)?now\b|\btoday\b|\bimmediately\b|\bfrom\s+stock\b|\bex\s+stock\b|\bat\s+once\b"
        r"|\bstraight\s+away\b|\bthis\s+morning\b"
    ),
    Signal.ONLY: (
        r"\bonly\b|\bjust\b|\breduc|\binstead\s+of\b|\bamend\b|\bmax(?:imum)?\b|\brather\s+than\b"
        r"|\bnot\s+the\s+full\b|\bfull\s+(?:cartons?|pallets?|boxes|cases|packs)\b|\bround(?:ed)?\b"
        r"|\blast\s+of\b|\bup\s+to\b|\bquantity\s+(?:is\s+)?(?:changed|now)\b|\bincreas"
    ),
    Signal.SHIPPED: (
        r"\b(?:has|have|been|were|was|is|are|we(?:'ve)?|just|already"
        r"|today)\s+(?:(?!not\b|never\b|only\b)[^\W\d]+\s+){0,2}(?:shipped|dispatched|sent|despatched"
        r"|collected|handed\s+over|picked\s+up)\b"
        r"|(?<!\bbe )(?<!\bto )\bshipped\s+(?:today|yesterday|this\s+morning)\b|\bwent\s+out\s+(?:today"
        r"|yesterday|this\s+morning)\b|\bleft\s+(?:here|our|the|us|today|this)\b|\bon\s+(?:its|their|the)\s+way\b|\bin\s+transit\b"
        r"|\btracking\s+(?:no|number|id|code|ref)|\bout\s+for\s+delivery\b|\b(?:dispatch|despatch"
        r"|shipping|shipment)\s+(?:note|notice|advice|confirmation|notification)\b"
    ),
    Signal.LEAVES_TODAY: (
        r"(?<!\bnot )(?<!n't )(?<!\bcannot )(?<!\bcan )(?<!\bcould )(?<!\bshould )(?<!\bmay )(?<!\bto )"
        r"(?<!\bmight )\b(?:ships?|leaves?|go(?:es)?\s+out|(?:being|be)\s+(?:shipped|sent|dispatched)"
        r"|shipping|leaving|going\s+out)\s+(?:out\s+|us\s+|our\s+\w+\s+)?(?:today|this\s+(?:morning|afternoon))\b"
        r"(?![^.;]*\b(?:if|once|provided|unless|as\s+soon\s+as|after|when|subject)\b)"
    ),
    Signal.PAPERS: (
        r"(?:^|[,;:]\s|\bthat\s)\W*(?:(?:please\s+note|unfortunately|this|our|the|your|an?|my|last"
        r"|previous|first|order|sales|purchase|po)\s+)*"
        rf"(?:{_PAPERS})s?\b[^.;()]{{0,60}}?\b(?:sent|dispatched|despatched|handed\s+over)\b"
        r"|\b(?:sent|handed\s+over)\s+(?:you\s+|out\s+|over\s+)?(?:(?:an?|the|our|your|this"
        r"|that)\s+)?(?:(?:order|sales|wrong|old|new)\s+)?"
        rf"(?:{_PAPERS})s?\b"
        r"|\b(?:once|as\s+soon\s+as)\s+[^.;,]{0,60}?\b(?:shipped|dispatched|despatched|sent)\b"
        rf"|(?:{_NOTES})\b[^.;]{{0,50}}\b(?:follow|will\s+be|to\s+be)\b"
        r"|\b(?:will|shall|'ll)\s+(?:be\s+)?(?:send|sent|receive|get|forward|provide"
        rf"|e-?mail)\w*\b[^.;]{{0,40}}\b(?:{_NOTES})\b"
    ),
    Signal.SHIP: (
        r"\bship(?:s|ped|ping|ment)?\b|\bdispatch|\bdespatch|\bleav(?:e|es|ing)\b|\bex[\s-]?works?\b"
        r"|\bexw\b|\bex[\s-]?factory\b|\bready\s+(?:for|to)\s+(?:collect|pick|ship|dispatch)|\betd\b"
    ),
    Signal.ARRIVE: (
        r"\barriv|\bdeliver|\bat\s+(?:yours|your)\b|\bwith\s+you\b|\bto\s+(?:you|your)\b|\beta\b"
        r"|\bin\s+your\s+warehouse\b|\breach(?:es)?\s+you\b|\bdocks?\b|\bbooked\s+in\b|\breceive\b"
    ),
    Signal.DELIVERY: (
        r"\bdeliver|\bship|\bdispatch|\bdespatch|\barriv|\bready\b|\beta\b|\betd\b|\bdue\b|\bavailab"
        r"|\bcom(?:e|es|ing)\b|\bwith\s+you\b|\bexpect|\bmake\b|\bleav|\bdate\b|\bsend\b|\bsupply\b"
        r"|\blead\s*time\b|\bfollow|\bin\s+stock\b|\breceive\b|\bhave\s+(?:them|it)\b|\bfinish"
        r"|\bcomplet|\bpromis|\bschedul|\bb/o\b|\bback\s*order|\bnow\b|\bbooked\b"
    ),
    Signal.NOT_DELIVERY: (
        r"\bprices?\s+(?:\w+\s+)?(?:appl|increase)|\bnew\s+prices\b|"
        r"\boverdue\b|\bprices?\s+(?:are\s+)?valid\b|\bclosed\b|\bholidays?\b(?!.*\bdeliver)|\binvoice"
        r"|\bpayment|\b(?:please|to|must|can|will)\s+pay\b|\bpick(?:ed)?[\s-]?up\b|\bno\s+transport\b"
        r"|\bpayable|\bresults?\b|\bmeeting\b|\bcall\b|\bvalid\s+(?:until|through|from)\b|\bstocktak"
        r"|\bforecast\b|\boffers?\s+(?:ends?|until|valid)|\bback\s+on\b|\bexhibition\b"
        r"|\bcontainer\s+free\b"
    ),
    Signal.QUESTION: (
        r"\b(?:could|can|would|will)\s+you\s+(?:please\s+|kindly\s+|also\s+)?(?:send|tell|let|advise"
        r"|confirm|give|provide|accept|approve|agree|live|take|decide|share)"
        r"|\b(?:please|pls|kindly)\s+(?:\w+\s+)?(?:let\s+(?:us|me)\s+know|advise|tell|confirm\s+(?:if"
        r"|whether|that|which|how)|accept(?!\s+(?:our|my|this\s+as))|approve|decide|choose|provide|specify|clarify|send\s+(?:us"
        r"|me))"
        r"|\b(?:need|require|await(?:ing)?|waiting\s+for)\s+(?:\w+\s+){0,3}(?:from\s+you"
        r"|your\s+(?:decision|approval|answer|confirmation|instructions?|ok|go-ahead|reply|feedback))"
        r"|\byes\s+or\s+no\b|\bis\s+(?:this|that|it)\s+(?:ok|okay|acceptable|fine|possible)\b"
        r"|\bdo\s+you\s+(?:want|need|accept|prefer|agree)|\bwhich\s+\w+\s+(?:do|would|should)\s+you"
        r"|\bwould\s+(?:this|that)\s+be\s+(?:ok|acceptable|fine)"
        r"|(?:^|[:,¦]\s*)(?:may|can|could|shall|would|is|are)\s+(?:we|it|this|that|they|the|line|item)\b.{0,160}\?"
    ),
    Signal.BLOCKED: (
        r"\bon\s+hold\b|\b(?:can't|cannot|can\s+not|won't)\s+(?:be\s+)?(?:booked|released?|proceed"
        r"|start|ship|produce)\b|\bbefore\s+(?:we|i)\s+can\b|\buntil\s+(?:then|we\s+(?:have|hear"
        r"|receive))\b"
    ),
    Signal.OLD: (
        r"(?:\bsince|\boriginal(?:ly)?|\binstead\s+of|\bprevious(?:ly)?|\brather\s+than|\bwas\s+(?:due"
        r"|planned"
        r"|scheduled|confirmed|promised)|\bwas|\bwere|(?<!\bas )\bagreed|\bcurrently|\bfrom|\bold"
        r"|\bsupposed\s+to|(?<!\bas )\bplanned|\bnot\s+(?:make|meet|keep|hold|on|by)"
        r"|n't\s+(?:make|meet|keep|hold|do|manage)|\bmiss|(?<!\bas )\bordered|\bkeep)"
    ),
    Signal.INVOICE: (
        r"\binvoices?\b|\bpayment\s+reminder\b|\bstatement\s+of\s+account\b|\boverdue\b|\bremittance\b"
        r"|\bpast\s+due\b|\bcredit\s+note\b|\baccount\s+balance\b"
    ),
    Signal.WEIGHT: r"\bweigh|\bgross\b|\bnet\b|\blong\b|\blength\b|\bpallets?\b|\bvolume\b",
    Signal.QUALITY: (
        r"\bquality\s+(?:hold|issue|notice|problem|alert|concern)|\brecall(?:ed|s|ing)?\b|\bdefect(?:s"
        r"|ive)?\b|\bdo(?:es)?\s+not\s+pass\b|\bfailed\s+(?:the\s+)?(?:\w+\s+)?(?:test|inspection)"
        r"|\bnon[\s-]?conform|\bquarantine|\bcontaminat"
    ),
    Signal.LIFTED: r"\blifted\b|\breleased\s+again\b|\bresolved\b|\bno\s+(?:more|longer)\s+(?:on\s+)?hold\b",
    Signal.ABSENCE: (
        r"\bout\s+of\s+(?:the\s+)?office\b|\bautomatic\s+reply\b|\bauto[\s-]?reply\b"
        r"|\bannual\s+leave\b|\bcurrently\s+(?:away|unavailable|on\s+(?:leave|holiday|vacation))\b"
        r"|\blimited\s+access\s+to\s+(?:my\s+)?e-?mail\b|\bi\s+am\s+(?:away|on\s+(?:leave|holiday"
        r"|vacation))\b"
    ),
    Signal.RECEIPT: (
        r"\b(?:not|no)\s+(?:yet\s+)?an?\s+(?:order\s+)?(?:confirmation|acknowledge?ment|acceptance)\b"
        r"|\bautomat(?:ic|ed)\s+(?:receipt|acknowledge?ment|response|reply)\b"
        r"|\b(?:confirm|acknowledg)\w*\s+(?:\w+\s+){0,3}receipt\b|\bwe(?:'ve"
        r"|\s+have)\s+received\s+your\s+order\b"
        r"|\bhas\s+been\s+received\s+and\s+will\s+be\b|\b(?:confirmation"
        r"|acknowledge?ment)\s+will\s+follow\b|\bwe\s+have\s+received\s+your\s+(?:e-?mail|message"
        r"|enquiry|request)\b"
    ),
    Signal.ADVERT: (
        r"\bunsubscribe\b|\d\s?%\s+off\b|\bshop\s+now\b|\bspecial\s+offer|\bnewsletter\b|\bwebinar\b"
        r"|\bblack\s+friday\b|\bdiscount\s+code\b|\bwhile\s+stocks\s+last\b|\bclick\s+here\b"
        r"|\bpromotion\b|\bseo\b"
    ),
    Signal.BANK: (
        r"\b(?:new|changed?|updated?|different)\s+(?:\w+\s+)?(?:bank(?:ing)?(?:\s+(?:details|account"
        r"|coordinates|information))?|account\s+(?:details|number)|iban)\b|\bbank(?:ing)?\s+(?:details"
        r"|account|coordinates|information)\s+(?:\w+\s+){0,3}changed\b|\bchange\s+(?:of|in"
        r"|to)\s+(?:our\s+)?bank|\b(?:to|into|use)\s+(?:our|the|this)\s+new\s+account\b"
        r"|\bpayments?\b.{0,60}\bnew\s+account\b"
    ),
    Signal.BANK_UNCHANGED: (
        r"\b(?:bank|account)\s+(?:details|data)?\s*(?:have|has|are|is)\s+(?:not\s+(?:been\s+)?changed"
        r"|unchanged)\b|\bremain\s+(?:the\s+same|unchanged)\b"
    ),
    Signal.CONFIRMATION_TITLE: (
        r"\border\s+(?:confirmation|acknowledge?ment)\b|\b(?:po|sales\s+order)\s+(?:confirmation"
        r"|acknowledge?ment)\b|\backnowledge?ment\b|\bproforma\b|\bpi\s+for\b"
    ),
    Signal.ATTACHED: (
        r"\battach(?:ed|ment|ments)?\b|\benclosed\b|\bsee\s+(?:the\s+)?(?:file|pdf|list|sheet)\b"
        r"|\bbelow\s+mail\b"
    ),
    Signal.JOINT: r"but|while|whereas|however|although|though|then",
    Signal.VERB: (
        r"\b(?:is|are|was|were|will|won't|shall|can(?:not|'t)?|could|may|must|needs?|ha(?:s|ve)|do(?:es)?|gets?"
        r"|comes?|ships?|arrives?|leaves?|goes|go|slips?|moves?|stays?|remains?|follows?|costs?|runs?)\b|n't\b|'ll\b"
    ),
    Signal.FINE: (
        r"\b(?:ok|okay|fine|all\s+right|alright|in\s+order|good|confirmed|accepted|complete(?:ly)?|in\s+full"
        r"|available|ready|in\s+stock)\b"
    ),
    Signal.BOTH: r"\bboth\b|\ball\b|\beach\b|\bthese\s+(?:two|three)\b",
    Signal.ORDER_WORD: (
        r"\border\b|\bp\.?o\b|\bpurchase\b|\backnowledge?ment\b|\bline\s+\d|\bdelivery\s+date\b"
        r"|\bshipment\b"
    ),
}
