import { useMemo, useRef } from "preact/hooks";
import { Scroller } from "../conversation/scroller.tsx";
import { Thread } from "../conversation/thread.tsx";
import { Writing } from "../conversation/writing.tsx";
import { AuditTrail } from "./audit-trail.tsx";
import { CaseFacts } from "./case-facts.tsx";
import { CaseHeader } from "./case-header.tsx";
import { Decision } from "./decision.tsx";
import { GuestCredit } from "./guest-credit.tsx";
import { staffReader } from "./reader.ts";
import { ReplyBox } from "./reply-box.tsx";
import { type CaseAct, type Staff, staffClient } from "./staff-client.ts";
import { useCase } from "./use-case.ts";
import { useShortcuts } from "./use-shortcuts.ts";

interface Props {
  id: string;
  staff: Staff;
  /** Grows when something changed on the server. */
  version: number;
  onChange: () => void;
  /** This person has just claimed it. */
  onClaimed: () => void;
  onBack: () => void;
}

/** One case: what it is about, what was said, and what can be done. */
export function Case({ id, staff, version, onChange, onClaimed, onBack }: Props) {
  const { open, problem, isBusy, act } = useCase(id, version);
  const reply = useRef<HTMLTextAreaElement>(null);
  const detail = open?.detail;
  const isMine = detail?.status === "claimed" && detail.staffName === staff.name;

  const run = async (what: Parameters<typeof act>[0]) => {
    const done = await act(what);
    onChange();
    return done;
  };
  const doIt = (what: CaseAct) => async () => {
    if ((await run(() => staffClient.act(id, what))) && what === "claim") onClaimed();
  };
  useShortcuts({
    c: detail?.status === "open" ? doIt("claim") : undefined,
    r: () => reply.current?.focus(),
  });

  const guestName = detail?.guestName.split(" ")[0] ?? "Guest";
  const reader = useMemo(() => staffReader(guestName), [guestName]);
  const items = open?.view.items;
  const thread = useMemo(() => items && <Thread items={items} reader={reader} isNews />, [items, reader]);

  const credit = detail?.credit && (
    <GuestCredit
      {...{ credit: detail.credit, guestName, isMine, isBusy }}
      onGive={(given) => run(() => staffClient.credit(id, given))}
    />
  );
  if (!open || !detail)
    return problem ? <Missing words={problem} onBack={onBack} /> : <p class="one-moment">One moment…</p>;
  return (
    <article class={`case ${detail.kind}`} aria-label={`Case of ${detail.guestName}`}>
      <CaseHeader {...{ detail, isMine, isBusy, onBack }} onAct={(what) => void doIt(what)()} />
      {problem && (
        <p class="strip bad" role="alert">
          {problem}
        </p>
      )}
      <div class="case-body">
        <CaseFacts detail={detail} after={<AuditTrail detail={detail} />} credit={credit}>
          {detail.action && (
            <Decision
              {...{ detail, action: detail.action, isBusy, staff }}
              onApprove={doIt("approve")}
              onDecline={(reason) => void run(() => staffClient.decline(id, reason))}
              onChange={(amountMinor, reason) => void run(() => staffClient.change(id, amountMinor, reason))}
            />
          )}
        </CaseFacts>
        <div class="case-thread">
          <Scroller follow={0}>
            {thread}
            <Writing view={open.view} isSending={false} base={location.origin} />
          </Scroller>
          {detail.kind === "question" && (
            <ReplyBox
              {...{ detail, isMine, isBusy }}
              area={reply}
              onClaim={doIt("claim")}
              onReply={(messageId, text) => run(() => staffClient.reply(id, messageId, text))}
            />
          )}
        </div>
      </div>
    </article>
  );
}

function Missing({ words, onBack }: { words: string; onBack: () => void }) {
  return (
    <div class="no-case" role="alert">
      <p>{words}</p>
      <button type="button" class="button" onClick={onBack}>
        Back to the list
      </button>
    </div>
  );
}
