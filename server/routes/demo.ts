import { Router } from "express";
import { aboutGuest } from "../../db/demo-guests.ts";
import { findGuest, listGuests } from "../../db/guests.ts";
import { signGuestToken } from "../auth/guest-token.ts";
import { notFound, parse } from "../problem.ts";
import type { Services } from "../services.ts";
import { demoTokenBody } from "./schemas.ts";

/** In demo mode alone: what a real site would do for its signed-in guest. */
export function demoRoutes({ db, config }: Services): Router {
  const router = Router();
  router.get("/guests", async (_request, response) => {
    const guests = await listGuests(db);
    response.json({ guests: guests.map(({ id, name }) => ({ id, name, about: aboutGuest(id) })) });
  });
  router.post("/token", async (request, response) => {
    const { guest: guestId } = parse(demoTokenBody, request.body);
    if (!(await findGuest(db, { guestId }))) throw notFound(`guest: there is no seeded guest of that name`);
    response.json({ token: await signGuestToken(guestId, config.guestTokenSecret) });
  });
  return router;
}
