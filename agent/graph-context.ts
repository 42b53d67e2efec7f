import type { RunnableConfig } from "@langchain/core/runnables";
import { AsyncLocalStorageProviderSingleton } from "@langchain/core/singletons";

/*
 * LangGraph carries a node's configuration through `node:async_hooks`, which before Node 24 makes every promise of the process dearer: a
 * tenth of a turn's CPU time. With it goes a record for LangSmith, made five times a step and read by nobody here. Our nodes are handed their
 * configuration; `interrupt()` alone looks for it, and is the first that a node calls. So it is carried for as long as a call lasts.
 * (`@langchain/langgraph/web` is the same library without the hooks.)
 */
let current: RunnableConfig | undefined;

Object.assign(AsyncLocalStorageProviderSingleton, {
  getRunnableConfig: () => current,
  runWithConfig<T>(config: RunnableConfig, work: () => T): T {
    const before = current;
    current = config;
    try {
      return work();
    } finally {
      current = before;
    }
  },
});
