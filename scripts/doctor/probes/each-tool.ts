import { catalogue } from "../../../tools/catalogue.ts";
import { ask } from "../ask.ts";
import type { Probe } from "../probe.ts";
import { type CallExpected, readCall } from "../read-call.ts";

/* One probe for each tool of the catalogue, asked for in words that are hard to turn into its arguments. */

type Wrong = NonNullable<CallExpected["wrong"]>;

export const refIs =
  (ref: string): Wrong =>
  (input) =>
    input.bookingRef === ref ? null : `the booking is ${String(input.bookingRef)}, not ${ref}`;

/** `undefined` is wanted too: an argument that nobody said is a made-up one. */
const inputIs =
  (wanted: Record<string, unknown>): Wrong =>
  (input) => {
    const off = Object.keys(wanted).find((key) => asText(input[key]) !== asText(wanted[key]));
    return off ? `${off} is ${asText(input[off])}, not ${asText(wanted[off])}` : null;
  };

/** A list in any order. */
const asText = (value: unknown): string =>
  String(Array.isArray(value) ? [...value].sort().join(" and ") : value);

/** The table and the catalogue must name the same tools; a test holds that. */
const hard: { tool: string; guest: string; wrong?: Wrong }[] = [
  { tool: "search_help_center", guest: "Darf mein Hund „Straßenköter“ mit in die Wohnung?" },
  {
    tool: "list_my_bookings",
    guest: "List every booking I ever made with you, finished and cancelled ones too.",
  },
  {
    tool: "get_booking",
    guest: "Which address does bk 204 have, and who is the host?",
    wrong: refIs("BK-204"),
  },
  {
    tool: "quote_cancellation",
    guest: "If I cancelled reservation no. 204 today, what would I get back?",
    wrong: refIs("BK-204"),
  },
  { tool: "cancel_booking", guest: "I am sure: please cancel bk#204 now.", wrong: refIs("BK-204") },
  { tool: "refund_status", guest: "Where is my money for the cancelled BK–131?", wrong: refIs("BK-131") },
  {
    tool: "search_stays",
    guest: "Something in Porto for me and my two kids, please, arriving on 5 December 2026 for three nights.",
    wrong: inputIs({ where: "Porto", checkIn: "2026-12-05", checkOut: "2026-12-08", people: 3 }),
  },
  {
    tool: "check_availability",
    guest: "Is the Loft in Alfama free from 5 to 8 December 2026? There will be four of us.",
    wrong: inputIs({ checkIn: "2026-12-05", checkOut: "2026-12-08", people: 4 }),
  },
  {
    tool: "book_stay",
    guest: "Good. Book the Loft in Alfama for two, the night of New Year's Eve 2026.",
    wrong: inputIs({ checkIn: "2026-12-31", checkOut: "2027-01-01", people: 2 }),
  },
  {
    tool: "quote_change",
    guest: "And if we were three in bk204, leaving on Dec. 1st, 2026: what would that cost?",
    wrong: inputIs({ bookingRef: "BK-204", checkOut: "2026-12-01", people: 3 }),
  },
  {
    tool: "change_dates",
    guest: "Ich möchte BK–204 verlängern: Abreise erst am 02.12.2026, Anreise wie gebucht.",
    wrong: inputIs({ bookingRef: "BK-204", checkOut: "2026-12-02" }),
  },
  {
    tool: "change_guests",
    guest: "Zoë and 李偉 come along to ＢＫ－２０４, so change it: four of us now, not two.",
    wrong: inputIs({ bookingRef: "BK-204", people: 4 }),
  },
  {
    tool: "quote_refund",
    guest: "No heat, dirty sheets! How much of two nights and the cleaning fee of BK 131 could I get back?",
    wrong: inputIs({ bookingRef: "BK-131", items: ["nights", "cleaning_fee"], nights: 2 }),
  },
  {
    tool: "request_refund",
    guest: "I want the deposit of nº 131 back, that alone. Please do it.",
    wrong: inputIs({ bookingRef: "BK-131", items: ["deposit"], nights: undefined }),
  },
  {
    tool: "check_duplicate_charge",
    guest: "My bank shows “STAYWELL*BK–131” two times, €349.00 each. Was I charged twice?",
    wrong: refIs("BK-131"),
  },
  {
    tool: "report_problem",
    guest: "Tell my host: the heating at bk-204 went dead yesterday, and »nobody« reacts.",
    wrong: refIs("BK-204"),
  },
  {
    tool: "resend_receipt",
    guest: "I lost the receipt of reservation 131. Can you mail it again?",
    wrong: refIs("BK-131"),
  },
  {
    tool: "escalate_to_human",
    guest: "No hot water, the host is silent and Łukasz, my son, is ill. Give me a person!",
  },
];

export const eachToolProbes: Probe[] = hard.map(({ tool: name, guest, wrong }) => ({
  id: `calls-${name.replaceAll("_", "-")}`,
  title: `calls ${name} with arguments that are right`,
  weight: "vital",
  again: true,
  advice: "Use a larger model of the table below, or one made for tool calls.",
  async run(patient, { signal }) {
    const { input } = catalogue.find((tool) => tool.name === name)!;
    return readCall(await ask(patient, guest, signal), { name, input, wrong });
  },
}));
