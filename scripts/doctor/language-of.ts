/** The language of a short answer, by its commonest words: enough to tell de, en, fr and zh apart. Null for no words. */
export function languageOf(text: string): "de" | "en" | "fr" | "zh" | null {
  const plain = text.replace(/\[\[[^\]]*\]\]/g, "").toLowerCase();
  const han = plain.match(/\p{Script=Han}/gu)?.length ?? 0;
  const words = plain.match(/\p{Script=Latin}+/gu) ?? [];
  if (han > words.length) return "zh";
  if (words.length === 0) return null;
  const counts = Object.entries(common).map(([language, its]) => ({
    language: language as keyof typeof common,
    count: words.filter((word) => its.has(word)).length,
  }));
  const [best] = counts.sort((one, other) => other.count - one.count);
  return best && best.count > 0 ? best.language : "en";
}

const set = (words: string) => new Set(words.split(" "));
const common = {
  en: set("the is are you your can in from to and after of at it for until with any late check"),
  de: set(
    "der die das ist sind sie ihr ihre können kann von bis und nach um uhr im ein eine ab auch ohne nicht zu mit es",
  ),
  fr: set(
    "le la les est sont vous votre pouvez peut de du des et après à heure heures un une dans pour jusqu avec il l d est",
  ),
};
