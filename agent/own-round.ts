const waiting: (() => void)[] = [];
/** Somebody has the round that is under way. */
let isTaken = false;

/**
 * Resolves in a round of the event loop that nobody else of those who ask has: first come, first served. For what comes to many turns in the same moment
 * (two hundred messages that are sent at once, two hundred answers that end in one beat) and is some milliseconds of work without a pause for each:
 * in between, streams are read and written. Who comes to a round that is free has it. One queue for the process, as there is one loop.
 */
export function ownRound(): Promise<void> {
  if (isTaken) return new Promise((resolve) => waiting.push(resolve));
  takeRound();
  return Promise.resolve();
}

function takeRound(): void {
  isTaken = true;
  setImmediate(letNextIn);
}

/**
 * What the work gives, in a round of the caller's own if it came from elsewhere. What is in this process comes at once, in the round that it is asked in; what a
 * machine elsewhere was slow with may come to many in one moment.
 */
export async function thenInOwnRound<T>(work: Promise<T>): Promise<T> {
  let isLater = false;
  const roundIsOver = setImmediate(() => {
    isLater = true;
  });
  try {
    return await work;
  } finally {
    clearImmediate(roundIsOver);
    if (isLater) await ownRound();
  }
}

/** What waits behind the promise runs before the next round, up to where it waits for something else. */
function letNextIn(): void {
  isTaken = false;
  const next = waiting.shift();
  if (!next) return;
  takeRound();
  next();
}
