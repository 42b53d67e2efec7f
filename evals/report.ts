import type { Turn } from "./format.ts";
import type { Check } from "./grade.ts";
import type { Played, PlayedTurn } from "./play.ts";
import { transcriptOf } from "./played-transcript.ts";

/** The results as a table, one line each, columns aligned. */
export function table(results: Played[]): string {
  const head = ["Conversation", "Model", "Turns", "Checks", "ms/turn", "Result"];
  const rows = [head, ...results.map(rowOf)];
  const widths = head.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  const isNumber = [false, false, true, true, true, false];
  const pad = (cell: string, column: number) => {
    const width = widths[column] ?? 0;
    return isNumber[column] ? cell.padStart(width) : cell.padEnd(width);
  };
  return rows.map((row) => row.map(pad).join("  ").trimEnd()).join("\n");
}

/** Why a conversation failed: each failed check, and what was said up to the last turn that had one. */
export function whyFailed(result: Played): string {
  const { conversation, turns, ending } = result;
  const isFailed = (check: Check) => !check.ok;
  const failed = [
    ...turns.flatMap((turn, index) =>
      turn.checks.filter(isFailed).map((check) => line(`turn ${index + 1}`, check)),
    ),
    ...ending.filter(isFailed).map((check) => line("at the end", check)),
  ];
  const last = ending.some(isFailed)
    ? turns.length
    : turns.findLastIndex((turn) => turn.checks.some(isFailed)) + 1;
  const told = turns.slice(0, last).flatMap((turn, index) => tell(turn, index + 1));
  return [`FAILED  ${conversation.name}  (${conversation.file})`, ...failed, "  transcript:", ...told].join(
    "\n",
  );
}

export const summary = (results: Played[]): string => {
  const passed = results.filter((result) => result.passed).length;
  return `Evals: ${passed} passed, ${results.length - passed} failed`;
};

/** The same for a machine. */
export const asJson = (results: Played[]) =>
  results.map((result) => ({
    name: result.conversation.name,
    file: result.conversation.file,
    model: result.model,
    passed: result.passed,
    msPerTurn: msPerTurn(result.turns),
    turns: result.turns.map(({ turn, ms, checks, events }) => ({
      turn: titleOf(turn),
      ms,
      checks,
      transcript: transcriptOf(events),
    })),
    ending: result.ending,
  }));

function rowOf({ conversation, model, turns, ending, passed }: Played): string[] {
  const checks = [...turns.flatMap((turn) => turn.checks), ...ending];
  const ok = checks.filter((check) => check.ok).length;
  return [
    conversation.name,
    model,
    String(turns.length),
    `${ok}/${checks.length}`,
    msPerTurn(turns)?.toFixed(0) ?? "",
    passed ? "passed" : "FAILED",
  ];
}

/** The mean over the turns in which the agent did something; null when there was none. */
function msPerTurn(turns: PlayedTurn[]): number | null {
  const measured = turns.flatMap(({ ms }) => (ms === null ? [] : [ms]));
  return measured.length === 0 ? null : measured.reduce((sum, ms) => sum + ms, 0) / measured.length;
}

const line = (where: string, { what, expected, found }: Check): string =>
  `  ✗ ${where}: ${what}\n      expected: ${expected}\n      found:    ${found}`;

function tell({ turn, events, checks }: PlayedTurn, number: number): string[] {
  const mark = checks.some((check) => !check.ok) ? "✗" : " ";
  return [`  ${mark} ${number}. ${titleOf(turn)}`, ...transcriptOf(events).map((told) => `       ${told}`)];
}

function titleOf(turn: Turn): string {
  switch (turn.kind) {
    case "guest":
      return `guest: ${turn.text}`;
    case "press":
      return `press: ${turn.decision}${turn.card ? ` (card ${turn.card})` : ""}`;
    case "staff":
      return `staff: ${turn.act.act}${"text" in turn.act ? ` “${turn.act.text}”` : ""}${"reason" in turn.act ? ` “${turn.act.reason}”` : ""}`;
    case "wait":
      return `wait: ${turn.words}`;
    case "restart":
      return "restart";
  }
}
