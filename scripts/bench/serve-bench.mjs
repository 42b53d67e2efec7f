/* The child's side of processes.ts. In plain JavaScript, because the peers are. */

/** What the bench told this process to do. */
export const benchArgs = JSON.parse(process.argv[2] ?? "{}");

/**
 * Tells the bench where this process listens, answers what CPU time it took, and stops with the bench, however that ended.
 *
 * @param {string} url
 * @param {() => unknown} [close]
 */
export function serveBench(url, close = () => {}) {
  process.on("message", () => {
    const { user, system } = process.cpuUsage();
    process.send?.({ cpuMs: (user + system) / 1000 });
  });
  process.once("disconnect", async () => {
    await close();
    process.exit(0);
  });
  process.send?.({ url });
}
