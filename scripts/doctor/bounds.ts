import type { Bounds } from "./probe.ts";

/** What the doctor measures by. Tests hand in shorter ones. */
export const doctorBounds: Bounds = {
  probeMsMax: 180_000,
  freedMsMax: 2_000,
  firstTokenMsGood: 5_000,
  tokensPerSecondMin: 4,
  reloadMsMax: 1_500,
};

/** Requests at once, at most, whatever MODEL_CALLS_MAX says. */
export const atOnceMax = 4;
