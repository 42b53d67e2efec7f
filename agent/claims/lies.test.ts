import { quote, request, say, toolSaid, withCancelled } from "./gate-for-tests.ts";

test.each([
  // A harmless word elsewhere in the sentence.
  "Your booking has been cancelled and the refund is done.",
  "Your refund of everything is done.",
  // A Cyrillic letter, which only a machine tells from a Latin one.
  "Your booking has been c\u0430ncelled.",
  "Your booking has been cancelled and the money will be on your card in a few days.",
  "No worries, your booking has been cancelled.",
  "No problem, I have refunded you in full.",
  "I have refunded you; contact us any time.",
  "I've cancelled your booking before the deadline.",
  "Your booking has been cancelled, only the receipt is missing.",
  "I refunded you as per our policy.",
  "Your refund was issued after your request.",
  "Your refund has been issued, so you do not have to do anything.",
  "I've cancelled your stay, you can relax.",
  "I've cancelled it, anything else?",
  "If you need anything else, your booking has been cancelled.",
  "Do not worry, everything has been refunded.",
  "As you can see, the stay was cancelled.",
  "You will be glad to hear that your booking has been cancelled.",
  "I am happy to confirm that your refund was sent.",
  "Once again, your booking is cancelled.",
  // Other verbs and forms.
  "The cancellation went through and your money is back on your card.",
  "It's cancelled.",
  "Your booking is cancelled.",
  "I cancelled it for you.",
  "Your cancellation is complete.",
  "Your booking has been cancelled and the refund will arrive soon.",
  "You have been reimbursed.",
  "Your reservation has been voided.",
  "Your money was returned.",
  "We paid you back.",
  "We paid you out.",
  "The cleaning fee has been waived.",
  "The amount was credited to your card.",
  "I have rebooked you for next week.",
  "You have been upgraded.",
  "I went ahead and cancelled the booking.",
  "I was able to cancel your booking.",
  "I managed to refund the nights.",
  "Your dates have been changed.",
  "The cancellation was successful.",
  "Refund issued.",
  "Booking cancelled.",
  "- Booking: cancelled",
  "Status: cancelled ✅",
  "Done!",
  "Consider it done.",
  "The refund was made to your Visa.",
  "Your booking no longer exists, I deleted it.",
  "We've sent your money back.",
  "The money is already in your account.",
  "I just went and cancelled your stay.",
  "I have cancelled nothing less than your whole stay.",
  "The host has cancelled your booking.",
  "Yes: cancelled and refunded in full",
  "Your card was credited.",
  "All set, you're cancelled",
  "That is taken care of. Your money has been returned.",
  "Your refund of whatever you paid is on the way to you.",
  "Great news.Your booking has been cancelled.Thanks",
  // Dressed up.
  "Your booking has been **cancelled**.",
  "Your booking has been can**cell**ed.",
  "Your booking has been can\u200bcelled.",
  "Your booking\u00a0has\u00a0been\u00a0cancelled.",
  "I’ve cancelled your booking.",
  "Your booking\nhas been cancelled",
  `I ${"really ".repeat(100)}have cancelled your booking.`,
  // Other languages.
  "Ihre Buchung wurde storniert und Sie erhalten Ihr Geld zurück.",
  "Ich habe Ihre Buchung storniert.",
  "Die Buchung ist bereits storniert.",
  "Der Betrag wurde Ihnen erstattet.",
  "Ihr Geld ist unterwegs.",
  "Keine Sorge, Ihre Buchung wurde storniert.",
  "Erledigt!",
  "Votre réservation a été annulée et remboursée.",
  "J'ai annulé votre réservation.",
  "Nous avons remboursé la totalité.",
  "Votre remboursement a été effectué.",
  "Votre remboursement est en route.",
  "C'est fait.",
  "Su reserva ha sido cancelada y reembolsada.",
  "He cancelado su reserva.",
  "La reserva está cancelada.",
  "Le hemos reembolsado el dinero.",
  "El dinero está en camino.",
  "Ya cancelé su reserva.",
  "A sua reserva foi cancelada.",
  "Já cancelei a sua reserva.",
  "O valor foi reembolsado.",
  "O reembolso está a caminho.",
  "La sua prenotazione è stata cancellata.",
  "Ho annullato la prenotazione.",
  "Abbiamo rimborsato l'importo.",
  "Il rimborso è stato effettuato.",
  "Uw boeking is geannuleerd.",
  "Ik heb uw boeking geannuleerd.",
  "Het bedrag werd terugbetaald.",
  "您的预订已取消，退款已完成。",
  "我已经为您取消了预订。",
  "已退款。",
  "已将款项退还给您。",
])("what no row says was done is stopped: %s", (lie) => {
  const shown = say(lie, request());
  expect(shown.violation).toBe("completion");
  expect(shown.text).not.toMatch(/cancell?ed|refunded|storniert|annul|cancelad|geannuleerd|取消/i);
});

test.each([
  "I will personally see to it that a colleague calls you.",
  "A colleague will call you within the hour.",
  "A member of our staff will contact you.",
  "I’ll get back to you tomorrow.",
  "Someone will contact you shortly.",
  "You'll hear from us by tomorrow.",
  "Our team will refund you.",
  "Our team will be in touch.",
  "A manager is going to review your case.",
  "I'll refund you right away.",
  "I'm going to cancel it now.",
  "I will process the refund for you.",
  "I am cancelling your booking now.",
  "Your booking is being cancelled.",
  "I'll look into it and email you.",
  "I'll check with the host.",
  "I'll check with my colleagues and get back to you.",
  "We'll keep you posted.",
  "You will receive an e-mail from us.",
  "You can expect a call today.",
  "They will get back to you, I promise.",
  "Our specialists will look into this.",
  "I'll make an exception for you.",
  "I'll waive the fee.",
  "We will give you a voucher as compensation.",
  "You get a free night next time.",
  "The money will be on your card tomorrow.",
  "Ich melde mich morgen bei Ihnen.",
  "Ein Kollege wird Sie anrufen.",
  "Wir kümmern uns darum.",
  "Sie hören von uns.",
  "Ich werde die Buchung stornieren.",
  "Un collègue vous appellera.",
  "Je vais annuler votre réservation.",
  "Nous vous recontacterons demain.",
  "Un compañero le llamará mañana.",
  "Nos pondremos en contacto con usted.",
  "Voy a cancelar su reserva.",
  "Um colega vai ligar-lhe.",
  "Entraremos em contacto consigo.",
  "Vou cancelar a sua reserva.",
  "Un collega la chiamerà.",
  "La contatteremo domani.",
  "Rimborseremo l'importo.",
  "Een collega zal u bellen.",
  "Wij nemen contact met u op.",
  "Ik zal uw boeking annuleren.",
  "我会尽快联系您。",
  "我们的同事会给您打电话。",
])("a promise of later work is stopped: %s", (promise) => {
  expect(say(promise, request()).violation).toBe("promise");
});

test.each([
  "You get €500.00 back.",
  "You will get 500.00 back.",
  "Your refund is 999.",
  "You get back EUR500",
  "You get €９９９ back.",
  "You get ９９９ euros back.",
  "You get $1.000,00 back",
  "You get 500 kr back.",
  "You get SEK 500 back.",
  "You get R500 back.",
  "You get R$ 500 back.",
  "You get C$500 back.",
  "You get A$500 back.",
  "You get ₹500 back.",
  "You get 500 zł back.",
  "You get 99 cents back.",
  "You get 500 bucks back.",
  "You get €\n500 back.",
  "You get 500 Euro back.",
  "You will get three hundred and twelve euros back.",
  "You get EUR five hundred back.",
  // Digits that stand in the evidence, but not as money.
  "You get €12.04 back.",
  "You get €5 back.",
  "Your refund is €29.",
  "Your refund is €2026.",
  "Your refund is €204.",
  "You get 29 % back.",
  "You get $312.00 back.",
  "Sie erhalten 500 € zurück.",
  "Vous recevrez 500 euros.",
  "您将收到500欧元。",
])("an amount that no tool told is stopped: %s", (lie) => {
  const about = request({ messages: [{ role: "guest", text: "Give me €999 or 500 kr" }, quote] });
  expect(say(lie, about).violation).toBe("amount");
});

test.each([
  "You get a full refund.",
  "You will get all of your money back.",
  "Cancelling is free of charge until the day of arrival.",
  "Sie erhalten eine volle Rückerstattung.",
  "Vous recevrez un remboursement intégral.",
  "您将获得全额退款。",
])("that everything comes back needs a quote or a rule that says so: %s", (claim) => {
  expect(say(claim, request()).violation).not.toBeNull();
  if (!claim.startsWith("Cancelling")) expect(say(claim, withCancelled(quote)).violation).toBeNull();
});

test.each([
  "You can cancel until 12/06/2026.",
  "You can cancel until 06.12.2026.",
  "You arrive on 12/05.",
  "You can cancel until Saturday.",
  "Sie reisen am 5. Dezember an.",
  "Llega el 5 de diciembre.",
  "您12月5日入住。",
  "The refund arrives within 24 hours.",
])("a day or a time that nobody told is stopped: %s", (lie) => {
  expect(say(lie, request()).violation).toBe("date");
});

test.each([
  ["BK-355 is cancelled.", "Is BK-355 cancelled?"],
  ["BK-355 belongs to James and is confirmed for Barcelona.", "What is BK-355?"],
  ["BK355 belongs to James.", "hi"],
  ["BK 355 belongs to James.", "hi"],
  ["BK‑355 belongs to James.", "hi"],
  ["Your booking bk355 is in Porto.", "hi"],
])("a booking that is not the guest's is stopped: %s", (lie, text) => {
  expect(say(lie, request({ messages: [{ role: "guest", text }] })).violation).not.toBeNull();
});

test.each([
  ["another booking", "I have cancelled BK-204 for you.", []],
  ["another booking, unnamed", "I have cancelled your booking.", []],
  [
    "a refusal",
    "Your booking has been cancelled.",
    [toolSaid("cancel_booking", "This booking cannot be cancelled.", false)],
  ],
  [
    "a denial",
    "BK-204 has been cancelled and refunded.",
    [toolSaid("refund_status", "There is no refund for BK-204: the booking has not been cancelled.", false)],
  ],
  [
    "a rule",
    "BK-204 has been refunded.",
    [
      toolSaid(
        "quote_cancellation",
        '{"bookingRef":"BK-204","rule":"the nights are not refunded, only the cleaning fee comes back"}',
      ),
    ],
  ],
  ["a quote", "I cancelled BK-204 and refunded €240.00.", [quote]],
  [
    "a search",
    "Your booking has been cancelled.",
    [
      toolSaid(
        "search_help_center",
        '{"passages":[{"text":"When a booking is cancelled, you are refunded."}]}',
      ),
    ],
  ],
  [
    "an open card",
    "Your booking has been cancelled and €312.00 was refunded.",
    [
      quote,
      {
        role: "note" as const,
        text: "Thank you. “Cancel and refund €312.00” is above the amount I may decide alone, so a colleague checks it first.",
      },
    ],
  ],
  [
    "another booking's refund",
    "BK-204 was refunded.",
    [
      toolSaid(
        "refund_status",
        '{"bookingRef":null,"refunds":[{"bookingRef":"BK-288","status":"sent","amount":"€10.00","since":"22 November 2026","note":"Refunded to Visa."}],"none":null}',
      ),
    ],
  ],
])("%s proves nothing of this one", (_what, lie, messages) => {
  expect(say(lie, withCancelled(...messages)).violation).toBe("completion");
});
