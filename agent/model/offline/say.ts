import type { BookingBrief } from "../model.ts";
import type { OtherLanguage } from "./language.ts";

/*
 * The offline model's own words: few, fixed, and none of them claims that anything was done or will be. Everything else it says was
 * rendered by a tool or stands in the help centre. Some are recognised again in the transcript: they mark what is open.
 */

const whoIAm = "I'm Staywell's automatic assistant, working without a language model right now";
const whatICan =
  "I can show your bookings, work out what a cancellation would give back, cancel a booking once you confirm it, check a refund, answer questions from the help centre, or pass you to a person.";
const orPerson = "Would you like to speak to a person?";
const quotedCharsMax = 120;
const notSure = "I'm not sure I understood that.";

export const say = {
  greeting: (name: string) => `Hello${name ? ` ${name}` : ""}! ${whoIAm}. ${whatICan} What do you need?`,
  greetingAgain: "Hello again! What do you need?",
  howAreYou: "All well here, thank you. What can I help you with?",
  thanks: "You're welcome. If anything else comes up, just write here.",
  goodbye: "Goodbye, and have a good trip!",
  sorry: "No problem. What can I help you with?",
  abilities: `${whoIAm}. ${whatICan} What do you need?`,
  isBot: `Yes, I'm a program, not a person: ${whoIAm.slice(4)}. If you would rather write with one of the people here, just say "I want a person".`,
  yesToWhat:
    "I'm not sure what your yes refers to; nothing is waiting for an answer in this chat. Could you say in a few words what you need?",
  noToWhat:
    "All right, I leave everything as it is. If you need something else, say in a few words what it is.",
  leftAsIs: "All right, I leave everything as it is. What else can I help you with?",
  unsure: `${notSure} ${whatICan} Could you say in a few words what you need?`,
  noPassage: `${notSure} I found nothing reliable about it in the help centre. Could you put it in other words? ${orPerson}`,
  card: "Please look at the card above: it shows exactly what would happen. Nothing happens until you press its button.",
  afterNote: "That is where things stand. What else can I help you with?",
  noBookings: `I see no booking in your account that fits. If you have a booking reference such as the one in your confirmation e-mail, please write it here. ${orPerson}`,
  emergency: "If anyone is in danger, call the local emergency number first (112 in Europe).",
  noPerson: "I cannot do that here, and I cannot reach a person from this chat either.",
  nothingOnRest: "On the rest of your question I found nothing reliable in the help centre.",
  offerPerson: "If that does not answer it, just ask for a person.",
  /** Her words are repeated only when they hold no amount, date or claim: those would have to be proven. */
  alsoAsked: (other: string) =>
    `You asked for something else as well${/\d|ed\b/.test(other) || other.length > quotedCharsMax ? "" : ` (“${other}”)`}: please send that again as a message of its own.`,
  ask: (question: string, bookings: BookingBrief[]) =>
    [question, ...bookings.map((b) => `- ${bookingLine(b)}`)].join("\n"),
  otherLanguage: (language: OtherLanguage) => otherLanguages[language],
  reasons: {
    asked: "The guest asked for a person.",
    emergency: "The guest reports something that may be an emergency.",
    unsure: "The assistant did not understand what the guest needs, twice in a row.",
    unfinished: "The assistant could not complete the guest's request.",
  },
} as const;

/** Did this answer of ours admit that we did not understand? */
export const admitsUnsure = (text: string): boolean => text.includes(notSure);

/** Did this answer of ours offer a person, so that a plain yes asks for one? */
export const offersPerson = (text: string): boolean =>
  text.includes(orPerson) ||
  passesToPerson.test(text) ||
  Object.values(otherLanguages).some((words) => text.includes(words));

/** As tools offer it. */
const passesToPerson = /\bWould you like me to pass this to a person\?\s*$/;

const otherLanguages: Record<OtherLanguage, string> = {
  de: "Ich verstehe leider nur Englisch gut. Schreiben Sie mir gern auf Englisch – oder möchten Sie mit einem Menschen sprechen? Dann antworten Sie einfach mit „Ja“.",
  fr: "Je ne comprends bien que l'anglais. Vous pouvez m'écrire en anglais – ou souhaitez-vous parler à une personne ? Dans ce cas, répondez simplement « oui ».",
  es: "Solo entiendo bien el inglés. Puede escribirme en inglés, ¿o prefiere hablar con una persona? En ese caso, responda simplemente «sí».",
  pt: "Só compreendo bem o inglês. Pode escrever-me em inglês, ou prefere falar com uma pessoa? Nesse caso, responda simplesmente «sim».",
  unknown: `I only understand English well. You can write to me in English. ${orPerson} Then just answer "yes".`,
};

function bookingLine({ ref, placeName, city, checkIn, checkOut, status }: BookingBrief): string {
  const place = placeName.includes(city) ? placeName : `${placeName}, ${city}`;
  return `${ref}: ${place}, ${days.formatRange(new Date(checkIn), new Date(checkOut))} (${status})`;
}

const days = new Intl.DateTimeFormat("en-GB", {
  day: "numeric",
  month: "long",
  year: "numeric",
  timeZone: "UTC",
});
