import "./require-node.mjs";

/*
 * `npm start [-- --reset]`: installs what is missing, builds the pages, and becomes the server. It needs no packages, since it
 * runs before there are any. The server runs in this very process: there is no child to pass signals to, or to leave behind.
 */

/** Of one Ctrl-C a process may hear twice: from the terminal and from npm. */
const sameCtrlCMsMax = 1_000;

const { stopWithNpm } = await import("./stop-with-npm.mjs");
stopWithNpm();
const { runCommand } = await import("./command-line.mjs");
await runCommand(
  {
    name: "npm start",
    does: "Installs what is missing, builds the pages and serves, until Ctrl-C. Settings stand in .env; .env.example has them all.",
    options: { reset: { type: "boolean", says: "removes the database first, and seeds anew" } },
    exits: { 0: "stopped in good order", 1: "cannot start: one line says why, and what to do" },
    example: "PORT=8080 npm start -- --reset",
  },
  main,
);

/** The server reads `--reset` itself. */
async function main() {
  await prepare();
  stopAtOnceOnSecondCtrlC();
  const { register } = await import("tsx/esm/api");
  register();
  await import("../server/main.ts");
}

async function prepare() {
  const { installPackages } = await import("./install.mjs");
  const { buildPages } = await import("./build-pages.mjs");
  const { SetupError } = await import("./run-logged.mjs");
  try {
    await installPackages();
    await buildPages();
  } catch (error) {
    console.error(error instanceof SetupError ? error.message : error);
    process.exit(1);
  }
}

/** The first one is the server's: it stops in good order. */
function stopAtOnceOnSecondCtrlC() {
  let firstAt = null;
  process.on("SIGINT", () => {
    if (firstAt === null) firstAt = Date.now();
    if (Date.now() - firstAt > sameCtrlCMsMax) process.exit(130);
  });
}
