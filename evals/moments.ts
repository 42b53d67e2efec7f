import { DateTime } from "luxon";
import type * as z from "zod";

/** When every evals database is seeded: a Wednesday, ten in the morning in Lisbon, so that people are there. */
export const seededAt = Date.UTC(2026, 10, 25, 10);

const unitMs = { second: 1_000, minute: 60_000, hour: 3_600_000, day: 86_400_000 };

/** "11 minutes", "2 days" in ms; null when it is none. */
export function readSpan(words: string): number | null {
  const [, count, unit] = /^(\d+) (second|minute|hour|day)s?$/.exec(words.trim()) ?? [];
  return count && unit ? Number(count) * unitMs[unit as keyof typeof unitMs] : null;
}

/** "+2 days" after seeding, or an instant in ISO 8601; gives ms after seeding. */
export function readMoment(words: string, context: z.RefinementCtx): number {
  const span = words.startsWith("+")
    ? readSpan(words.slice(1))
    : DateTime.fromISO(words).toMillis() - seededAt;
  if (span !== null && span >= 0) return span;
  context.addIssue({
    code: "custom",
    message: `"${words}" is neither "+2 days" nor an instant after ${new Date(seededAt).toISOString()}`,
  });
  return 0;
}
