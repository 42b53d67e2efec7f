import { type HostOutcome, kindNames, type Problem } from "../../db/problems.ts";
import { formatInstant } from "../stay-times.ts";
import { type Written, written } from "../untrusted.ts";

const hostWordsCharsMax = 400;

/** As get_booking and the refund tools tell it. */
export interface ProblemTold {
  problem: string;
  reported: string;
  standing: string;
  /** The host's own words, which prove nothing. Null until there are any. */
  hostWords: Written | null;
}

/** Where a problem stands, in words throughout. Dates are on the place's clock. */
export function problemInWords(
  problem: Problem,
  { timeZone, hostName }: { timeZone: string; hostName: string },
): ProblemTold {
  return {
    problem: kindNames[problem.kind],
    reported: `${formatInstant(problem.openedAt, timeZone)} local time`,
    standing: standingOf(problem, { timeZone, hostName }),
    hostWords: problem.hostReply === null ? null : written("host", problem.hostReply, hostWordsCharsMax),
  };
}

function standingOf(
  { state, outcome, replyDueAt }: Problem,
  { timeZone, hostName }: { timeZone: string; hostName: string },
): string {
  const due = `${formatInstant(replyDueAt, timeZone)} local time`;
  if (state === "open") return `${hostName} has until ${due} to reply`;
  if (state === "overdue") return `${hostName} had until ${due} to reply and did not`;
  return `${hostName} replied: ${outcome === null ? "no answer" : outcomeNames[outcome]}`;
}

const outcomeNames: Record<HostOutcome, string> = {
  fixed: "it has been put right",
  accepted: "the problem is accepted",
  refused: "the problem is not accepted",
};
