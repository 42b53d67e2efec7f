import { clausesOf } from "./plain-text.ts";

/**
 * Does a plain sentence promise something for later, by whomever? Looking something up at once is no promise, and a deed that waits for
 * the guest's own step is a rule; being called, written to or made an exception for is a promise whatever it waits for.
 */
export function promises(sentence: string): boolean {
  if (!mayPromise(sentence)) return false;
  if (receives.test(sentence) && waitsForGuest.test(sentence)) return false;
  if (contact.test(sentence) || gift.test(sentence) || others.some((pattern) => pattern.test(sentence)))
    return !negated(sentence) && !/[?？]\s*\W*$/.test(sentence);
  if (soon.test(sentence))
    return !/[?？]\s*\W*$/.test(sentence) && !/\b(?:not|n't|cannot|may|might|can)\b/i.test(sentence);
  if (waitsForGuest.test(sentence)) return false;
  return deed.test(sentence) && clausesOf(sentence).some(({ text, asked }) => !asked && promisesDeed(text));
}

/** From the first such words on, a sentence is held: before "I'll get back to you" is half said. */
export const mayPromise = (text: string): boolean => trigger.test(text);

const will =
  "(?:'ll| will| shall| am going to| are going to| is going to|'m going to|'re going to|'s going to| am about to|'m about to)";
const person =
  "(?:a|an|one|someone|somebody|our|the|my|another) ?(?:of (?:us|our|my)\\s)?(?:human |support |service |responsible |real |senior |customer |friendly |dedicated )*(?:colleagues?|persons?|people|team|staff|agents?|representatives?|specialists?|experts?|manager|supervisor|member|expert|department|accounting|management|support|human|somebody|someone|company)?(?: (?:of|from|at|in) (?:the |our |my )?(?:staff|team|staywell|us|support|colleagues))?";
const adverbs =
  "(?: (?:then|also|now|personally|certainly|gladly|definitely|soon|shortly|of course|just|gladly|immediately|quickly|happily|be sure to|make sure to|directly|always))*";
const contactVerb =
  "(?:get (?:right )?back|get in touch|be in touch|follow up|e-?mail|call|phone|ring|contact|notify|update|let you know|keep you|check back|check with|check in with|ask (?:the|our|my|a)|talk to|speak (?:to|with)|reach out|reach you|write|message|text|reply|respond|answer you|arrange|make sure|ensure|see to it|see that|take care|look into|look after|investigate|send|pass|forward|escalate|inform|have (?:someone|somebody|a colleague|our)|be contacted|be called|be notified|hear from|get a (?:call|reply|response|mail|message)|receive an? (?:call|answer|reply|response|e-?mail|message|phone|confirmation)|expect (?:a|an|to hear)|come back to you|handle|sort|resolve|fix|fight|personally)";

/** Said by anyone of being in touch later or of something that nobody here can hold to. */
const contact = new RegExp(
  String.raw`\b(?:i|we|they|staywell|${person}|you)${will}${adverbs} ${contactVerb}\b(?!.{0,40}\b(?:right now|now)\b\W*(?:$|for you))|\b(?:expect (?:a call|to hear|an? (?:e-?mail|reply|answer|response|message)))|\byou(?:'ll| will)(?: soon| shortly)? hear (?:from|back)|\b(?:i|we) promise|\brest assured`,
  "i",
);
/** "You will receive an e-mail after you change the address": what a system sends, as the help centre says. */
const receives =
  /\byou(?:'ll| will) (?:get|receive) an? (?:\w+ )?(?:e-?mail|code|link|message|confirmation|receipt)\b/i;
const gift =
  /\b(?:i|we|you|staywell)\b(?:'ll| will|'re| are)?(?: (?:happily|gladly|also|then|now|going to|getting|can))*\s*\b(?:give|gets?|receive|offer|have|grant|add|getting|credit)\b(?: (?:you|a|an|the|another|your|some|one|extra|as|with))*\s+(?:\w+ ){0,2}(?:voucher|coupon|discount|free (?:nights?|stay|upgrade|week)|goodwill|gift card|compensation|upgrade|bonus)\b|\b(?:as|for) compensation\b/i;
const soon =
  /\b(?:refund|money|payment|amount|reimbursement)\b(?:'ll|\s+\S+){0,8}\s+(?:tomorrow|tonight|today|shortly|soon|next week|in a few (?:hours|days|minutes)|within (?:the hour|a few|minutes|an hour)|by (?:tomorrow|tonight)|immediately|any minute|instantly)\b/i;

const deed = new RegExp(
  String.raw`\b(?:i|we|they|staywell|${person})${will}\b|\b(?:i'm|i am|we're|we are)\b.{0,20}\b\w+ing\b|\b(?:is|are) being\b`,
  "i",
);
const deedVerb =
  "(?:cancel|refund|reimburse|process|credit|issue|waive|rebook|upgrade|book|change|charge|pay|return|transfer|approve|confirm|extend|give|grant|compensate|review|report|remove|add|move|release|request|submit|start|set up|prepare|solve|do (?:it|that|this|so)|put|handle|help you (?:get|with (?:a|the) refund)|make an exception|reduce|update|open a|create|file)";
const later = new RegExp(
  String.raw`\b(?:i|we|they|staywell|${person})${will}(?! not\b| never\b)${adverbs} ${deedVerb}\b`,
  "i",
);
const doing =
  /\b(?:i'm|i am|we're|we are)(?: (?:now|just|currently|already|right now))* (?:cancell?ing|refunding|processing|issuing|reimbursing|rebooking|crediting|arranging|forwarding|transferring|escalating|sending|notifying)\b|\b(?:is|are)(?: (?:now|currently|already))* being (?:cancell?ed|refunded|processed|reimbursed|issued|credited)\b/i;
const promisesDeed = (clause: string): boolean => later.test(clause) || doing.test(clause);

/** "Once you press the button, I will cancel it": her step comes first. */
const waitsForGuest =
  /\b(?:if|once|when|as soon as|after|the moment|unless|until) (?:you|the guest|your|a guest|guests|the host|a host|it|the|there|something)\b|\bif\b/i;
const negated = (sentence: string): boolean =>
  /\b(?:cannot|can't|won't|will not|will never|'ll never|don't|do not|never|nobody|no one|not able|unable|not)\b/i.test(
    sentence.replace(/\b(?:do not|don't|no need to) (?:worry|hesitate|have to)\b|\bnot only\b/gi, ""),
  );

/** The same in other languages: the verbs of being in touch and of deeds, in the future or as a present that means it. */
const others: RegExp[] = [
  /(?<!\p{L})(?:(?:ich|wir) (?:werden?|melden? (?:mich|uns)|kümmern? (?:mich|uns)|rufen? sie|informieren? sie|leiten? [^.]* weiter|schicken|sende|erstatten? (?:ihnen|dir)|stornieren? (?:das|die|ihre|es) [^.]*jetzt)(?!\p{L})(?!.{0,20}(?:nach(?:sehen|schauen)|prüfen$))|(?:ein(?:e|er)? (?:kolleg(?:e|in)|mitarbeiter(?:in)?|mensch)|jemand|unser team|man|kolleg(?:e|in)|das team)(?: \p{L}+){0,2} (?:wird|meldet|ruft|kontaktiert|kümmert|antwortet)|sie hören (?:bald |morgen |in kürze )?von (?:uns|mir)|sie werden (?:kontaktiert|angerufen|benachrichtigt|zurückgerufen)|meld(?:e|en) (?:mich|uns))/iu,
  /(?<!\p{L})(?:(?:je vais|nous allons|je m'apprête à) (?:vous )?(?:contacter|rappeler|appeler|recontacter|annuler|rembourser|traiter|transmettre|informer|envoyer|tenir|faire|procéder|effectuer|prévenir)|je (?:vous )?(?:recontacte|rappelle|rembourse|tiens|contacterai|rappellerai|rembourserai|annulerai|enverrai|ferai|transmets)|nous vous (?:recontacterons|contacterons|rappellerons|rembourserons|tiendrons|enverrons|répondrons|appellerons)|(?:un|une|notre|quelqu'un|l')(?: ?(?:collègue|équipe|personne|conseiller|conseillère))? (?:va|vous) (?:vous )?\p{L}+(?:er|ra|re)(?!\p{L})|vous (?:serez|allez être) (?:contacté|rappelé|appelé|informé)\p{L}*|vous aurez (?:de nos|des) nouvelles)/iu,
  /(?<!\p{L})(?:(?:voy|vamos) a (?:cancelar|reembolsar|contactar|llamar|avisar|procesar|enviar|informar|gestionar|devolver|tramitar)\p{L}*|(?:le|te|lo|la|les|os) (?:llamar|contactar|avisar|escribir|reembolsar|informar|enviar|responder|mantendr)(?:é|emos|án?)|(?:me|nos) pond(?:ré|remos|rán) en contacto|(?:un|una|nuestro|algún|alguien)(?: (?:compañer[oa]|colega|equipo|agente|persona))? (?:se pondrá|le|te|va a|lo)(?: \p{L}+)?|(?:cancelaré|reembolsaré|gestionaré|procesaré|reembolsaremos|cancelaremos)|recibirá una (?:llamada|respuesta)|tendrá noticias)/iu,
  /(?<!\p{L})(?:(?:vou|vamos|irei|iremos) (?:cancelar|reembolsar|contactar|contatar|ligar|avisar|processar|enviar|informar|tratar|devolver|encaminhar)\p{L}*|entra(?:rei|remos|rá|rão)? em conta(?:c)?to|(?:um|uma|nosso|a nossa|alguém)(?: (?:colega|equipa|equipe|pessoa|agente))? (?:vai|irá|entrará|lhe|ligará|contactará)|(?:avisarei|avisaremos|contactá-l[oa]-emos|ligaremos|ligarei|reembolsarei|reembolsaremos|cancelarei|cancelaremos)|receberá uma (?:chamada|resposta)|terá notícias)/iu,
  /(?<!\p{L})(?:(?:la|ti|vi|le) (?:contatt|richiam|chiam|avvis|inform|aggiorn|rimbors|scriv|far|invi)\p{L}*(?:ò|emo|anno|à)(?!\p{L})|(?:mi|ci) (?:farò|faremo|metterò|metteremo|occuperò|occuperemo) [^.]*|(?:un|una|il nostro|qualcuno)(?: (?:collega|team|persona|operatore))? (?:la|ti|vi) \p{L}+rà|(?:cancellerò|rimborserò|annullerò|provvederò|procederò|rimborseremo|annulleremo|provvederemo)|sto (?:cancellando|annullando|rimborsando|elaborando)|riceverà (?:una|presto))/iu,
  /(?<!\p{L})(?:(?:ik|wij|we)(?: zal| zullen| ga| gaan) (?:u |je |het |dit |de |uw |contact |hem |direct |meteen )*(?!kijken|zoeken|nakijken|opzoeken|controleren)\p{L}+|(?:ik|wij|we) (?:neem|nemen|bel|bellen|mail|mailen|stuur|sturen|informeer) (?:u|je|contact|spoedig|snel)|(?:een|onze|iemand|ons)(?: (?:collega|medewerker|team|persoon))?(?: van ons)? (?:zal|belt|neemt|gaat|mailt|stuurt)|u (?:hoort|wordt) (?:van ons|snel|spoedig|gebeld|teruggebeld|gecontacteerd)|u zult (?:van ons )?horen)/iu,
  /(?:我|我们|咱们)(?:会|将|马上会|稍后会|之后会|很快会)(?!.{0,4}(?:查|看|帮您查|为您查|不))(?:.{0,8})(?:联系|通知|回复|退款|取消|跟进|处理|安排|退还|告知|转交|打电话|致电|发送)|(?:同事|客服|专员|团队|工作人员|有人)(?:.{0,6})(?:会|将)(?:.{0,8})(?:联系|回复|致电|通知|处理|打电话)|(?:稍后|很快|尽快|马上)(?:.{0,4})(?:联系您|回复您|通知您|给您退款|为您退款|为您取消)/u,
];

const trigger = new RegExp(
  String.raw`(?<!\p{L})(?:(?:i|we|they|staywell|you|someone|somebody|team|staff|colleagues?|person|people|agent|manager|supervisor|specialists?|experts?|agents|managers|colleagues|representatives?|support|us|member|human|expert|department)${will}|i'm|i am|we're|we are|being|promise|rest assured|expect|voucher|coupon|discount|free|compensation|goodwill|upgrade|gift|tomorrow|tonight|shortly|immediately|ich|wir|jemand|kolleg(?:e|in)|mitarbeiter|unser team|sie (?:hören|werden)|je|nous|collègue|équipe|quelqu'un|vous (?:serez|allez|aurez)|voy|vamos|alguien|compañer[oa]|\p{L}+(?:remos|ré|rá)|vou|irei|alguém|colega|equip[ae]|collega|qualcuno|\p{L}+(?:rò|remo|rà)|sto|mi|ci|ik|wij|iemand|onze|medewerker|u (?:hoort|wordt|zult)|recibirá|receberá|entrar\p{L}*|avisar\p{L}*)(?!\p{L})|[会将]|稍后|很快|尽快|马上|\b(?:refund|money|payment|amount)\b.{0,40}\b(?:today|soon|within|in a few)\b`,
  "iu",
);
