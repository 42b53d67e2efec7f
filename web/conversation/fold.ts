import type { LoggedEvent } from "../../agent/events.ts";
import { addHandoff } from "./fold-handoff.ts";
import {
  addDelta,
  addSource,
  beginTurn,
  endText,
  endTurn,
  noteTool,
  setStatus,
  startText,
} from "./fold-turn.ts";
import type { ConversationView, ThreadItem } from "./view.ts";

/**
 * The one way from the event log to the screen. Pure: the same events give the same view, in a widget, a second tab, after a
 * reload, and in the console. An event seen before changes nothing, and neither does a type from a newer server.
 */
export function fold(view: ConversationView, event: LoggedEvent): ConversationView {
  if (event.seq <= view.seq) return view;
  return { ...apply(view, event), seq: event.seq };
}

function apply(view: ConversationView, event: LoggedEvent): ConversationView {
  const { seq, at } = event;
  switch (event.type) {
    case "guest-message":
      return add(view, { kind: "guest", id: event.messageId, seq, at, text: event.text });
    case "staff-message": {
      const { messageId: id, text, staffName } = event;
      return add(view, { kind: "staff", id, seq, at, text, staffName });
    }
    case "turn-start":
      return beginTurn(view, event);
    case "turn-end":
      return endTurn(view, event);
    case "status":
      return setStatus(view, event);
    case "text-start":
      return startText(view, event);
    case "text-delta":
      return addDelta(view, event);
    case "text-end":
      return endText(view, event);
    case "tool-start":
    case "tool-end":
      return noteTool(view, event);
    case "source":
      return addSource(view, event);
    case "confirm":
      return place(view, { kind: "card", id: event.card.confirmationId, seq, at, card: event.card });
    case "receipt":
      return place(view, {
        kind: "receipt",
        id: event.receipt.confirmationId,
        seq,
        at,
        receipt: event.receipt,
      });
    case "problem-note": {
      const { state, hostName, text, hostWords } = event;
      return add(view, { kind: "problem", id: `problem-${seq}`, seq, at, state, hostName, text, hostWords });
    }
    case "handoff":
      return addHandoff(view, event);
    default:
      return view;
  }
}

const add = (view: ConversationView, item: ThreadItem): ConversationView => ({
  ...view,
  items: [...view.items, item],
});

/** A card comes again when its state changes: it keeps its place, so that the thread does not jump. */
function place(view: ConversationView, item: ThreadItem): ConversationView {
  const known = view.items.find((other) => other.kind === item.kind && other.id === item.id);
  if (!known) return add(view, item);
  const moved = { ...item, seq: known.seq, at: known.at };
  return { ...view, items: view.items.map((other) => (other === known ? moved : other)) };
}
