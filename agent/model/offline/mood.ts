/** How something is said, whatever it is about. All functions here read `plain` text. */
export interface Mood {
  question: boolean;
  /** "if I …", "I might …", "would it …": nothing is asked to be done yet. */
  supposes: boolean;
  /** "how much", "what do I get back", "is there a fee". */
  asksAmount: boolean;
  /** "how do I …", "what are the rules". */
  asksHow: boolean;
}

export function moodOf(even: string): Mood {
  const said = withoutPoliteness(even);
  return {
    question:
      beginsQuestion.test(said.replace(opening, "")) || (said.includes("?") && !/\bplease\b/.test(said)),
    supposes: supposing.test(said),
    asksAmount: amount.test(said),
    asksHow: how.test(said),
  };
}

/** Is anything asked or supposed here? */
export function isAsking(even: string): boolean {
  const mood = moodOf(even);
  return mood.question || mood.supposes || mood.asksAmount || mood.asksHow;
}

/** "Could you …", "it would be great if you …" ask for a deed in the dress of a question. */
export const withoutPoliteness = (even: string): string =>
  even
    .replace(polite, "please")
    .replace(/\b(i|we) would (?:really |very much )?(?:like|love|prefer)\b/g, "$1 want")
    .replace(/\b(i|we) would rather\b/g, "$1 want to");

const opening =
  /^(?:\W*(?:hi|hello|hey|good (?:morning|day|evening|afternoon)|dear \w+|please|so|and|ok|okay|well|um|also|excuse me|sorry|quick question|just|there|but|then|tell me|can you tell me|do you know)\b\W*)+/;

const polite = new RegExp(
  [
    "(?:could|would|can|will) (?:you|someone|somebody)(?: (?:please|kindly|guys|perhaps|maybe|just|possibly|mind|be able to|be so kind as to|help me(?: to)?))*",
    "(?:that |it )?would be (?:great|nice|lovely|good|kind|awesome|perfect|helpful)(?: if you(?: (?:could|would|can))?)?",
    "(?:i|we) (?:would|will) (?:(?:be|really|very|much|greatly) )*(?:grateful|appreciate(?: it)?|thankful|happy)(?: if you(?: (?:could|would|can))?)?",
    "if (?:possible|you (?:can|could|may|do not mind|like|please|would))",
    "(?:may|might|can|could) i ask you to",
  ]
    .map((p) => String.raw`\b${p}(?= |$|\W)`)
    .join("|"),
  "g",
);

const beginsQuestion =
  /^(?:what|which|who|whom|whose|when|where|why|how|is|are|am|was|were|do (?:i|we|you|they|the|my|your|our|all|any|it|these|those|most|some|guests|hosts|places|pets|refunds|people|children)|does|did|has|have i|have you|have we|had|can|could|will|would|should|shall|may|any chance|anything)\b/;

const supposing =
  /\b(?:if|would|might|suppos(?:e|ing)|imagine|assuming|hypothetically|wondering|tempted|considering|in case|before (?:i|we|cancel\w*)|(?:i|we) may (?:want|have|need)|probably|were to|what happens|should (?:i|we)|(?:can|could|may) (?:i|we)|(?:am i|are we) (?:able|allowed|entitled)|is it (?:still |even )?(?:possible|free|ok|okay|too late)|thinking (?:about|of)|think about|(?:not |un)sure (?:if|whether)|possibly|perhaps|maybe|deciding whether)\b/;

const amount =
  /\bhow much\b|\bwhat (?:\S+ ){0,6}(?:back|get|receive|refund\w*|lose|cost|owe|pay|fees?|penalt\w+|charges?|damage|entitled|reimburse\w*)\b|\b(?:fees?|penalt\w+|free of charge|for free|full refund|partial refund|without (?:paying|losing|a fee|cost|penalty)|lose (?:any|all|the|my|everything|money)|cost me|cost|(?:get|see|have|receive) (?:(?:my|the|any|all|some|our) )?(?:of )?(?:(?:my|the|our) )?(?:money|cash|refund|everything|anything|it all)(?: back)?|(?:know|see|hear|tell me|find out) (?:\S+ ){0,4}(?:refund|amount|loss|costs?)|calculate|work out|estimate|entitled|out of pocket|consequences|implications|refundable|run the numbers|qualify|eligible|expensive|deadline)\b/;

const how =
  /\bhow (?:do|does|can|could|would|should|to|will|is|are)\b|\bwhat (?:is|are) (?:the|your) (?:\S+ ){0,3}(?:polic(?:y|ies)|rules?|process|procedure|steps?|conditions?|terms)\b|\bexplain\b/;
