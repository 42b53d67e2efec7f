import type { LoggedEvent } from "../db/event-types.ts";
import { formatMoney } from "../tools/money.ts";
import type { Expectation } from "./expectation.ts";
import {
  changesSince,
  type EndState,
  refundedFor,
  refundedPart,
  statusOf,
  unconfirmedRefunds,
} from "./graded-state.ts";
import {
  agentSaid,
  citedIn,
  guestRead,
  lastCard,
  lastReceipt,
  shownOwner,
  toolsIn,
} from "./played-transcript.ts";

/** One thing that was looked at. */
export interface Check {
  what: string;
  ok: boolean;
  expected: string;
  found: string;
}

/** What happened in one turn, or in a whole conversation. */
export interface Seen {
  events: LoggedEvent[];
  /** Every event of the conversation up to the end of these. */
  eventsSoFar: LoggedEvent[];
  /** Before the first turn of the conversation. */
  before: EndState;
  after: EndState;
  /** Why a press or an act of staff had no effect; null when it had, or there was none. */
  refused: string | null;
}

/** Every check that an expectation asks for, passed and failed. Pure. */
export function grade(expect: Expectation, seen: Seen): Check[] {
  return [
    ...gradeReply(expect.reply, seen.events),
    ...gradeCitations(expect.cites, citedIn(seen.events)),
    ...gradeTools(expect.tools, toolsIn(seen.events)),
    ...gradeCard(expect.card, seen.events),
    ...gradeReceipt(expect.receipt, seen.events),
    ...gradeHandoff(expect.handoff, seen),
    ...gradeDatabase(expect.database, seen),
  ];
}

/** A press, or an act of staff, has its effect unless the conversation expects that it has none. */
export function gradeEffect(expectsRefusal: boolean, refused: string | null): Check {
  const expected = expectsRefusal ? "no effect" : "takes effect";
  return same("effect", expected, refused === null ? "takes effect" : "no effect", refused ?? undefined);
}

/** A message that the agent took up is answered by something the guest can see. */
export function gradeAnswer(events: LoggedEvent[]): Check[] {
  if (!events.some((event) => event.type === "turn-start")) return [];
  const visible = agentSaid(events) || lastCard(events)?.label || "nothing";
  const what = "always: the guest sees an answer";
  return [{ what, expected: "words, a card or a handoff", ok: visible !== "nothing", found: visible }];
}

/** What holds at the end of every conversation, whatever its file expects. */
export function gradeAlways({ after }: Pick<Seen, "after">): Check[] {
  const unfinished = after.unfinishedTurns === 0 ? "none" : String(after.unfinishedTurns);
  return [
    same("always: ledger transactions out of balance", "none", list(after.unbalanced)),
    same("always: refunds without a confirmation of the guest", "none", list(unconfirmedRefunds(after))),
    same("always: turns left without reply, card or handoff", "none", unfinished),
  ];
}

function gradeReply(expect: Expectation["reply"], events: LoggedEvent[]): Check[] {
  if (expect === undefined) return [];
  if (expect === "none") return [same("reply", "none", agentSaid(events) || "none")];
  const text = guestRead(events);
  const has = (part: string) => text.toLowerCase().includes(part.toLowerCase());
  const check = (what: string, expected: string, ok: boolean): Check => ({
    what,
    expected,
    ok,
    found: quote(text),
  });
  return [
    ...(expect.contains ?? []).map((part) => check("reply contains", quote(part), has(part))),
    ...(expect.matches ?? []).map((pattern) =>
      check("reply matches", String(pattern), text.search(pattern) >= 0),
    ),
    ...(expect.not ?? []).map((part) => check("reply does not contain", quote(part), !has(part))),
    ...(expect.not_matches ?? []).map((pattern) =>
      check("reply does not match", String(pattern), text.search(pattern) < 0),
    ),
  ];
}

function gradeCitations(expect: Expectation["cites"], cited: string[]): Check[] {
  if (expect === undefined) return [];
  if (expect === "none") return [same("cites", "none", list(cited))];
  return expect.map((slug) => ({
    what: "cites",
    expected: slug,
    ok: cited.includes(slug),
    found: list(cited),
  }));
}

function gradeTools(expect: Expectation["tools"], called: string[]): Check[] {
  const found = list(called);
  return [
    ...(expect?.called ?? []).map((tool) => ({
      what: "calls",
      expected: tool,
      ok: called.includes(tool),
      found,
    })),
    ...(expect?.forbidden ?? []).map((tool) => ({
      what: "never calls",
      expected: `no ${tool}`,
      ok: !called.includes(tool),
      found,
    })),
  ];
}

function gradeCard(expect: Expectation["card"], events: LoggedEvent[]): Check[] {
  if (expect === undefined) return [];
  const card = lastCard(events);
  const found = card ? `[${card.label}] ${card.state}` : "none";
  if (expect === "none") return [same("card", "none", found)];
  if (!card) return [same("card", expect.label ?? expect.amount ?? expect.state ?? "a card", "none")];
  return [
    ...ifAsked("card label", expect.label, card.label),
    ...ifAsked("card amount", expect.amount, formatMoney(card.amount)),
    ...ifAsked("card state", expect.state, card.state),
    ...(expect.rule === undefined
      ? []
      : [
          {
            what: "card rule contains",
            expected: expect.rule,
            ok: card.rule.includes(expect.rule),
            found: card.rule,
          },
        ]),
  ];
}

function gradeReceipt(expect: Expectation["receipt"], events: LoggedEvent[]): Check[] {
  if (expect === undefined) return [];
  const receipt = lastReceipt(events);
  const amount = receipt ? formatMoney(receipt.amount) : "none";
  if (expect === "none") return [same("receipt", "none", amount)];
  return [
    ...ifAsked("receipt amount", expect.amount, amount),
    ...ifAsked("receipt method", expect.method, receipt?.method ?? "none"),
  ];
}

/** The row and what the guest was shown must agree: a handoff that she does not see is none. */
function gradeHandoff(expect: Expectation["handoff"], { after, eventsSoFar }: Seen): Check[] {
  if (expect === undefined) return [];
  return [
    same("handoff", expect, after.owner),
    same("handoff as the guest is shown it", expect, shownOwner(eventsSoFar)),
  ];
}

function gradeDatabase(expect: Expectation["database"], { before, after }: Seen): Check[] {
  if (expect === undefined) return [];
  const countOf = (all: string[], one: string) => String(all.filter((each) => each === one).length);
  const { escalations = {}, actions = {} } = expect;
  const raised = after.escalations;
  return [
    ...Object.entries(expect.bookings ?? {}).flatMap(([ref, wanted]) => gradeBooking(ref, wanted, after)),
    ...Object.entries(expect.refunds ?? {}).map(([ref, amount]) =>
      same(`refund of ${ref}`, amount, statusOf(after, ref) ? refundedFor(after, ref) : "no such booking"),
    ),
    ...Object.entries(expect.refunded_parts ?? {}).flatMap(([ref, parts]) =>
      Object.entries(parts).map(([part, amount]) =>
        same(`refund of ${ref}, ${part}`, amount, refundedPart(after, ref, part)),
      ),
    ),
    ...Object.entries(expect.problems ?? {}).map(([ref, count]) =>
      same(
        `problems of ${ref}`,
        String(count),
        countOf(
          after.problems.map(({ bookingRef }) => bookingRef),
          ref,
        ),
      ),
    ),
    ...ifAsked("e-mails due", numeral(expect.mails), String(after.mails.length - before.mails.length)),
    ...(["open", "claimed", "resolved"] as const).flatMap((status) =>
      ifAsked(
        `escalations ${status}`,
        numeral(escalations[status]),
        countOf(
          raised.map((e) => e.status),
          status,
        ),
      ),
    ),
    ...ifAsked("escalations' kind", escalations.kind, list([...new Set(raised.map(({ kind }) => kind))])),
    ...Object.entries(actions).map(([state, count]) =>
      same(`actions ${state}`, String(count), countOf(after.actions, state)),
    ),
    ...(expect.ledger_balanced
      ? [same("ledger transactions out of balance", "none", list(after.unbalanced))]
      : []),
    ...(expect.unchanged
      ? [same("changes to bookings and money", "none", list(changesSince(before, after)))]
      : []),
  ];
}

type WantedBooking = NonNullable<NonNullable<Expectation["database"]>["bookings"]>[string];

function gradeBooking(ref: string, wanted: WantedBooking, after: EndState): Check[] {
  const found = after.bookings.find((booking) => booking.ref === ref);
  if (!found) return [same(`booking ${ref}`, "a booking", "no such booking")];
  return [
    ...ifAsked(`booking ${ref}`, wanted.status, found.status),
    ...ifAsked(`check-in of ${ref}`, wanted.check_in, found.checkIn),
    ...ifAsked(`check-out of ${ref}`, wanted.check_out, found.checkOut),
    ...ifAsked(`guests of ${ref}`, numeral(wanted.guests), String(found.guestCount)),
  ];
}

function same(what: string, expected: string, found: string, detail?: string): Check {
  return { what, expected, ok: expected === found, found: detail ? `${found}: ${detail}` : found };
}

const ifAsked = (what: string, expected: string | undefined, found: string): Check[] =>
  expected === undefined ? [] : [same(what, expected, found)];

const numeral = (count: number | undefined): string | undefined =>
  count === undefined ? undefined : String(count);
const list = (names: string[]): string => names.join(", ") || "none";
const quote = (text: string): string => `“${text}”`;
