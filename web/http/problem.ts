/** What the server said no with: an RFC 9457 problem document, or as much of one as could be read. */
export class ApiProblem extends Error {
  override readonly name = "ApiProblem";
  constructor(
    /** 0 when the server was not reached. */
    readonly status: number,
    /** In words a person may read. */
    readonly detail: string,
    readonly document: Record<string, unknown> = {},
  ) {
    super(detail);
  }
}

/** The response itself when it is good; otherwise throws an `ApiProblem`. */
export async function orProblem(response: Response): Promise<Response> {
  if (response.ok) return response;
  const document = await readDocument(response);
  const detail = document.detail ?? document.title;
  throw new ApiProblem(
    response.status,
    typeof detail === "string" ? detail : "Something went wrong.",
    document,
  );
}

/** A network failure as a problem of status 0. An abort stays an abort. */
export function unreachable(error: unknown): unknown {
  if (error instanceof ApiProblem || (error instanceof DOMException && error.name === "AbortError"))
    return error;
  return new ApiProblem(0, "The server could not be reached.");
}

async function readDocument(response: Response): Promise<Record<string, unknown>> {
  try {
    const body: unknown = await response.json();
    return typeof body === "object" && body !== null ? (body as Record<string, unknown>) : {};
  } catch {
    return {};
  }
}
