import { checkSentence, startsClaim, type Violation } from "./claims.ts";
import type { Evidence } from "./evidence.ts";
import { plain, sentenceLength, tailCharsMax } from "./plain-text.ts";
import { refsIn } from "./refs.ts";

/** A held sentence that grows beyond this is checked as it stands. */
const heldCharsMax = 600;

/** A citation marker that is not closed within this is text. */
const markerCharsMax = 80;

/** An ending is at most this long ('."' and white space): so much is looked at again with what follows. */
const endingCharsMax = 8;

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
  #suspect = false;
  /** Up to here the held text has no end of a sentence. */
  #searched = 0;
  /** The bookings that the reply, or the question before it, named last. */
  #topic: readonly string[];
  #stopped = false;

  constructor(private readonly evidence: Evidence) {
    this.#topic = evidence.asked;
  }

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
      const end = this.#sentenceEnd(ended);
      if (end > 0) {
        const violation = this.#check(this.#held.slice(0, end));
        if (violation) {
          this.#stopped = true;
          out.violation = violation;
          return out;
        }
        out.text += this.#take(end);
        this.#shown = "";
        this.#suspect = false;
        continue;
      }
      const words = wholeWords(this.#held);
      if (words === "" || this.#suspects()) return out;
      out.text += this.#take(words.length);
      this.#shown += words;
      return out;
    }
    return out;
  }

  /** The length of the first whole sentence held, 0 when it has not ended. What was searched before is not searched again. */
  #sentenceEnd(ended: boolean): number {
    const settled = settledPart(this.#held);
    const end = sentenceLength(settled, this.#searched);
    this.#searched = Math.max(0, settled.length - endingCharsMax);
    return end || (ended || this.#held.length > heldCharsMax ? this.#held.length : 0);
  }

  /** Once a sentence makes a claim, it is held to its end; until then, only its newest words are looked at. */
  #suspects(): boolean {
    this.#suspect ||= startsClaim(plain(this.#shown.slice(-tailCharsMax) + this.#held));
    return this.#suspect;
  }

  #check(held: string): Violation | null {
    if (!this.#suspect && !startsClaim(plain(this.#shown.slice(-tailCharsMax) + held))) return null;
    const sentence = this.#shown + held;
    const violation = checkSentence(sentence, this.evidence, this.#topic);
    const named = refsIn(plain(sentence));
    if (named.length > 0) this.#topic = named;
    return violation;
  }

  #take(length: number): string {
    const taken = this.#held.slice(0, length);
    this.#held = this.#held.slice(length);
    this.#searched = 0;
    return taken;
  }

  #takeMarkers(out: Released, ended: boolean): void {
    const before = this.#held.length;
    if (this.#held.includes("[["))
      this.#held = this.#held.replace(/[ \t]*\[\[([a-z0-9-]+#\d+)\]\]/gi, (_all, id: string) => {
        out.cited.push(id);
        return "";
      });
    if (ended) this.#held = this.#held.replace(/\s*\[\[[^\]]*$/, "").trimEnd();
    if (this.#held.length < before) this.#searched = 0;
  }
}

/** The part up to the last white space: a word may still grow ("€3" into "€312.00"), and white space may precede a marker. */
function wholeWords(text: string): string {
  return /^[\s\S]*\S(?=\s+\S*$)/.exec(settledPart(text))?.[0] ?? "";
}

/** Without a marker that is still open. */
const settledPart = (text: string): string => (openMarker(text) ? text.slice(0, text.indexOf("[")) : text);

function openMarker(text: string): boolean {
  const start = text.indexOf("[");
  return (
    start >= 0 &&
    text.length - start < markerCharsMax &&
    /^\[(?:\[[a-z0-9-]*#?\d*\]?)?$/i.test(text.slice(start))
  );
}
