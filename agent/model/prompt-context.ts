import { bookingsInBriefMax, passagesMax } from "../limits.ts";
import type { BookingBrief, Known, ModelRequest, Passage } from "./model.ts";
import { data, tagged } from "./prompt-data.ts";

/**
 * Tells what was known with each guest's message, from the oldest on. What an earlier message of the same prompt has told already, letter
 * for letter, is not told again: the date, the bookings, and passages, of which the ids are named.
 */
export function contextTeller(guest: ModelRequest["guest"]): (known: Known) => string {
  const toldLast = new Map<string, string>();
  const isNews = (subject: string, text: string): boolean => {
    const news = toldLast.get(subject) !== text;
    toldLast.set(subject, text);
    return news;
  };
  return ({ now, bookings, passages }) => {
    const lines = [
      { subject: "today", text: `Today is ${day.format(now)}, ${hour(now)}:00 to ${hour(now)}:59 UTC.` },
      { subject: "guest", text: `The guest is ${data(guest.name)}; language: ${data(guest.language)}.` },
      { subject: "bookings", text: bookingLines(bookings) },
    ];
    const news = lines.filter(({ subject, text }) => isNews(subject, text)).map(({ text }) => text);
    return tagged("context", [...news, passageLines(passages, isNews)].join("\n"));
  };
}

/** The hour, not the minute, so that the prompts of one hour agree to the letter. */
const day = new Intl.DateTimeFormat("en-GB", { dateStyle: "full", timeZone: "UTC" });
const hour = (now: number): string => new Date(now).toISOString().slice(11, 13);

function bookingLines(bookings: BookingBrief[]): string {
  if (bookings.length === 0) return "The guest has no bookings.";
  const left = bookings.length - bookingsInBriefMax;
  return [
    "The guest's bookings:",
    ...bookings.slice(0, bookingsInBriefMax).map(bookingLine),
    ...(left > 0 ? [`- and ${left} more`] : []),
  ].join("\n");
}

const bookingLine = (booking: BookingBrief): string =>
  data(
    `- ${booking.ref}: ${booking.placeName}, ${booking.city}, ${booking.checkIn} to ${booking.checkOut}, ${booking.status}`,
  );

function passageLines(passages: Passage[], isNews: (subject: string, text: string) => boolean): string {
  if (passages.length === 0) return "No passage of the help centre matches.";
  const again: string[] = [];
  const lines = worthTelling(passages).flatMap(({ id, title, heading, text }) => {
    const rendered = tagged("passage", data(`${title} — ${heading}\n${text}`), { id });
    if (isNews(`passage ${id}`, rendered)) return [rendered];
    again.push(data(id));
    return [];
  });
  return [
    ...lines,
    ...(again.length > 0 ? [`Passages given above match again: ${again.join(", ")}.`] : []),
  ].join("\n");
}

/** A passage much weaker than the best one, or that says none of the question's words beside ones that do, only costs. */
function worthTelling(passages: Passage[]): Passage[] {
  const best = passages.slice(0, passagesMax);
  const scoreMin = Math.max(...best.map(({ score }) => score)) * scoreShareMin;
  const matching = best.filter(({ coverage, score }) => coverage > 0 && score >= scoreMin);
  return matching.length > 0 ? matching : best;
}

const scoreShareMin = 0.5;
