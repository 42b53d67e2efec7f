import type { ToolSpec } from "../../../tools/tool.ts";
import { datesIn, daysAfter, nightsIn } from "./dates-in.ts";
import { propertiesOf } from "./tool-input.ts";
import type { Told } from "./which-booking.ts";
import { plain } from "./words.ts";

/**
 * Each date to its input. Two are arrival and departure; of one it is the word beside it that says ("until", "leave"). Nights that are said make up for
 * a departure that is not.
 */
export function datesOf(tool: ToolSpec, texts: string[], { now }: Told): Record<string, string> {
  const names = Object.keys(propertiesOf(tool)).filter((name) => tool.slots[name]?.kind === "date");
  const [first, second = first] = names;
  const said = datesIn(texts, now);
  const [from, to] = said;
  if (first === undefined || from === undefined) return {};
  if (names.length === 1 || second === undefined) return { [first]: from };
  if (to !== undefined) return { [first]: from, [second]: to };
  const nights = texts.map(nightsIn).findLast((count) => count !== undefined);
  if (nights !== undefined) return { [first]: from, [second]: daysAfter(from, nights) };
  return departing.test(texts.map(plain).join(" ")) ? { [second]: from } : { [first]: from };
}

const departing = /\b(?:until|till|check-? ?out|leav\w+|depart\w*|end(?:s|ing)?|stay (?:on|to)|longer)\b/;
