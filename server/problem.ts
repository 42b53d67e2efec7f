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
}

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
    const { status, detail, extra } = problem;
    response
      .status(status)
      .type("application/problem+json")
      .send(
        JSON.stringify({ type: "about:blank", title: titles[status] ?? "Error", status, detail, ...extra }),
      );
  };
}

function toProblem(error: unknown): Problem {
  if (error instanceof Problem) return error;
  const { type, status } = error as { type?: string; status?: number };
  if (type === "entity.parse.failed") return new Problem(400, "body: not valid JSON");
  if (type === "entity.too.large") return new Problem(413, "The request body is too large.");
  if (typeof status === "number" && status >= 400 && status < 500)
    return new Problem(status, titles[status] ?? "Bad request");
  return new Problem(
    500,
    "Something went wrong on our side. Nothing you sent was lost if it was accepted before.",
  );
}
