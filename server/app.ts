import { join } from "node:path";
import cors from "cors";
import express, { type Express } from "express";
import helmet from "helmet";
import { requireGuest } from "./auth/require-guest.ts";
import { honourKey } from "./idempotency.ts";
import { notFound, problemHandler, unknownAddress } from "./problem.ts";
import { chatRoutes } from "./routes/chat.ts";
import { confirmationRoutes } from "./routes/confirmations.ts";
import { demoRoutes } from "./routes/demo.ts";
import { healthRoutes } from "./routes/health.ts";
import { helpRoutes } from "./routes/help.ts";
import { hostRoutes } from "./routes/hosts.ts";
import { metricsRoutes } from "./routes/metrics.ts";
import { openApiDocument } from "./routes/openapi.ts";
import { staffRoutes } from "./routes/staff.ts";
import type { Services } from "./services.ts";

/** A body holds one message; see `messageCharsMax`. */
const bodyBytesMax = "64kb";

/** Clients of the AI SDK may send their whole history along; it is read over and ignored. */
const chatBytesMax = "1mb";

/** The route map. */
export function createApp(services: Services): Express {
  const { config, log, webFolder } = services;
  const app = express();
  app.disable("x-powered-by");
  app.use(
    helmet({
      contentSecurityPolicy: { directives: contentSecurity },
      crossOriginResourcePolicy: { policy: "cross-origin" },
    }),
  );
  // The widget runs on other sites. Its requests carry a bearer token and no cookie, so any origin may make them, and read what was wrong.
  app.use(
    "/v1/chat",
    cors({ exposedHeaders: ["Idempotency-Replayed"] }),
    express.json({ limit: chatBytesMax }),
  );
  // Before any body is read: the signature covers its bytes.
  app.use("/v1/hosts", hostRoutes(services));
  app.use(express.json({ limit: bodyBytesMax }));

  app.use(healthRoutes(services), metricsRoutes(services));
  app.get("/openapi.json", (_request, response) => void response.json(openApiDocument));

  app.use("/v1/chat", requireGuest({ db: services.db, secret: config.guestTokenSecret }));
  app.use("/v1/chat", confirmationRoutes(services), honourKey(services), chatRoutes(services));
  app.use(
    "/v1/demo",
    config.demo
      ? demoRoutes(services)
      : () => {
          throw notFound("This server is not in demo mode.");
        },
  );
  app.use("/v1/staff", staffRoutes(services));

  app.use("/help", helpRoutes(services));
  app.get("/console", (_request, response) => response.sendFile(join(webFolder, "console.html")));
  app.use(express.static(webFolder, { index: config.demo ? "index.html" : false }));

  app.use(unknownAddress);
  app.use(problemHandler(log));
  return app;
}

/** Everything from here; styles inline because the widget lives in a shadow root. Plain HTTP on a trusted network is allowed: TLS ends before us. */
const contentSecurity = {
  defaultSrc: ["'self'"],
  styleSrc: ["'self'", "'unsafe-inline'"],
  imgSrc: ["'self'", "data:"],
  upgradeInsecureRequests: null,
};
