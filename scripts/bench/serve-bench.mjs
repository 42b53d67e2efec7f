/* The child's side of processes.ts. In plain JavaScript, because the peers are. */

/** What the bench told this process to do. */
export const benchArgs = JSON.parse(process.argv[2] ?? "{}");

/**
 * Tells the bench where this process listens, answers what CPU time it took, and stops with the bench, however that ended.
 *
 * @param {string} url
 * @param {() => unknown} [close]
 * @param {(question: any) => unknown} [answer] Answers what the bench asks beside that. What it throws ends the process.
 */
export function serveBench(url, close = () => {}, answer = () => null) {
  process.on("message", async (question) => {
    process.send?.(question === "cpu" ? { cpuMs: cpuMs() } : await answer(question));
  });
  process.once("disconnect", async () => {
    await close();
    process.exit(0);
  });
  process.send?.({ url });
}

/** Of this process, user and system, since it started. */
export function cpuMs() {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}
