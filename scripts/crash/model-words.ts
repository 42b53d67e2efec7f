import type { ScriptedReply, Shown } from "../../agent/model/scripted/script.ts";
import { dateAfter } from "./days.ts";

/**
 * The model of the crash tests. It decides from the guest's last words alone, so that a turn that is run again after a crash is answered as it
 * was the first time. It takes its time between two words: a kill must have something to fall into.
 */
export function modelWords({ guestText, lastRole }: Shown): ScriptedReply {
  if (lastRole === "tool") return slowly({ say: "That is what I found." });
  const called = calls.find(({ when }) => when.test(guestText));
  const found = called?.when.exec(guestText);
  if (!called || !found) return slowly({ say: "I can look up, change and cancel bookings." });
  return slowly({ say: "One moment.", calls: [called.call(found.groups ?? {})] });
}

const slowly = (reply: ScriptedReply): ScriptedReply => ({ latencyMs: 5, pieceMs: 3, ...reply });

const ref = "(?<bookingRef>BK-\\d+)";

const calls: { when: RegExp; call(found: Record<string, string>): { name: string; arguments: unknown } }[] = [
  {
    when: new RegExp(`cancel ${ref}`),
    call: (found) => ({ name: "cancel_booking", arguments: { ...found } }),
  },
  {
    when: new RegExp(`What about ${ref}`),
    call: (found) => ({ name: "get_booking", arguments: { ...found } }),
  },
  {
    when: /book (?<place>sale-\d+) from day (?<from>\d+) to day (?<until>\d+)/,
    call: ({ place, from, until }) => ({
      name: "book_stay",
      arguments: { place, checkIn: dateAfter(Number(from)), checkOut: dateAfter(Number(until)), people: 2 },
    }),
  },
  {
    when: new RegExp(`heating of ${ref} is broken`),
    call: (found) => ({
      name: "report_problem",
      arguments: { ...found, kind: "broken", description: "The heating is broken." },
    }),
  },
  {
    when: new RegExp(`Let ${ref} end on day (?<until>\\d+)`),
    call: ({ bookingRef, until }) => ({
      name: "change_dates",
      arguments: { bookingRef, checkOut: dateAfter(Number(until)) },
    }),
  },
  {
    when: new RegExp(`We are (?<people>\\d+) people for ${ref}`),
    call: ({ bookingRef, people }) => ({
      name: "change_guests",
      arguments: { bookingRef, people: Number(people) },
    }),
  },
  {
    when: new RegExp(`paid twice for ${ref}`),
    call: (found) => ({ name: "request_refund", arguments: { ...found, items: ["duplicate_charge"] } }),
  },
  {
    when: new RegExp(`deposit of ${ref}`),
    call: (found) => ({ name: "request_refund", arguments: { ...found, items: ["deposit"] } }),
  },
  {
    when: /person/,
    call: () => ({ name: "escalate_to_human", arguments: { reason: "The guest asked for a person." } }),
  },
  {
    when: /check in/,
    call: () => ({ name: "search_help_center", arguments: { question: "How late can I check in?" } }),
  },
];
