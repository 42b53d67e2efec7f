import { EventEmitter } from "node:events";

/*
 * A running turn that cannot be written down (a full disk) cannot be told of by the log, which everything else is read from. So whoever streams it is told here,
 * in this process alone; the turn itself is tried again.
 */

const troubles = new EventEmitter().setMaxListeners(0);

export function tellTrouble(turnId: string): void {
  troubles.emit(turnId);
}

/** Returns how to stop listening. */
export function onTrouble(turnId: string, listener: () => void): () => void {
  troubles.on(turnId, listener);
  return () => void troubles.off(turnId, listener);
}
