/** What one file of this folder measures. */
export interface Measurement {
  figures: Record<string, number>;
  /** A figure's bound; it is met at the bound. */
  targets: Record<string, { atMost: number } | { atLeast: number }>;
}

export interface Length {
  /** A short run proves that the bench works; its figures say little. */
  quick: boolean;
  profileFolder?: string | undefined;
}

/** The names of the figures that missed their targets. */
export const missed = ({ figures, targets }: Measurement): string[] =>
  Object.entries(targets)
    .filter(([name, target]) => {
      const figure = figures[name] ?? Number.NaN;
      return !("atMost" in target ? figure <= target.atMost : figure >= target.atLeast);
    })
    .map(([name]) => name);
