import type { Said } from "./completions.ts";
import { creditedElsewhere } from "./credit-words.ts";
import { type Deed, type OtherLanguage, otherLanguages } from "./done-words.ts";
import { wayIn } from "./money-parts.ts";
import type { Clause } from "./plain-text.ts";

interface Compiled {
  deeds: [Deed, RegExp][];
  youHave: RegExp;
  auxiliary: RegExp;
  past: [Deed, RegExp][];
  harmless: RegExp;
}

const languages: Compiled[] = Object.values(otherLanguages).map((language) => compile(language));

function compile({ words, youHave, auxiliary, past = [], harmless }: OtherLanguage): Compiled {
  const whole = (pattern: string) =>
    /\p{Script=Han}/u.test(auxiliary)
      ? new RegExp(`(?:${pattern})`, "u")
      : new RegExp(`(?<!\\p{L})(?:${pattern})(?!\\p{L})`, "iu");
  return {
    deeds: words.map(([deed, pattern]) => [deed, whole(pattern)]),
    youHave: /\p{Script=Han}/u.test(youHave) ? new RegExp(youHave, "u") : whole(youHave),
    auxiliary: whole(auxiliary),
    past: past.map(([deed, pattern]) => [deed, new RegExp(`${pattern}(?!\\p{L})`, "iu")]),
    harmless: whole(/\p{Script=Han}/u.test(harmless) ? harmless : `${harmless}|no|não|non|pas|niet|nicht`),
  };
}

/** What a clause in another language than English says was done. */
export function otherDeeds({ text, asked }: Clause): Said[] {
  if (asked) return [];
  return languages.flatMap(({ deeds, youHave, auxiliary, past, harmless }) => {
    const said = [...(auxiliary.test(text) ? deeds : []), ...past];
    return said
      .filter(([, pattern]) => {
        const at = text.search(pattern);
        return at >= 0 && !harmless.test(text.slice(0, at));
      })
      .map(([deed]): Said => {
        if (deed === "refund" && creditedElsewhere.test(text) && wayIn(text) === "credit")
          return { deed: "credit" };
        return deed === "book" && !youHave.test(text)
          ? { deed: "book-new", isState: stands.test(text) }
          : { deed };
      });
  });
}

/** "Is booked" in other languages. */
const stands = /(?<!\p{L})(?:ist|sind|est|sont|está|están|queda|è|is|zijn)(?!\p{L})/iu;
