import { setTimeout as wait } from "node:timers/promises";
import { openDatabase } from "../../db/open.ts";
import type { Wire } from "./client.ts";
import { addGuests } from "./company.ts";
import { Desk } from "./desk.ts";
import { Guest } from "./guest.ts";
import type { Journey } from "./journey.ts";
import { planJourney } from "./journey-plan.ts";
import { planKill } from "./kill-plan.ts";
import { watchCommits } from "./moments.ts";
import { findLost, reconcile } from "./reconcile.ts";
import type { CrashOptions, CrashReport } from "./run-crashes.ts";
import { aims, cameUpon, sought } from "./sabotage.ts";
import { within } from "./within.ts";

/** Guests on their way at once. */
const guestsAtOnce = 8;
/** Guests whose bookings are made in one go. */
const guestsAdded = 48;
/** So often everybody is let come to her end, and the books are read. */
const killsPerLook = { asItIs: 10, sabotaged: 3 };
const startMsMax = 60_000;
/** A run that is broken need not say so a thousand times. */
const breachesMax = 20;

interface RunParts extends CrashOptions {
  wire: Wire;
  databaseFile: string;
  guestTokenSecret: string;
}

/** One run: lives of the server, guests on their way through them, and looks at the books. */
export class CrashRun {
  #desk: Desk;
  #known = 0;
  #begun = 0;
  #travelling = new Map<Guest, Promise<void>>();
  #arrived: Guest[] = [];
  #letIn = true;
  #atTheirMoment = 0;
  #settledAfterMsMax = 0;
  #breaches: string[] = [];
  #counts = { "as-planned": 0, "handed-off": 0, left: 0 };
  #handedOffFrom: string[] = [];
  #messagesTaken = 0;
  #confirmationsDone = 0;
  #creditsGiven = 0;
  #claims = { held: 0, "too-late": 0 };

  constructor(private readonly parts: RunParts) {
    this.#desk = new Desk(parts.wire);
  }

  async play(): Promise<CrashReport> {
    const { kills, seed, wire, databaseFile, sabotage, say } = this.parts;
    const lookEvery = killsPerLook[sabotage ? "sabotaged" : "asItIs"];
    const startedAt = performance.now();
    const stopWatching = watchCommits(databaseFile, () => wire.moments.happened("commit"));
    let killed = 0;
    let isUp = false;
    try {
      while (killed < kills && !this.#isOver()) {
        await this.#live(killed, isUp);
        killed++;
        isUp = false;
        if (killed % lookEvery > 0 && killed < kills) continue;
        await this.#look();
        isUp = true;
        say(`${killed} kills, ${this.#begun} journeys, ${this.#breaches.length} breaches`);
      }
    } finally {
      stopWatching();
    }
    return {
      seed,
      kills: killed,
      killsAtTheirMoment: this.#atTheirMoment,
      journeys: this.#counts,
      handedOffFrom: this.#handedOffFrom,
      messagesTaken: this.#messagesTaken,
      confirmationsDone: this.#confirmationsDone,
      creditsGiven: this.#creditsGiven,
      claims: this.#claims,
      msPerKill: Math.round((performance.now() - startedAt) / Math.max(1, killed)),
      settledAfterMsMax: Math.round(this.#settledAfterMsMax),
      breaches: sabotage ? this.#breaches : this.#breaches.slice(0, breachesMax),
    };
  }

  #isOver(): boolean {
    const { sabotage } = this.parts;
    return sabotage
      ? this.#breaches.some((breach) => sought[sabotage].test(breach))
      : this.#breaches.length >= breachesMax;
  }

  /** From a start to its kill. */
  async #live(index: number, isUp: boolean): Promise<void> {
    const { seed, wire, sabotage } = this.parts;
    const kill = planKill(seed, index, sabotage && aims[sabotage]);
    if (!isUp) wire.server.start();
    if (kill.moment === "starting" && !isUp) {
      await wait(kill.delayMs);
      this.#atTheirMoment++;
    } else {
      await this.#ready();
      this.#findLost();
      this.#letIn = true;
      const due = wire.moments.due(kill);
      this.#letGuestsIn();
      wire.moments.happened("ready");
      if (await due) this.#atTheirMoment++;
    }
    await wire.server.kill();
    this.#breaches.push(...wire.server.deaths.splice(0));
  }

  /** Lets the server be until everybody has come to her end, and compares. */
  async #look(): Promise<void> {
    const { wire, databaseFile } = this.parts;
    this.#letIn = false;
    wire.server.start();
    await this.#ready();
    this.#findLost();
    const startedAt = performance.now();
    const over = new AbortController();
    const all = Promise.all([...this.#travelling.values()]).then(() => untilQuiet(databaseFile, over.signal));
    const settled = await within(all, this.parts.settleMsMax).finally(() => over.abort());
    this.#settledAfterMsMax = Math.max(this.#settledAfterMsMax, performance.now() - startedAt);
    if (!settled) {
      for (const { journey, at } of this.#travelling.keys())
        this.#breaches.push(`stuck: journey ${journey.number} (${journey.kind}) at ${at}`);
      // Said once; the next ones are not to wait for them.
      this.#travelling.clear();
    }
    this.#breaches.push(...(await reconcile(databaseFile, this.#arrived)), ...wire.server.deaths.splice(0));
    this.#count(this.#arrived.splice(0));
  }

  /** What was answered before the kill is there at the start, and not only in the end. */
  #findLost(): void {
    this.#breaches.push(...findLost(this.parts.databaseFile, [...this.#travelling.keys()]));
  }

  async #ready(): Promise<void> {
    const { server } = this.parts.wire;
    if (!(await within(server.up(), startMsMax)))
      throw new Error(["the server does not become ready", ...server.deaths].join("; "));
  }

  #letGuestsIn(): void {
    while (this.#letIn && this.#travelling.size < guestsAtOnce) this.#begin();
  }

  #begin(): void {
    const { databaseFile, wire, guestTokenSecret } = this.parts;
    if (this.#begun === this.#known) {
      const journeys = Array.from({ length: guestsAdded }, (_, index) => this.#plan(this.#known + index));
      addGuests(databaseFile, journeys);
      this.#known += guestsAdded;
    }
    const guest = new Guest(this.#plan(this.#begun++), { wire, desk: this.#desk, guestTokenSecret });
    const travelling = guest
      .travel()
      .catch((error: Error) => {
        if (!wire.signal.aborted)
          this.#breaches.push(`journey ${guest.journey.number} (${guest.journey.kind}): ${error.message}`);
      })
      .then(() => {
        this.#travelling.delete(guest);
        this.#arrived.push(guest);
        this.#letGuestsIn();
      });
    this.#travelling.set(guest, travelling);
  }

  #plan(number: number): Journey {
    const { seed, sabotage } = this.parts;
    return planJourney(seed, number, sabotage ? cameUpon[sabotage] : undefined);
  }

  #count(guests: Guest[]): void {
    for (const { ending, diary, view, journey } of guests) {
      if (ending === "handed-off") this.#handedOffFrom.push(journey.kind);
      if (ending) this.#counts[ending]++;
      this.#messagesTaken += diary.messages.filter(({ taken }) => taken).length;
      this.#creditsGiven += diary.credits.filter(({ taken }) => taken).length;
      for (const { leftMinor } of diary.claims)
        if (leftMinor !== null) this.#claims[leftMinor > 0 ? "held" : "too-late"]++;
      this.#confirmationsDone += [...view.cards.values()].filter(({ state }) => state === "done").length;
    }
  }
}

/** Guests who have left may have turns that still run. Some never end: nobody looks any more once `over` aborts. */
async function untilQuiet(databaseFile: string, over: AbortSignal): Promise<void> {
  const db = openDatabase(databaseFile);
  try {
    const running = db.$client.prepare("select 1 from turns where status in ('queued', 'running') limit 1");
    while (!over.aborted && running.get()) await wait(50);
  } finally {
    db.$client.close();
  }
}
