import type { ErrorRequestHandler, RequestHandler } from "express";
import type { Logger } from "pino";
import type * as z from "zod";

/** An error with an HTTP status: becomes an RFC 9457 problem document. `detail` is for the caller and names no secrets. */
export class Problem extends Error {
  constructor(
    readonly status: number,
    readonly detail: string,
    readonly extra: Record<string, unknown> = {},
  ) {
    super(detail);
  }

  /** The document as it is sent. `extra` may name a type of its own; without one the status says it all. */
  toJSON(): Record<string, unknown> {
    const { status, detail, extra } = this;
    return { type: "about:blank", title: titles[status] ?? "Error", status, detail, ...extra };
  }
}

export const problemType = "application/problem+json";

const titles: Record<number, string> = {
  400: "Bad request",
  401: "Not signed in",
  403: "Forbidden",
  404: "Not found",
  405: "Method not allowed",
  409: "Conflict",
  413: "Too large",
  415: "Unsupported media type",
  422: "Unprocessable content",
  429: "Too many requests",
  500: "Internal error",
  503: "Unavailable",
  507: "Insufficient storage",
};

export const notFound = (what = "This address does not exist."): Problem => new Problem(404, what);

/** Parses what came in, or says which field is wrong and why. Never repeats the value itself. */
export function parse<T extends z.ZodType>(schema: T, value: unknown): z.output<T> {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const errors = parsed.error.issues.map((issue) => ({
    field: issue.path.join(".") || "body",
    problem: issue.message,
  }));
  const [first] = errors;
  throw new Problem(400, `${first?.field}: ${first?.problem}`, { errors });
}

export const unknownAddress: RequestHandler = () => {
  throw notFound();
};

/** The last handler. What is not a Problem is ours: logged whole, told in one sentence. */
export function problemHandler(log: Logger): ErrorRequestHandler {
  return (error, request, response, next) => {
    const problem = toProblem(error);
    if (problem.status >= 500) log.error({ err: error, path: request.path }, "request failed");
    // The answer is already under way (a stream): all that is left is to cut it, so that the client notices.
    if (response.headersSent) return next(error);
    response.status(problem.status).type(problemType).send(JSON.stringify(problem));
  };
}

function toProblem(error: unknown): Problem {
  if (error instanceof Problem) return error;
  const { type, status, code } = error as { type?: string; status?: number; code?: string };
  if (type === "entity.parse.failed") return new Problem(400, "body: not valid JSON");
  if (type === "entity.too.large") return new Problem(413, "The request body is too large.");
  if (typeof status === "number" && status >= 400 && status < 500)
    return new Problem(status, titles[status] ?? "Bad request");
  const storage = storageProblem(code);
  if (storage) return storage;
  return new Problem(
    500,
    "Something went wrong on our side. Nothing you sent was lost if it was accepted before.",
  );
}

/** The database takes nothing just now. What was accepted before stands; what is refused here was not begun. */
function storageProblem(code: string | undefined): Problem | null {
  const detail = "Nothing was changed. Please try again later.";
  if (code === "SQLITE_FULL") return new Problem(507, `The disk of this server is full. ${detail}`);
  const cannotWrite = /^SQLITE_(READONLY|IOERR|CANTOPEN|BUSY)/.test(code ?? "");
  return cannotWrite ? new Problem(503, `This server cannot store anything just now. ${detail}`) : null;
}
