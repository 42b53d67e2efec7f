import * as z from "zod";
import { carryOut } from "../booking-system/carry-out.ts";
import { people } from "../stays/stay-input.ts";
import { counted } from "../stays/stay-offer.ts";
import { defineWriteTool, isRefusal, type Refusal, type ToolContext } from "../tool.ts";
import { authoriseBooking } from "./authorise-booking.ts";
import { bookingRef } from "./booking-ref.ts";
import { titleOf } from "./change-offer.ts";
import { peopleUnmet, type WantedPeople } from "./guest-count.ts";

/** Changes how many people one booking is for, after the guest has confirmed it. The price stays. */
export const changeGuests = defineWriteTool({
  name: "change_guests",
  description:
    "Prepares another number of people for one of the guest's bookings and shows her a button. Call it when more or fewer people come; the price stays the same.",
  effect: "write",
  input: z.strictObject({ bookingRef, people }),
  examples: [
    "Add one person to my booking",
    "We will be three instead of two",
    "Change the number of guests on BK-204",
    "My friend is not coming, remove one guest",
    "Make it 4 people please",
    "Update the guest count to 3",
    "I want to bring my sister along",
    "There will be one less of us",
    "Please put two more people on my reservation",
    "I'll be travelling alone now, one guest only",
    "Change my Lisbon stay to three guests",
    "Can you add my children to the booking?",
    "Our party is now five people",
  ],
  slots: {
    bookingRef: { kind: "booking", ask: "Which booking is it about?" },
    people: { kind: "count", ask: "How many people will stay in total?" },
  },
  async authorise(context: ToolContext, { bookingRef: ref, people: count }): Promise<WantedPeople | Refusal> {
    const booking = await authoriseBooking(context, { bookingRef: ref });
    return isRefusal(booking) ? booking : { booking, people: count };
  },
  preconditions: async ({ now }, wanted) => peopleUnmet(wanted, now),
  async quote(_context, { booking, people: count }) {
    const words = counted(count, "guest");
    return {
      subject: booking.ref,
      label: `Change to ${words}`,
      title: `${titleOf(booking)}, for ${words}`,
      direction: "none",
      amount: { minor: 0, currency: booking.currency },
      rule: `For ${words} instead of ${booking.guestCount}. ${booking.place.name} takes up to ${booking.place.guestsMax}, and the price stays the same.`,
      lines: [],
      terms: { people: String(booking.guestCount) },
    };
  },
  run: (context, _wanted, confirmed) =>
    carryOut(context, confirmed, {
      kind: "change-guests",
      people: { guestCount: confirmed.input.people, before: Number(confirmed.quote.terms?.people) },
    }),
});
