import { AsyncLocalStorageProviderSingleton } from "@langchain/core/singletons";

/*
 * LangGraph carries a node's configuration through `node:async_hooks`, which before Node 24 makes every promise of the process dearer: a
 * tenth of a turn's CPU time. Our nodes are handed theirs; `interrupt()` alone looks for it, and is the first that a node calls.
 * So it is carried for as long as a call lasts. (`@langchain/langgraph/web` is the same library without the hooks.)
 */
let current: unknown;

AsyncLocalStorageProviderSingleton.initializeGlobalInstance({
  getStore: () => current,
  run<T>(store: unknown, work: () => T): T {
    const before = current;
    current = store;
    try {
      return work();
    } finally {
      current = before;
    }
  },
  enterWith(store: unknown) {
    current = store;
  },
});
