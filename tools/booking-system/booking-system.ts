import type { Booking, BookingInBrief } from "../../db/bookings.ts";
import type { NewStay } from "../../db/effects/book-stay.ts";
import type { NewDates } from "../../db/effects/change-dates.ts";
import type { NewGuestCount } from "../../db/effects/change-guests.ts";
import type { NewProblem } from "../../db/effects/report-problem.ts";
import type { Executed, Order } from "../../db/effects/run-once.ts";
import type { Problem } from "../../db/problems.ts";
import type { SentRefund } from "../../db/refunds.ts";
import type { PlaceOnOffer, Review, TakenNights } from "../../db/stays.ts";

/*
 * The port to the company's booking system: where stays, bookings and payments live. Built in is SQLite (sqlite-booking-system.ts), on Frontdesk's own
 * database; a company with a real one writes another adapter, and passes contract.test.ts with it.
 */

/** What a confirmed action does. Who, for how much and under which key is the `Order` beside it. */
export type BookingCommand =
  | { kind: "cancel" }
  | { kind: "book"; stay: NewStay }
  | { kind: "change-dates"; dates: NewDates }
  | { kind: "change-guests"; people: NewGuestCount }
  | { kind: "refund-parts" }
  | { kind: "report-problem"; problem: NewProblem };

export type BookingOrder = Order & { command: BookingCommand };

export interface BookingSystem {
  /** Undefined when there is no such booking and when it is another guest's: the caller cannot tell which. Throws when the system cannot be reached. */
  findBooking(of: { guestId: string; ref: string }): Promise<Booking | undefined>;
  /** All bookings of a guest, latest stay first, at most 100. Throws when the system cannot be reached. */
  listBookings(of: { guestId: string }): Promise<BookingInBrief[]>;
  /** Every place for sale, at most 500. Throws when the system cannot be reached, as the four after it do. */
  findPlaces(): Promise<PlaceOnOffer[]>;
  /** Undefined when there is no such place, and when it is not for sale. */
  findPlace(of: { placeId: string }): Promise<PlaceOnOffer | undefined>;
  /**
   * Nights of confirmed bookings between two calendar dates, of one place or of all, earliest first. Says nothing of whose they are. `exceptRef` is
   * a booking that is about to be moved.
   */
  takenNights(between: {
    from: string;
    to: string;
    placeId?: string;
    exceptRef?: string;
  }): Promise<TakenNights[]>;
  /** What guests wrote of a place, the newest at most 5. Untrusted text. */
  listReviews(of: { placeId: string }): Promise<Review[]>;
  /** How the guest paid last, in words she knows ("Visa ending 4242"): what a new booking is charged to. Undefined when she never paid. */
  paymentOnFile(of: { guestId: string }): Promise<string | undefined>;
  /**
   * What the guest may spend of credit in one currency, in minor units; `execute` takes as much of a charge from it as the accepted quote says. 0 in a
   * system that keeps no credits itself: those that our staff give are in our own ledger, which cannot change in one commit with a booking elsewhere.
   */
  creditOf(of: { guestId: string; currency: string }): Promise<number>;
  /** What the guest reported of a booking, oldest first, as it stands at `now`; the host's words in it are untrusted. Empty for a foreign booking. */
  listProblems(of: { guestId: string; bookingRef: string; now: number }): Promise<Problem[]>;
  /** Money that went back for a guest's bookings, or for one of them, newest first, at most 20. Empty for a foreign booking. Throws when the system cannot be reached. */
  listRefunds(of: { guestId: string; ref?: string | undefined }): Promise<SentRefund[]>;
  /**
   * Does what a guest confirmed, once per confirmation id: a repeated order returns the receipt of the first, also when the first call's answer was
   * lost. It does exactly what the order says, for exactly its amount, or nothing. Refusals are values; it throws only when it cannot be known whether
   * the order was carried out, and then the same order is sent again. Never asks a model, never computes an amount anew.
   */
  execute(order: BookingOrder): Promise<Executed>;
}
