/** Where in the console one is. Everything that is not another page is a case, or none. */
export type Place = "cases" | "problems" | "mails" | "conversation";

const conversationPrefix = "conversation/";

export function placeOf(hash: string): Place {
  if (hash === "problems" || hash === "mails") return hash;
  return hash.startsWith(conversationPrefix) ? "conversation" : "cases";
}

export const conversationIn = (hash: string): string | null =>
  hash.startsWith(conversationPrefix) ? hash.slice(conversationPrefix.length) : null;

export const linkToConversation = (id: string): string => `#${conversationPrefix}${encodeURIComponent(id)}`;
