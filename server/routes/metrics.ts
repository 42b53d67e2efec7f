import { createHash, timingSafeEqual } from "node:crypto";
import { Router } from "express";
import { notFound, Problem } from "../problem.ts";
import type { Services } from "../services.ts";

/**
 * `GET /metrics`, for Prometheus. It tells a company's load, so it is not for everybody: METRICS_TOKEN is asked for as a bearer token. Without
 * one the demo, which only this machine reaches, shows it, and no other installation does: behind a proxy every request comes from
 * this machine, so an address says nothing.
 */
export function metricsRoutes({ config, metrics, circuit, callsWaiting, runner }: Services): Router {
  const router = Router();
  const looks = { circuit, callsWaiting, turns: () => runner.load };
  router.get("/metrics", async (request, response) => {
    const { metricsToken, demo } = config;
    if (!metricsToken && !demo) throw notFound("Metrics are shown when METRICS_TOKEN is set.");
    if (metricsToken && !isBearer(request.get("authorization"), metricsToken)) {
      response.set("www-authenticate", 'Bearer realm="metrics"');
      throw new Problem(401, "The metrics want METRICS_TOKEN as a bearer token.");
    }
    const { type, body } = await metrics.text(looks);
    response.set("content-type", type).send(body);
  });
  return router;
}

/** Compared as digests, so that the time taken tells neither length nor letters. */
const isBearer = (header = "", token: string): boolean =>
  timingSafeEqual(digest(header), digest(`Bearer ${token}`));
const digest = (text: string): Buffer => createHash("sha256").update(text).digest();
