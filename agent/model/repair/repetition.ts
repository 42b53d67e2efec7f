/** Watches a stream for the same piece of text, over and over, at its end: Qwen without a penalty may go on so to the last token. */
export class RepetitionWatch {
  private tail = "";

  /** True once the text ends in a loop. */
  push(delta: string): boolean {
    this.tail = (this.tail + delta).slice(-tailCharsMax);
    return endsInLoop(this.tail);
  }
}

/** At least four times the same, and long enough not to be a rule (`-----`), a table or an emphatic "no no no no". */
export function endsInLoop(text: string): boolean {
  for (let period = 1; period <= periodCharsMax; period++) {
    const needed = Math.max(loopCharsMin, period * timesMin);
    if (text.length < needed) continue;
    let end = text.length - 1;
    while (end >= period && text[end] === text[end - period]) end--;
    const length = text.length - 1 - end + period;
    if (length >= needed && /\p{L}/u.test(text.slice(-period))) return true;
  }
  return false;
}

const timesMin = 4;
const loopCharsMin = 80;
const periodCharsMax = 200;
const tailCharsMax = periodCharsMax * timesMin;
