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

const stayIs =
  (wanted: Record<string, unknown>): Wrong =>
  (input) => {
    const off = Object.keys(wanted).find((key) => input[key] !== wanted[key]);
    return off ? `${off} is ${String(input[off])}, not ${String(wanted[off])}` : null;
  };

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
    wrong: stayIs({ where: "Porto", checkIn: "2026-12-05", checkOut: "2026-12-08", people: 3 }),
  },
  {
    tool: "check_availability",
    guest: "Is the Loft in Alfama free from 5 to 8 December 2026? There will be four of us.",
    wrong: stayIs({ checkIn: "2026-12-05", checkOut: "2026-12-08", people: 4 }),
  },
  {
    tool: "book_stay",
    guest: "Good. Book the Loft in Alfama for two, the night of New Year's Eve 2026.",
    wrong: stayIs({ checkIn: "2026-12-31", checkOut: "2027-01-01", people: 2 }),
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
