import type { PlaceOnOffer } from "../../db/stays.ts";
import type { Refusal, ToolContext } from "../tool.ts";
import { placesNamed } from "./find-by-name.ts";

const namedMax = 6;

/** The one place that is meant, or the refusal. Places are for everybody to see: nothing here depends on who asks. */
export async function resolvePlace(
  { bookings }: Pick<ToolContext, "bookings">,
  words: string,
): Promise<PlaceOnOffer | Refusal> {
  const found = placesNamed(await bookings.findPlaces(), words);
  const [only, ...others] = found;
  if (only && others.length === 0) return only;
  if (!only) return { refused: "not-found", say: "I can't find a place of that name among ours." };
  const names = found.slice(0, namedMax).map(({ name, city }) => `${name} (${city})`);
  return { refused: "not-met", say: `Which of these do you mean: ${names.join(", ")}?` };
}
