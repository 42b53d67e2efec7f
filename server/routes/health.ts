import cors from "cors";
import { Router } from "express";
import { pingDatabase } from "../../db/open.ts";
import type { Services } from "../services.ts";

/** Alive, ready, and what runs here. */
export function healthRoutes({ db, clock, config, model, queue, databaseDescription }: Services): Router {
  const router = Router();

  /** The process answers. */
  router.get("/healthz", (_request, response) => void response.json({ status: "ok" }));

  /** Can it serve guests? 503 when the database cannot be read. Without its model or queue it serves less, and says so. */
  router.get("/readyz", async (_request, response) => {
    const database = { ...(await pingDatabase(db)), name: databaseDescription };
    const parts = {
      model: { name: model.name, provider: model.provider, ...(await model.health()) },
      queue: { name: queue.description, ...(await queue.health()) },
      database,
    };
    const status = !database.ok ? "unavailable" : parts.model.ok && parts.queue.ok ? "ready" : "degraded";
    response.status(database.ok ? 200 : 503).json({ status, ...parts });
  });

  /** What the widget says about itself before anybody has signed in. */
  router.get("/v1/info", cors(), (_request, response) => {
    const offline = model.provider === "offline";
    response.json({
      company: "Staywell",
      assistant: "Frontdesk",
      model: model.name,
      offline,
      demo: config.demo,
      // A demo's clock stands still while it does not run: an offer's time left is counted by this one.
      now: new Date(clock()).toISOString(),
    });
  });
  return router;
}
