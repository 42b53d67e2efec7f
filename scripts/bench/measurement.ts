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

/** Measures one after the other, prints a table as it grows and, as the last line, one JSON object. A missed target is reported, not an error. */
export async function measureAll(
  bench: string,
  measurements: ((length: Length) => Promise<Measurement>)[],
  length: Length,
): Promise<void> {
  const all: Measurement = { figures: {}, targets: {} };
  for (const measure of measurements) {
    const measured = await measure(length);
    print(measured);
    Object.assign(all.figures, measured.figures);
    Object.assign(all.targets, measured.targets);
  }
  console.log(JSON.stringify({ bench, ...all, missed: missed(all) }));
}

function print({ figures, targets }: Measurement): void {
  for (const [name, figure] of Object.entries(figures)) {
    const target = targets[name];
    const bound = target && ("atMost" in target ? `at most ${target.atMost}` : `at least ${target.atLeast}`);
    const isMissed = target && missed({ figures, targets: { [name]: target } }).length > 0;
    const verdict = target ? (isMissed ? "MISSED" : "met") : "";
    console.log(
      [name.padEnd(26), String(figure).padStart(10), (bound ?? "").padEnd(14), verdict].join("  ").trimEnd(),
    );
  }
}
