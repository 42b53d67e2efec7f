/**
 * Different ways to say one thing, made one word before messages are compared. General English of travel and service, not tied to a tool:
 * a tool whose examples say "cancel" is found by "call off". In order; patterns read `plain` text.
 */
export const concepts: [concept: string, pattern: RegExp][] = [
  [
    "reserve",
    anyOf([
      `(?:make|place|do) (?:me |us )?(?:a|an|another|the)(?: new)? (?:booking|reservation)`,
      String.raw`(?<=\b(?:will|let us|going to|want to|like to) )(?:take|have|go for)(?= (?:it|that|this|the)\b)`,
      String.raw`take(?<=^\W*(?:(?:ok|yes|great|please|then|so|fine|good)\W+){0,4}take)(?= (?:it|that|this|the (?:first|second|third|last))\b)`,
      "book|reserve|rent",
    ]),
  ],
  [
    "headcount",
    anyOf([
      String.raw`(?:add|include|bring|put|take|remove|register)(?: \S+){0,3} (?:persons?|people|guests?|child|kid|baby|travell?ers?|daughter|son|wife|husband|friend|mother|father|partner|adults?)(?! (?:is|are) not)`,
      String.raw`(?:change|update|set|reduce|increase|raise|lower|make|correct)(?: \S+){0,6} (?:guests?|people|persons?|travell?ers?|number of (?:guests|people|us))`,
      String.raw`(?:we|there) (?:are|will be) (?:\S+ ){0,2}(?:of us )?(?:instead of|now instead|rather than) \w+`,
      String.raw`(?:there|we) will be \w+ (?:of us|people|persons|guests|adults)`,
      String.raw`(?:(?:can|could|may) we be|(?:we|there) (?:were|would be)) (?:\S+ )?(?:one|two|three|four|five|six|seven|eight|\d)(?: of us| people| guests)?(?! nights?| days?| weeks?)`,
      `(?:one|two|1|2) (?:more|fewer|less|extra|additional) (?:person|people|guests?|travell?ers?|child)`,
      `(?:a|an|another) (?:third|fourth|fifth|extra|additional|second) (?:person|guest|child|travell?er)`,
    ]),
  ],
  [
    "shift",
    anyOf([
      "postpone|reschedule|extend|prolong|shorten|lengthen|shift",
      String.raw`(?:move|push|bring|put|delay)(?: \S+){0,4} (?:to|back|forward|by|until|ahead)`,
      String.raw`(?:change|modify|amend|adjust|update|switch)(?: \S+){0,4} (?:dates?|days?|arrival|departure|check-? ?(?:in|out))`,
      String.raw`stay(?:ing)? (?:\S+ ){0,4}(?:longer|shorter|more)`,
      String.raw`(?:come|go|fly|arrive|leave|start|check in|check out|checkin|checkout)(?: (?!hours?\b|minutes?\b)\S+){0,5} (?:earlier|later)`,
      String.raw`(?<=\b(?:rather|prefer to) )(?:come|arrive|stay|leave)`,
      String.raw`(?:change|switch|modify|amend)(?: \S+){1,4} to(?= (?:the )?\d{1,2}(?:(?:st|nd|rd|th)\b| ?[-–] ?\d| (?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)))`,
      `new (?:dates?|arrival|departure|checkin|checkout)`,
      String.raw`(?<=\b(?:need|have|want|prefer|like) to )(?:leave|arrive|fly home|go home|checkin|checkout)(?= (?:\S+ ){0,5}(?:on|at|by|until) (?:the )?\d)`,
      String.raw`add(?:ing)?(?: \S+){0,3} (?:nights?|days?)`,
      String.raw`(?:\d|an?|one|two|three|four|five|six|seven) (?:more|extra|additional|further) (?:nights?|days?)`,
      String.raw`(?:\d|an?|one|two|three|four|five|six|seven) (?:nights?|days?) (?:less|fewer|longer|shorter|more)`,
      String.raw`(?:come|arrive|leave|checkin|checkout)(?: (?!hours?\b|minutes?\b)\S+){0,6} instead`,
      String.raw`(?:change|make|let|have)(?: \S+){0,4} (?:end|start|begin|finish) (?:on|at|by|already)`,
    ]),
  ],
  ["booking bookingref", /\b[a-z]{2}[- ]?\d{2,6}\b/g],
  [
    "bookingset",
    /\b(?:reservations|bookings|trips|stays|holidays|vacations|getaways|journeys|travels|visits)\b/g,
  ],
  ["booking", /\b(?:reservation|booking|trip|stay|holiday|vacation|getaway|journey|visit)\b/g],
  [
    "place",
    /\b(?:apartments?|flats?|lofts?|places?|accommodations?|lodgings?|rentals?|villas?|studios?|cottages?|rooms?)\b/g,
  ],
  [
    "cancel",
    anyOf([
      `call(?:ed|ing)? (?:(?:it|that|this|everything|the|my|our|whole|thing|booking|place) ){0,4}off`,
      `(?:back|pull|bow|opt)(?:ed|ing|s)? out(?: of)?`,
      `(?:scrap|withdraw|annul|revoke|void|terminat|abort|rescind|abandon)(?:p?ed|p?ing|e|s|n|led|ling)?(?: from)?`,
      String.raw`(?:drop(?:p?ed|p?ing)?|bin|axe|ditch(?:ed|ing)?|undo|kill|delete|remove|stop|end)(?= (?:\S+ ){0,3}(?:booking|place)\b)`,
      String.raw`(?:get|got|getting|want) (?:rid|out) of(?= (?:\S+ ){0,4}(?:booking|place)\b)`,
      String.raw`(?<!(?:have|need|got|supposed) to |must |should )be (?:rid|out) of(?= (?:\S+ ){0,4}booking\b)`,
      `bail(?:ed|ing)?(?: out)?(?: (?:on|of))?`,
      "pull(?:ed|ing)? the plug(?: on)?",
      "take (?:it|that|this|(?:the|my|our) (?:booking|place)) off",
      "cancel(?:l?ed|l?ing|l?ations?|s)?",
    ]),
  ],
  [
    "refund",
    anyOf([
      "(?:refund|reimburs)(?:s|e|ed|es|ing|ements?|able)?",
      String.raw`(?<=\b(?:deposit|fees?|nights?) )back`,
      "(?:money|cash|funds|(?<!(?:second|double|duplicate) )payment|euros?|dollars?|it|anything|something|everything|much) back",
      "(?:pay|send|give|transfer|return) back",
      `(?:pay|paid|paying|send|sent|give|gave|given|transfer|transferred|return|returned) (?:(?:me|us|it|that|the|my|our|money) ){0,3}back`,
      String.raw`(?:pay|send|give|transfer|return) (?:me|us)(?= (?:\S+ ){1,4}back\b)`,
      String.raw`(?:get|gets|got|getting|receive|see|come|comes|coming|came|go|goes|gone) (?:\S+ ){0,2}back`,
      "repa(?:y|id|yment)",
      "credited",
      "(?:recover|recoup)(?:ed|ing|s)?",
      "compensat(?:e|ed|ion)",
      "money (?:you|staywell) owe(?:s)?",
    ]),
  ],
  ["money", /\b(?:cash|funds|amount|sum)\b/g],
  [
    "person",
    /\b(?:humans?(?: beings?)?|persons?|representatives?|reps?|agents?|employees?|operators?|advis[eo]rs?|someone|somebody)\b/g,
  ],
  ["show", /\b(?:show|list|display|pull up|bring up|find|view|check)\b/g],
];

function anyOf(alternatives: string[]): RegExp {
  return new RegExp(String.raw`\b(?:${alternatives.join("|")})\b`, "g");
}
