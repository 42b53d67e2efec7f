import { EventEmitter } from "node:events";

/** What somebody may wait for a change of. */
export type Topic = `conversation:${string}` | "turns" | "escalations" | "jobs";

/** Process-wide on purpose: ids are random, and a wake-up too many only costs one read. */
const changes = new EventEmitter().setMaxListeners(0);
const anything = "*";

/** Called inside a unit of work: listeners hear of it after its commit (or its roll-back, which wakes them for nothing). */
export function announce(topic: Topic): void {
  // Units of work are synchronous, so a microtask runs after the commit.
  queueMicrotask(() => changes.emit(topic));
}

/** Another process wrote to the database: anything may have changed. */
export function announceAnything(): void {
  changes.emit(anything);
}

/** Returns how to stop listening. */
export function onChange(topic: Topic, listener: () => void): () => void {
  changes.on(topic, listener).on(anything, listener);
  return () => void changes.off(topic, listener).off(anything, listener);
}
