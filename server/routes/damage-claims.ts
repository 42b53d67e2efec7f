import * as z from "zod";
import { type ListedClaim, type NewDamageClaim, recordDamageClaim } from "../../db/damage-claims.ts";
import type { DamageClaimReport, Money } from "../../db/event-types.ts";
import { claimMail } from "../../tools/refunds/claim-mail.ts";
import {
  claimMade,
  damageClaimHours,
  isAfterCheckIn,
  isLateClaim,
} from "../../tools/refunds/damage-claim.ts";
import { mailDelivery } from "../outside.ts";
import { notFound, Problem } from "../problem.ts";
import type { Services } from "../services.ts";
import { hostWords, ownCurrency } from "./schemas.ts";

const claim = {
  amount: z
    .object({
      minor: z.number().int().positive().meta({ description: "In minor units of the currency." }),
      currency: ownCurrency,
    })
    .nullable()
    .default(null)
    .meta({ description: "Null or left out when the host names none." }),
  words: hostWords.meta({
    description: "What is damaged, in the host's words. Staff read them; the guest and the model do not.",
  }),
};

/** What the hosts' system brings. Its signature covers the body alone, so the body says which booking it is about. */
export const hostClaimBody = z
  .object({
    bookingRef: z.string().meta({ description: "The one in the address." }),
    host: z.string().min(1).max(200).meta({
      description:
        "On whose behalf, by the name that the notice of a problem has. Another host's booking is not found.",
    }),
    ...claim,
  })
  .meta({ id: "HostDamageClaim" });

export const staffClaimBody = z.object(claim).meta({ id: "DamageClaim" });

/** What is answered: `deposit` is what was left of a paid deposit when the claim came, and so waits for a person; 0 when it had gone back before. */
interface ClaimTaken {
  deposit: Money;
}

/**
 * Records a claim, whoever brings it, and writes to the guest where there is e-mail. What staff write down may be late: a person judges that.
 * Throws a Problem: 404 without such a booking of this host, 409 when it cannot be taken, 422 in another currency than the booking's.
 */
export async function takeClaim(
  { db, clock, config }: Pick<Services, "db" | "clock" | "config">,
  claim: Omit<NewDamageClaim, "isInTime" | "mailOf" | "now">,
): Promise<ClaimTaken> {
  const now = clock();
  const delivery = mailDelivery(config);
  const isFromHost = claim.hostName !== null;
  const isInTime: NewDamageClaim["isInTime"] = (stay) =>
    isAfterCheckIn(stay, now) && !(isFromHost && isLateClaim(stay, now));
  const outcome = await recordDamageClaim(db, {
    ...claim,
    isInTime,
    ...(delivery !== "none" && {
      mailOf: (about) => ({ ...claimMail(about), send: delivery === "sent" }),
    }),
    now,
  });
  if (outcome.ok) return { deposit: outcome.deposit };
  if (outcome.why === "unknown") throw notFound("There is no such booking.");
  if (outcome.why === "currency")
    throw new Problem(422, `amount.currency: the booking is in ${outcome.needed}`);
  throw new Problem(409, words[outcome.why]);
}

const words = {
  "not-in-time": `Hosts can claim damage from check-in until ${damageClaimHours} hours after check-out; staff also later.`,
  claimed: "Another claim was written down for this booking before.",
  cancelled: "This booking is cancelled, so there was no stay.",
};

/** A claim as the console lists it. */
export function toReport(listed: ListedClaim): DamageClaimReport {
  const { bookingRef, guestName, placeName, currency, depositMinor, leftMinor } = listed;
  return {
    ...{ bookingRef, guestName, placeName },
    ...claimMade(listed, listed),
    deposit: { minor: depositMinor, currency },
    left: { minor: leftMinor, currency },
  };
}
