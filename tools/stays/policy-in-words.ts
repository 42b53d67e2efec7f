import { type CancellationFacts, cancellationOutcome } from "../refunds/cancellation-rules.ts";

/** More steps than any policy has. */
const stepsMax = 8;

/**
 * All that a cancellation would give back from now until check-in, a sentence a step: "Moderate policy: full refund until 5 days before check-in (29
 * November 2026, 15:00 local time). Less than 5 days before check-in, …" Empty once the stay has begun.
 */
export function policyInWords(facts: CancellationFacts): string {
  const steps: string[] = [];
  let { now } = facts;
  while (steps.length < stepsMax) {
    const outcome = cancellationOutcome({ ...facts, now });
    if (outcome.kind === "begun") break;
    steps.push(outcome.rule);
    now = outcome.until + 1;
  }
  return steps.map((step, index) => withoutNameOf(steps[index - 1], step)).join(" ");
}

/** A policy is named once. */
function withoutNameOf(before: string | undefined, step: string): string {
  const name = `${step.split(": ")[0]}: `;
  if (!before?.startsWith(name)) return step;
  return step.charAt(name.length).toUpperCase() + step.slice(name.length + 1);
}
