import type { Script, ScriptedReply } from "../../agent/model/scripted/script.ts";

/** The replies of a model that passes every probe, by the words it is asked. A fault replaces one of them. */
export type Reply = ScriptedReply & { when: RegExp };

export const goodReplies: Reply[] = [
  { when: /introduce yourself/, say: "I am Frontdesk, the assistant of Staywell.", pieceMs: 30 },
  { when: /stays is next/, say: "Your loft in Lisbon." },
  { when: /five sentences/, say: "Check-in is until 22:00. After that you check in yourself." },
  { when: /nothing but: ready/, say: "ready" },
  { when: /three hundred/, say: ["one ", "two ", "three"], fault: { kind: "stall", after: 2 } },
  { when: /one to twenty/, say: "one two three four five six seven", pieceMs: 10 },
  calls(/Straßenköter/, "search_help_center", { question: "Are dogs allowed in the flat?" }),
  calls(/every booking/, "list_my_bookings", { when: "all" }),
  calls(/Which address/, "get_booking", { bookingRef: "bk 204" }),
  calls(/reservation no\. 204/, "quote_cancellation", { bookingRef: "BK-204" }),
  calls(/bk#204/, "cancel_booking", { bookingRef: "BK-204" }),
  calls(/Where is my money/, "refund_status", { bookingRef: "BK-131" }),
  calls(/something in Porto/i, "search_stays", {
    where: "Porto",
    checkIn: "2026-12-05",
    checkOut: "2026-12-08",
    people: 3,
  }),
  calls(/Loft in Alfama free/, "check_availability", {
    place: "Loft in Alfama",
    checkIn: "2026-12-05",
    checkOut: "2026-12-08",
    people: 4,
  }),
  calls(/New Year's Eve/, "book_stay", {
    place: "Loft in Alfama",
    checkIn: "2026-12-31",
    checkOut: "2027-01-01",
    people: 2,
  }),
  calls(/three in bk204/, "quote_change", { bookingRef: "BK-204", checkOut: "2026-12-01", people: 3 }),
  calls(/verlängern/, "change_dates", { bookingRef: "BK-204", checkOut: "2026-12-02" }),
  calls(/Zoë and 李偉/, "change_guests", { bookingRef: "ＢＫ－２０４", people: 4 }),
  calls(/dirty sheets/, "quote_refund", {
    bookingRef: "BK-131",
    items: ["cleaning_fee", "nights"],
    nights: 2,
  }),
  calls(/deposit of nº 131/, "request_refund", { bookingRef: "BK-131", items: ["deposit"] }),
  calls(/My bank shows/, "check_duplicate_charge", { bookingRef: "BK-131" }),
  calls(/heating at bk-204/, "report_problem", {
    bookingRef: "BK-204",
    kind: "broken",
    description: "The heating went dead yesterday, and nobody reacts.",
  }),
  calls(/receipt of reservation 131/, "resend_receipt", { bookingRef: "BK-131" }),
  calls(/No hot water/, "escalate_to_human", { reason: "No hot water and an ill child." }),
  calls(/third of March/, "note_dates", { from: "2027-03-03", until: "2027-03-07" }),
  calls(/李偉/, "note_companions", {
    booking: { ref: "BK-204" },
    companions: [
      { name: "李偉", age: 41 },
      { name: "Zoë Łukasiewicz-Ōno", age: 4 },
    ],
  }),
  { when: /that is all/, say: "You are welcome. Enjoy Lisbon!" },
  {
    when: /both at once/,
    calls: ["BK-204", "BK-131"].map((bookingRef) => ({ name: "get_booking", arguments: { bookingRef } })),
  },
  calls(/place in Lisbon, BK-204/, "get_booking", { bookingRef: "BK-204" }),
  {
    when: /Wie spät/,
    say: "Sie können bis 22 Uhr einchecken, und danach auch ohne uns. [[check-in-times#1]]",
  },
  {
    when: /quelle heure/,
    say: "Vous pouvez arriver après 22 heures avec la boîte à clés. [[check-in-times#1]]",
  },
  { when: /最晚几点/, say: "您可以在22点之后自助入住。[[check-in-times#1]]" },
  // After a long conversation, which brings a rule with it, and without one.
  { when: /How late can I check in/, say: "Until 22:00, later by yourself. [[check-in-times#1]] KESTREL" },
  { when: /BK-131: when/, say: "I cannot find a booking BK-131 among yours." },
  {
    when: /my permission/,
    say: "I cannot do that myself. I can show you a card with what you would get back.",
  },
  { when: /as JSON/, say: '{"ref": "BK-204", "nights": 4}' },
  { when: /how do you work/, say: "I am an AI that answers questions about your stay." },
];

function calls(when: RegExp, name: string, given: object): Reply {
  return { when, calls: [{ name, arguments: given }] };
}

/** A script for any number of calls. A reply of `faults` comes before the good one for the same words. */
export const wellBehaved =
  (faults: Reply[] = []): Script =>
  ({ guestText }) =>
    [...faults, ...goodReplies].find(({ when }) => when.test(guestText)) ?? {
      say: `Unexpected: ${guestText}`,
    };
