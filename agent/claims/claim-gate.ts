import { checkSentence, startsClaim, type Violation } from "./claims.ts";
import type { Evidence } from "./evidence.ts";

/** A held sentence that grows beyond this is checked as it stands. */
const heldCharsMax = 600;

/** A citation marker that is not closed within this is text. */
const markerCharsMax = 80;

export interface Released {
  /** Text that may be shown now. */
  text: string;
  /** Ids of passages cited in it, in order. */
  cited: string[];
  /** Set once, and last: the sentence after `text` was stopped. */
  violation: Violation | null;
}

/**
 * Between the model's tokens and the guest. Words pass at once until one makes a claim; from there to the end of its sentence text is
 * held, checked against the evidence, and released or stopped. Citation markers (`[[slug#1]]`) are taken out and returned as ids.
 */
export class ClaimGate {
  /** Not released yet: at most the rest of a word, an open marker, or a sentence under suspicion. */
  #held = "";
  /** Already shown of the sentence that `#held` goes on: a claim is checked with its beginning. */
  #shown = "";
  #stopped = false;

  constructor(private readonly evidence: Evidence) {}

  push(delta: string): Released {
    this.#held += delta;
    return this.#release(false);
  }

  /** The model has ended: the rest is checked as it is. */
  end(): Released {
    return this.#release(true);
  }

  #release(ended: boolean): Released {
    const out: Released = { text: "", cited: [], violation: null };
    while (!this.#stopped && this.#held !== "") {
      this.#takeMarkers(out, ended);
      const end = sentenceEnd(this.#held, ended || this.#held.length > heldCharsMax);
      if (end > 0) {
        const sentence = this.#held.slice(0, end);
        const violation = startsClaim(this.#shown + sentence)
          ? checkSentence(this.#shown + sentence, this.evidence)
          : null;
        if (violation) {
          this.#stopped = true;
          out.violation = violation;
          return out;
        }
        out.text += sentence;
        this.#held = this.#held.slice(end);
        this.#shown = "";
        continue;
      }
      const words = wholeWords(this.#held);
      if (words === "" || startsClaim(this.#shown + this.#held)) return out;
      out.text += words;
      this.#shown += words;
      this.#held = this.#held.slice(words.length);
      return out;
    }
    return out;
  }

  #takeMarkers(out: Released, ended: boolean): void {
    this.#held = this.#held.replace(/[ \t]*\[\[([a-z0-9-]+#\d+)\]\]/gi, (_all, id: string) => {
      out.cited.push(id);
      return "";
    });
    if (ended) this.#held = this.#held.replace(/\s*\[\[[^\]]*$/, "").trimEnd();
  }
}

/** The length of the first whole sentence, without the white space after it (a marker may follow); 0 when it has not ended. A line break ends one too. */
function sentenceEnd(text: string, final: boolean): number {
  const settled = openMarker(text) ? text.slice(0, text.indexOf("[")) : text;
  const match = /^\s*\S[\s\S]*?(?:[.!?。！？]+["')\]*_]*(?=\s)|(?=\n))/.exec(settled);
  return match ? match[0].length : final ? text.length : 0;
}

/** The part up to the last white space: a word may still grow ("€3" into "€312.00"), and white space may precede a marker. */
function wholeWords(text: string): string {
  const settled = openMarker(text) ? text.slice(0, text.indexOf("[")) : text;
  return /^[\s\S]*\S(?=\s+\S*$)/.exec(settled)?.[0] ?? "";
}

function openMarker(text: string): boolean {
  const start = text.indexOf("[");
  return (
    start >= 0 &&
    text.length - start < markerCharsMax &&
    /^\[(?:\[[a-z0-9-]*#?\d*\]?)?$/i.test(text.slice(start))
  );
}
