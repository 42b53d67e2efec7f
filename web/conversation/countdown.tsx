import { useEffect, useState } from "preact/hooks";
import { timeLeft } from "./format-time.ts";
import { serverNow } from "./server-clock.ts";

/**
 * How long an offer still stands. It informs and forbids nothing: whether an offer has expired is the server's word. Not
 * spoken each second by screen readers.
 */
export function Countdown({ expiresAt }: { expiresAt: string }) {
  const [now, setNow] = useState(serverNow);
  useEffect(() => {
    const timer = setInterval(() => setNow(serverNow()), 1000);
    return () => clearInterval(timer);
  }, []);
  const leftMs = Date.parse(expiresAt) - now;
  if (leftMs <= 0) return <span class="countdown">Time is up: a new offer may be needed</span>;
  return (
    <span class="countdown" role="timer" aria-live="off">
      Valid for <b>{timeLeft(leftMs)}</b>
    </span>
  );
}
