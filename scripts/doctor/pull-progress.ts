import type { PullProgress } from "../../agent/model/ollama-server.ts";

/** "pulling 0123456789ab [##########----------]  50 %  1.7 of 3.4 GB" */
export function progressLine({ status, done, total }: PullProgress): string {
  if (done === null || !total) return status;
  const share = Math.min(1, done / total);
  const filled = Math.round(share * barWidth);
  const bar = `[${"#".repeat(filled)}${"-".repeat(barWidth - filled)}]`;
  return `${status} ${bar} ${String(Math.floor(share * 100)).padStart(3)} %  ${gigabytes(done)} of ${gigabytes(total)} GB`;
}

const barWidth = 20;
const gigabytes = (bytes: number): string => (bytes / 1e9).toFixed(1);
