import type { ServerResponse } from "node:http";

export interface RecordedRequest {
  path: string;
  /** Parsed JSON; null when there is none. */
  body: unknown;
  /** The client broke it off before the reply was whole. */
  aborted: boolean;
}

/** What a server was asked, and who left before the end; with promises, so that nobody has to poll for either. */
export function requestLog() {
  const requests: RecordedRequest[] = [];
  const abortedCount = () => requests.filter((request) => request.aborted).length;
  const waiting = new Set<() => void>();
  const tell = () => {
    for (const look of waiting) look();
  };
  const reached = (counted: () => number, count: number) =>
    new Promise<void>((resolve) => {
      const look = () => {
        if (counted() < count) return;
        waiting.delete(look);
        resolve();
      };
      waiting.add(look);
      look();
    });

  return {
    requests,
    abortedCount,
    whenAsked: (count: number) => reached(() => requests.length, count),
    whenAborted: (count: number) => reached(abortedCount, count),
    record(path: string, body: unknown, response: ServerResponse): void {
      const recorded = { path, body, aborted: false };
      requests.push(recorded);
      response.once("close", () => {
        // `errored` when the script itself cut it.
        recorded.aborted = !response.writableFinished && !response.errored;
        tell();
      });
      tell();
    },
  };
}
