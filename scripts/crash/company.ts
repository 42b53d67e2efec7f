import { noAmounts, recordPayment } from "../../db/ledger.ts";
import { atomically, openDatabase, type Tx } from "../../db/open.ts";
import { bookings, guests, places, staff } from "../../db/schema.ts";
import { hashPassword } from "../../db/staff.ts";
import { dateAfter, startedAt } from "./days.ts";
import { cleaningFeeMinor, housesForSale, nightMinor } from "./houses-for-sale.ts";
import type { Journey, Stay } from "./journey.ts";

export const staffPassword = "crash-and-recover";
/** Two leads, so that a second approver is there whoever was the first. */
export const staffIds = ["ana", "tom", "rui"] as const;
/** Of these one gives credits, so that what a day has given already stops none. */
export const leadId = "tom";
const leads = new Set<string>([leadId, "rui"]);

const dayMs = 86_400_000;
const method = "Visa ending 4242";

/** Makes the database and the people of the company. */
export async function foundCompany(databaseFile: string): Promise<void> {
  const passwordHash = await hashPassword(staffPassword);
  const db = openDatabase(databaseFile);
  db.insert(staff)
    .values(
      staffIds.map((id) => ({
        id,
        name: id,
        passwordHash,
        role: leads.has(id) ? ("lead" as const) : ("agent" as const),
      })),
    )
    .run();
  db.insert(places)
    .values(
      housesForSale.map((id) => ({
        ...place(id),
        guestsMax: 4,
        currency: "EUR",
        nightMinor,
        cleaningFeeMinor,
      })),
    )
    .run();
  db.$client.close();
}

const place = (id: string) => ({
  id,
  name: `House ${id}`,
  city: "Lisbon",
  country: "Portugal",
  timeZone: "Europe/Lisbon",
  address: `${id} Street`,
  hostName: "Inês",
  guestsMax: 4,
});

/** Guests and their bookings as they come from outside, in one commit beside a running server, or before its first start. */
export function addGuests(databaseFile: string, journeys: Journey[]): void {
  const db = openDatabase(databaseFile);
  atomically(db, (tx) => {
    for (const { guestId, guestName, stays } of journeys) {
      tx.insert(guests)
        .values({ id: guestId, name: guestName, email: `${guestId}@example.com` })
        .run();
      for (const stay of stays) addStay(tx, guestId, stay);
    }
  });
  db.$client.close();
}

function addStay(tx: Tx, guestId: string, stay: Stay): void {
  const { ref, placeId, guestCount, policy, currency, nightsMinor, cleaningFeeMinor, serviceFeeMinor } = stay;
  const { nightMinor, depositMinor } = stay;
  tx.insert(places)
    .values({ ...place(placeId), currency, nightMinor })
    .run();
  const bookedAt = startedAt - 60 * dayMs;
  tx.insert(bookings)
    .values({
      ref,
      guestId,
      placeId,
      checkIn: dateAfter(stay.checkInDays),
      checkOut: dateAfter(stay.checkInDays + stay.nights),
      guestCount,
      policy,
      status: "confirmed",
      currency,
      nightsMinor,
      cleaningFeeMinor,
      serviceFeeMinor,
      depositMinor,
      bookedAt,
    })
    .run();
  const amounts = {
    ...noAmounts,
    nights: nightsMinor,
    cleaning_fee: cleaningFeeMinor,
    service_fee: serviceFeeMinor,
    deposit: depositMinor,
  };
  for (const id of stay.paidTwice ? [`pay-${ref}`, `pay-again-${ref}`] : [`pay-${ref}`])
    recordPayment(tx, { id, bookingRef: ref, amounts, currency, method, now: bookedAt });
}
