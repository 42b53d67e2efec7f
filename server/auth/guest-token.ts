import { jwtVerify, SignJWT } from "jose";

const audience = "frontdesk";
const demoTokenLife = "12h";

/** Mints what a real site would mint for its signed-in guest: a JWT, HS256, `{ sub, aud: "frontdesk", exp }`. */
export function signGuestToken(guestId: string, secret: string): Promise<string> {
  return new SignJWT()
    .setProtectedHeader({ alg: "HS256" })
    .setSubject(guestId)
    .setAudience(audience)
    .setExpirationTime(demoTokenLife)
    .sign(encode(secret));
}

/** The guest's id, or null when the token is forged, expired, for somebody else, or no token at all. */
export async function readGuestToken(token: string, secret: string): Promise<string | null> {
  try {
    const options = { audience, algorithms: ["HS256"], requiredClaims: ["exp", "sub"] };
    const { payload } = await jwtVerify(token, encode(secret), options);
    return typeof payload.sub === "string" ? payload.sub : null;
  } catch {
    return null;
  }
}

const encode = (secret: string) => new TextEncoder().encode(secret);
