import { useEffect, useState } from "preact/hooks";
import { dayName, timeOfDay } from "../conversation/format-time.ts";
import { PlusIcon } from "../conversation/icons.tsx";
import { serverNow } from "../conversation/server-clock.ts";
import { wordsOf } from "./chat-state.ts";
import type { ConversationSummary, GuestClient } from "./guest-client.ts";

interface Props {
  client: GuestClient;
  currentId: string;
  onOpen: (conversationId: string) => void;
  onNew: () => void;
}

/** The guest's conversations, newest first. */
export function HistoryScreen({ client, currentId, onOpen, onNew }: Props) {
  const [list, setList] = useState<ConversationSummary[] | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  useEffect(() => {
    client.conversations().then(setList, (error: unknown) => setProblem(wordsOf(error)));
  }, [client]);
  return (
    <div class="history">
      {problem && <p role="alert">{problem}</p>}
      {!list && !problem && <p class="loading">One moment…</p>}
      {list?.length === 0 && <p class="nothing">You have not written to us yet.</p>}
      <ul>
        {list?.map((conversation) => (
          <li key={conversation.id}>
            <button
              type="button"
              aria-current={conversation.id === currentId}
              onClick={() => onOpen(conversation.id)}
            >
              <span class="history-preview">{conversation.preview ?? "Conversation"}</span>
              <span class="history-facts">
                {when(conversation.updatedAt)}
                {ownerWords[conversation.owner]}
              </span>
            </button>
          </li>
        ))}
      </ul>
      <button type="button" class="button primary" onClick={onNew}>
        <PlusIcon size={18} /> New conversation
      </button>
    </div>
  );
}

const ownerWords = {
  agent: "",
  queued: " · waiting for a person",
  staff: " · with a person",
  closed: " · closed",
};

function when(at: string): string {
  const day = dayName(at, serverNow());
  return day === "Today" ? timeOfDay(at) : day;
}
