import * as z from "zod";
import type { Booking } from "../../db/bookings.ts";
import { mailReceipt } from "../../db/effects/mail-receipt.ts";
import { findGuest, type Guest } from "../../db/guests.ts";
import { receiptOrRefusal } from "../booking-system/carry-out.ts";
import { authoriseBooking } from "../bookings/authorise-booking.ts";
import { bookingRef } from "../bookings/booking-ref.ts";
import { bookingTitle } from "../bookings/booking-title.ts";
import { defineWriteTool, isRefusal, type MailDelivery, type Refusal } from "../tool.ts";
import { maskEmail } from "./mask-email.ts";
import { receiptMail } from "./receipt-mail.ts";

interface Subject {
  booking: Booking;
  guest: Guest;
}

/** Sends the receipt of a booking to the guest's address on file, after she has confirmed it. The address is never an input and never said in full. */
export const resendReceipt = defineWriteTool({
  name: "resend_receipt",
  description:
    "Prepares an e-mail with the receipt of a booking's payments and refunds to the address on file, and shows the guest a button. It cannot go to any other address.",
  effect: "write",
  input: z.strictObject({ bookingRef }),
  examples: [
    "Resend my receipt",
    "Can you send me the receipt again?",
    "Please resend the receipt for BK-204",
    "I need the receipt for my booking",
    "Send me the invoice of my stay",
    "E-mail me the receipt please",
    "I lost the receipt, could you send it again?",
    "I need a proof of payment for my company",
    "Mail me the invoice for BK-131",
    "I never got a receipt",
    "I didn't receive the confirmation of my payment",
    "Can I have the bill for my stay in Porto by e-mail?",
    "My employer wants the invoice of my trip",
    "Send the receipt to my e-mail again",
    "I can't find my receipt anywhere",
  ],
  slots: { bookingRef: { kind: "booking", ask: "For which booking would you like the receipt?" } },
  async authorise(context, input) {
    const booking = await authoriseBooking(context, input);
    if (isRefusal(booking)) return booking;
    const guest = await findGuest(context.db, context);
    if (!guest) throw new Error(`there is no guest ${context.guestId}`);
    return { booking, guest } satisfies Subject;
  },
  preconditions: async ({ mail }, { booking, guest }) => mailUnmet(mail, booking, guest),
  async quote({ mail }, { booking, guest }) {
    return {
      // Not the booking itself: an offer to cancel or refund it stays open.
      subject: `${booking.ref}/receipt`,
      label: "E-mail the receipt",
      title: `Receipt for ${bookingTitle({ ...booking, placeName: booking.place.name })}`,
      direction: "none",
      amount: { minor: 0, currency: booking.currency },
      rule: `It goes to the address on file, ${maskEmail(guest.email)}.${mail === "kept" ? demoWords : ""}`,
      lines: [],
    };
  },
  async run(context, { booking, guest }, { confirmationId, quote }) {
    const { db, guestId, now, mail: delivery } = context;
    const { subject, amount } = quote;
    const mail = {
      ...receiptMail(booking, guest.name),
      bookingRef: booking.ref,
      send: delivery === "sent",
    };
    return receiptOrRefusal(await mailReceipt(db, { confirmationId, guestId, subject, amount, now, mail }));
  },
});

const demoWords = " This is a demo: it is written to the demo's outbox, and no e-mail leaves this machine.";

function mailUnmet(mail: MailDelivery, { movements }: Booking, { email }: Guest): Refusal | null {
  if (mail === "none")
    return {
      refused: "person-needed",
      say: "I cannot send e-mail here, so a colleague has to send you the receipt.",
    };
  if (!email.includes("@"))
    return {
      refused: "person-needed",
      say: "We have no e-mail address of yours, so I cannot send the receipt.",
    };
  return movements.length === 0
    ? { refused: "not-met", say: "Nothing has been paid for this booking yet, so there is no receipt." }
    : null;
}
