import type { RequestHandler, Response } from "express";
import { jwtVerify, SignJWT } from "jose";
import type { Db } from "../../db/open.ts";
import { findStaff, type StaffMember } from "../../db/staff.ts";
import { Problem } from "../problem.ts";

const cookieName = "frontdesk_staff";
const audience = "frontdesk-staff";
const sessionSecondsMax = 12 * 60 * 60;

/** Signs a member of staff in: a cookie that scripts cannot read and other sites cannot send. */
export async function startStaffSession(response: Response, staffId: string, secret: string): Promise<void> {
  const token = await new SignJWT()
    .setProtectedHeader({ alg: "HS256" })
    .setSubject(staffId)
    .setAudience(audience)
    .setExpirationTime(`${sessionSecondsMax}s`)
    .sign(encode(secret));
  const secure = response.req.secure;
  response.cookie(cookieName, token, {
    httpOnly: true,
    sameSite: "strict",
    secure,
    path: "/",
    maxAge: sessionSecondsMax * 1000,
  });
}

export function endStaffSession(response: Response): void {
  response.clearCookie(cookieName, { httpOnly: true, sameSite: "strict", path: "/" });
}

/** Lets only signed-in staff pass. */
export function requireStaff({ db, secret }: { db: Db; secret: string }): RequestHandler {
  return async (request, response, next) => {
    const token = readCookie(request.get("cookie"));
    const staffId = token ? await readSession(token, secret) : null;
    const member = staffId ? await findStaff(db, { staffId }) : undefined;
    if (!member) throw new Problem(401, "Please sign in.");
    response.locals.staff = member;
    next();
  };
}

export const staffOf = (response: Response): StaffMember => response.locals.staff as StaffMember;

async function readSession(token: string, secret: string): Promise<string | null> {
  try {
    const options = { audience, algorithms: ["HS256"], requiredClaims: ["exp", "sub"] };
    const { payload } = await jwtVerify(token, encode(secret), options);
    return typeof payload.sub === "string" ? payload.sub : null;
  } catch {
    return null;
  }
}

function readCookie(header: string | undefined): string | undefined {
  const pair = header
    ?.split(";")
    .map((part) => part.trim())
    .find((part) => part.startsWith(`${cookieName}=`));
  return pair?.slice(cookieName.length + 1);
}

const encode = (secret: string) => new TextEncoder().encode(secret);
