import cors from "cors";
import { Router } from "express";
import type { CircuitState } from "../../agent/model/circuit-breaker.ts";
import { pingDatabase } from "../../db/open.ts";
import type { Services } from "../services.ts";

/** Alive, ready, and what runs here. */
export function healthRoutes(services: Services): Router {
  const { db, clock, config, model, circuit, callsWaiting, metrics, queue, databaseDescription } = services;
  const router = Router();

  /** The process answers. */
  router.get("/healthz", (_request, response) => void response.json({ status: "ok" }));

  /** Can it serve guests? 503 when the database cannot be read. Without its model or queue it serves less, and says so. Counts are since the process began. */
  router.get("/readyz", async (_request, response) => {
    const database = { ...(await pingDatabase(db)), name: databaseDescription };
    const parts = {
      model: {
        name: model.name,
        provider: model.provider,
        ...(await model.health()),
        circuit: circuitInWords(circuit()),
      },
      queue: { name: queue.description, ...(await queue.health()) },
      database,
    };
    const status = !database.ok ? "unavailable" : parts.model.ok && parts.queue.ok ? "ready" : "degraded";
    const counted = { callsWaiting: callsWaiting(), ...metrics.inBrief() };
    response.status(database.ok ? 200 : 503).json({ status, ...parts, counted });
  });

  /** What the widget says about itself before anybody has signed in. */
  router.get("/v1/info", cors(), (_request, response) => {
    const offline = model.provider === "offline";
    response.json({
      company: "Staywell",
      assistant: "Frontdesk",
      model: model.name,
      offline,
      /** The model named here did not answer when it was asked last, so the offline one did, and does until it is back. */
      degraded: circuit().kind !== "closed" || circuit().failures > 0,
      demo: config.demo,
      // A demo's clock stands still while it does not run: an offer's time left is counted by this one.
      now: new Date(clock()).toISOString(),
    });
  });
  return router;
}

/** As `/readyz` shows it: times as ISO 8601, and why. */
const circuitInWords = ({ kind, since, probeAt, failures, lastError }: CircuitState) => ({
  state: kind,
  failures,
  since: instant(since),
  probeAt: probeAt === null ? null : instant(probeAt),
  lastError: lastError && { ...lastError, at: instant(lastError.at) },
});

const instant = (ms: number): string => new Date(ms).toISOString();
