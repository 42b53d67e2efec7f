import { DateTime } from "luxon";

/** When people answer, as knowledge/articles/contact-support.md says too (a test compares them): hours of the day, Lisbon time. */
export const supportHours = { from: 8, until: 22, timeZone: "Europe/Lisbon" } as const;

/** What a guest may be told when her conversation goes to a person: when people are there, and no time that nobody can keep. */
export function handoffPromise(now: number): string {
  const hour = DateTime.fromMillis(now, { zone: supportHours.timeZone }).hour;
  const open = hour >= supportHours.from && hour < supportHours.until;
  const hours = `${pad(supportHours.from)}:00–${supportHours.until}:00 Lisbon time`;
  if (open)
    return `I have passed your conversation to a person at Staywell. They are here now (every day ${hours}) and answer in this chat.`;
  return `I have passed your conversation to a person at Staywell. Nobody is here right now: people answer every day ${hours}, so expect a reply after ${pad(supportHours.from)}:00. You can close this chat; the answer will be here.`;
}

const pad = (hour: number): string => String(hour).padStart(2, "0");
