import { runCommand } from "./command-line.mjs";

const command = {
  name: "npm run worker",
  does: `A process beside the server that runs its jobs, on its settings and its machine, until Ctrl-C. There may be any number of them, or none: the
server runs jobs too.`,
  exits: { 0: "stopped", 1: "cannot start: one line says why" },
  example: "REDIS_URL=redis://127.0.0.1:6379 npm run worker",
};

await runCommand(command, async () => {
  await import("../server/worker.ts");
});
