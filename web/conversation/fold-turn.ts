import type {
  AgentMessage,
  ConversationView,
  EventOf,
  OpenTurn,
  Source,
  Status,
  ThreadItem,
} from "./view.ts";

/** A leg begins. If the same leg had begun before and was cut off by a crash, what it had written goes: it is written again. */
export function beginTurn(view: ConversationView, { turnId, seq }: EventOf<"turn-start">): ConversationView {
  const torso = view.openTurns.find((turn) => turn.id === turnId);
  const isTorso = (item: ThreadItem) =>
    (item.kind === "agent" || item.kind === "tool" || item.kind === "degraded") &&
    item.turnId === turnId &&
    item.seq > (torso?.seq ?? seq);
  return {
    ...view,
    items: torso ? view.items.filter((item) => !isTorso(item)) : view.items,
    writing: view.writing?.turnId === turnId ? null : view.writing,
    openTurns: [...without(view, turnId), { id: turnId, seq, status: { kind: "thinking" }, sources: [] }],
  };
}

export function endTurn(
  view: ConversationView,
  { turnId, outcome, seq, at }: EventOf<"turn-end">,
): ConversationView {
  const whole = view.writing?.turnId === turnId ? finishText(view) : view;
  const items: ThreadItem[] =
    outcome === "stopped"
      ? [...whole.items, { kind: "stopped", id: `stopped-${seq}`, seq, at }]
      : whole.items;
  return { ...whole, items, openTurns: without(whole, turnId), lastOutcome: outcome };
}

export function setStatus(view: ConversationView, event: EventOf<"status">): ConversationView {
  if (event.kind === "degraded") return noteDegraded(view, event);
  const status: Status = { kind: event.kind, position: event.position };
  const turnId = event.turnId ?? "";
  if (view.openTurns.some((turn) => turn.id === turnId)) return patchTurn(view, turnId, { status });
  // A place in line is told before the leg begins.
  if (event.kind !== "queued") return view;
  return { ...view, openTurns: [...view.openTurns, { id: turnId, seq: event.seq, status, sources: [] }] };
}

/** Stays in the thread, above the answer it is about. What the agent does goes on. */
function noteDegraded(view: ConversationView, { turnId, seq, at }: EventOf<"status">): ConversationView {
  const item: ThreadItem = { kind: "degraded", id: `degraded-${seq}`, seq, at, turnId: turnId ?? "" };
  const whole = view.writing ? finishText(view) : view;
  return patchTurn({ ...whole, items: [...whole.items, item] }, turnId ?? "", {
    status: { kind: "thinking" },
  });
}

export function startText(view: ConversationView, event: EventOf<"text-start">): ConversationView {
  const whole = view.writing ? finishText(view) : view;
  const { textId: id, seq, at } = event;
  return {
    ...whole,
    writing: { kind: "agent", id, seq, at, turnId: event.turnId ?? "", text: "", sources: [] },
  };
}

export function addDelta(view: ConversationView, { textId, delta }: EventOf<"text-delta">): ConversationView {
  if (view.writing?.id !== textId) return view;
  return { ...view, writing: { ...view.writing, text: view.writing.text + delta } };
}

export function endText(view: ConversationView, { textId }: EventOf<"text-end">): ConversationView {
  return view.writing?.id === textId ? finishText(view) : view;
}

/** Keeps what runs in the status, and a line for staff. */
export function noteTool(
  view: ConversationView,
  event: EventOf<"tool-start"> | EventOf<"tool-end">,
): ConversationView {
  const turnId = event.turnId ?? "";
  const { toolCallId: id, tool, seq, at } = event;
  const status = view.openTurns.find((turn) => turn.id === turnId)?.status ?? { kind: "working" as const };
  if (event.type === "tool-start") {
    const item: ThreadItem = { kind: "tool", id, seq, at, turnId, tool, input: event.input, ok: null };
    const known = patchTurn(view, turnId, { status: { ...status, tool } });
    return { ...known, items: [...known.items, item] };
  }
  const ended = (item: ThreadItem) =>
    item.kind === "tool" && item.id === id && item.turnId === turnId ? { ...item, ok: event.ok } : item;
  const known = patchTurn(view, turnId, { status: { ...status, tool: undefined } });
  return { ...known, items: known.items.map(ended) };
}

/** Sources stand under the last text of their leg: what came before was "let me look". */
export function addSource(view: ConversationView, event: EventOf<"source">): ConversationView {
  const turnId = event.turnId ?? "";
  const source: Source = { id: event.sourceId, title: event.title, url: event.url };
  const turn = view.openTurns.find((open) => open.id === turnId);
  const sources = withSource(turn?.sources ?? lastText(view, turnId)?.sources ?? [], source);
  return attach(turn ? patchTurn(view, turnId, { sources }) : view, { turnId, seq: turn?.seq ?? 0, sources });
}

function finishText(view: ConversationView): ConversationView {
  const { writing } = view;
  if (!writing || writing.text.trim() === "") return { ...view, writing: null };
  const turn = view.openTurns.find((open) => open.id === writing.turnId);
  const placed = { ...view, writing: null, items: [...view.items, writing] };
  if (!turn || turn.sources.length === 0) return placed;
  return attach(placed, { turnId: turn.id, seq: turn.seq, sources: turn.sources });
}

/** Puts the sources of a leg under its last text and takes them from its earlier ones. */
function attach(
  view: ConversationView,
  { turnId, seq, sources }: { turnId: string; seq: number; sources: Source[] },
): ConversationView {
  const last = lastText(view, turnId);
  if (!last || last.seq < seq) return view;
  const settle = (item: ThreadItem): ThreadItem => {
    if (item.kind !== "agent" || item.turnId !== turnId || item.seq < seq) return item;
    return item === last ? { ...item, sources } : seq > 0 ? { ...item, sources: [] } : item;
  };
  return { ...view, items: view.items.map(settle) };
}

function lastText(view: ConversationView, turnId: string): AgentMessage | undefined {
  const texts = view.items.filter((item) => item.kind === "agent");
  return texts.findLast((item) => item.turnId === turnId);
}

/** Several passages of one article are one source. */
const withSource = (known: Source[], source: Source): Source[] =>
  known.some((other) => other.id === source.id || other.url === source.url) ? known : [...known, source];

const without = (view: ConversationView, turnId: string): OpenTurn[] =>
  view.openTurns.filter((turn) => turn.id !== turnId);

const patchTurn = (view: ConversationView, turnId: string, patch: Partial<OpenTurn>): ConversationView => ({
  ...view,
  openTurns: view.openTurns.map((turn) => (turn.id === turnId ? { ...turn, ...patch } : turn)),
});
