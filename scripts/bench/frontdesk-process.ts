import { mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pino } from "pino";
import { createApp } from "../../server/app.ts";
import { loadConfig } from "../../server/config.ts";
import { buildServices } from "../../server/services.ts";
import { benchArgs, serveBench } from "./serve-bench.mjs";

/* Frontdesk as `npm start` runs it, on Ollama's address of the bench, a free port and a database of its own. */

const projectFolder = join(import.meta.dirname, "../..");
const dataFolder = mkdtempSync(join(tmpdir(), "frontdesk-bench-"));
const { modelUrl } = benchArgs as { modelUrl: string };
const config = loadConfig(
  {
    DATA_DIR: dataFolder,
    DEMO: "1",
    MODEL_PROVIDER: "ollama",
    OLLAMA_HOST: modelUrl,
    MODEL_CALLS_MAX: "256",
    LOG_LEVEL: "warn",
  },
  { projectFolder },
);
/** To the bench's own errors: a model that failed explains a figure. */
const log = pino({ level: config.logLevel, base: null }, pino.destination(2));
const services = await buildServices({ config, log, projectFolder });
const server = createServer(createApp(services));
server.listen(0, "127.0.0.1", () =>
  serveBench(`http://127.0.0.1:${(server.address() as AddressInfo).port}`, async () => {
    server.close();
    server.closeAllConnections();
    await services.close();
    rmSync(dataFolder, { recursive: true, force: true });
  }),
);
