import { useState } from "preact/hooks";
import type { ProblemReport } from "../../agent/events.ts";
import { dayName, timeOfDay, waitingTime } from "../conversation/format-time.ts";
import { HostReplyForm } from "./host-reply-form.tsx";
import { linkToConversation } from "./places.ts";
import { useMinutes } from "./use-minutes.ts";

/** One problem. While the host has not replied, what the host says on the telephone can be written down. */
export function ProblemCard({ report, onReplied }: { report: ProblemReport; onReplied: () => void }) {
  const [isWriting, setWriting] = useState(false);
  const now = useMinutes();
  const { guestName, placeName, bookingRef, kind, description, openedAt, hostName, hostReply } = report;
  return (
    <li class="page-card">
      <div class="page-card-top">
        <h2>
          {guestName} · {placeName}
        </h2>
        <Standing report={report} now={now} />
      </div>
      <p class="page-card-facts">
        {kindWords[kind]} · {bookingRef} · {dayName(openedAt, now)}, {timeOfDay(openedAt)}
      </p>
      <q class="page-card-words">{description}</q>
      {hostReply !== null && report.outcome && (
        <p class="page-card-reply">
          <b>
            {hostName} {outcomeWords[report.outcome]}:
          </b>{" "}
          <q>{hostReply}</q>
          {report.repliedAt && (
            <span class="when">
              {dayName(report.repliedAt, now)}, {timeOfDay(report.repliedAt)}
            </span>
          )}
        </p>
      )}
      <p class="page-card-acts">
        <a href={linkToConversation(report.conversationId)}>Open the conversation</a>
        {report.state !== "answered" && !isWriting && (
          <button type="button" class="link" onClick={() => setWriting(true)}>
            Write down what {hostName} says
          </button>
        )}
      </p>
      {report.state !== "answered" && isWriting && (
        <HostReplyForm report={report} onDone={onReplied} onCancel={() => setWriting(false)} />
      )}
    </li>
  );
}

function Standing({ report, now }: { report: ProblemReport; now: number }) {
  const { state, replyDueAt, hostName } = report;
  const left = Date.parse(replyDueAt) - now;
  if (state === "answered") return <span class="badge good">Replied</span>;
  if (state === "overdue" || left <= 0)
    return (
      <span class="badge bad">
        No reply by {dayName(replyDueAt, now)}, {timeOfDay(replyDueAt)}
      </span>
    );
  return (
    <span class="badge approval">
      {hostName} has {left < 60_000 ? "less than a minute" : waitingTime(left)} left
    </span>
  );
}

const kindWords: Record<ProblemReport["kind"], string> = {
  cleanliness: "Cleanliness",
  broken: "Something broken",
  access: "Getting in",
  noise: "Noise",
  not_as_described: "Not as described",
  other: "Something else",
};

const outcomeWords = {
  fixed: "says it is put right",
  accepted: "admits it",
  refused: "denies it",
} as const;
