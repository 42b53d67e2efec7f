import { useEffect, useState } from "preact/hooks";
import type { AuditLine, EscalationDetail, AuditTrail as Trail } from "../../agent/events.ts";
import { formatMoney } from "../conversation/format-money.ts";
import { dayName, timeOfDay } from "../conversation/format-time.ts";
import { ApiProblem } from "../http/problem.ts";
import { byWhom, deedOf } from "./audit-words.ts";
import { staffClient } from "./staff-client.ts";
import { useMinutes } from "./use-minutes.ts";

/** The audit log of the case's action, read again when the case changes. Nothing where no action was ever offered. */
export function AuditTrail({ detail }: { detail: EscalationDetail }) {
  const [trail, setTrail] = useState<Trail | string | null>(null);
  const { id, status, action, transcript } = detail;
  useEffect(() => {
    let isOver = false;
    const keep = (read: Trail | string) => !isOver && setTrail(read);
    staffClient.audit(id).then(
      (answer) => keep(answer.trail),
      (error: unknown) => keep(error instanceof ApiProblem ? error.detail : "Something went wrong."),
    );
    return () => {
      isOver = true;
    };
  }, [id, status, action?.state, action?.approvals.length, transcript.length]);
  if (trail === null) return null;
  if (typeof trail === "string")
    return (
      <section>
        <h2>Audit trail</h2>
        <p class="unread" role="alert">
          {trail}
        </p>
      </section>
    );
  if (trail.lines.length === 0) return null;
  return (
    <section class="audit" aria-labelledby="audit-title">
      <h2 id="audit-title">Audit trail</h2>
      <ol>
        {trail.lines.map((line) => (
          <Line key={`${line.seq ?? "asked"}-${line.at}`} line={line} />
        ))}
      </ol>
      <Chain chain={trail.chain} />
    </section>
  );
}

function Line({ line }: { line: AuditLine }) {
  const now = useMinutes();
  const { at, seq, words, amount, decidedBy, hash } = line;
  return (
    <li>
      <b>{deedOf(line)}</b> {byWhom(line.by)}
      {amount && `, ${formatMoney(amount)}`}
      {words && (line.kind === "asked" ? <q>{words}</q> : <span class="why">{words}</span>)}
      {decidedBy && (
        <span class="when">
          Model {decidedBy.model} · policy <code>{decidedBy.policyVersion}</code> · money rules{" "}
          <code>{decidedBy.rulesVersion}</code>
        </span>
      )}
      <span class="when">
        {dayName(at, now)}, {timeOfDay(at)}
        {hash && (
          <>
            {" · "}
            <span title={hash}>
              row {seq} <code>{hash.slice(0, 8)}</code>
            </span>
          </>
        )}
      </span>
    </li>
  );
}

function Chain({ chain: { rows, head, why } }: { chain: Trail["chain"] }) {
  if (why)
    return (
      <p class="chain bad" role="alert">
        The log is not whole: {why}.
      </p>
    );
  return (
    <p class="chain good" title={head}>
      The log is whole: all {rows.toLocaleString("en")} rows follow one another, up to{" "}
      <code>{head.slice(0, 8)}</code>.
    </p>
  );
}
