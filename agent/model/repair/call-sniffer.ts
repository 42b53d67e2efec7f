/**
 * Holds back text that begins to look like a tool call, so that no guest reads one. All other text passes at once, but for the few characters
 * that could still become an opening (`<tool`, or `{"na` at the start of a line). What follows an opening is held to the end of the reply.
 */
export class CallSniffer {
  private pending = "";
  private held = false;
  private lineStart = true;

  /** The text that may be shown now. */
  push(delta: string): string {
    this.pending += delta;
    if (this.held) return "";
    const at = findOpening(this.pending, this.lineStart);
    if (at.whole) this.held = true;
    const free = this.pending.slice(0, at.index);
    this.pending = this.pending.slice(at.index);
    if (free !== "") this.lineStart = /(^|\n)[ \t]*$/.test(free) && (free.includes("\n") || this.lineStart);
    return free;
  }

  /** At the end: text that was no call after all, or what was held. */
  end(): { text: string; held: string } {
    const rest = this.pending;
    this.pending = "";
    return this.held ? { text: "", held: rest } : { text: rest, held: "" };
  }
}

/** Where the first opening stands, whole or only begun; the text's length when there is none. */
function findOpening(text: string, lineStart: boolean): { index: number; whole: boolean } {
  // Nearly all text: `matchAll` makes a pattern of its own each time.
  if (!/[<{`]/.test(text)) return { index: text.length, whole: false };
  for (const { index } of text.matchAll(/[<{`]/g)) {
    const rest = text.slice(index);
    if (tags.some((tag) => rest.startsWith(tag))) return { index, whole: true };
    if (tags.some((tag) => tag.startsWith(rest))) return { index, whole: false };
    const before = text.slice(0, index);
    if (!/(^|\n)[ \t]*$/.test(before) || (!before.includes("\n") && !lineStart)) continue;
    if (wholeJson.test(rest)) return { index, whole: true };
    if (begunJson.test(rest)) return { index, whole: false };
  }
  return { index: text.length, whole: false };
}

const tags = ["<tool_call", "<function=", "<function_call", "<|tool_call"];
const wholeJson = /^(?:```(?:json)?\s*)?\{\s*"(?:name|arguments|function|tool)"\s*:/;
const begunJson =
  /^(?:`{1,3}|```(?:j|js|jso|json)\s*|(?:```(?:json)?\s*)?\{\s{0,8}(?:"(?:n(?:a(?:me?)?)?|a[a-z]{0,8}|f[a-z]{0,7}|t(?:o(?:ol?)?)?)?"?\s*)?)$/;
