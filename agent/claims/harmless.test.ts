import { quote, request, say, toolSaid, withCancelled } from "./gate-for-tests.ts";

test.each([
  // Denials, conditions, rules, questions, futures.
  "Nothing has been cancelled.",
  "Nothing has been changed or refunded yet.",
  "Your booking has not been cancelled.",
  "It hasn't been refunded yet.",
  "The booking is not cancelled.",
  "I have not cancelled anything.",
  "I cannot see that anything was refunded.",
  "No refund has been issued for this stay.",
  "If you cancel, the nights are refunded.",
  "As soon as you press the button, your booking is cancelled.",
  "The moment you press the button, the booking is cancelled.",
  "Once your booking is cancelled, you get an e-mail.",
  "Your money will be refunded after you press the button.",
  "The nights are refunded if you cancel early enough.",
  "Your booking can be cancelled in this chat.",
  "Bookings can be cancelled in this chat.",
  "Would you like to have it cancelled?",
  "Has your booking been cancelled by the host?",
  "Do you want the booking cancelled and refunded?",
  "Refunds are issued to the card you paid with.",
  "Refunds are sent to the original payment method.",
  "Refunds above the limit are approved by a member of staff.",
  "The cleaning fee is always refunded when you cancel before check-in.",
  "Cancelled bookings are shown under Trips.",
  "Every refund is sent to the original payment method.",
  "The deposit is blocked on your card, not charged.",
  "You can change your dates under Trips.",
  "Your refund would be sent to your card.",
  "A booking that was cancelled cannot be restored.",
  "Before your booking is cancelled, you see the exact amount.",
  "To be refunded, press the button on the card.",
  // Announcements of an immediate look.
  "I'll look that up.",
  "I'll look that up for you right away.",
  "Let me check that for you.",
  "I'll check your booking now.",
  "I will look up your booking.",
  "I'll show you your bookings.",
  "I'll find that for you.",
  "I'll be happy to help.",
  "I'm looking at your booking now.",
  "I am happy to help you with that.",
  "I'll cancel it once you confirm.",
  "If you like, I can pass you to a person.",
  "I can't promise that.",
  "I will not cancel anything without your yes.",
  "I cannot call you, but I can pass this conversation to a person.",
  "Nobody will call you about this.",
  // Talk.
  "Hello Maria! How can I help you today?",
  "You're welcome. Have a good trip!",
  "You will receive an e-mail with the link after you change the address.",
  "Once the cancellation is complete, you get a receipt.",
  "The host is informed automatically when you cancel.",
  "You asked whether it was cancelled: it was not.",
  "I am sorry to hear that.",
  "Which booking do you mean?",
  "What should be on Friday?",
  "You will find the door code under Trips.",
  "You will get a code by e-mail if you choose that.",
  "Your host is Inês.",
  "The place is in Lisbon, with a lift and a washing machine.",
  "Pets are welcome only where the listing says so.",
  "I'm Staywell's automatic assistant.",
  "Your stay is confirmed.",
  "Your booking BK-204 is confirmed and upcoming.",
  "You have booked the Loft in Alfama.",
  "You arrive on 4 December and leave on 8 December 2026.",
  "Your stay begins on 2026-12-04.",
  "Check-in is from 15:00.",
  "1. Open Trips\n2. Choose your booking\n3. Press the button",
  "I don't know that; would you like to speak to a person?",
  "That is complete nonsense, of course.",
  "The whole process is described in the help centre.",
  "I understand that you are worried.",
  "Please look at the card above: it shows exactly what would happen. Nothing happens until you press its button.",
  // Other languages.
  "Ihre Buchung wurde nicht storniert.",
  "Möchten Sie die Buchung stornieren?",
  "Wenn Sie stornieren, wird der Betrag erstattet.",
  "Ich sehe gleich nach.",
  "Guten Tag! Wie kann ich Ihnen helfen?",
  "Sie reisen am 4. Dezember an.",
  "Votre réservation n'a pas été annulée.",
  "Souhaitez-vous annuler votre réservation ?",
  "Je vais vérifier cela.",
  "Bonjour Maria, comment puis-je vous aider ?",
  "Su reserva no ha sido cancelada.",
  "Voy a mirar su reserva.",
  "¿Desea cancelar la reserva?",
  "A sua reserva não foi cancelada.",
  "Vou verificar a sua reserva.",
  "Posso ajudar com mais alguma coisa?",
  "La prenotazione non è stata cancellata.",
  "Controllo subito.",
  "Uw boeking is niet geannuleerd.",
  "Ik kijk het even na.",
  "您的预订没有取消。",
  "如果您取消，费用会退还吗？",
  "您好，请问有什么可以帮您？",
])("what claims nothing passes as it is: %s", (harmless) => {
  expect(say(harmless, request())).toEqual({ text: harmless, violation: null });
});

test.each([
  "If you cancel BK-204 now, you get back €312.00, all that you paid.",
  "You would get back €312.",
  "You get a full refund of €312.00 until 29 November 2026.",
  "You will get 312,00 € back.",
  "Sie erhalten 312,00 € zurück.",
  "Your refund would be 312.00 EUR.",
  "You get all of your money back.",
])("what the quote says may be said: %s", (said) => {
  expect(say(said, withCancelled(quote))).toEqual({ text: said, violation: null });
});

const refundSent = toolSaid(
  "refund_status",
  '{"bookingRef":"BK-288","refunds":[{"bookingRef":"BK-288","status":"sent","amount":"£231.50","since":"22 November 2026","note":"Refunded to Visa ending 1881; it takes 5–10 working days from then to arrive."}],"none":null}',
);
test.each([
  ["BK-288 was cancelled.", []],
  ["Your booking BK-288 has already been cancelled.", []],
  ["- **BK-288** · Loft in Alfama, Lisbon · 7–9 December 2026 · cancelled", []],
  [
    "Your refund of £231.50 for BK-288 was sent on 22 November 2026 and takes 5–10 working days.",
    [refundSent],
  ],
  ["BK-288 was refunded: £231.50 went to your Visa.", [refundSent]],
  [
    "BK-288 was already cancelled, and £231.50 was refunded.",
    [
      toolSaid(
        "cancel_booking",
        "BK-288 · Flat, 7–9 December 2026 was already cancelled on 22 November 2026, and £231.50 was refunded to Visa ending 1881.",
        false,
      ),
    ],
  ],
  [
    "BK-204 is cancelled and €312.00 has been refunded.",
    [
      {
        role: "note" as const,
        text: "Done: BK-204 · Loft in Alfama, 4–8 December 2026 is cancelled. €312.00 goes back to Visa ending 4242; that takes 5–10 working days.",
      },
    ],
  ],
  [
    "Ihre Buchung wurde storniert und 312,00 € wurden erstattet.",
    [{ role: "note" as const, text: "Done: BK-204 is cancelled. €312.00 goes back to Visa ending 4242." }],
  ],
])("what a row says was done may be said: %s", (said, messages) => {
  expect(say(said, withCancelled(...messages))).toEqual({ text: said, violation: null });
});

test("a booking that only the guest has named may be denied", () => {
  const about = request({ messages: [{ role: "guest", text: "Cancel BK-999" }] });
  expect(say("I cannot find BK-999 among your bookings.", about).violation).toBeNull();
});
