import type { Db } from "../../../db/open.ts";
import type { Guest } from "../guest.ts";
import type { Expected } from "../journey.ts";

/**
 * A deposit that a host lays claim to. What the claim was answered says who was first: with nothing left of the deposit the refund had been made
 * before; with all of it left, it went back only if staff approved that afterwards. Returns the breaches, a line each.
 */
export function checkDeposit(
  db: Db,
  { diary, ending }: Pick<Guest, "diary" | "ending">,
  { ref, depositMinor }: Extract<Expected, { kind: "deposit" }>,
): string[] {
  const refundedMinor = readRefunded(db, ref);
  const claim = diary.claims.find(({ bookingRef }) => bookingRef === ref);
  if (!claim || claim.leftMinor === null)
    return ending === "as-planned" ? [`${ref}: the claim was never answered`] : [];
  const { leftMinor, amount, words } = claim;
  const row = db.$client
    .prepare<[string], FoundClaim>(
      "select amount_minor amountMinor, words, deposit_minor leftMinor from damage_claims where booking_ref = ?",
    )
    .get(ref);
  const isThere =
    row?.amountMinor === (amount?.minor ?? null) && row.words === words && row.leftMinor === leftMinor;
  const isApproved = diary.decisions.some(({ decision, taken }) => decision === "approve" && taken);
  const dueMinor = leftMinor === 0 || isApproved ? depositMinor : 0;
  return [
    ...(isThere
      ? []
      : [`lost: the claim for ${ref} was answered 200 and is ${JSON.stringify(row ?? "gone")}`]),
    ...(leftMinor === 0 || leftMinor === depositMinor
      ? []
      : [`${ref}: the claim found ${leftMinor} left of a deposit of ${depositMinor}`]),
    ...(refundedMinor === dueMinor
      ? []
      : [
          `${ref}: ${refundedMinor} of the deposit went back, not ${dueMinor}: a claim found ${leftMinor} left, and staff ${isApproved ? "approved" : "did not approve"}`,
        ]),
  ];
}

interface FoundClaim {
  amountMinor: number | null;
  words: string;
  leftMinor: number;
}

const readRefunded = (db: Db, ref: string): number =>
  db.$client
    .prepare<[string], number>(
      "select coalesce(sum(amount_minor), 0) from ledger_transactions where booking_ref = ? and kind = 'refund'",
    )
    .pluck()
    .get(ref) ?? 0;
