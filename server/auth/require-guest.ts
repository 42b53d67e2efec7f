import type { RequestHandler, Response } from "express";
import { findGuest, type Guest } from "../../db/guests.ts";
import type { Db } from "../../db/open.ts";
import { Problem } from "../problem.ts";
import { readGuestToken } from "./guest-token.ts";

/** Lets only signed-in guests pass. From here on `guestOf(response)` says who it is; nothing else does. */
export function requireGuest({ db, secret }: { db: Db; secret: string }): RequestHandler {
  return async (request, response, next) => {
    const token = /^Bearer (\S+)$/i.exec(request.get("authorization") ?? "")?.[1];
    const guestId = token ? await readGuestToken(token, secret) : null;
    const guest = guestId ? await findGuest(db, { guestId }) : undefined;
    if (!guest) {
      response.set("www-authenticate", 'Bearer realm="frontdesk"');
      throw new Problem(401, "The guest token is missing, wrong or expired.");
    }
    response.locals.guest = guest;
    next();
  };
}

export const guestOf = (response: Response): Guest => response.locals.guest as Guest;
