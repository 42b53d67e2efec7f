const dayMs = 86_400_000;

/** The instant from which this run counts its days, UTC ms. */
export const startedAt = Date.now();

/** The calendar date so many days from the start of the run. */
export const dateAfter = (days: number): string =>
  new Date(startedAt + days * dayMs).toISOString().slice(0, 10);
