import type { Model } from "../agent/model/model.ts";
import { scriptedModel } from "../agent/model/scripted/scripted-model.ts";
import type { LoggedEvent } from "../db/event-types.ts";
import { findGuest } from "../db/guests.ts";
import type { Db } from "../db/open.ts";
import { findStaff } from "../db/staff.ts";
import { type Conversation, FormatError, type Turn } from "./format.ts";
import { type Check, grade, gradeAlways, gradeAnswer, gradeEffect } from "./grade.ts";
import type { EndState } from "./graded-state.ts";
import { seededAt } from "./moments.ts";
import { Stage } from "./stage.ts";

export interface PlayedTurn {
  turn: Turn;
  events: LoggedEvent[];
  checks: Check[];
  /** Wall-clock ms of what the agent did; null when it did nothing. */
  ms: number | null;
}

export interface Played {
  conversation: Conversation;
  /** What the model is called. */
  model: string;
  turns: PlayedTurn[];
  /** Of the whole conversation, at its end. */
  ending: Check[];
  passed: boolean;
}

/** Between seeding and the first turn, and before each further one: a guest reads and types. In ms. */
const pauseMs = 30_000;

/**
 * Plays one conversation through the real agent on `db`, which is seeded and the conversation's own, and closes it. A turn that cannot be
 * played (no card to press, an error of the agent) is a failed check and ends it there. Throws a `FormatError` when the file names
 * a guest or staff who do not exist.
 */
export async function play(
  conversation: Conversation,
  { db, model }: { db: Db; model: Model },
): Promise<Played> {
  await refuseStrangers(db, conversation);
  const { guest, startsAfterMs, modelScript } = conversation.given;
  const playing = modelScript ? scriptedModel(modelScript) : model;
  const stage = new Stage({ db, model: playing, guestId: guest, now: seededAt + startsAfterMs });
  try {
    const before = await stage.state();
    const turns: PlayedTurn[] = [];
    for (const turn of conversation.turns) {
      turns.push(await playTurn(turn, { stage, before, conversation }));
      if (turns.at(-1)?.checks.some((check) => check.what === unplayable)) break;
    }
    const ending = await gradeEnding(conversation, stage, before);
    const passed = [...turns.flatMap((turn) => turn.checks), ...ending].every((check) => check.ok);
    return { conversation, model: playing.name, turns, ending, passed };
  } finally {
    stage.close();
  }
}

async function refuseStrangers(db: Db, { file, given, turns }: Conversation): Promise<void> {
  if (!(await findGuest(db, { guestId: given.guest })))
    throw new FormatError(file, "given.guest", `there is no guest "${given.guest}"`);
  const named = turns.map((turn) => (turn.kind === "staff" ? turn.by : null));
  for (const staffId of [given.staff, ...named]) {
    if (staffId && !(await findStaff(db, { staffId })))
      throw new FormatError(file, "staff", `there is no member of staff "${staffId}"`);
  }
}

/** What a turn's one check is called when it could not be played. */
const unplayable = "can be played";

async function playTurn(
  turn: Turn,
  { stage, before, conversation }: { stage: Stage; before: EndState; conversation: Conversation },
): Promise<PlayedTurn> {
  stage.now += pauseMs;
  const seenBefore = (await stage.events()).length;
  let refused: string | null = null;
  let ms: number | null = null;
  const checks: Check[] = [];
  try {
    refused = await begin(turn, stage, conversation.given.staff);
    if (turn.kind !== "wait" && !("answered" in turn && !turn.answered)) {
      const startedMs = performance.now();
      await stage.run();
      ms = performance.now() - startedMs;
    }
  } catch (error) {
    const found = (error as Error).message;
    checks.push({ what: unplayable, ok: false, expected: "the turn can be played", found });
  }
  const eventsSoFar = await stage.events();
  const events = eventsSoFar.slice(seenBefore);
  const seen = { events, eventsSoFar, before, after: await stage.state(), refused };
  if (checks.length === 0 && (turn.kind === "press" || turn.kind === "staff"))
    checks.push(gradeEffect(turn.expect?.refused === true, refused));
  if (turn.kind === "guest") checks.push(...gradeAnswer(events));
  if (turn.expect) checks.push(...grade(turn.expect, seen));
  return { turn, events, checks, ms };
}

/** What is done to begin a turn. Says why it had no effect, null when it had. */
async function begin(turn: Turn, stage: Stage, staff: string): Promise<string | null> {
  switch (turn.kind) {
    case "guest":
      await stage.accept(turn.text);
      return null;
    case "press":
      return stage.press(turn.decision, turn.card);
    case "staff":
      return stage.staff(turn.act, turn.by ?? staff);
    case "wait":
      await stage.wait(turn.ms);
      return null;
    case "restart":
      stage.restart();
      return null;
  }
}

async function gradeEnding({ expect }: Conversation, stage: Stage, before: EndState): Promise<Check[]> {
  const events = await stage.events();
  const seen = { events, eventsSoFar: events, before, after: await stage.state(), refused: null };
  return [...(expect ? grade(expect, seen) : []), ...gradeAlways(seen)];
}
