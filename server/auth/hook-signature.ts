import { createHmac, timingSafeEqual } from "node:crypto";

/** How old a signed request may be, so that one which was overheard is not of use for long. */
export const hookAgeMsMax = 300_000;

const timestampHeader = "x-frontdesk-timestamp";
const signatureHeader = "x-frontdesk-signature";

/**
 * Headers for a body: HMAC-SHA256 over `<timestamp>.<body>`, in hex. `at` is UTC ms by the wall clock. Not over the address, which a proxy in between may
 * write anew: a signed body itself says what it is about.
 */
export function signHook(body: string, secret: string, at: number): Record<string, string> {
  return { [timestampHeader]: String(at), [signatureHeader]: hmac(body, secret, String(at)) };
}

/** Is this body signed with our secret, and not long ago? Says the same for every reason that it is not. */
export function isSignedHook(
  { body, header }: { body: string; header: (name: string) => string | undefined },
  secret: string,
  now: number,
): boolean {
  const at = header(timestampHeader) ?? "";
  const given = Buffer.from(header(signatureHeader) ?? "");
  const expected = Buffer.from(hmac(body, secret, at));
  const isOurs = given.length === expected.length && timingSafeEqual(given, expected);
  return isOurs && Math.abs(now - Number(at)) <= hookAgeMsMax;
}

const hmac = (body: string, secret: string, at: string): string =>
  createHmac("sha256", secret).update(`${at}.${body}`).digest("hex");
