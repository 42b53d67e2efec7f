import { plain } from "./words.ts";

export type SmallTalk =
  | "greeting"
  | "thanks"
  | "goodbye"
  | "yes"
  | "no"
  | "abilities"
  | "how-are-you"
  | "sorry";

/** What a message is when it is nothing but a courtesy. Null as soon as it says anything else. */
export function smallTalk(text: string): SmallTalk | null {
  let rest = plain(text)
    .replace(/[^\p{L}' ]+/gu, " ")
    .replace(/\s+/g, " ")
    .trim();
  let found: SmallTalk | null = null;
  for (let round = 0; rest !== "" && round < courtesiesMax; round++) {
    const hit = courtesies.find(({ pattern }) => pattern.test(rest));
    if (!hit) return null;
    // "Hello, thanks" is thanks; "thanks, bye" is a goodbye; "ok, never mind" is no.
    if (hit.kind && (found === null || found === "greeting" || outweighs.has(hit.kind))) found = hit.kind;
    rest = rest.replace(hit.pattern, "").trim();
  }
  return rest === "" ? found : null;
}

const courtesiesMax = 8;

const outweighs: ReadonlySet<SmallTalk> = new Set(["goodbye", "abilities", "no"]);

const courtesies: { kind: SmallTalk | null; pattern: RegExp }[] = [
  {
    kind: "abilities",
    pattern:
      /^(?:what (?:can|do) you (?:do|help(?: me)? with)|what (?:are you able to|else can you) do|how can you help(?: me)?|how does this work|help|help me|i need help|i need (?:some|your) help|can you help(?: me)?|i have (?:a|an|some|another|one) (?:quick |other |general )?(?:questions?|problems?|issues?|requests?)(?: (?:about|with|regarding|on|for) (?:my|the|a|our) (?:booking|stay|trip|reservation|place|holiday|account))?|what are (?:my|the) options|menu|options|start)(?: please)?(?=$| )/,
  },
  {
    kind: "how-are-you",
    pattern: /^(?:how are you(?: doing)?(?: today)?|how is it going|what is up|nice to meet you)(?=$| )/,
  },
  {
    kind: "greeting",
    pattern:
      /^(?:hi|hiya|hello|hey|heya|yo|greetings|good (?:morning|afternoon|evening|day)|morning|evening|hi there|dear (?:team|staywell|support|sir or madam))(?: (?:there|again|all|everyone|staywell|team|frontdesk|bot))*(?=$| )/,
  },
  {
    kind: "goodbye",
    pattern:
      /^(?:bye|bye bye|goodbye|good bye|see you(?: later| soon)?|cheerio|ciao|take care|good night|have a (?:nice|good|great|lovely) (?:day|evening|one|night|weekend|afternoon))(?=$| )/,
  },
  {
    kind: "thanks",
    pattern:
      /^(?:(?:ok |okay )?(?:many )?(?:thanks|thank you|thx|ty|cheers|much appreciated|i appreciate it|that is (?:all|it|everything)(?: i (?:need|needed|wanted))?(?: for (?:now|today))?|that (?:helps|helped|was helpful|answers (?:it|my question))|(?:you (?:were|have been) )?(?:very |most |really )?helpful|perfect|great|wonderful|brilliant|awesome|excellent|lovely|super|cool|nice|good to know|got it|understood|i see|alright|all right|all good|fine))(?: (?:so|very|a lot|much|lot|for (?:the|your) (?:help|info|information|answer)|for (?:that|this|everything|helping)|then|anyway|all))*(?=$| )/,
  },
  {
    kind: "yes",
    pattern:
      /^(?:yes|yep|yeah|yup|ya|sure|of course|definitely|exactly|correct|right|go ahead|please do|do it|do that|confirm|confirmed|i confirm|ok|okay|k)(?: (?:please|do(?: it| that| so)?|go ahead|sure))*(?=$| )/,
  },
  {
    kind: "no",
    pattern:
      /^(?:no|nope|nah|not now|not really|never ?mind|forget (?:it|about it)|leave it(?: as it is)?|keep (?:it|everything|(?:my|the|our|this) (?:booking|reservation|trip|stay|place))|(?:i )?changed my mind|scratch that|nothing|rather not|do not|i do not|no thank you|no thanks|(?:let me|let us|i will|we will|i (?:have|need|want) to|we (?:have|need|want) to|i need (?:some |more |a bit of )?time to) (?:think|sleep|have a look|look around|decide|discuss)(?: (?:about|on|over|around|later|it|that|this|first|a bit|some more|for a while|with my (?:wife|husband|partner|family|friends?)))*|(?:i|we) will (?:get|come) back to you(?: (?:later|tomorrow|soon|on that))?|(?:maybe |perhaps )?(?:later|another time)|not (?:yet|today))(?: (?:please|thanks|thank you|else))*(?=$| )/,
  },
  { kind: "sorry", pattern: /^(?:sorry|oops|my bad|my mistake|excuse me|pardon)(?=$| )/ },
  {
    kind: null,
    pattern:
      /^(?:(?:(?:that|it|this) is )?(?:a bit |much |way |far |a little )?too (?:expensive|much|dear|pricey|late|far|small|complicated)|please|and|then|so|well|actually|wait|hold on|but|oh|ah|hm+|um+|just|now|for|today|again|you|much|very|a lot|everyone|team|staywell|there)(?=$| )/,
  },
];
