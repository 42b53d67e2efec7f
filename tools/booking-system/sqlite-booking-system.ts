import { findBookingOfGuest, listBookingsOfGuest } from "../../db/bookings.ts";
import { readCredit } from "../../db/credits.ts";
import { bookStay } from "../../db/effects/book-stay.ts";
import { cancelBooking } from "../../db/effects/cancel-booking.ts";
import { changeDates } from "../../db/effects/change-dates.ts";
import { changeGuests } from "../../db/effects/change-guests.ts";
import { refundParts } from "../../db/effects/refund-parts.ts";
import { reportProblem } from "../../db/effects/report-problem.ts";
import type { Executed } from "../../db/effects/run-once.ts";
import type { Db } from "../../db/open.ts";
import { findProblemsOfBooking } from "../../db/problems.ts";
import { listRefundsOfGuest } from "../../db/refunds.ts";
import { findPaymentOnFile, findPlace, findPlaces, findTakenNights, listReviews } from "../../db/stays.ts";
import type { BookingOrder, BookingSystem } from "./booking-system.ts";

/** The built-in booking system, on Frontdesk's own database: an effect and its action change in one commit. */
export function sqliteBookingSystem(db: Db): BookingSystem {
  return {
    findBooking: (of) => findBookingOfGuest(db, of),
    listBookings: (of) => listBookingsOfGuest(db, of),
    findPlaces: () => findPlaces(db),
    findPlace: (of) => findPlace(db, of),
    takenNights: (between) => findTakenNights(db, between),
    listReviews: (of) => listReviews(db, of),
    paymentOnFile: (of) => findPaymentOnFile(db, of),
    creditOf: async (of) => readCredit(db, of),
    listProblems: (of) => findProblemsOfBooking(db, of),
    listRefunds: (of) => listRefundsOfGuest(db, of),
    execute: (order) => execute(db, order).catch(refusedByGuards),
  };
}

function execute(db: Db, { command, ...order }: BookingOrder): Promise<Executed> {
  switch (command.kind) {
    case "cancel":
      return cancelBooking(db, order);
    case "book":
      return bookStay(db, { ...order, stay: command.stay });
    case "change-dates":
      return changeDates(db, { ...order, dates: command.dates });
    case "change-guests":
      return changeGuests(db, { ...order, people: command.people });
    case "refund-parts":
      return refundParts(db, order);
    case "report-problem":
      return reportProblem(db, { ...order, problem: command.problem });
  }
}

/** A guard of the database ended the whole unit of work, so it is known that nothing was done. Any other error says nothing of the kind. */
function refusedByGuards(error: unknown): Executed {
  const { code } = error as { code?: string };
  if (code?.startsWith("SQLITE_CONSTRAINT")) return { kind: "refused", why: "guarded" };
  throw error;
}
