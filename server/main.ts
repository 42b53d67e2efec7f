import { existsSync, rmSync } from "node:fs";
import { createServer, type Server } from "node:http";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { config as readDotEnv } from "dotenv";
import { pino } from "pino";
import { auditHead } from "../db/audit.ts";
import { DatabaseUnusable } from "../db/database-unusable.ts";
import { LeaseTaken, takeLease } from "../db/lease.ts";
import { createApp } from "./app.ts";
import { type Config, ConfigError, loadConfig } from "./config.ts";
import { mailNotice } from "./outside.ts";
import { buildServices, type Services } from "./services.ts";

/* Start here. Reads the settings, takes the database, builds the services, serves, and stops cleanly. */

const projectFolder = join(dirname(fileURLToPath(import.meta.url)), "..");

/** Open streams are told to go, and get this long. */
const closeMsMax = 8_000;

try {
  await main(process.argv.slice(2));
} catch (error) {
  console.error(oneLine(error));
  process.exit(1);
}

async function main(args: string[]): Promise<void> {
  readDotEnv({ path: join(projectFolder, ".env"), quiet: true });
  const config = loadConfig(process.env, { projectFolder });
  const lease = takeLease(config.databaseFile);
  if (args.includes("--reset")) reset(config);
  const log = pino({ level: config.logLevel, base: null });
  const services = await buildServices({ config, log, projectFolder });
  const server = createServer(createApp(services));
  await listen(server, config);
  tellAuditHead(services);
  sayHello(services);
  stopOnSignal(server, services, lease.release);
}

/** Removes the database, and nothing else. */
function reset({ databaseFile }: Config): void {
  for (const suffix of ["", "-wal", "-shm"]) rmSync(`${databaseFile}${suffix}`, { force: true });
}

function listen(server: Server, { port, host }: Config): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, host, resolve);
  });
}

function sayHello({ config, modelNotice, queue, databaseDescription, webFolder }: Services): void {
  const address = `http://${config.host.includes(":") ? `[${config.host}]` : config.host}:${config.port}`;
  const lines = [
    "",
    "Frontdesk is running.",
    `  Model:    ${modelNotice.replaceAll("\n", "\n            ")}`,
    `  Queue:    ${queue.description}`,
    `  Database: ${databaseDescription}`,
    `  E-mail:   ${mailNotice(config)}`,
    "",
    config.demo
      ? `  Guests:   ${address}/          (demo: be Maria, and ask)`
      : "  Guests:   through the widget on your site (/widget.js)",
    `  Staff:    ${address}/console${config.demo ? "   (demo: ana, password staywell)" : ""}`,
    "",
    "Ctrl-C stops it.",
  ];
  if (!existsSync(join(webFolder, "console.html")))
    lines.push("The pages are not built: run `npm run build`.");
  console.log(lines.join("\n"));
}

/** Where logs are kept elsewhere, these lines anchor the audit log: `npm run audit:verify -- --rows N --head HASH` holds it against one. */
function tellAuditHead({ log, db }: Services): void {
  const { rows, head } = auditHead(db);
  log.info({ rows, head }, "the audit log stands here");
}

function stopOnSignal(server: Server, services: Services, release: () => void): void {
  let stopping = false;
  const stop = async () => {
    if (stopping) return;
    stopping = true;
    const overdue = setTimeout(() => process.exit(1), closeMsMax);
    overdue.unref();
    server.close();
    tellAuditHead(services);
    await services.close();
    server.closeAllConnections();
    release();
    console.log("Frontdesk has stopped.");
    process.exit(0);
  };
  process.on("SIGINT", stop);
  process.on("SIGTERM", stop);
}

/** What the operator reads when it cannot start. */
function oneLine(error: unknown): string {
  if (error instanceof ConfigError || error instanceof LeaseTaken || error instanceof DatabaseUnusable)
    return error.message;
  const { code, message, port, address } = error as NodeJS.ErrnoException & {
    port?: number;
    address?: string;
  };
  if (code === "EADDRINUSE") return `Port ${port} is taken. Set PORT to another one, or stop what uses it.`;
  if (code === "EADDRNOTAVAIL" || code === "ENOTFOUND")
    return `HOST ${address ?? ""} is not an address of this machine.`;
  if (code === "EACCES") return `No permission: ${message}`;
  if (code?.startsWith("SQLITE_")) return `The database cannot be used (${code}): ${message}`;
  return message?.split("\n")[0] ?? "It stopped for an unknown reason.";
}
