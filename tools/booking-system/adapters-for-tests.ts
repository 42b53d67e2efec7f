import { decideAction, offerAction } from "../../db/actions.ts";
import { clearAction } from "../../db/clear-action.ts";
import { noAmounts, toLines } from "../../db/ledger.ts";
import { beginTurn, demoNow as now, seededDatabase } from "../../db/seeded-for-tests.ts";
import type { BookingOrder, BookingSystem } from "./booking-system.ts";
import { startRemote } from "./remote-double-for-tests.ts";
import { sqliteBookingSystem } from "./sqlite-booking-system.ts";

export interface Rig {
  system: BookingSystem;
  /** Makes an order one that its guest has confirmed, where the system looks at that itself. */
  confirm(order: BookingOrder): Promise<void>;
  close(): unknown;
}

/** Every adapter there is, on the demo's bookings: contract.test.ts holds each of them to the port. */
export const adapters: [string, () => Promise<Rig>][] = [
  ["the built-in one on SQLite", sqliteRig],
  ["one elsewhere, with a database of its own", remoteRig],
];

async function sqliteRig(): Promise<Rig> {
  const db = await seededDatabase();
  return {
    system: sqliteBookingSystem(db),
    async confirm({ confirmationId: id, guestId, tool, subject, amount, command }) {
      const direction = directionOf[command.kind];
      const lines = linesOf(command.kind, amount);
      const quote = { label: tool, title: subject, direction, amount, rule: "", lines } as const;
      const { conversationId, turnId } = await beginTurn(db, { guestId, now: now + sequence++ });
      const offer = { id, conversationId, turnId, guestId, tool, subject, quote, hash: id };
      await offerAction(db, { ...offer, input: inputOf(command), expiresAt: now + 600_000, now });
      await decideAction(db, { confirmationId: id, conversationId, guestId, decision: "accept", now });
      // As the rules would: money moves only when it was cleared.
      const people = { approvalMsMax: 1, escalationId: id, summary: "" };
      await clearAction(db, { actionId: id, needOf: () => null, ...people, now });
    },
    close: () => db.$client.close(),
  };
}

let sequence = 0;

const directionOf: Record<BookingOrder["command"]["kind"], "charge" | "refund" | "none"> = {
  book: "charge",
  "change-dates": "charge",
  cancel: "refund",
  "refund-parts": "refund",
  "change-guests": "none",
  "report-problem": "none",
};

/** All of a new stay as nights; of Maria's €312.00 a night more with its fee, the cleaning fee, or everything. */
function linesOf(
  kind: BookingOrder["command"]["kind"],
  { minor, currency }: { minor: number; currency: string },
) {
  const paid = { ...noAmounts, nights: 24_000, cleaning_fee: 4_200, service_fee: 3_000 };
  switch (kind) {
    case "book":
      return toLines(noAmounts, { ...noAmounts, nights: -minor }, currency);
    case "change-dates":
      return toLines(paid, { ...noAmounts, nights: -6_000, service_fee: -600 }, currency);
    case "refund-parts":
      return toLines(paid, { ...noAmounts, cleaning_fee: minor }, currency);
    case "cancel":
      return toLines(paid, paid, currency);
    default:
      return [];
  }
}

function inputOf(command: BookingOrder["command"]): string {
  if (command.kind === "report-problem") return JSON.stringify(command.problem);
  if (command.kind === "change-guests") return JSON.stringify({ people: command.people.guestCount });
  if (command.kind === "change-dates") {
    const { before: _, ...dates } = command.dates;
    return JSON.stringify(dates);
  }
  if (command.kind !== "book") return "{}";
  const { checkIn, checkOut, guestCount: people } = command.stay;
  return JSON.stringify({ checkIn, checkOut, people });
}

async function remoteRig(): Promise<Rig> {
  const { system, close } = await startRemote();
  // It takes the order at its word: who may order is what the key to its door says.
  return { system, confirm: async () => {}, close };
}
