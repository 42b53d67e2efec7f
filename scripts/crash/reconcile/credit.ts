import type { Db } from "../../../db/open.ts";
import type { GivenCredit, Press } from "../diary.ts";
import type { Guest } from "../guest.ts";
import type { ExpectedCredit } from "../journey.ts";

type Of = Pick<Guest, "diary" | "journey">;

/**
 * Each credit that staff gave is there once and was told once, and what is left of them is what the cards said that she accepted: her own
 * reckoning, for whoever has no credit too. Returns the breaches, a line each.
 */
export function checkCredit(db: Db, of: Of): string[] {
  const { guestId, conversationId } = of.journey;
  const found = db.$client
    .prepare<[string], FoundCredit>(
      `select t.id, t.booking_ref ref, t.amount_minor minor, t.currency from ledger_transactions t
       join bookings b on b.ref = t.booking_ref where t.kind = 'credit' and b.guest_id = ?`,
    )
    .all(guestId);
  return [
    ...checkGiven(found.map(nameOf), of.diary.credits),
    ...found
      .filter(({ id }) => countTold(db, { conversationId, id }) !== 1)
      .map(({ id }) => `credit ${id} was not told once in her chat`),
    ...checkBalances(db, of),
  ];
}

interface FoundCredit {
  id: string;
  ref: string;
  minor: number;
  currency: string;
}

const nameOf = ({ ref, minor, currency }: Omit<FoundCredit, "id">): string =>
  `${minor} ${currency} for ${ref}`;

/** As often as it was given, and no more: two that are alike are two. */
function checkGiven(found: string[], credits: GivenCredit[]): string[] {
  const namesOf = (given: GivenCredit[]) =>
    given.map(({ bookingRef: ref, amount }) => nameOf({ ref, ...amount }));
  const asked = namesOf(credits);
  const taken = namesOf(credits.filter((given) => given.taken));
  const times = (names: string[], name: string) => names.filter((one) => one === name).length;
  return [...new Set([...found, ...taken])].flatMap((name) => {
    const there = times(found, name);
    if (there > times(asked, name))
      return [`doubled credit: ${name} is there ${there} times, given ${times(asked, name)}`];
    return there < times(taken, name) ? [`lost: a credit of ${name} was answered 200 and is not there`] : [];
  });
}

const countTold = (db: Db, { conversationId, id }: { conversationId: string; id: string }): number =>
  db.$client
    .prepare<[string, string], number>(
      `select count(*) from events where conversation_id = ? and type = 'staff-message' and json_extract(data, '$.messageId') = ?`,
    )
    .pluck()
    .get(conversationId, id) ?? 0;

/** Given, less what done charges took of it by their cards, and with what done refunds gave back of it. */
function checkBalances(db: Db, { diary, journey }: Of): string[] {
  const found = readBalances(db, journey.guestId);
  const reckoned = new Map<string, number>();
  const add = (currency: string, minor: number) =>
    reckoned.set(currency, (reckoned.get(currency) ?? 0) + minor);
  for (const { amount } of diary.credits) add(amount.currency, amount.minor);
  for (const { amount, creditMinor, direction } of diary.presses.filter((press) => isDone(db, press)))
    add(amount.currency, direction === "charge" ? -creditMinor : creditMinor);
  return [...new Set([...found.keys(), ...reckoned.keys()])]
    .map((currency) => ({
      currency,
      has: found.get(currency) ?? 0,
      should: reckoned.get(currency) ?? 0,
    }))
    .filter(({ has, should }) => has !== should)
    .map(({ currency, has, should }) => `her credit is ${has} ${currency}, and by her own books ${should}`);
}

const readBalances = (db: Db, guestId: string): Map<string, number> =>
  new Map(
    db.$client
      .prepare<[string], { currency: string; minor: number }>(
        `select t.currency, sum(e.amount_minor) minor from ledger_entries e join ledger_transactions t on t.id = e.transaction_id
         join bookings b on b.ref = t.booking_ref where e.account = 'guest_credit' and b.guest_id = ? group by 1`,
      )
      .all(guestId)
      .map(({ currency, minor }) => [currency, minor]),
  );

const isDone = (db: Db, { confirmationId, decision }: Press): boolean =>
  decision === "accept" &&
  db.$client.prepare("select 1 from actions where id = ? and state = 'done'").get(confirmationId) !==
    undefined;

/** Her card paid last and was filled first, and her credit is what the plan reckoned. Of a journey that went to its planned end. */
export function checkExpectedCredit(
  db: Db,
  { journey, ending }: Pick<Guest, "journey" | "ending">,
  expected: ExpectedCredit,
): string[] {
  if (ending !== "as-planned") return [];
  const { currency, balanceMinor, cardPaidMinor, cardBackMinor } = expected;
  const ofCard = db.$client
    .prepare<[string, string], { paid: number; back: number }>(
      `select coalesce(-sum(e.amount_minor) filter (where t.kind = 'payment'), 0) paid,
        coalesce(sum(e.amount_minor) filter (where t.kind = 'refund'), 0) back
       from ledger_entries e join ledger_transactions t on t.id = e.transaction_id join bookings b on b.ref = t.booking_ref
       where e.account = 'guest' and t.confirmation_id is not null and b.guest_id = ? and t.currency = ?`,
    )
    .get(journey.guestId, currency);
  const found = {
    balanceMinor: readBalances(db, journey.guestId).get(currency) ?? 0,
    cardPaidMinor: ofCard?.paid ?? 0,
    cardBackMinor: ofCard?.back ?? 0,
  };
  const wanted = { balanceMinor, cardPaidMinor, cardBackMinor };
  return (Object.keys(wanted) as (keyof typeof wanted)[])
    .filter((key) => found[key] !== wanted[key])
    .map((key) => `credit: ${key} is ${found[key]} ${currency}, planned ${wanted[key]}`);
}
