import type { RunnableConfig } from "@langchain/core/runnables";
import { SqliteSaver } from "@langchain/langgraph-checkpoint-sqlite";
import type { Voice } from "../db/event-writer.ts";
import type { Db } from "../db/open.ts";
import type { State } from "./state.ts";

type Put = Parameters<SqliteSaver["put"]>;
type PutWrites = Parameters<SqliteSaver["putWrites"]>;

/**
 * LangGraph's saver, which writes only what a crash must not cost. A checkpoint that adds little is held back: what its nodes did since
 * the one before it (admission, tools that only read) costs little and says the same again. Others go into
 * the next commit of what their turn says, and nobody waits for that: whatever changes something first waits until all that was said is settled.
 * What a node wrote stands in the checkpoint after it, so only what LangGraph itself keeps beside a checkpoint (an interrupt, what it
 * was resumed with, an error) is written for its own sake, behind the checkpoint that it belongs to.
 */
export class TurnSaver extends SqliteSaver {
  #threads = new Map<string, Thread>();
  #inserting: ReturnType<SqliteSaver["db"]["prepare"]> | null = null;

  constructor(db: Db) {
    super(db.$client);
  }

  /** A leg of this thread begins: its checkpoints are written with what the voice says. */
  open(threadId: string, voice: Voice): void {
    this.#threads.set(threadId, { voice, worth: worthOf({}), held: null });
  }

  /** The leg has ended: what is held back of it will not be asked for. */
  forget(threadId: string): void {
    this.#threads.delete(threadId);
  }

  override async put(...[config, checkpoint, metadata]: Put): Promise<RunnableConfig> {
    const thread = this.#threadOf(config);
    if (thread) {
      const state = (checkpoint.channel_values.turn ?? {}) as Partial<State>;
      const worth = worthOf(state);
      const isWorthIt = worth !== thread.worth && !endsWithAnswer(state);
      thread.worth = worth;
      thread.held = [config, checkpoint, metadata];
      if (isWorthIt) await this.#write(thread, thread.held);
    }
    return { configurable: { ...namesOf(config), checkpoint_id: checkpoint.id } };
  }

  override async putWrites(...[config, writes, taskId]: PutWrites): Promise<void> {
    if (!writes.some(([channel]) => ofLangGraph.has(channel))) return;
    const thread = this.#threadOf(config);
    // A graph that was left behind, after the end of its leg.
    if (!thread) return;
    const { held } = thread;
    if (held && held[1].id === config.configurable?.checkpoint_id) await this.#write(thread, held);
    await thread.voice.written();
    await super.putWrites(config, writes, taskId);
  }

  async #write(thread: Thread, [config, checkpoint, metadata]: Put): Promise<void> {
    this.setup();
    thread.held = null;
    const [[type, state], [, about]] = await Promise.all([
      this.serde.dumpsTyped(checkpoint),
      this.serde.dumpsTyped(metadata),
    ]);
    const { thread_id, checkpoint_ns } = namesOf(config);
    const parent = config.configurable?.checkpoint_id ?? null;
    const row = [thread_id, checkpoint_ns, checkpoint.id, parent, type, state, about];
    thread.voice.also(() => {
      this.#insert().run(row);
      return [];
    });
  }

  #threadOf({ configurable }: RunnableConfig): Thread | undefined {
    return this.#threads.get(String(configurable?.thread_id));
  }

  #insert() {
    this.#inserting ??= this.db.prepare(
      `insert or replace into checkpoints (thread_id, checkpoint_ns, checkpoint_id, parent_checkpoint_id, type, checkpoint, metadata)
       values (?, ?, ?, ?, ?, ?, ?)`,
    );
    return this.#inserting;
  }
}

interface Thread {
  voice: Voice;
  /** Of the checkpoint written last, or of an empty one. */
  worth: string;
  held: Put | null;
}

/**
 * What would cost to be done again, or could not be: a model's answers, and all that an action brought. Tools that only read are asked again, and
 * an answer that ends its turn is stored by the turn's own end, which is its very next commit.
 */
const worthOf = ({
  steps = [],
  calls = "[]",
  actionId = null,
  say = null,
  handoffReason = null,
  ...counts
}: Partial<State>) =>
  JSON.stringify([
    counts.modelCalls ?? 0,
    counts.corrections ?? 0,
    actionId,
    say,
    handoffReason,
    ...(actionId === null ? [] : [steps.length, calls]),
  ]);

const endsWithAnswer = ({ next, actionId, handoffReason }: Partial<State>): boolean =>
  next === "end" && actionId === null && handoffReason === null;

/** LangGraph's own channels, by the names that its savers know. */
const ofLangGraph = new Set(["__error__", "__scheduled__", "__interrupt__", "__resume__"]);

const namesOf = ({ configurable }: RunnableConfig) => ({
  thread_id: configurable?.thread_id,
  checkpoint_ns: configurable?.checkpoint_ns ?? "",
});
