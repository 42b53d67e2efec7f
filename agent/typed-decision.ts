/*
 * A typed yes. The whole message, normalised, must stand on one of these lists; "yes but make it Friday" does not.
 * Short on purpose: a word too few costs the guest one press of a button, a word too many costs her a booking.
 */

const accepts = new Set([
  // English
  ...[
    "yes",
    "yes please",
    "yes, please",
    "yep",
    "yeah",
    "confirm",
    "i confirm",
    "yes i confirm",
    "confirmed",
    "go ahead",
  ],
  ...[
    "yes go ahead",
    "please do",
    "do it",
    "yes do it",
    "yes cancel it",
    "yes please cancel it",
    "yes please go ahead",
  ],
  // German, French, Spanish, Portuguese, Italian, Dutch
  ...[
    "ja",
    "ja bitte",
    "bestätigen",
    "ich bestätige",
    "ja mach das",
    "oui",
    "oui s'il vous plaît",
    "je confirme",
    "d'accord",
  ],
  ...[
    "sí",
    "si",
    "sí por favor",
    "confirmo",
    "sim",
    "sim por favor",
    "sì",
    "confermo",
    "ja graag",
    "ik bevestig",
  ],
  // Chinese
  ...["是", "是的", "确认", "好的"],
]);

const declines = new Set([
  ...[
    "no",
    "no thanks",
    "no thank you",
    "nope",
    "don't",
    "do not",
    "no don't",
    "keep it",
    "no keep it",
    "no wait",
    "stop",
    "don't cancel",
    "dont cancel",
    "do not cancel",
    "don't cancel it",
    "keep my booking",
  ],
  ...[
    "never mind",
    "nein",
    "nein danke",
    "non",
    "non merci",
    "no gracias",
    "não",
    "não obrigada",
    "não obrigado",
    "nee",
    "不",
    "不用了",
  ],
]);

/** What a message decides when exactly one card is open; null when it is anything but a plain yes or no. */
export function typedDecision(message: string): "accept" | "decline" | null {
  const words = normalise(message);
  if (accepts.has(words)) return "accept";
  if (declines.has(words)) return "decline";
  return null;
}

/** Lower case, one space between words, typographic apostrophes straight, no commas, and no full stop or exclamation mark at the end. */
function normalise(message: string): string {
  return message
    .normalize("NFC")
    .toLowerCase()
    .replace(/[’‘]/g, "'")
    .replace(/[,，]/g, " ")
    .replace(/[\s.!。！]+$/u, "")
    .replace(/\s+/g, " ")
    .trim();
}
