/**
 * Different ways to say one thing, made one word before messages are compared. General English of travel and service, not tied to a tool:
 * a tool whose examples say "cancel" is found by "call off". In order; patterns read `plain` text.
 */
export const concepts: [concept: string, pattern: RegExp][] = [
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
      String.raw`(?:get|got|getting|want|be) (?:rid|out) of(?= (?:\S+ ){0,4}(?:booking|place)\b)`,
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
      "(?:money|cash|funds|payment|deposit|euros?|dollars?|it|anything|something|everything|much) back",
      `(?:pay|paid|paying|send|sent|give|gave|given|transfer|transferred|return|returned) (?:(?:me|us|it|that|the|my|our|money) ){0,3}back`,
      String.raw`(?:get|gets|got|getting|receive|see|come|comes|coming|came|go|goes|gone) (?:\S+ ){0,2}back`,
      "repa(?:y|id|yment)",
      "credited",
      "(?:recover|recoup)(?:ed|ing|s)?",
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
