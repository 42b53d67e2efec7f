/**
 * Every address in a text that a reader could follow, or that a page could fetch: of the web, with or without its scheme, and of mail. Where a link leads
 * is a claim like any other, and one that carries away what stands in it. Links into our own pages ("/help/check-in") have no host and are none.
 */
export function addressesIn(text: string): string[] {
  const visible = text.normalize("NFKC").replace(invisible, "");
  if (!inEveryAddress.test(visible)) return [];
  return [...visible.matchAll(address)].map((match) => match[0].replace(/[.,;:!?…]+$/, "").toLowerCase());
}

/** Could one begin here? Cheap, for text that still streams. */
export const startsAddress = (plainText: string): boolean =>
  /https?:|www\.|\/\/|@|mailto:|\]\(|<\w|\.\p{L}{2,}\//iu.test(plainText);

/** Each form of an address has one of these. Most texts have none, and are spared the search for the forms themselves. */
const inEveryAddress = /[/@]|www\./i;

const invisible = /[\u00ad\u200b-\u200f\u2060\ufeff]/g;
const domain = String.raw`(?:[\p{L}\d](?:[\p{L}\d-]*[\p{L}\d])?\.)+\p{L}{2,}`;
const rest = String.raw`[^\s<>"'()\[\]]*`;
const address = new RegExp(
  String.raw`(?:[a-z][a-z\d+.-]*:)?//${rest}|\bwww\.${rest}|[\p{L}\d._%+-]+@${domain}|\b${domain}(?::\d+)?/${rest}`,
  "giu",
);
