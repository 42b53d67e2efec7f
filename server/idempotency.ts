import { createHash } from "node:crypto";
import type { Request, RequestHandler, Response } from "express";
import {
  beginKeyed,
  endKeyed,
  type KeptAnswer,
  type KeyedRequest,
  keepAnswer,
} from "../db/idempotency-keys.ts";
import { type Db, together } from "../db/open.ts";
import { guestOf } from "./auth/require-guest.ts";
import { Problem, problemType } from "./problem.ts";
import type { Services } from "./services.ts";

/*
 * The Idempotency-Key header, after draft-ietf-httpapi-idempotency-key-header: the same key with the same request is carried out once and answered the same; with
 * another request it is 422; while the first is under way, 409. An answer is kept in the commit of what the request did, so whatever
 * crashes in between, what was done is answered and not done again.
 */

export interface KeyedAct<Outcome> {
  db: Db;
  now: number;
  caller: KeyedRequest["caller"];
  /** Without a key: refused (400), or just carried out. */
  isRequired: boolean;
  /** Ends with one unit of work, with which the answer is committed. */
  act: () => Promise<Outcome>;
  /** Null: it went well. */
  refusal: (outcome: Outcome) => Problem | null;
  /** The answer when it went well: read afterwards, and again should a crash come in between. */
  body: () => Promise<unknown>;
}

/** Carries out one request under its key, if it has one, and answers it. */
export async function answerOnce<Outcome>(
  request: Request,
  response: Response,
  parts: KeyedAct<Outcome>,
): Promise<void> {
  const { db, now, caller, act, refusal, body } = parts;
  const key = readKey(request, parts.isRequired);
  if (key === null) {
    const refused = refusal(await act());
    if (refused) throw refused;
    return void response.json(await body());
  }
  const keyed = { caller, key, requestHash: hashOf(request) };
  const begun = await beginKeyed(db, { ...keyed, now });
  if (begun.kind === "other-request") throw usedForAnother();
  if (begun.kind === "in-progress") throw underWay();
  if (begun.kind === "answered") {
    response.set(replayed, "true");
    return send(response, await whole(begun.answer));
  }
  const toAnswer = (outcome: Outcome): KeptAnswer => {
    const problem = refusal(outcome);
    return problem ? { status: problem.status, body: JSON.stringify(problem) } : { status: 200, body: null };
  };
  try {
    const outcome = await together(db, act, (tx, result) => keepAnswer(tx, keyed, toAnswer(result)));
    send(response, await whole(toAnswer(outcome)));
  } finally {
    // What went wrong is told, not that it could not be tidied up: a key in progress of nobody's is carried out when it comes again.
    await endKeyed(db, keyed).catch(() => undefined);
  }

  /** With the body that is read afterwards, kept for the next time. */
  async function whole(kept: KeptAnswer): Promise<KeptAnswer> {
    if (kept.body !== null) return kept;
    const answer = { ...kept, body: JSON.stringify(await body()) };
    keepAnswer(db, keyed, answer);
    return answer;
  }
}

/**
 * For routes of guests that a repetition changes nothing of anyway (the message id says which message it is): a key that comes is held to its request,
 * and a repetition is told as one.
 */
export function honourKey({ db, clock }: Services): RequestHandler {
  return async (request, response, next) => {
    const key = request.method === "POST" ? readKey(request, false) : null;
    if (key === null) return next();
    const caller = { kind: "guest" as const, id: guestOf(response).id };
    const keyed = { caller, key, requestHash: hashOf(request) };
    const begun = await beginKeyed(db, { ...keyed, now: clock() });
    if (begun.kind === "other-request") throw usedForAnother();
    if (begun.kind !== "begun") response.set(replayed, "true");
    else response.once("close", () => void bindOrFree(db, keyed, response.statusCode));
    next();
  };
}

/** A request that was refused does not use its key up. */
async function bindOrFree(db: Db, keyed: KeyedRequest, status: number): Promise<void> {
  try {
    if (status < 400) keepAnswer(db, keyed, { status, body: null });
    await endKeyed(db, keyed);
  } catch {
    // A full disk: the key stays as one in progress of nobody's, and the repetition is carried out, which changes nothing.
  }
}

const replayed = "idempotency-replayed";

function send(response: Response, { status, body }: KeptAnswer): void {
  response
    .status(status)
    .type(status >= 400 ? problemType : "application/json")
    .send(body);
}

/** The key in the header, as the structured string that the draft wants or bare, as most clients send it. Null when there is none. */
function readKey(request: Request, isRequired: boolean): string | null {
  const header = request.get("idempotency-key");
  if (header === undefined && !isRequired) return null;
  if (header === undefined)
    throw new Problem(400, "Idempotency-Key: this header is required here.", {
      type: problemTypes.missing,
      title: "Idempotency-Key is missing",
    });
  const [, key] = /^"?([A-Za-z0-9_.:~+/=-]{8,128})"?$/.exec(header) ?? [];
  if (key === undefined)
    throw new Problem(
      400,
      "Idempotency-Key: must be 8 to 128 letters, digits or _.:~+/=- characters, best a UUID.",
      {
        type: problemTypes.malformed,
        title: "Idempotency-Key is malformed",
      },
    );
  return key;
}

/** Which request it is. */
function hashOf({ method, originalUrl, body }: Request): string {
  const bound = JSON.stringify([method, originalUrl, body ?? null]);
  return createHash("sha256").update(bound).digest("hex");
}

const usedForAnother = () =>
  new Problem(422, "Idempotency-Key: was used before for another request.", {
    type: problemTypes.reused,
    title: "Idempotency-Key is already used",
  });

const underWay = () =>
  new Problem(409, "A request with this Idempotency-Key is being carried out.", {
    type: problemTypes.underWay,
    title: "A request is outstanding for this Idempotency-Key",
  });

/** What `type` says of these problems. */
export const problemTypes = {
  missing: "urn:frontdesk:problem:idempotency-key-missing",
  malformed: "urn:frontdesk:problem:idempotency-key-malformed",
  reused: "urn:frontdesk:problem:idempotency-key-reused",
  underWay: "urn:frontdesk:problem:idempotency-key-under-way",
} as const;
