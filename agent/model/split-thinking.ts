export interface Piece {
  type: "text" | "thinking";
  delta: string;
}

/**
 * Separates `<think>…</think>` that a server left in the content. Tags may be cut anywhere between two deltas, so what may
 * still become a tag is held back until it is decided; `end()` gives what is held. A block that is never closed is
 * thinking to the end. A closing tag without an opening one is dropped: what stood before it has been shown already.
 */
export function splitThinking(): { add(delta: string): Piece[]; end(): Piece[] } {
  let held = "";
  let thinking = false;
  /** After a block the blank lines before the answer are not part of it. */
  let trimStart = false;

  const emit = (pieces: Piece[], delta: string) => {
    const text = trimStart && !thinking ? delta.trimStart() : delta;
    if (text === "") return;
    trimStart = false;
    pieces.push({ type: thinking ? "thinking" : "text", delta: text });
  };

  const take = (atEnd: boolean): Piece[] => {
    const pieces: Piece[] = [];
    for (let tag = nextTag(held); tag; tag = nextTag(held)) {
      emit(pieces, held.slice(0, tag.index));
      held = held.slice(tag.index + tag[0].length);
      thinking = tag[0] === "<think>";
      trimStart = true;
    }
    const keep = atEnd ? 0 : startOfTag(held);
    emit(pieces, held.slice(0, held.length - keep));
    held = held.slice(held.length - keep);
    return pieces;
  };

  return {
    add(delta) {
      if (held === "" && !thinking && !trimStart && !delta.includes("<"))
        return delta === "" ? [] : [{ type: "text", delta }];
      held += delta;
      return take(false);
    },
    end: () => take(true),
  };
}

const nextTag = (text: string): RegExpExecArray | null => /<\/?think>/.exec(text);

/** How many characters at the end of `text` may be the start of a tag. */
function startOfTag(text: string): number {
  const start = text.lastIndexOf("<");
  if (start < 0) return 0;
  const tail = text.slice(start);
  return "<think>".startsWith(tail) || "</think>".startsWith(tail) ? tail.length : 0;
}
