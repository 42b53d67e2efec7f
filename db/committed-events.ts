import type { LoggedEvent } from "./event-types.ts";
import type { Db } from "./open.ts";

type Listener = (events: LoggedEvent[]) => void;

/** Who follows which conversation of which database. */
const listeners = new WeakMap<Db, Map<string, Set<Listener>>>();

/**
 * Hands events of one conversation to those who follow it in this process, so that they need not read them back. Only after the
 * commit that holds them. Others learn of them from the log: this is a short cut, never the only way.
 */
export function handOver(db: Db, conversationId: string, events: LoggedEvent[]): void {
  for (const listener of listeners.get(db)?.get(conversationId) ?? []) listener(events);
}

/** Returns how to stop listening. */
export function onCommitted(db: Db, conversationId: string, listener: Listener): () => void {
  const ofDatabase = listeners.get(db) ?? new Map<string, Set<Listener>>();
  listeners.set(db, ofDatabase);
  const ofConversation = ofDatabase.get(conversationId) ?? new Set<Listener>();
  ofDatabase.set(conversationId, ofConversation.add(listener));
  return () => {
    ofConversation.delete(listener);
    if (ofConversation.size === 0 && ofDatabase.get(conversationId) === ofConversation)
      ofDatabase.delete(conversationId);
  };
}
