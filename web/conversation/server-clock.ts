let aheadMs = 0;

/**
 * How far the server's clock is ahead of this machine's. Offers run out by the server's clock, and a demo server's runs only
 * while the demo does, so it may be weeks behind.
 */
export function setServerClock(now: string | undefined): void {
  const at = now === undefined ? Number.NaN : Date.parse(now);
  if (!Number.isNaN(at)) aheadMs = at - Date.now();
}

/** The server's time, UTC milliseconds. */
export const serverNow = (): number => Date.now() + aheadMs;
