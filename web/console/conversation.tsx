import { useCallback, useMemo } from "preact/hooks";
import type { Owner } from "../../agent/events.ts";
import { fold } from "../conversation/fold.ts";
import { Thread } from "../conversation/thread.tsx";
import { emptyView } from "../conversation/view.ts";
import { staffReader } from "./reader.ts";
import { staffClient } from "./staff-client.ts";
import { type PageProps, usePage } from "./use-page.ts";

/** A conversation to read, with or without a case. */
export function Conversation({ id, ...props }: PageProps & { id: string }) {
  const load = useCallback(() => staffClient.conversation(id), [id]);
  const { data, problem } = usePage(load, props);
  const conversation = data?.conversation;
  const reader = useMemo(
    () => staffReader(conversation?.guestName.split(" ")[0] ?? "Guest"),
    [conversation?.guestName],
  );
  const view = useMemo(() => conversation?.transcript.reduce(fold, emptyView), [conversation]);
  return (
    <section class="page" aria-labelledby="page-title">
      <h1 id="page-title">{conversation?.guestName ?? "Conversation"}</h1>
      {conversation && <p class="page-card-facts">{ownerWords[conversation.owner]}</p>}
      {problem && (
        <p class="strip bad" role="alert">
          {problem}
        </p>
      )}
      {!data && !problem && <p class="nothing">One moment…</p>}
      {view && (
        <div class="page-thread">
          <Thread items={view.items} reader={reader} isNews={false} />
        </div>
      )}
    </section>
  );
}

const ownerWords: Record<Owner, string> = {
  agent: "The assistant answers here.",
  queued: "The guest waits for a person: see Cases.",
  staff: "A person answers here: see Cases.",
  closed: "This conversation is closed.",
};
