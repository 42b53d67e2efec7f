/** When a job that failed runs again, and when it stops trying. */
export interface RetryPolicy {
  attemptsMax: number;
  firstDelayMs: number;
  /** Each delay is this many times the one before. */
  growth: number;
  delayMsMax: number;
}

/** 1 s, 4 s, 16 s, … then hourly: about three and a half hours in all, the length of somebody else's bad evening. */
export const retryPolicy: RetryPolicy = {
  attemptsMax: 10,
  firstDelayMs: 1_000,
  growth: 4,
  delayMsMax: 3_600_000,
};

/** The delay after the `attempts`th attempt (counted from 1) failed; null when it was the last. */
export function retryDelayMs(attempts: number, policy: RetryPolicy): number | null {
  if (attempts >= policy.attemptsMax) return null;
  return Math.min(policy.firstDelayMs * policy.growth ** (attempts - 1), policy.delayMsMax);
}
