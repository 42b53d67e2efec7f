import { corrected } from "./spelling.ts";
import { plain } from "./words.ts";

/**
 * Does the guest want a person? Asked outright ("get me an agent"), in passing ("could a colleague look at this?"), or by giving up
 * on the machine ("this bot is useless"). Better once too often than once too few: who asks for a person gets one.
 */
export function wantsPerson(text: string): boolean {
  const ways = [corrected(plain(text), vocabulary), plain(text)];
  const [even, asWritten] = ways.map((way) => withoutDenials(way).replace(otherPersons, " ")) as [
    string,
    string,
  ];
  if (asksWhatIAm.test(even) && !/\b(?:want|need|get me|give me|put me|connect|transfer)\b/.test(even))
    return false;
  // A word put right may be another word: "taking you to court".
  return (
    wishes.some((wish) => wish.test(even) || wish.test(asWritten)) ||
    inOtherLanguages.test(text.toLowerCase())
  );
}

/** "Am I talking to a robot?" wants an honest answer first, not a person. */
export function asksWhetherBot(text: string): boolean {
  return asksWhatIAm.test(corrected(plain(text), vocabulary));
}

/** Life or limb: a person must know, whatever else is asked. Questions about rules ("what if the alarm sounds?") are not alarms. */
export function isEmergency(text: string): boolean {
  const even = plain(text);
  return (
    emergency.test(even) &&
    !/\b(?:if|in case|what happens|how do|how does|where (?:is|are)|is there|are there|do you have|should i)\b/.test(
      even,
    )
  );
}

const staff =
  "(?:humans?|human beings?|(?:real|actual|live|living|proper|genuine|breathing) (?:person|people|one|someone|body|employee|agent|support)|agents?|representatives?|reps?|" +
  "advis[eo]rs?|operators?|managers?|supervisors?|employees?|colleagues?|co-?workers?|staff(?: members?)?|team ?members?|members? of (?:the |your )?(?:staff|team)|boss(?:es)?|" +
  "(?:customer|guest|client) (?:service|services|support|care|relations)|(?:support|service|help) (?:team|desk|agent|staff|person|people|line)|help ?desk|hotline|phone call|call cent(?:er|re)|" +
  "specialists?|experts?|case ?workers?|consultants?|officers?|(?:your|the) (?:team|people|staff|department|superior)|head office|human support|management|in charge)";
const anyone =
  "(?:(?:an?|another|some|any) (?:person|man|woman|guy|lady|human)|person|people|someone|somebody|anyone|anybody|some ?one|any ?one)";
const speak =
  "(?:talk|talking|speak|speaking|spoke|chat|chatting|converse|communicate|get hold of|get in touch with|get in contact with|discuss|discussing|in contact|contact|connect|connected|transfer|transferred|transferring|forward|forwarded|redirect|redirected|put|pass|passed|hand|handed|escalate|escalated|switch|route|deal|dealing|conversation|word|message|write|writing)";
const reach =
  "(?:get|getting|got|reach|contact|call|phone|ring|find|give|bring|fetch|send|need|want|wanting|like|prefer|rather|have|see|ask|involve|let|help|look|handle|take|answer|reply|respond|assist|explain|decide|review|check|sort|available|please|hear from|waiting for|wait for)";
const helping =
  "(?:help|call|phone|ring|contact|assist|look|explain|take (?:over|care|a look)|answer|reply|respond|get back|get in touch|speak|talk|chat|tell me|check (?:this|my|what)|deal|handle|sort|review|fix|step in|reach|understand|do something|actually|message|write|come on|join)";
const bot =
  "(?:bots?|robots?|machines?|computers?|ai|a\\.i\\.|software|algorithms?|automat\\w+|chat ?bots?|programs?|scripts?|virtual assistant|assistant|tin can|recording|artificial \\w+)";
const scorn =
  "(?:useless|stupid|dumb|hopeless|rubbish|terrible|awful|worthless|pointless|annoying|ridiculous|joke|not (?:really |actually )?help\\w*|no help|unhelpful|sick of|tired of|fed up|had enough|enough of|enough with|hate|refuse|refusing|stop|waste|wasting|done|not (?:want|wish|care|like|trust|talk|speak|chat|discuss|deal|going)|can not (?:stand|help)|does not (?:help|work|understand)|rather not|no more|instead of|anything but|not an?|without an?|other than)";

const wishes = [
  `\\b(?:${speak}|${reach})\\b[^.!?;]{0,40}\\b${staff}\\b`,
  `\\b${staff}\\b[^.!?;]{0,25}\\b(?:${helping}|instead|please|available|now|involved)\\b`,
  `\\b${speak}\\b(?: (?:to|with|me|us|this|it|my|the|case|on|over|through|about|directly|live|face|an?|one))* ${anyone}\\b`,
  `\\b(?:want|need|give me|get me|fetch me|find me|bring me|prefer|send me|like|please)\\b(?: (?:to|have|see|get|reach|hear|from|contact|involve|call|an|a|some|real|actual|just|really))* (?:person|human|someone|somebody)\\b(?! (?:more|extra|less|to the booking|to my booking))`,
  `\\b(?:can|could|may|would|will|please have|please let|have|let|get|want|need|like|is there|please)(?: you)? (?:someone|somebody|anyone|anybody|a person|any person|another person|some person)(?: (?:please|from|at|in|on|of|your|the|team|company|office|staff|support|staywell|else|real|there|to|who|that|can|could|maybe|perhaps|just|here|would|will|able|actually))* ${helping}\\b`,
  `\\b(?:someone|somebody|anyone|anybody|a person|people) (?:from|at|in|on|of) (?:(?:your|the) (?:team|company|office|staff|support|side|end)|staywell)\\b`,
  `\\b(?:is|are) (?:there )?(?:any(?: ?one|body)?|people|an? actual|an? real|no ?(?:one|body))\\b[^.!?;]{0,20}\\b(?:there|here|home|real|alive|awake|human|humans|person|people|available|working|on duty|help|online)\\b`,
  `\\b(?:any ?one|anybody) (?:out )?(?:there|here|home|real|alive|awake)\\b|^\\W*(?:(?:hello|hi|is|so)\\W+)*(?:some ?one|somebody) (?:there|here|alive|awake)\\b`,
  `\\b(?:someone|somebody|anyone|anybody|a person) (?:who|that) (?:can|could|will|knows?|does|understands?|actually|is)\\b`,
  `^\\W*(?:(?:an?|the|please|stop|no|enough|hi|hello|hey|your|real|live)\\W+)*(?:${staff}|person|people|somebody|someone|support|complaint)(?:\\W+(?:please|now|needed|pls|asap|thanks|only))*\\W*$`,
  `\\bwho (?:can|could|do|should|may) (?:i|we) (?:speak|talk|call|phone|ring)\\b|\\blive (?:chat|support|help|agent)\\b|\\b(?:support|help|service|customer|hot) ?lines?\\b|\\bnumber (?:i|we|to|that i|where i) (?:can |could |may )?(?:call|ring|phone)\\b|\\b(?:even|actually) (?:reading|listening|understanding)\\b`,
  `(?:^|[.!,] ?)\\W*(?:please )?escalate\\W*$|\\bgetting anywhere with you\\b|\\bwho else is there\\b`,
  `\\b(?:pass|hand|put|send) (?:me|us|this) (?:on|over|along)\\b|\\b(?:connect|transfer|escalate) (?:me|us|this|it|my)\\b(?! to (?:the )?(?:wi-?fi|internet|host))|\\bput (?:me|us) through\\b|\\b(?:connect|transfer|escalate) (?:now|please)\\b`,
  `\\bcall (?:me|us)(?: back)?\\b|\\b(?:phone|ring) (?:me|us)\\b|\\bgive (?:me|us) a (?:call|ring|bell)\\b|\\bcall ?back\\b|\\b(?:can|could|may) (?:i|we) (?:call|phone|ring) (?:you|someone|somebody|staywell|support|anyone)\\b|\\b(?:talk|speak)(?:ing)? (?:to (?:you|someone) )?(?:on|over|by) the (?:phone|telephone)\\b`,
  `\\b(?:out of|away from|rid of|off|past) (?:this|the|your) ${bot}\\b`,
  `\\b${scorn}\\b[^.!?;]{0,45}\\b${bot}\\b`,
  `\\b${bot}\\b[^.!?;]{0,45}\\b${scorn}\\b`,
  `\\byou(?: \\w+)? (?:are|do|have|can) (?:just |really |clearly |obviously )?not (?:really |even |actually )?(?:help|understand|listen|get(?:ting)? (?:it|me|this)|get\\b|answer|able to help|read)\\w*`,
  `\\byou (?:just )?keep (?:on )?(?:repeating|saying|giving|sending|asking|telling|going)\\b|\\byou are (?:completely |totally |just |so |absolutely )*(?:useless|no help|hopeless|stupid|dumb|unhelpful)\\b`,
  `\\b(?:this|that|it|which) (?:is|was|has been) (?:not|no|of no|zero) (?:really |actually |any |much )*(?:help|helpful|helping|use)\\b|\\bthis is (?:completely |totally |absolutely |so )*(?:useless|hopeless|pointless|ridiculous)\\b`,
  `\\b(?:going|running|go) (?:round|around)? ?in circles\\b|\\bsame (?:answer|thing|reply|response|message|nonsense)s?\\b|\\bcanned\\b|\\bwaste of (?:my )?time\\b|\\bgetting (?:me |us )?(?:nowhere|no ?where)\\b|\\bpointless (?:talking|to talk|chatting|asking)\\b|\\b(?:talking|speaking) to a (?:brick )?wall\\b|\\bno (?:real )?answers?\\b`,
  `\\b(?:make|file|raise|lodge|submit|have|register|put in|place|open|need|want)(?: to)?(?: (?:an?|my|this|official|formal|serious|make|file))* complaint\\b|\\b(?:want|like|need|wish|going|have) to complain\\b|\\bi (?:am|will be) (?:taking|escalating|contacting|suing)\\b[^.!?]{0,30}\\b(?:lawyer|court|solicitor|further|higher)\\b|\\b(?:sue|suing) (?:you|staywell|the company)\\b|\\b(?:lawsuit|legal action|small claims)\\b|\\b(?:take|taking|see|seeing|meet) you (?:all )?(?:to|in) court\\b|\\b(?:lawyers?|solicitors?|attorneys?|barristers?|ombudsman|legal (?:steps|advice|proceedings)|trading standards|consumer (?:protection|rights)|report you to)\\b`,
  `\\b(?:charg\\w+|payments?|debit\\w*|transactions?)\\b[^.!?]{0,40}\\b(?:(?:do|did) not (?:recogni[sz]e|make|authori[sz]e)|never (?:booked|made|authori[sz]ed|ordered))\\b`,
  `\\b(?:by|from|with|for|to) an? (?:human|real person|actual person|person who)\\b|\\bhuman (?:touch|contact|help|assistance|support|being|interaction|please|now)\\b`,
].map((pattern) => new RegExp(pattern));

const asksWhatIAm = new RegExp(
  `\\b(?:are|is) (?:you|this|that|it)(?: \\w+)? (?:an? |really |just |actually |even |some kind of |kind of |some )*(?:${bot}|humans?|(?:real |actual |live )?persons?|real|alive|automated|human being)\\b|` +
    `\\bam i (?:\\w+ )?(?:talking|chatting|speaking|writing|texting|typing) (?:to|with) (?:an? |some |the )?(?:real |actual |live )?(?:${bot}|humans?|persons?|someone|somebody|people)\\b|\\b(?:who|what) (?:are you(?! \\w+ing| supposed| able)|am i (?:talking|speaking|chatting|writing) (?:to|with))\\b`,
);

/** "I don't need a human" is not a wish for one. */
const withoutDenials = (even: string): string =>
  even.replace(
    new RegExp(
      `\\b(?:(?:do|would|did) not (?:want|need|like|have|wish)|no need|rather not|prefer not|not necessary)(?: (?:to|for|talk|speak|chat|be|connected|transferred|with|you|an?|any|the|your))* (?:${staff}|${anyone})\\b(?! who| that)`,
      "g",
    ),
    " ",
  );

/** Persons who are not Staywell's, or only counted. */
const otherPersons =
  /\b(?:travel|estate|letting|rental|booking|cleaning|hotel|airport) (?:agents?|agency|staff|managers?|team|crew|people)\b|\bproperty managers?\b|\b(?:per|one more|another|an? (?:additional|extra|second|third|fourth|fifth|sixth)|(?:one|two|three|four|five|six|\d+)(?: more| extra)?) (?:person|people)s?\b|\bhow many (?:people|persons?)\b|\b(?:person|people) (?:more|per|extra)\b|\bmanage (?:my|the)\b|\bmany people\b|\bhead of\b/g;

const inOtherLanguages =
  /\b(?:mensch(?:en)?|mitarbeiter(?:in)?|berater(?:in)?|sachbearbeiter|kundendienst|kundenservice|echte[nr]? person|jemand(?:em|en)? (?:sprechen|reden)|conseill(?:er|ère)|un humain|une? (?:vraie )?personne|quelqu'un|service client|(?:una|con|a una) persona|(?:un|con un) humano|con alguien|un agente|atendente|(?:uma|com uma) pessoa|(?:um|com um) humano|com algu[ée]m)\b|人工|真人|客服/i;

const emergency =
  /\b(?:smell(?:s|ing)?(?: of| like)? (?:gas|smoke|burning)|(?:gas|burning|smoke|burnt) smell|gas leak|leaking gas|(?:is|on) fire|flames|carbon monoxide|(?:smoke|co|fire) (?:alarm|detector) (?:is |keeps |has been |just )?(?:go|going|gone|went|ring|ringing|sound|sounding|on|beeping)|break(?:ing)? in|broke(?:n)? in|intruder|burgl\w+|attack(?:ed|ing)?|threaten(?:ed|ing|s)?|unconscious|bleeding|ambulance|not breathing|heart attack|hidden camera|assault(?:ed)?|feel unsafe|not feel safe|in danger|electrocuted)\b/;

const vocabulary = new Set(
  "human humans person people somebody someone anybody anyone agent agents representative manager supervisor employee colleague support customer service operator advisor adviser speak speaking talking connect transfer please robot machine useless complaint escalate staff there other about actually really".split(
    " ",
  ),
);
