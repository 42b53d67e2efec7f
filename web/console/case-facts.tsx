import type { ComponentChildren } from "preact";
import type { EscalationDetail } from "../../agent/events.ts";
import { dayName, timeOfDay, waitingTime } from "../conversation/format-time.ts";
import { MoneyFacts } from "./money-facts.tsx";
import { useMinutes } from "./use-minutes.ts";

interface Props {
  detail: EscalationDetail;
  /** What is to be decided. */
  children?: ComponentChildren;
  /** What the guest has of credit. */
  credit?: ComponentChildren;
  /** What stands below the facts. */
  after?: ComponentChildren;
}

/** What happened so far, for somebody who has not read the transcript. */
export function CaseFacts({ detail, children, credit, after }: Props) {
  const now = useMinutes();
  const { reason, summary, createdAt, claimedAt, resolvedAt } = detail;
  const when = (at: string) => `${dayName(at, now)}, ${timeOfDay(at)}`;
  return (
    <aside class="case-facts" aria-label="About this case">
      {children}
      {detail.money !== undefined && <MoneyFacts money={detail.money} />}
      <section>
        <h2>Why a person</h2>
        <p>{reason}</p>
      </section>
      <section>
        <h2>So far</h2>
        <p class="summary">{summary}</p>
      </section>
      {credit}
      <section>
        <h2>Times</h2>
        <dl class="facts">
          <div>
            <dt>Asked</dt>
            <dd>{when(createdAt)}</dd>
          </div>
          {claimedAt && (
            <div>
              <dt>Claimed after</dt>
              <dd>{waitingTime(Date.parse(claimedAt) - Date.parse(createdAt))}</dd>
            </div>
          )}
          {resolvedAt ? (
            <div>
              <dt>Resolved</dt>
              <dd>{when(resolvedAt)}</dd>
            </div>
          ) : (
            <div>
              <dt>Open for</dt>
              <dd>{waitingTime(now - Date.parse(createdAt))}</dd>
            </div>
          )}
        </dl>
      </section>
      {after}
    </aside>
  );
}
