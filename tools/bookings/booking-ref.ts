import * as z from "zod";

/** A booking reference as an input field. "bk204", "BK 204" and "204" are read as BK-204; anything else is refused by name. */
export const bookingRef = z
  .string()
  .max(60)
  .overwrite(normaliseBookingRef)
  .regex(/^BK-\d{1,9}$/, "a booking reference looks like BK-204")
  .describe('The booking, like "BK-204".');

/** "bk 204" → "BK-204". What is no reference comes back as it was, trimmed. */
export function normaliseBookingRef(text: string): string {
  const found = /^(?:booking|reservation|ref(?:erence)?)?[\s:#]*(?:BK)?[\s#:._\p{Pd}]*(\d{1,9})$/iu.exec(
    text.normalize("NFKC").trim(),
  );
  return found ? `BK-${found[1]}` : text.trim();
}
