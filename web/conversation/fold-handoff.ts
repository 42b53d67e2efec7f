import type { ConversationView, EventOf, HandoffItem } from "./view.ts";

/** Who speaks for the company now. Moving up in the line changes the note that stands there already. */
export function addHandoff(view: ConversationView, event: EventOf<"handoff">): ConversationView {
  const { state, position, staffName, promise, seq, at } = event;
  const note: HandoffItem = {
    kind: "handoff",
    id: `handoff-${seq}`,
    seq,
    at,
    state,
    position,
    staffName,
    promise,
  };
  const standing = view.items.findLast((item) => item.kind === "handoff");
  const isUpdate = standing?.state === state && view.owner === state;
  const items = isUpdate
    ? view.items.map((item) => (item === standing ? updated(standing, note) : item))
    : [...view.items, withLeaver(note, view.staffName)];
  return { ...view, items, owner: state, position: position ?? null, staffName: staffName ?? null };
}

/** The promise was made once and holds. */
const updated = (standing: HandoffItem, note: HandoffItem): HandoffItem => ({
  ...standing,
  position: note.position ?? standing.position,
  staffName: note.staffName ?? standing.staffName,
  promise: note.promise ?? standing.promise,
});

/** When a person leaves, the note says who it was. */
const withLeaver = (note: HandoffItem, leaver: string | null): HandoffItem => ({
  ...note,
  staffName: note.staffName ?? leaver ?? undefined,
});
