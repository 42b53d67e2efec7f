/*
 * Words of hosts and other guests: descriptions, reviews, messages. They reach a model as data under a mark of their own, on one line and bounded, and
 * they prove nothing: what a reply may claim is looked for in results `withoutWritten`.
 */

export interface Written {
  writtenBy: "host" | "guest";
  text: string;
}

/** One line without invisible characters, at most `charsMax` long. */
export function written(writtenBy: Written["writtenBy"], text: string, charsMax: number): Written {
  const line = text
    .normalize("NFKC")
    .replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\s]+/gu, " ")
    .trim();
  const characters = [...line];
  const cut = characters.length > charsMax ? `${characters.slice(0, charsMax - 1).join("")}…` : line;
  return { writtenBy, text: cut };
}

/** Between marks of its own that it cannot close: what stands inside speaks for its writer and for nobody else. */
export const quoted = ({ text }: Written): string => `“${text.replace(/[“”"]/g, "'")}”`;

/** A tool's result without what others wrote in it, at any depth. */
export function withoutWritten(value: unknown): unknown {
  if (Array.isArray(value)) return value.filter((item) => !isWritten(item)).map(withoutWritten);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, field]) => !isWritten(field))
      .map(([key, field]) => [key, withoutWritten(field)]),
  );
}

const isWritten = (value: unknown): boolean =>
  typeof value === "object" && value !== null && "writtenBy" in value;
