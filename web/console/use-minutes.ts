import { useEffect, useState } from "preact/hooks";
import { serverNow } from "../conversation/server-clock.ts";

const msEvery = 20_000;

/** The server's time, renewed often enough for a display in minutes. */
export function useMinutes(): number {
  const [, tick] = useState(0);
  useEffect(() => {
    const timer = setInterval(() => tick((count) => count + 1), msEvery);
    return () => clearInterval(timer);
  }, []);
  return serverNow();
}
