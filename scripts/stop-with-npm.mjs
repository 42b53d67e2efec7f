const lookMsEvery = 500;

/**
 * npm runs a script through a shell. Told to stop, it passes the signal to that shell, which dies and leaves us behind: then we stop
 * too, as if the signal had been ours. Without npm we may outlive our parent (`node scripts/start.mjs &`).
 */
export function stopWithNpm() {
  if (!process.env.npm_lifecycle_event) return;
  const parent = process.ppid;
  const looking = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(looking);
    process.kill(process.pid, "SIGTERM");
  }, lookMsEvery);
  looking.unref();
}
