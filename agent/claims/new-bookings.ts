import type { ModelMessage, ModelRequest } from "../model/model.ts";
import type { Clause } from "./plain-text.ts";
import { plain } from "./plain-text.ts";

/** What may be said of a booking that was made. */
export interface NewBookings {
  /** Her newest message wants a place booked: what was booked before proves nothing of that. */
  asked: boolean;
  /** Plain words, in small letters, of each receipt, or of staff, that tells of one: where she asks for another now, only of what came after. */
  receipts: string[];
  /** What names no place speaks of one of `receipts`: it came after her newest message, or that asks whether it is done, or is but thanks. */
  isLatest: boolean;
  /** Names of the places that she has booked, plain and in small letters. */
  booked: string[];
  /** Words that are written with a capital and name no place: cities of her bookings, her own name. In small letters. */
  known: Set<string>;
}

/** `tellsOfBooking`: does a message of a tool, of code or of staff say that a booking was made? */
export function newBookingsOf(
  { messages, bookings, guest }: ModelRequest,
  tellsOfBooking: (message: ModelMessage) => boolean,
): NewBookings {
  const newest = messages.findLastIndex(({ role }) => role === "guest");
  const question = messages[newest]?.text ?? "";
  const asked = booksNow.test(question);
  const since = messages.slice(newest + 1).filter(tellsOfBooking);
  const all = asked ? since : messages.filter(tellsOfBooking);
  return {
    asked,
    receipts: all.map(({ text }) => plain(text).toLowerCase()),
    isLatest: since.length > 0 || (all.length > 0 && looksBack(question)),
    booked: bookings
      .filter(({ status }) => status !== "cancelled")
      .map(({ placeName }) => plain(placeName).toLowerCase()),
    known: new Set(
      [guest.name, ...bookings.map(({ city }) => city)].flatMap((name) =>
        plain(name).toLowerCase().split(/\s+/),
      ),
    ),
  };
}

/**
 * May it be said that a place was booked? A place that is named stands in a receipt, or is one that she has and asks for no other; what names none is
 * told by a receipt since her newest message.
 */
export function provenNewBooking(
  { asked, receipts, isLatest, booked, known }: NewBookings,
  { said, isState, isNamed, spokenOf }: BookingSaid,
): boolean {
  const hers = isState || isNamed || !asked ? booked : [];
  const places = placesIn(said, known);
  if (places.some((place) => ![...receipts, ...hers].some((text) => text.includes(place)))) return false;
  if (isNamed) return spokenOf;
  if (places.length > 0 || isLatest) return true;
  const words = said.toLowerCase();
  return hers.some((name) => words.includes(name)) || (isState && !asked && spokenOf);
}

interface BookingSaid {
  /** The clause that says so. */
  said: string;
  /** How things stand: "you are booked". Of that it is enough that the booking spoken of is booked. */
  isState: boolean;
  /** It is said of a booking by its reference. */
  isNamed: boolean;
  /** That booking, or else the one that the reply speaks of, is booked. */
  spokenOf: boolean;
}

/** A guest's message that orders a booking: "book the Garden Flat", "ich möchte buchen", "réservez-le". "Did you book it?" asks about one. */
const booksNow =
  /(?<!\b(?:(?:did|have|has) (?:you|it|they|somebody|anyone)|already) (?:\S+ )?)(?<!\p{L})(?:book|reserve|buchen?|reservier\p{L}*|réserv(?:er|ez|e)|reserv(?:ar|e|es|en|em)|prenot(?:are|i|a)|boek(?:en)?)(?!\p{L})|(?:预订|预定)(?!(?:好|成功|完成)?了?[吗?？])/iu;

/** "Is it done?", "Did you book it?", "Thanks!": what is said next of a booking is said of the one that was made. */
const looksBack = (text: string): boolean =>
  thanks.test(text) || (asksWhetherDone.test(text) && !asksForMore.test(text));

const thanks =
  /^\W*(?:ok(?:ay)?\W+)?(?:many thanks|thanks|thank you|thx|great|perfect|wonderful|super|danke|vielen dank|merci|gracias|obrigad[oa]|grazie|bedankt|dank (?:je|u)|谢谢)(?:\W+(?:so much|a lot|very much|thanks|thank you|schön|sehr|beaucoup|mil|mucho|muito|mille|wel)){0,2}\W*$/iu;
const asksWhetherDone =
  /(?<!\p{L})(?:done|book(?:ed)?|reserved?|confirmed|work(?:ed)?|through|ready|finished|complete|gebucht|reserviert|erledigt|geklappt|fertig|bestätigt|réservée?|fait|marché|confirmée?|reservad[oa]|hecho|list[oa]|feit[oa]|confirmad[oa]|prenotat[oa]|fatto|confermat[oa]|geboekt|gelukt|klaar)(?!\p{L})[^.!?]*\?|(?:订|好|完成|成功).{0,4}[吗?？]/iu;
const asksForMore =
  /\b(?:can|could|will|would|please|too|also|as well|another|next|second|other)\b|(?<!\p{L})(?:bitte|auch|können?|könnten|aussi|pouvez|también|puede|também|pode|anche|può|ook|kunt)(?!\p{L})|也|请/iu;

/** The clause of a deed with those beside it that have no verb of their own: "The Garden Flat | and the Loft have been booked". */
export function withNames(clauses: readonly Clause[], index: number): string {
  let from = index;
  let to = index + 1;
  while (from > 0 && !verb.test(clauses[from - 1]!.text)) from--;
  while (to < clauses.length && !verb.test(clauses[to]!.text)) to++;
  return clauses
    .slice(from, to)
    .map(({ text }) => text)
    .join(" | ");
}

const verb =
  /\b(?:is|are|am|was|were|has|have|had|will|can|would|could|may|costs?|does|did|do)\b|'(?:s|re|ve|ll|d|m)\b/i;

/** Names of places in plain text, in small letters: two words or more with capitals ("Tram View Flat in Estrela"), or one after "the". */
function placesIn(text: string, known: Set<string>): string[] {
  const isKnown = (word: string) => known.has(word.toLowerCase()) || noPlace.test(word);
  return [...text.matchAll(name)].flatMap(([found, the = ""]) => {
    const words = found.slice(the.length).split(/\s+/);
    while (words.length > 0 && (isKnown(words[0]!) || joins.test(words[0]!))) words.shift();
    while (words.length > 0 && (isKnown(words.at(-1)!) || joins.test(words.at(-1)!))) words.pop();
    const isName = words.length > 1 || (words.length === 1 && the !== "" && words[0] !== undefined);
    return isName ? [words.join(" ").toLowerCase()] : [];
  });
}

const joining =
  "in|at|by|of|on|the|de|da|do|dos|das|des|du|del|della|di|la|le|les|am|an|im|zum|zur|aan|op|sur";
const joins = new RegExp(`^(?:${joining})$`, "i");
const word = String.raw`\p{Lu}[\p{L}\p{M}\d'’-]*`;
const name = new RegExp(
  String.raw`(?<![\p{L}\d-])([Tt]he\s+)?${word}(?:\s+(?:(?:${joining})\s+){0,3}${word})*`,
  "gu",
);
/** Words with a capital that begin a sentence, or name a day, a way to pay or the company. */
const noPlace =
  /^(?:a|an|the|this|that|it|your|my|our|i|we|you|yes|no|and|so|now|here|good|great|wonderful|perfect|news|done|all|booked|reserved|ok|okay|hi|hello|dear|thanks|stay|booking|reservation|check-?in|check-?out|i'(?:ve|m|ll)|we'(?:ve|re)|you're|ja|nein|ich|wir|sie|ihre?n?|der|die|das|den|es|gute|oui|j'ai|nous|vous|votre|vos|il|elle|un|une|sí|su|sus|el|los|las|he|hemos|lo|sim|o|os|as|seu|sua|foi|ho|il|lo|sì|ik|wij|u|uw|het|een|jan(?:uary|uar)?|feb(?:ruary|ruar)?|mar(?:ch)?|märz|apr(?:il)?|may|mai|june?|juni|july?|juli|aug(?:ust)?|sep(?:t|tember)?|o[ck]t(?:ober)?|nov(?:ember)?|de[cz](?:ember)?|(?:mon|tues|wednes|thurs|fri|satur|sun)day|\p{L}+tag|mittwoch|visa|mastercard|american|express|amex|paypal|maestro|apple|google|pay|eur|usd|gbp|staywell|bk-?\d*)$/iu;
