/*
 * Words that others wrote, made safe to stand in a prompt. Qwen's turn marks (`<|im_end|>`) are read as such wherever they
 * stand, so a guest could otherwise end her own message and begin one of the system's; our own tags could be closed the same way.
 */

/** Text as data: no `<` that could begin a tag or a mark. A reader sees the same; "a < b" stays as it is. */
export const data = (text: string): string => text.replace(/<(?=[|/!?a-z])/gi, "‹");

/** `content` between tags. It is not made safe here: tags may stand in tags. */
export const tagged = (tag: string, content: string, attributes: Record<string, string> = {}): string => {
  const written = Object.entries(attributes).map(
    ([name, value]) => ` ${name}="${data(value).replaceAll('"', "'")}"`,
  );
  return `<${tag}${written.join("")}>\n${content}\n</${tag}>`;
};

/** The last guest's words in a rendered message; the whole of it when it was rendered by somebody else. */
export const guestWordsIn = (content: string): string =>
  [...content.matchAll(/<guest_message>\n(.*?)\n<\/guest_message>/gs)].at(-1)?.[1] ?? content;
